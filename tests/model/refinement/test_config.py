"""The refinement in a model's config: absent means as before, present survives being written and read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from model.config import ModelConfig
from model.presets import preset
from model.refinement.config import RefinementConfig


def test_a_config_without_refinement_does_not_name_it() -> None:
    config = preset("tiny_test")
    assert config.refinement is None and "refinement" not in config.to_dict()
    assert ModelConfig.from_dict(json.loads(json.dumps(config.to_dict()))) == config


def test_a_refinement_survives_being_written_and_read() -> None:
    config = replace(preset("tiny_test"), refinement=RefinementConfig(network=0.7, rounds=3))
    assert ModelConfig.from_dict(json.loads(json.dumps(config.to_dict()))) == config


def test_a_constant_that_is_not_known_is_named() -> None:
    values = replace(preset("tiny_test"), refinement=RefinementConfig()).to_dict()
    values["refinement"]["sharpness"] = 2
    with pytest.raises(ValueError, match="RefinementConfig has no sharpness"):
        ModelConfig.from_dict(values)
