"""Backbones: shapes, the rules that weights alone don't show, and independence within a batch."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from model.backbones import build_backbone
from model.backbones.swin import FOREIGN, PatchMerging, relative_positions, shift_mask
from model.config import BackboneConfig, HRNetConfig, MitConfig, ResidualConfig, ResNetConfig, SwinConfig
from model.drop_path import DropPath, drop_path_rates
from model.dynamite import Dynamite
from model.named_weights import fill_by_name
from model.presets import preset
from model.training.optimiser import Optimiser, parameter_groups

SMALL: dict[str, BackboneConfig] = {
    "residual": ResidualConfig(channels=(8, 8, 16, 16), depths=(1, 1, 1, 1), stem=8),
    "resnet": ResNetConfig(depths=(1, 1, 1, 1)),
    "hrnet": HRNetConfig(width=8),
    "mit": MitConfig(channels=(8, 16, 16, 16), depths=(1, 1, 1, 1), heads=(1, 2, 2, 2)),
    "swin": SwinConfig(embed=8, depths=(2, 2, 2, 2), heads=(1, 2, 4, 8), window=4),
}


def build(kind: str) -> nn.Module:
    backbone = build_backbone(SMALL[kind]).eval()
    fill_by_name(backbone, kind)
    return backbone


@pytest.mark.parametrize("kind", SMALL)
@pytest.mark.parametrize("size_hw", [(32, 32), (96, 160)])
def test_gives_four_maps_at_strides_4_to_32(kind: str, size_hw: tuple[int, int]) -> None:
    with torch.no_grad():
        maps = build(kind)(torch.randn(1, 3, *size_hw))
    channels = SMALL[kind].channels
    expected = [(1, channels[i], size_hw[0] >> (i + 2), size_hw[1] >> (i + 2)) for i in range(4)]
    assert [tuple(x.shape) for x in maps] == expected


@pytest.mark.parametrize("kind", SMALL)
def test_an_image_in_a_batch_gives_what_it_gives_alone(kind: str) -> None:
    backbone, images = build(kind), torch.randn(2, 3, 64, 96)
    with torch.no_grad():
        for both, alone in zip(backbone(images), backbone(images[1:]), strict=True):
            scale = float(alone.abs().max())
            torch.testing.assert_close(both[1:], alone, atol=1e-5 * scale, rtol=1e-4)


def test_swin_takes_sides_that_no_window_divides() -> None:
    with torch.no_grad():
        maps = build("swin")(torch.randn(1, 3, 53, 75))
    assert [tuple(x.shape[-2:]) for x in maps] == [(14, 19), (7, 10), (4, 5), (2, 3)]


def test_the_first_stage_of_mit_is_not_trained_as_published() -> None:
    network = Dynamite(preset("dynamite_mitb0"))
    frozen = {name: p for name, p in network.named_parameters() if not p.requires_grad}
    assert {name.split(".")[1] for name in frozen} == {"patch_embed1", "block1", "norm1"}
    assert sum(p.numel() for p in frozen.values()) == 164_096
    trained = {id(p) for group in parameter_groups(network, Optimiser()) for p in group["params"]}
    assert trained == {id(p) for p in network.parameters()} - {id(p) for p in frozen.values()}


def test_relative_positions_of_a_window_of_two() -> None:
    expected = [[4, 3, 1, 0], [5, 4, 2, 1], [7, 6, 4, 3], [8, 7, 5, 4]]
    assert relative_positions(2).tolist() == expected


def test_patches_merge_rows_before_columns() -> None:
    merging = PatchMerging(1)
    merging.norm = nn.Identity()  # type: ignore[assignment]
    merging.reduction = nn.Identity()  # type: ignore[assignment]
    merged = merging(torch.arange(4.0).view(1, 2, 2, 1))
    assert merged.flatten().tolist() == [0, 2, 1, 3]


def test_tokens_that_only_the_roll_brought_together_are_kept_apart() -> None:
    mask = shift_mask((2, 2), 4, 2, torch.zeros(()))
    assert mask.shape == (4, 16, 16) and not mask[0].any()
    right = mask[1].view(4, 4, 4, 4)  # window in the upper right corner: its last two columns come from the left
    assert (right[:, :2, :, 2:] == FOREIGN).all() and not right[:, :2, :, :2].any()
    assert set(mask[3].flatten().tolist()) == {0.0, FOREIGN}


def test_paths_are_dropped_in_training_only_and_more_often_deeper() -> None:
    assert drop_path_rates(0.3, (2, 2)) == [[0.0, pytest.approx(0.1)], [pytest.approx(0.2), pytest.approx(0.3)]]
    branch = torch.ones(4000, 1)
    dropped = DropPath(0.25).train()(branch)
    assert float((dropped == 0).float().mean()) == pytest.approx(0.25, abs=0.05)
    assert float(dropped.max()) == pytest.approx(1 / 0.75)
    assert DropPath(0.25).eval()(branch) is branch
