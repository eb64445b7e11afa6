"""The goldens of the published DETR, with boxes and panoptic (see ``model.parity``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from model.universal.detr import Detr, DetrFound
from model.universal.detr_boxes import boxes_of, instance_masks
from model.universal.detr_checkpoint import build
from model.universal.detr_config import DETR_PRESETS
from model.universal.detr_input import DetrBatch, padded_batch
from model.universal.detr_panoptic import DetrPanoptic
from model.universal.detr_segments import DetrPanopticMap, kept_queries, panoptic_map
from model.universal.named_golden import NamedGolden, compare_named

INPUTS = {"image_0", "image_1"}
AREAS_PX = {"segm_mask_area_0": 10.0, "segm_mask_area_1": 10.0}
"""Masks may differ in pixels whose logit is nearly 0."""
EVERY_CHANNEL, EVERY_QUERY = 8, 4
"""Of these tensors the goldens keep one channel, or one query, in so many."""


def compare_detr(path: Path) -> dict[str, Any]:
    """Run the golden at ``path`` and compare its tensors."""
    return compare_named(path, run, INPUTS, AREAS_PX)


@torch.inference_mode()
def run(golden: NamedGolden) -> dict[str, np.ndarray]:
    """What the golden holds."""
    network = build(DETR_PRESETS[golden.description["model"].replace("_", "-")], golden.published_state())
    batch = golden_batch(golden)
    sizes = [(height, width) for height, width in golden.description["input"]["target_sizes_hw"]]
    if isinstance(network, Detr):
        found = network(batch.pixels, batch.padding)
        return _of_network(found) | _of_boxes(found, sizes)
    return _of_masks(network, batch, sizes, golden.description["postprocess"]["panoptic_threshold"])


def golden_batch(golden: NamedGolden) -> DetrBatch:
    return padded_batch([golden.tensors[name].transpose(1, 2, 0) for name in sorted(INPUTS)])


def golden_maps(
    found: DetrFound, masks: torch.Tensor, batch: DetrBatch, sizes: list[tuple[int, int]], threshold: float
) -> list[DetrPanopticMap]:
    """The panoptic map of each image of a batch whose ``masks`` are those of all queries."""
    maps = []
    for index, size in enumerate(sizes):
        kept = kept_queries(found.logits[index], threshold)
        maps.append(panoptic_map(found.logits[index], masks[index, kept], kept, batch.processed_hw[index], size))
    return maps


def _of_network(found: DetrFound) -> dict[str, np.ndarray]:
    return {
        "src": found.projected[:, ::EVERY_CHANNEL].numpy(),
        "memory": found.memory[:, ::EVERY_CHANNEL].numpy(),
        "hs_last": found.queries.numpy(),
        "pred_logits": found.logits.numpy(),
        "pred_boxes": found.boxes.numpy(),
    }


def _of_boxes(found: DetrFound, sizes: list[tuple[int, int]]) -> dict[str, np.ndarray]:
    computed = {}
    for index, result in enumerate(boxes_of(found.logits, found.boxes, sizes)):
        computed[f"post_scores_{index}"] = result.scores.numpy()
        computed[f"post_labels_{index}"] = result.labels.numpy()
        computed[f"post_boxes_{index}"] = result.boxes_xyxy.numpy()
    return computed


def _of_masks(
    network: DetrPanoptic, batch: DetrBatch, sizes: list[tuple[int, int]], threshold: float
) -> dict[str, np.ndarray]:
    found, masks = network(batch.pixels, batch.padding)
    attention = network.bbox_attention(found.queries, found.memory, found.padding)
    computed = _of_network(found)
    computed["bbox_attention"] = attention[:, ::EVERY_QUERY].numpy()
    computed["pred_masks"] = masks[:, ::EVERY_QUERY].numpy()
    for index, inside in enumerate(instance_masks(masks, batch.processed_hw, sizes)):
        computed[f"segm_mask_area_{index}"] = inside.sum(dim=(1, 2)).numpy()
    for index, drawn in enumerate(golden_maps(found, masks, batch, sizes, threshold)):
        computed[f"panoptic_id_map_{index}"] = drawn.ids
    return computed
