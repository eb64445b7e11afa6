"""The published sizes are presets of the same code: their parameter trees are the published ones, key by key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from model.config import ModelConfig
from model.dynamite import Dynamite
from model.presets import PRESETS, preset

KEYS = Path(__file__).parent / "keys"
Tree = dict[str, tuple[tuple[int, ...], str]]


def published_tree(name: str) -> Tree:
    """Shape and type of every key of the published file, as listed."""
    tree: Tree = {}
    for line in (KEYS / f"{name}.tsv").read_text().splitlines():
        key, shape, kind = line.split("\t")[:3]
        tree[key] = (tuple(int(side) for side in shape.strip("()").split(",") if side.strip()), kind)
    return tree


def built_tree(name: str) -> Tree:
    with torch.device("meta"):
        network = Dynamite(preset(name))
    state = network.state_dict()
    return {key: (tuple(value.shape), str(value.dtype).removeprefix("torch.")) for key, value in state.items()}


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("dynamite_r50", 629),
        ("dynamite_hrnet32", 2200),
        ("dynamite_mitb0", 540),
        ("dynamite_swin_tiny", 553),
        ("dynamite_swin_large", 721),
    ],
)
def test_published_presets_build_the_published_parameter_tree(name: str, entries: int) -> None:
    tree = built_tree(name)
    assert len(tree) == entries and tree == published_tree(name)


@pytest.mark.parametrize(
    ("ablation", "gone", "changed"),
    [
        ("spatio_temporal", (), {}),
        ("spatial", (), {"ca_qpos_sine_proj.weight": (256, 256)}),
        ("temporal", (), {"ca_qpos_sine_proj.weight": (256, 256)}),
        ("no_position", ("ca_qpos_sine_proj.",), {}),
        ("no_decoder", ("decoder.",), {}),
        ("no_static", ("static_bg_query", "static_bg_pe"), {}),
    ],
)
def test_ablations_differ_from_swin_tiny_in_their_own_parameters_only(
    ablation: str, gone: tuple[str, ...], changed: dict[str, tuple[int, ...]]
) -> None:
    prefix = "sem_seg_head.interactive_transformer."
    expected = published_tree("dynamite_swin_tiny")
    for key in [key for key in expected if key.removeprefix(prefix).startswith(gone)] if gone else []:
        del expected[key]
    expected |= {prefix + key: (shape, "float32") for key, shape in changed.items()}
    assert built_tree(f"dynamite_swin_tiny_{ablation}") == expected


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_a_config_survives_json(name: str) -> None:
    config = preset(name)
    assert ModelConfig.from_dict(json.loads(json.dumps(config.to_dict()))) == config


def test_an_unknown_preset_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="nano"):
        preset("giant")


@pytest.mark.parametrize("part", ["input", "backbone", "pixel_decoder", "transformer"])
def test_a_config_of_another_version_is_told_by_what_is_unknown_or_missing(part: str) -> None:
    values = preset("dynamite_mitb0").to_dict()
    values[part] |= {"warp": 1, "glow": True}
    with pytest.raises(ValueError, match="has no glow, warp"):
        ModelConfig.from_dict(values)
    del values[part]
    with pytest.raises(ValueError, match=f"lacks {part}"):
        ModelConfig.from_dict(values)


def test_an_unknown_backbone_names_the_known_ones() -> None:
    values = preset("nano").to_dict()
    values["backbone"]["kind"] = "vgg"
    with pytest.raises(ValueError, match="residual, resnet, hrnet, mit, swin"):
        ModelConfig.from_dict(values)
