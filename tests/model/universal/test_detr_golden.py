"""DETR and the MaskIoU head compute what the published implementations compute, to float32's rounding."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from model.parity import main
from model.universal.detr_checkpoint import build
from model.universal.detr_config import DETR_PRESETS
from model.universal.detr_golden import golden_batch, golden_maps
from model.universal.detr_panoptic import DetrPanoptic
from model.universal.detr_segments import kept_queries
from model.universal.named_golden import NamedGolden

GOLDENS = os.environ.get("STIPPLE_GOLDENS", "")
needs_goldens = pytest.mark.skipif(not GOLDENS, reason="STIPPLE_GOLDENS (folder of published outputs) is not set")
AREA_PX = 10
"""Masks of a random network differ little between queries: single pixels go to another one."""


@needs_goldens
@pytest.mark.parametrize(
    ("name", "tensors"),
    [
        ("detr_r50", {"src", "memory", "hs_last", "pred_logits", "pred_boxes", "post_boxes_1", "post_labels_0"}),
        ("detr_r50_panoptic", {"bbox_attention", "pred_masks", "panoptic_id_map_1", "segm_mask_area_0"}),
        ("maskiou_head", {"fc2", "maskiou"}),
    ],
)
def test_every_tensor_equals_the_published_golden(
    name: str, tensors: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--golden", str(Path(GOLDENS) / f"{name}.json"), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert tensors <= set(result["tensors"]) and not result["not_computed"]


@needs_goldens
def test_kept_queries_and_segments_equal_the_published_list_though_stuff_is_merged() -> None:
    path = Path(GOLDENS) / "detr_r50_panoptic.json"
    golden = NamedGolden(path.name, json.loads(path.read_text()), load_file(path.with_suffix(".safetensors")))
    network = build(DETR_PRESETS["detr-r50-panoptic"], golden.published_state())
    assert isinstance(network, DetrPanoptic)
    batch, stated = golden_batch(golden), golden.description["postprocess"]
    sizes = [(225, 279), (128, 160)]
    with torch.inference_mode():
        found, masks = network(batch.pixels, batch.padding)
    maps = golden_maps(found, masks, batch, sizes, stated["panoptic_threshold"])
    for index, drawn in enumerate(maps):
        kept = kept_queries(found.logits[index], stated["panoptic_threshold"])
        assert kept.tolist() == stated[f"queries_kept_{index}"]
        known = stated[f"segments_{index}"]
        ours = [(segment.id, segment.label, segment.is_thing) for segment in drawn.segments]
        assert ours == [(segment["id"], segment["category_id"], segment["isthing"]) for segment in known]
        areas = np.array([segment.area_px for segment in drawn.segments])
        assert np.abs(areas - [segment["area"] for segment in known]).max() <= AREA_PX
        assert areas.sum() == drawn.ids.size and np.array_equal(np.bincount(drawn.ids.ravel()), areas)
        labels = found.logits[index][kept].argmax(-1).tolist()
        assert len(labels) > len(set(labels))  # several queries claim one class: the published quirk was exercised


def test_a_damaged_golden_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"model": "maskiou_head", "salt": "a", "official_keys": {}}))
    (tmp_path / "x.safetensors").write_bytes(b"\x08\0\0\0\0\0\0\0{}      ")
    with pytest.raises(SystemExit, match="2"):
        main(["--golden", str(tmp_path / "x.json")])
    assert "x.json" in capsys.readouterr().err
