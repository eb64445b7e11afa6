"""Strict check of a checkpoint against the parameter tree of a preset: every key, shape, number type and value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from model.backbones.swin import relative_positions
from model.checkpoints.errors import CheckpointError
from model.checkpoints.key_tree import KeyTree, dtype_name, key_tree, parameter_count
from model.config import ModelConfig, SwinConfig
from model.presets import PRESETS, preset

SHOWN = 6
"""Keys or groups of keys that a message names before it only counts."""


@dataclass(frozen=True)
class Verified:
    """Weights that fit ``config`` exactly, under the published names."""

    config: ModelConfig
    state: dict[str, Tensor]
    parameters: int


@dataclass(frozen=True)
class Misfit:
    """What does not fit; each entry is a key, or a key with what was found and what was expected."""

    missing: Sequence[str]
    unknown: Sequence[str]
    misshapen: Sequence[str]
    mistyped: Sequence[str]
    not_finite: Sequence[str]
    wrong_values: Sequence[str]

    @property
    def count(self) -> int:
        return sum(len(keys) for keys in vars(self).values())

    def __str__(self) -> str:
        parts = [f"{len(keys)} {name.replace('_', ' ')}: {grouped(keys)}" for name, keys in vars(self).items() if keys]
        return "; ".join(parts)


def verify(state: dict[str, Tensor], preset_name: str | None = None) -> Verified:
    """Hold ``state`` against a preset, guessed from keys and shapes if none is named.

    Raises CheckpointError ``unknown-preset``, ``ambiguous-preset`` or ``keys-differ``, whose sentence names the keys.
    """
    state = published_names(state)
    config = _preset(preset_name) if preset_name else guess(state)
    tree = key_tree(config)
    misfit = compare(state, tree, config)
    if misfit.count:
        known = "" if preset_name else "the closest preset, "
        raise CheckpointError(
            "keys-differ",
            f"the file does not fit {known}{config.name}: {misfit}. Choose another preset (--preset: "
            f"{', '.join(PRESETS)}) or download the file again",
        )
    return Verified(config, state, parameter_count(tree))


def published_names(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Keys without the ``bottom_up`` that a feature pyramid inserts after ``backbone``."""
    return {
        f"backbone.{key.removeprefix('backbone.bottom_up.')}" if key.startswith("backbone.bottom_up.") else key: value
        for key, value in state.items()
    }


def guess(state: dict[str, Tensor]) -> ModelConfig:
    """The preset whose tree shares the most keys of equal shape with ``state`` and leaves out the fewest.

    Raises CheckpointError ``ambiguous-preset`` where the tree cannot tell apart what computes differently.
    """
    shapes = {(key, tuple(value.shape)) for key, value in state.items()}
    differences = {}
    for name in PRESETS:
        config = preset(name)
        differences[name] = len(shapes ^ {(key, entry.shape) for key, entry in key_tree(config).items()})
    least = min(differences.values())
    closest = [preset(name) for name, difference in differences.items() if difference == least]
    different = [config for config in closest if replace(config, name="") != replace(closest[0], name="")]
    if least == 0 and different:
        raise CheckpointError(
            "ambiguous-preset",
            f"the file fits {' and '.join(config.name for config in closest)} alike, and their keys cannot tell which "
            "it is; name one with --preset",
        )
    return closest[0]


def compare(state: dict[str, Tensor], tree: KeyTree, config: ModelConfig | None = None) -> Misfit:
    """Everything in which ``state`` differs from ``tree``; ``config`` tells the index buffers that Swin must have."""
    shared = [key for key in tree if key in state]

    def where(is_wrong: Callable[[str], bool]) -> list[str]:
        return [key for key in shared if is_wrong(key)]

    misshapen = where(lambda key: tuple(state[key].shape) != tree[key].shape)
    mistyped = where(lambda key: dtype_name(state[key].dtype) != tree[key].dtype)
    return Misfit(
        missing=[key for key in tree if key not in state],
        unknown=[key for key in state if key not in tree],
        misshapen=[f"{key} {tuple(state[key].shape)} instead of {tree[key].shape}" for key in misshapen],
        mistyped=[f"{key} {dtype_name(state[key].dtype)} instead of {tree[key].dtype}" for key in mistyped],
        not_finite=where(lambda key: state[key].is_floating_point() and not bool(state[key].isfinite().all())),
        wrong_values=[
            key for key in where(lambda key: _is_wrong_constant(key, state[key], config)) if key not in misshapen
        ],
    )


def grouped(keys: Sequence[str]) -> str:
    """``keys`` for a sentence: each one if they are few, else ``prefix.* (count)`` of ever shorter prefixes.

    Keys that come with an explanation are never merged; the first ones stand for all.
    """
    if len(keys) <= SHOWN or any(" " in key for key in keys):
        return _listed(keys)
    for depth in (4, 3, 2, 1):
        groups = Counter(_prefix(key, depth) for key in keys)
        if len(groups) <= SHOWN:
            break
    return _listed([f"{prefix} ({count})" if count > 1 else prefix for prefix, count in groups.most_common()])


def _listed(parts: Sequence[str]) -> str:
    more = f" and {len(parts) - SHOWN} more" if len(parts) > SHOWN else ""
    return ", ".join(parts[:SHOWN]) + more


def _prefix(key: str, depth: int) -> str:
    parts = key.split(".")
    return ".".join(parts[:depth]) + (".*" if len(parts) > depth else "")


def _is_wrong_constant(key: str, value: Tensor, config: ModelConfig | None) -> bool:
    """Whether an index buffer differs from the one that the architecture defines."""
    if config is None or not key.endswith("relative_position_index") or not isinstance(config.backbone, SwinConfig):
        return False
    return not torch.equal(value, relative_positions(config.backbone.window))


def _preset(name: str) -> ModelConfig:
    try:
        return preset(name)
    except ValueError as error:
        raise CheckpointError("unknown-preset", str(error)) from error
