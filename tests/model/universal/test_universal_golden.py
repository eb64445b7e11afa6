"""Mask2Former, MaskFormer and FASeg compute what the published implementations compute."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import torch
from safetensors.numpy import load_file

from model.parity import main
from model.universal.golden import GOLDENS as NAMES
from model.universal.image_frame import ImageFrame
from model.universal.instance import instances
from model.universal.panoptic import PanopticRule, competing, panoptic_map
from model.universal.presets import universal_preset

GOLDENS = os.environ.get("STIPPLE_GOLDENS", "")
FOLDER = Path(GOLDENS) if GOLDENS else Path(__file__).parents[1] / "goldens"
"""The full ones where they are, else the cut ones that are committed."""
PANOPTIC = "mask2former_r50_coco_panoptic"


@pytest.mark.parametrize("name", NAMES)
def test_every_tensor_equals_the_published_one(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    if not GOLDENS and name == "mask2former_swin_tiny_coco_panoptic":
        pytest.skip("STIPPLE_GOLDENS (folder of published outputs) is not set, and this one is not committed")
    assert main(["--golden", str(FOLDER / f"{name}.json"), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert not result["not_computed"] and {"pred_logits", "pred_masks"} <= set(result["tensors"])
    assert result["passed"] and not result["label_map_mismatch"]


def test_a_golden_is_not_run_as_another_network() -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--golden", str(FOLDER / "faseg_r50_ade20k.json"), "--preset", "nano"])


@pytest.mark.skipif(not GOLDENS, reason="STIPPLE_GOLDENS (folder of published outputs) is not set")
@pytest.mark.parametrize("pair", ["panoptic", "panoptic2"])
def test_segments_areas_and_the_queries_that_compete_equal_the_published_ones(pair: str) -> None:
    tensors = {name: torch.from_numpy(value) for name, value in load_file(FOLDER / f"{PANOPTIC}.safetensors").items()}
    stated = json.loads((FOLDER / f"{PANOPTIC}.json").read_text())["postprocess"][pair]
    frame, things = ImageFrame((180, 223), (150, 186), (160, 192)), universal_preset(PANOPTIC).labels.things
    classes = tensors["pred_logits"][0]
    rule = PanopticRule(things, stated["object_mask_threshold"], stated["overlap_threshold"])
    found = panoptic_map(classes, frame.on_input(tensors["pred_masks"][0]), frame, rule)
    assert competing(classes, rule.score)[0].tolist() == stated["queries_kept"]
    segments = [{"id": each.id, "isthing": each.is_thing, "category_id": each.label} for each in found.segments]
    assert segments == stated["segments"]
    assert [int((found.ids == each.id).sum()) for each in found.segments] == stated["areas"]


@pytest.mark.skipif(not GOLDENS, reason="STIPPLE_GOLDENS (folder of published outputs) is not set")
def test_the_things_of_the_best_hundred_pairs_are_the_published_instances() -> None:
    tensors = {name: torch.from_numpy(value) for name, value in load_file(FOLDER / f"{PANOPTIC}.safetensors").items()}
    frame, things = ImageFrame((180, 223), (150, 186), (160, 192)), universal_preset(PANOPTIC).labels.things
    maps = frame.on_input(tensors["pred_masks"][0])
    found = instances(tensors["pred_logits"][0], maps, frame, 100, things)
    assert len(found) == 78 and [each.label for each in found] == tensors["inst_classes"].tolist()
