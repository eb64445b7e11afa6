"""The goldens of the published Mask2Former, MaskFormer and FASeg (see ``model.parity``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from model.preprocess import padded
from model.universal.checkpoint import build
from model.universal.config import UniversalConfig
from model.universal.image_frame import on_image, on_input
from model.universal.instance import instances
from model.universal.named_golden import NamedGolden, compare_named
from model.universal.panoptic import panoptic
from model.universal.prediction import Prediction
from model.universal.presets import universal_preset
from model.universal.semantic import semantic_scores

GOLDENS = {
    "mask2former_r50_coco_panoptic": "mask2former_r50_coco_panoptic",
    "mask2former_swin_tiny_coco_panoptic": "mask2former_swin_tiny_coco_panoptic",
    "maskformer_r50_ade20k150": "maskformer_r50_ade20k_semantic",
    "faseg_r50_ade20k": "faseg_r50_ade20k_semantic",
}
"""Presets by the model's name in the golden."""
AREAS_PX = {"inst_mask_area": 5.0}
"""Masks may differ in pixels whose logit is nearly 0."""
SHOWN_MASKS = 8
EVERY = (16, 4, 4)
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
    seen = {name: value[:, ::8] for name, value in seen.items()}
    first = prediction.before[0]
    seen |= {"pred_logits": prediction.class_logits, "pred_masks": prediction.mask_logits}
    seen |= {"aux0_pred_logits": first.class_logits, "aux0_pred_masks": first.mask_logits[:, ::4]}
    if (stored := golden.description["tensors"]["pred_masks"].get("stored")) is not None:
        assert "every 2nd query" in stored
        seen["pred_masks"] = prediction.mask_logits[:, ::2]
    seen |= _answers(config, prediction, golden)
    return {name: value.numpy() for name, value in seen.items() if name in golden.tensors}


def _answers(config: UniversalConfig, prediction: Prediction, golden: NamedGolden) -> dict[str, Tensor]:
    height, width = golden.tensors["image"].shape[1:]
    image_hw = tuple(golden.description["input"]["output_size"])
    classes, maps = prediction.class_logits[0], on_input(prediction.mask_logits[0], config.input.padded_hw((height, width)))
    if config.tasks == ("semantic",):
        scores = on_image(semantic_scores(classes, maps), (height, width), image_hw)
        return _semantic(scores)
    maps = on_image(maps, (height, width), image_hw)
    seen = _semantic(semantic_scores(classes, maps))
    for name, stated in (golden.description.get("postprocess") or {}).items():
        if name.startswith("panoptic"):
            limits = (stated["object_mask_threshold"], stated["overlap_threshold"])
            drawn = panoptic(classes, maps, config.labels.things, *limits)
            seen[f"{name}_id_map"] = drawn.ids
    found = instances(classes, maps, config.thresholds.instances, config.labels.things)
    seen |= {"inst_scores": found.scores, "inst_classes": found.labels}
    seen["inst_mask_area"] = found.masks.sum(dim=(1, 2))
    seen["inst_masks_top8"] = found.masks[:SHOWN_MASKS].to(torch.uint8)
    return seen


def _semantic(scores: Tensor) -> dict[str, Tensor]:
    classes, rows, columns = EVERY
    return {"sem_seg": scores[::classes, ::rows, ::columns], "sem_seg_argmax": scores.argmax(dim=0)}
