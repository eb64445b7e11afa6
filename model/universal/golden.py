"""The goldens of the published Mask2Former, MaskFormer and FASeg (see ``model.parity``)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from kernels.rle import decode
from model.preprocess import padded
from model.universal.checkpoint import build
from model.universal.config import UniversalConfig
from model.universal.image_frame import ImageFrame
from model.universal.instance import instances
from model.universal.named_golden import NamedGolden, compare_named
from model.universal.panoptic import PanopticRule, panoptic_map
from model.universal.prediction import Prediction
from model.universal.presets import universal_preset
from model.universal.semantic import score_bands

GOLDENS = {
    "mask2former_r50_coco_panoptic": "mask2former_r50_coco_panoptic",
    "mask2former_swin_tiny_coco_panoptic": "mask2former_swin_tiny_coco_panoptic",
    "maskformer_r50_ade20k150": "maskformer_r50_ade20k_semantic",
    "faseg_r50_ade20k": "faseg_r50_ade20k_semantic",
}
"""Presets by the model's name in the golden."""
AREAS_PX = {"inst_mask_area": 5.0}
"""Masks may differ in pixels whose logit is nearly 0."""
EVERY_CHANNEL, SHOWN_MASKS = 8, 8
EVERY = (slice(None, None, 16), slice(None, None, 4), slice(None, None, 4))
"""Of semantic scores the goldens keep every 16th class and 4th row and column."""


def compare_universal(path: Path) -> dict[str, Any]:
    """Run the golden at ``path`` and compare its tensors; result as of ``model.parity.compare``."""
    return compare_named(path, run, {"image"}, AREAS_PX)


@torch.inference_mode()
def run(golden: NamedGolden) -> dict[str, np.ndarray]:
    """What the golden holds. Raises ValueError for a model that has no preset."""
    config = universal_preset(GOLDENS[golden.description["model"]])
    network = build(config, golden.published_state())
    seen: dict[str, Tensor] = {}

    def features(module: Any, given: Any, maps: list[Tensor]) -> None:
        seen["res5"] = maps[-1]

    def levels(module: Any, given: Any, made: tuple[list[Tensor], Tensor]) -> None:
        if config.family == "mask2former":
            seen["mask_features"] = made[-1]
            seen.update({f"multi_scale_{index}": level for index, level in enumerate(made[0])})

    handles = [
        network.get_submodule("backbone").register_forward_hook(features),
        network.get_submodule("sem_seg_head.pixel_decoder").register_forward_hook(levels),
    ]
    try:
        image = golden.tensors["image"].transpose(1, 2, 0)
        prediction: Prediction = network(torch.from_numpy(padded(image, config.input)))
    finally:
        for handle in handles:
            handle.remove()
    seen = {name: value[:, ::EVERY_CHANNEL] for name, value in seen.items()}
    first = prediction.before[0]
    seen |= {"pred_logits": prediction.class_logits, "aux0_pred_logits": first.class_logits}
    for name, masks in (("pred_masks", prediction.mask_logits), ("aux0_pred_masks", first.mask_logits)):
        stored = golden.description["tensors"].get(name, {}).get("stored", "")
        every = re.match(r"every (\d+)\w\w query", stored)
        seen[name] = masks[:, :: int(every[1]) if every else 1]
    seen |= _answers(config, prediction, golden)
    return {name: value.numpy() for name, value in seen.items() if name in golden.tensors}


def _answers(config: UniversalConfig, prediction: Prediction, golden: NamedGolden) -> dict[str, Tensor]:
    height, width = golden.tensors["image"].shape[1:]
    rows, columns = golden.description["input"]["output_size"]
    frame = ImageFrame((rows, columns), (height, width), config.input.padded_hw((height, width)))
    classes, maps = prediction.class_logits[0], frame.on_input(prediction.mask_logits[0])
    scores = torch.cat(list(score_bands(classes, maps, frame, scores_first=config.tasks == ("semantic",))), dim=1)
    seen = {"sem_seg": scores[EVERY], "sem_seg_argmax": scores.argmax(dim=0)}
    for name, stated in (golden.description.get("postprocess") or {}).items():
        if name.startswith("panoptic"):
            rule = PanopticRule(config.labels.things, stated["object_mask_threshold"], stated["overlap_threshold"])
            seen[f"{name}_id_map"] = panoptic_map(classes, maps, frame, rule).ids
    if "instance" in config.tasks:
        found = instances(classes, maps, frame, config.thresholds.instances, config.labels.things)
        seen["inst_scores"] = torch.tensor([each.score for each in found])
        seen["inst_classes"] = torch.tensor([each.label for each in found])
        seen["inst_mask_area"] = torch.tensor([each.area_px for each in found])
        seen["inst_masks_top8"] = torch.from_numpy(np.stack([decode(each.rle) for each in found[:SHOWN_MASKS]]))
    return seen
