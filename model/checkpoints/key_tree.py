"""The parameter tree of a configuration: which keys its checkpoints have, with shapes and number types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import torch
from torch import nn

from model.config import ModelConfig
from model.dynamite import Dynamite


@dataclass(frozen=True)
class Entry:
    """One key: shape, name of the number type, and whether it is learned (a parameter) or a buffer."""

    shape: tuple[int, ...]
    dtype: str
    is_parameter: bool

    def __str__(self) -> str:
        return f"{self.dtype} {self.shape}"


KeyTree = Mapping[str, Entry]


@cache
def key_tree(config: ModelConfig) -> KeyTree:
    """Every key of the network of ``config``; no memory is taken for its weights."""
    with torch.device("meta"):
        return tree_of(Dynamite(config))


def tree_of(network: nn.Module) -> KeyTree:
    """Every key of ``network``, in the order of its state."""
    parameters = {name for name, _ in network.named_parameters()}
    return {
        key: Entry(tuple(value.shape), dtype_name(value.dtype), key in parameters)
        for key, value in network.state_dict().items()
    }


def parameter_count(tree: KeyTree) -> int:
    """How many numbers are learned."""
    return sum(torch.Size(entry.shape).numel() for entry in tree.values() if entry.is_parameter)


def dtype_name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
