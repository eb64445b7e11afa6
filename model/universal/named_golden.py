"""Goldens of networks under their published keys: weights from names, some scaled, and the tensors to compare with."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.numpy import load_file
from torch import Tensor

from model.golden_noise import noise_difference
from model.named_weights import named_values


@dataclass(frozen=True)
class NamedGolden:
    """``description`` is the JSON, ``tensors`` the file beside it."""

    name: str
    description: Mapping[str, Any]
    tensors: Mapping[str, np.ndarray]

    def published_state(self) -> dict[str, Tensor]:
        """The state dict of the published file that the golden was computed with."""
        scales = self.description.get("post_fill_scale", {})
        return {
            key: torch.from_numpy(named_values(self.description["salt"], key, tuple(shape))) * scales.get(key, 1.0)
            for key, shape in self.description["official_keys"].items()
        }


def compare_named(
    path: Path,
    run: Callable[[NamedGolden], dict[str, np.ndarray]],
    inputs: set[str],
    bounds: Mapping[str, float] | None = None,
) -> dict[str, Any]:
    """``run`` the golden at ``path`` and compare; the result is that of ``model.parity.compare``.

    ``inputs`` are tensors that are given. Of whole numbers the share that differs counts, as of label maps, unless
    ``bounds`` says how far the tensor may be off.
    Raises ValueError for a damaged golden, OSError.
    """
    try:
        golden = NamedGolden(
            path.name, json.loads(path.with_suffix(".json").read_text()), load_file(path.with_suffix(".safetensors"))
        )
        computed = run(golden)
        entries = {
            name: noise_difference(
                name,
                computed[name],
                expected,
                golden.description["tensors"][name],
                np.issubdtype(expected.dtype, np.integer) and name not in (bounds or {}),
                (bounds or {}).get(name),
            )
            for name, expected in sorted(golden.tensors.items())
            if name in computed
        }
    except (SafetensorError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} or its .safetensors is damaged or lacks something ({error!r})") from error
    mismatches = [entry["label_map_mismatch"] for entry in entries.values() if entry["label_map_mismatch"] is not None]
    return {
        "golden": path.name,
        "preset": golden.description["model"],
        "engine": "torch",
        "arithmetic": "float32",
        "tensors": entries,
        "not_computed": sorted(golden.tensors.keys() - computed.keys() - inputs),
        "label_map_mismatch": max(mismatches, default=None),
        "passed": bool(entries) and all(entry["passed"] for entry in entries.values()),
    }
