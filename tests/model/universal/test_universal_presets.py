"""The published networks by name: sizes, label sets and rules of each."""

from __future__ import annotations

import pytest

from model.checkpoints.published import published
from model.universal.config import Thresholds, UniversalConfig, label_set
from model.universal.presets import universal_preset, universal_presets
from tests.model.universal.small import SWIN, small_config


def test_every_published_file_of_the_family_has_a_preset_and_every_preset_of_the_zoos_a_file() -> None:
    rows = [row for row in published() if row.universal]
    assert len(rows) == 67 and all(row.family == universal_preset(str(row.universal)).family for row in rows)
    zoo = {name for name in universal_presets() if not name.startswith("faseg")}
    assert zoo == {row.universal for row in rows}


def test_files_without_a_network_here_have_no_preset() -> None:
    without = [row.name for row in published() if row.family == "maskformer" and not row.universal]
    assert without and all("per_pixel" in name or "R101c" in name for name in without)


@pytest.mark.parametrize(
    ("name", "queries", "classes", "things", "input_px"),
    [
        ("mask2former_r50_coco_panoptic", 100, 133, 80, (800, 1333)),
        ("mask2former_swin_large_coco_panoptic", 200, 133, 80, (800, 1333)),
        ("mask2former_swin_large_coco_instance", 200, 80, 80, (800, 1333)),
        ("mask2former_swin_large_ade20k_semantic", 100, 150, 100, (640, 2560)),
        ("mask2former_r50_ade20k_panoptic", 100, 150, 100, (640, 2560)),
        ("mask2former_r50_ade20k_semantic", 100, 150, 100, (512, 2048)),
        ("mask2former_r50_ade20k_instance", 100, 100, 100, (640, 2560)),
        ("mask2former_r50_cityscapes_panoptic", 100, 19, 8, (1024, 2048)),
        ("mask2former_swin_tiny_cityscapes_instance", 100, 8, 8, (1024, 2048)),
        ("mask2former_r50_mapillary_panoptic", 100, 65, 37, (2048, 2048)),
        ("maskformer_r50_ade20k_full_semantic", 100, 847, 0, (512, 2048)),
        ("maskformer_r50_coco_stuff_10k_semantic", 100, 171, 0, (512, 2048)),
        ("faseg_swin_base_ade20k_semantic", 100, 150, 100, (640, 2560)),
    ],
)
def test_sizes_of(name: str, queries: int, classes: int, things: int, input_px: tuple[int, int]) -> None:
    config = universal_preset(name)
    assert (config.queries, config.labels.count, len(config.labels.things)) == (queries, classes, things)
    assert (config.input.shorter_side, config.input.longer_side) == input_px


def test_rules_that_differ_between_data_sets() -> None:
    assert universal_preset("mask2former_r50_coco_panoptic").thresholds == Thresholds(0.8, 0.8, 100)
    assert universal_preset("mask2former_r50_mapillary_panoptic").thresholds.score == 0.0
    assert universal_preset("maskformer_r50_ade20k_panoptic").thresholds.score == 0.7
    assert universal_preset("maskformer_r50_coco_panoptic").input.divisor == 1
    assert universal_preset("maskformer_r50_coco_panoptic").encoder_layers == 6
    assert universal_preset("maskformer_swin_tiny_coco_panoptic").encoder_layers == 0
    assert "instance" not in universal_preset("maskformer_r50_coco_panoptic").tasks


def test_what_cannot_be_is_refused_with_a_reason() -> None:
    with pytest.raises(ValueError, match="preset 'mask2former_r51' does not exist; choose one of mask2former_r50"):
        universal_preset("mask2former_r51")
    with pytest.raises(ValueError, match="label set 'coco'"):
        label_set("coco")
    with pytest.raises(ValueError, match=r"score=1\.5"):
        Thresholds(score=1.5)
    small = small_config("mask2former")
    with pytest.raises(ValueError, match="only MaskFormer has an encoder"):
        UniversalConfig("x", "mask2former", SWIN, small.labels, ("panoptic",), encoder_layers=6)
    with pytest.raises(ValueError, match="tasks="):
        UniversalConfig("x", "mask2former", SWIN, small.labels, ())
