"""Official ImageNet files initialise the backbone of their kind, and nothing is taken or left in silence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from model.backbones import build_backbone
from model.backbones.initialisation import initialise_backbone, resize_bias_table
from model.config import BackboneConfig, HRNetConfig, MitConfig, ResNetConfig, SwinConfig
from model.training.options import parse
from model.training.run import Run
from tests.model.checkpoints.official import official_backbone_state, write_official_backbone

SMALL_SWIN = SwinConfig(embed=32, depths=(2, 2, 2, 2), heads=(1, 2, 4, 8), window=7)
TABLE = "layers.0.blocks.0.attn.relative_position_bias_table"


def expected(config: BackboneConfig) -> dict[str, Tensor]:
    return official_backbone_state(config)


@pytest.mark.parametrize(
    ("config", "suffix", "loaded", "dropped", "left"),
    [
        (SwinConfig(), "pth", 169, 21, 20),
        (ResNetConfig(), "pth", 265, 55, 0),
        (ResNetConfig(), "pkl", 265, 55, 0),
        (HRNetConfig(), "pth", 1830, 4, 0),
        (MitConfig(), "pth", 176, 2, 0),
    ],
)
def test_the_official_file_fills_its_backbone(
    tmp_path: Path, config: BackboneConfig, suffix: str, loaded: int, dropped: int, left: int
) -> None:
    file = write_official_backbone(config, tmp_path / f"official.{suffix}")
    backbone = build_backbone(config)
    report = initialise_backbone(backbone, config.kind, file)
    assert (len(report.loaded), len(report.dropped), len(report.left), report.resized) == (loaded, dropped, left, ())
    state, official = backbone.state_dict(), expected(config)
    same_names = [key for key in report.loaded if key in official]
    assert len(same_names) == (0 if config.kind == "resnet" else loaded)
    assert all(torch.equal(state[key], official[key]) for key in same_names)
    assert set(report.loaded) | set(report.left) == set(state)


@pytest.mark.parametrize("suffix", ["pth", "pkl"])
def test_torchvision_names_map_to_ours(tmp_path: Path, suffix: str) -> None:
    backbone = build_backbone(ResNetConfig())
    initialise_backbone(backbone, "resnet", write_official_backbone(ResNetConfig(), tmp_path / f"r50.{suffix}"))
    state, official = backbone.state_dict(), expected(ResNetConfig())
    for ours, theirs in {
        "stem.conv1.weight": "conv1.weight",
        "stem.conv1.norm.running_var": "bn1.running_var",
        "res2.0.shortcut.weight": "layer1.0.downsample.0.weight",
        "res3.0.shortcut.norm.bias": "layer2.0.downsample.1.bias",
        "res5.2.conv3.norm.running_mean": "layer4.2.bn3.running_mean",
        "res4.5.conv2.weight": "layer3.5.conv2.weight",
    }.items():
        assert torch.equal(state[ours], official[theirs]), ours


def test_output_norms_of_swin_stay_as_initialised(tmp_path: Path) -> None:
    backbone = build_backbone(SMALL_SWIN)
    report = initialise_backbone(backbone, "swin", write_official_backbone(SMALL_SWIN, tmp_path / "swin.pth"))
    norms = [key for key in report.left if key.startswith("norm")]
    assert norms == [f"norm{index}.{part}" for index in range(4) for part in ("weight", "bias")]
    state = backbone.state_dict()
    assert all(torch.equal(state[key], torch.full_like(state[key], float(key.endswith("weight")))) for key in norms)


def test_bias_tables_are_resized_to_another_window(tmp_path: Path) -> None:
    wide = replace(SMALL_SWIN, window=12)
    file = write_official_backbone(SMALL_SWIN, tmp_path / "swin.pth")
    backbone = build_backbone(wide)
    report = initialise_backbone(backbone, "swin", file)
    assert len(report.resized) == sum(wide.depths) and TABLE in report.resized
    assert torch.equal(backbone.state_dict()[TABLE], resize_bias_table(expected(SMALL_SWIN)[TABLE], 23**2))


def test_resizing_keeps_constants_and_the_middle() -> None:
    table = torch.full((13**2, 3), 0.25)
    assert torch.allclose(resize_bias_table(table, 23**2), torch.full((23**2, 3), 0.25))
    column = torch.arange(13.0).repeat_interleave(13)[:, None]  # grows along dy, constant along dx
    resized = resize_bias_table(column, 23**2).reshape(23, 23)
    assert torch.allclose(resized[:, 0], resized[:, -1])
    assert resized[11, 11] == pytest.approx(6.0)


def test_other_head_counts_are_an_error_and_change_nothing(tmp_path: Path) -> None:
    file = write_official_backbone(replace(SMALL_SWIN, heads=(2, 4, 8, 16)), tmp_path / "swin.pth")
    backbone = build_backbone(SMALL_SWIN)
    before = {key: value.clone() for key, value in backbone.state_dict().items()}
    with pytest.raises(ValueError, match=r"8 misshapen: .*bias_table"):
        initialise_backbone(backbone, "swin", file)
    assert all(torch.equal(value, before[key]) for key, value in backbone.state_dict().items())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda state: {**state, "neck.weight": torch.ones(1)}, "1 unknown: neck.weight"),
        (
            lambda state: {k: v for k, v in state.items() if k != "block1.0.norm1.bias"},
            "1 missing: block1.0.norm1.bias",
        ),
        (lambda state: {**state, "norm1.bias": torch.ones(7)}, r"norm1.bias \(7,\) instead of \(32,\)"),
        (lambda state: {**state, "norm1.bias": state["norm1.bias"] / 0}, "1 not finite: norm1.bias"),
    ],
)
def test_anything_unexpected_is_named(tmp_path: Path, change: object, told: str) -> None:
    assert callable(change)
    torch.save(change(official_backbone_state(MitConfig())), tmp_path / "mit_b0.pth")
    with pytest.raises(ValueError, match=told):
        initialise_backbone(build_backbone(MitConfig()), "mit", tmp_path / "mit_b0.pth")


def test_a_training_starts_from_the_file(tmp_path: Path) -> None:
    file = write_official_backbone(MitConfig(), tmp_path / "mit_b0.pth")
    told = ["--preset", "dynamite_mitb0", "--data", "x", "--out", str(tmp_path), "--init-backbone", str(file)]
    run = Run(parse(told))
    official = expected(MitConfig())
    started = run.network.backbone.state_dict()
    assert all(torch.equal(started[key], official[key]) for key in started)
    assert all(torch.equal(run.average.values[f"backbone.{key}"], official[key]) for key in started)


def test_hrnet_files_without_batch_counters_are_complete(tmp_path: Path) -> None:
    state = official_backbone_state(HRNetConfig())
    counters = [key for key in state if key.endswith("num_batches_tracked")]
    torch.save({key: value for key, value in state.items() if key not in set(counters)}, tmp_path / "hrnet.pth")
    report = initialise_backbone(build_backbone(HRNetConfig()), "hrnet", tmp_path / "hrnet.pth")
    assert sorted(report.left) == sorted(counters) != []


def test_the_file_of_another_kind_names_the_right_one(tmp_path: Path) -> None:
    file = write_official_backbone(MitConfig(), tmp_path / "mit_b0.pth")
    with pytest.raises(ValueError, match=r"torchvision/R-50\.pkl"):
        initialise_backbone(build_backbone(ResNetConfig()), "resnet", file)
    with pytest.raises(ValueError, match="swin, resnet, hrnet, mit"):
        initialise_backbone(build_backbone(MitConfig()), "vgg", file)
