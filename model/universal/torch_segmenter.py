"""Mask2Former, MaskFormer and FASeg behind ``model.universal.segmentation.SegmentationModel``, in torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor, nn

from kernels.rle import Rle, bbox_xywh, encode_labels
from model.preprocess import network_input
from model.universal.config import UniversalConfig
from model.universal.image_frame import ImageFrame
from model.universal.instance import instances
from model.universal.label_sets import LabelSet
from model.universal.panoptic import PanopticRule, panoptic_map
from model.universal.prediction import Prediction
from model.universal.segmentation import Answer, Seen, Segment, Task
from model.universal.semantic import semantic_map


@dataclass(frozen=True)
class SeenTensors:
    """Class logits (Q, K + 1) and mask logits (Q, h, w) of one image."""

    classes: Tensor
    masks: Tensor


class TorchSegmenter:
    """Fulfils ``SegmentationModel`` with ``network``, whose weights must not change afterwards."""

    def __init__(self, config: UniversalConfig, network: nn.Module, device: str = "cpu") -> None:
        self.config = config
        self.labels: LabelSet = config.labels
        self.tasks: tuple[Task, ...] = config.tasks
        self.digest = _digest(config, network)
        self.device = torch.device(device)
        self.network = network.to(self.device).eval()

    @torch.inference_mode()
    def see(self, images: Sequence[np.ndarray]) -> list[Seen]:
        """Images whose padded sizes are equal go through the network together; the others in batches of their own.

        So an image's answer does not depend on what it is batched with.
        """
        given = [network_input(image, self.config.input) for image in images]
        together: dict[tuple[int, int], list[int]] = {}
        for index, each in enumerate(given):
            together.setdefault(each.padded_hw, []).append(index)
        seen: dict[int, Seen] = {}
        for indices in together.values():
            pixels = torch.from_numpy(np.concatenate([given[index].pixels for index in indices]))
            prediction: Prediction = self.network(pixels.to(self.device))
            for row, index in enumerate(indices):
                each = given[index]
                tensors = SeenTensors(prediction.class_logits[row], prediction.mask_logits[row])
                seen[index] = Seen(tensors, each.image_hw, each.resized_hw, each.padded_hw, self.digest)
        return [seen[index] for index in range(len(given))]

    @torch.inference_mode()
    def answer(self, seen: Seen, task: Task) -> Answer:
        """Answer ``task``. Raises ValueError where the network was not trained for it, and for another model's Seen."""
        if task not in self.tasks:
            raise ValueError(f"{self.config.name} does not answer {task!r}; choose one of {', '.join(self.tasks)}")
        if seen.digest != self.digest:
            raise ValueError(f"image seen by model {seen.digest[:12]} given to model {self.digest[:12]}; see it again")
        frame = ImageFrame(seen.image_hw, seen.resized_hw, seen.padded_hw)
        maps = frame.on_input(seen.tensors.masks)
        answers = {"panoptic": self._panoptic, "instance": self._instance, "semantic": self._semantic}
        return answers[task](seen.tensors.classes, maps, frame)

    def _panoptic(self, classes: Tensor, maps: Tensor, frame: ImageFrame) -> Answer:
        limits = self.config.thresholds
        is_cut = self.config.family != "maskformer"
        rule = PanopticRule(self.labels.things, limits.score, limits.overlap, is_cut)
        drawn = panoptic_map(classes, maps, frame, rule)
        ids = drawn.ids.cpu().numpy()
        masks = encode_labels(ids, len(drawn.segments))
        segments = tuple(_segment(each.label, each.is_thing, each.score, masks[each.id - 1]) for each in drawn.segments)
        label_of = np.array([-1, *(each.label for each in drawn.segments)], dtype=np.int16)
        return Answer("panoptic", frame.image_hw, segments, label_of[ids])

    def _instance(self, classes: Tensor, maps: Tensor, frame: ImageFrame) -> Answer:
        things = self.labels.things if "panoptic" in self.tasks else None
        found = instances(classes, maps, frame, self.config.thresholds.instances, things)
        kept = [each for each in found if each.area_px]
        segments = tuple(_segment(each.label, True, each.score, each.rle) for each in kept)
        return Answer("instance", frame.image_hw, segments)

    def _semantic(self, classes: Tensor, maps: Tensor, frame: ImageFrame) -> Answer:
        """Each class that has a pixel is one segment; it has no score of its own, so 1."""
        labels = semantic_map(classes, maps, frame, scores_first=self.tasks == ("semantic",)).cpu().numpy()
        masks = encode_labels(labels + 1, self.labels.count)
        segments = tuple(
            _segment(label, label in self.labels.things, 1.0, masks[label]) for label in np.unique(labels).tolist()
        )
        return Answer("semantic", frame.image_hw, segments, labels)


def _segment(label: int, is_thing: bool, score: float, rle: Rle) -> Segment:
    x, y, width, height = bbox_xywh(rle)
    return Segment(label, is_thing, score, (float(x), float(y), float(x + width), float(y + height)), rle)


def _digest(config: UniversalConfig, network: nn.Module) -> str:
    """SHA-256 of every tensor under its name, then of the configuration."""
    digest = hashlib.sha256()
    for key, value in network.state_dict().items():
        digest.update(key.encode())
        digest.update(value.detach().cpu().contiguous().numpy().tobytes())
    written = asdict(config)
    written["labels"]["things"] = sorted(config.labels.things)
    digest.update(json.dumps(written, sort_keys=True).encode())
    return digest.hexdigest()
