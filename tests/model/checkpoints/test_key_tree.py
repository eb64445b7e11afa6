"""The networks have exactly the published keys, shapes and number types."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from model.checkpoints.key_tree import key_tree, parameter_count
from model.presets import preset

LISTINGS = Path(__file__).parents[1] / "keys"
HEAD = "sem_seg_head.interactive_transformer."
BG_QUERY = 256
"""The published counts include this constant, which the published files hold and training never changes."""


def listing(name: str) -> dict[str, tuple[tuple[int, ...], str]]:
    rows = [line.split("\t") for line in (LISTINGS / f"{name}.tsv").read_text().splitlines()]
    return {key: (ast.literal_eval(shape), dtype) for key, shape, dtype in rows}


def tree_of(name: str) -> dict[str, tuple[tuple[int, ...], str]]:
    return {key: (entry.shape, entry.dtype) for key, entry in key_tree(preset(name)).items()}


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("dynamite_r50", 48_539_264),
        ("dynamite_hrnet32", 54_136_960),
        ("dynamite_mitb0", 27_551_776),
        ("dynamite_swin_tiny", 51_990_650),
        ("dynamite_swin_large", 220_039_796),
    ],
)
def test_a_preset_has_the_published_keys_shapes_types_and_size(name: str, parameters: int) -> None:
    assert tree_of(name) == listing(name)
    assert parameter_count(key_tree(preset(name))) + BG_QUERY == parameters


@pytest.mark.parametrize(
    ("ablation", "dropped"),
    [("no_decoder", (f"{HEAD}decoder.",)), ("no_static", (f"{HEAD}static_bg_query", f"{HEAD}static_bg_pe"))],
)
def test_an_ablation_drops_the_published_keys(ablation: str, dropped: tuple[str, ...]) -> None:
    expected = {key: value for key, value in listing("dynamite_swin_tiny").items() if not key.startswith(dropped)}
    assert tree_of(f"dynamite_swin_tiny_{ablation}") == expected


@pytest.mark.parametrize(("ablation", "wide"), [("spatio_temporal", 384), ("spatial", 256), ("temporal", 256)])
def test_positions_of_an_ablation_have_their_width(ablation: str, wide: int) -> None:
    expected = listing("dynamite_swin_tiny") | {f"{HEAD}ca_qpos_sine_proj.weight": ((256, wide), "float32")}
    assert tree_of(f"dynamite_swin_tiny_{ablation}") == expected


def test_without_positions_there_is_no_projection() -> None:
    published = listing("dynamite_swin_tiny")
    expected = {key: value for key, value in published.items() if "ca_qpos_sine_proj" not in key}
    assert tree_of("dynamite_swin_tiny_no_position") == expected
