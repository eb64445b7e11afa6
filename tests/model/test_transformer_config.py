"""Options of the queries: which values exist, how they are written, and that earlier models keep their digests."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from model.config import ModelConfig
from model.presets import preset
from model.transformer_config import FIRST_FIELDS, TransformerConfig, VitConfig


def with_options(**options: Any) -> ModelConfig:
    base = preset("tiny_test")
    return replace(base, transformer=replace(base.transformer, **options))


def test_options_survive_json() -> None:
    config = with_options(init="vit_patch", vit=VitConfig(source="rgb", pooling="attn"), position="st_round")
    assert ModelConfig.from_dict(json.loads(json.dumps(config.to_dict()))) == config


def test_options_left_as_published_are_not_written_so_that_digests_stay() -> None:
    assert tuple(preset("dynamite_r50").to_dict()["transformer"]) == FIRST_FIELDS
    assert set(with_options(init="wms").to_dict()["transformer"]) == {*FIRST_FIELDS, "init"}


@pytest.mark.parametrize("name", ["init", "projection", "position", "attention_bias", "merge", "scribble", "kind"])
def test_a_value_that_does_not_exist_is_told_with_those_that_do(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name}='warp' does not exist; choose one of .*{getattr(_DEFAULTS, name)}"):
        with_options(**{name: "warp"})


def test_a_value_of_the_patches_that_does_not_exist_is_told() -> None:
    with pytest.raises(ValueError, match="pooling='sum' does not exist; choose one of mean, cls_mean, max, attn"):
        VitConfig(pooling="sum")  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [0, 5])
def test_a_grid_of_static_queries_is_square(count: int) -> None:
    with pytest.raises(ValueError, match=f"static_queries={count} is no square"):
        with_options(static_grid=True, static_queries=count)


def test_turning_channels_needs_pairs_on_both_axes() -> None:
    with pytest.raises(ValueError, match="hidden=16 / heads=8"):
        with_options(attention_bias="rope2d", heads=8)


_DEFAULTS = TransformerConfig()
