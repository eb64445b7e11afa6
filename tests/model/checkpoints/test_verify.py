"""A checkpoint fits its preset exactly, or every key that does not is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from model.checkpoints.errors import CheckpointError
from model.checkpoints.verify import grouped, verify
from tests.model.checkpoints.official import official_state
from tests.model.networks import tiny_network

State = dict[str, Tensor]
LEVELS = "sem_seg_head.interactive_transformer.level_embed.weight"


@pytest.fixture
def tiny() -> State:
    return dict(tiny_network().state_dict())


@pytest.fixture(scope="module")
def swin() -> State:
    return official_state("dynamite_swin_tiny")


def test_the_preset_is_found_out_from_keys_and_shapes(tiny: State, swin: State) -> None:
    assert verify(tiny).config.name == "tiny_test"
    verified = verify(swin)
    assert verified.config.name == "dynamite_swin_tiny"
    assert verified.parameters == 51_990_394


def test_ablations_of_one_tree_must_be_named(swin: State) -> None:
    key = "sem_seg_head.interactive_transformer.ca_qpos_sine_proj.weight"
    narrow = {**swin, key: swin[key][:, :256]}
    with pytest.raises(CheckpointError, match="spatial and dynamite_swin_tiny_temporal alike") as caught:
        verify(narrow)
    assert caught.value.code == "ambiguous-preset"
    assert verify(narrow, "dynamite_swin_tiny_temporal").config.transformer.position == "temporal"


def test_an_inserted_bottom_up_is_tolerated(tiny: State) -> None:
    renamed = {key.replace("backbone.", "backbone.bottom_up."): value for key, value in tiny.items()}
    assert set(verify(renamed).state) == set(tiny)


def without(key: str) -> Callable[[State], State]:
    return lambda state: {name: value for name, value in state.items() if name != key}


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (without(LEVELS), f"1 missing: {LEVELS}"),
        (lambda state: {**state, "criterion.weight": torch.ones(2)}, "1 unknown: criterion.weight"),
        (lambda state: {**state, LEVELS: torch.ones(3, 17)}, rf"1 misshapen: {LEVELS} \(3, 17\) instead of \(3, 16\)"),
        (lambda state: {**state, LEVELS: state[LEVELS].half()}, "1 mistyped: .* float16 instead of float32"),
        (lambda state: {**state, LEVELS: state[LEVELS] / 0}, f"1 not finite: {LEVELS}"),
        (lambda state: {**state, LEVELS: state[LEVELS] * torch.nan}, f"1 not finite: {LEVELS}"),
    ],
)
def test_every_kind_of_misfit_is_named(tiny: State, damage: Callable[[State], State], told: str) -> None:
    for preset_name in ("tiny_test", None):
        with pytest.raises(CheckpointError, match=told) as caught:
            verify(damage(tiny), preset_name)
        assert caught.value.code == "keys-differ"
        assert "tiny_test" in caught.value.detail


def test_an_index_buffer_of_another_order_is_found(swin: State) -> None:
    key = "backbone.layers.0.blocks.0.attn.relative_position_index"
    with pytest.raises(CheckpointError, match=f"1 wrong values: {key}"):
        verify({**swin, key: swin[key].flip(0)})


def test_the_sentence_stays_short_for_another_network(swin: State) -> None:
    with pytest.raises(CheckpointError) as caught:
        verify(swin, "dynamite_r50")
    assert "backbone" in caught.value.detail
    assert len(caught.value.detail) < 2000


def test_many_keys_are_grouped_and_counted() -> None:
    keys = [f"a.layers.{layer}.{part}.weight" for layer in range(9) for part in ("in", "out")] + ["b.bias"]
    assert grouped(keys) == "a.layers.* (18), b.bias"
    assert grouped(keys[:2]) == "a.layers.0.in.weight, a.layers.0.out.weight"
    assert grouped([f"k{i}" for i in range(8)]).endswith("and 2 more")


def test_an_unknown_preset_names_the_known_ones(tiny: State) -> None:
    with pytest.raises(CheckpointError, match="tiny_test") as caught:
        verify(tiny, "giant")
    assert caught.value.code == "unknown-preset"
