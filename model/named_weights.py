"""Weights that are a function of a parameter's name: two builds of a network can be compared without a weight file.

A tensor depends on (salt, key, shape) alone, so a wrong key, a missing tensor or a transposed one shows at once. The
recipe is that of the published reference outputs, see ``model.parity``.
"""

from __future__ import annotations

import hashlib
import math

import numpy as np
import torch
from torch import nn

SMALL = ("out_proj.weight", "linear2.weight")
"""The last layers of residual branches: small, so that deep networks keep their scale."""


def named_values(salt: str, key: str, shape: tuple[int, ...]) -> np.ndarray:
    """float32 array of ``shape`` for the parameter or buffer called ``key``."""
    seed = hashlib.sha256(f"{salt}/{key}".encode()).digest()[:16]
    generator = np.random.Generator(np.random.Philox(key=int.from_bytes(seed, "little")))
    drawn = generator.standard_normal(math.prod(shape), dtype=np.float32).reshape(shape)
    if key.endswith("running_var"):
        drawn = np.abs(drawn)
    # In this order: float32 rounds otherwise if the gain is divided first.
    return (_centre(key, shape) + _gain(key, shape) * drawn / _fan(key, shape)).astype(np.float32)


def fill_by_name(network: nn.Module, salt: str) -> None:
    """Fill every floating tensor of ``network``'s state under its key; integer buffers stay as they were made."""
    with torch.no_grad():
        for key, tensor in network.state_dict().items():
            if tensor.is_floating_point():
                tensor.copy_(torch.from_numpy(np.asarray(named_values(salt, key, tuple(tensor.shape)))))


def _centre(key: str, shape: tuple[int, ...]) -> float:
    is_gain = len(shape) <= 1 and key.endswith("weight")
    return 1.0 if is_gain or key.endswith("running_var") else 0.0


def _gain(key: str, shape: tuple[int, ...]) -> float:
    if key.endswith(("running_var", "running_mean")):
        return 0.1
    if key.endswith("relative_position_bias_table"):
        return 0.2
    if len(shape) <= 1:
        return 0.1 if key.endswith("weight") else 0.05
    if key.endswith(SMALL):
        return 0.25
    return 1.4 if len(shape) == 4 else 1.0


def _fan(key: str, shape: tuple[int, ...]) -> float:
    """The square root of a matrix's inputs; vectors and position tables are not divided."""
    is_table = key.endswith("relative_position_bias_table")
    return 1.0 if len(shape) <= 1 or is_table else math.sqrt(math.prod(shape[1:]))
