"""A golden: the inputs and outputs of a published network, with weights that follow from their names.

``<name>.json`` holds the model's name, a salt and the cases (clicks, sizes), ``<name>.safetensors`` the tensors. Clicks
are (y, x, t) in pixels of the network's input; feature maps keep every 8th channel.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from kernels.label_map import label_map
from model.interactive_transformer import MASK_STRIDE
from model.presets import PRESETS

P999_BOUND = 1e-3
"""On ``pred_masks``; random weights threshold attention masks, so single pixels may flip."""
LABEL_BOUND = 5e-4
"""Share of the pixels of a label map that may differ."""
EVERY = 8
SYNONYMS = {
    "mit_b0": "mitb0",
    "segformer": "mitb0",
    "resnet50": "r50",
    "hrnet_w32": "hrnet32",
    "swint": "swin_tiny",
    "swinl": "swin_large",
    "full": "spatio_temporal",
    "spatiotemporal": "spatio_temporal",
    "no_pe": "no_position",
    "no_pos_enc": "no_position",
    "none": "no_position",
    "no_pos": "no_position",
    "no_dec": "no_decoder",
    "no_static_bg_queries": "no_static",
    "no_static_queries": "no_static",
    "no_static_bg": "no_static",
}


@dataclass(frozen=True)
class Case:
    """One run: ``image`` uint8 (3, H, W) RGB at the network's size, clicks (L, 3) of (y, x, t) in its pixels."""

    image: np.ndarray
    points: np.ndarray
    owner: np.ndarray
    objects: int
    out_hw: tuple[int, int]


@dataclass(frozen=True)
class Golden:
    """``model`` and ``salt`` tell the network; ``tensors`` are named "case.tensor"."""

    name: str
    model: str
    salt: str
    cases: dict[str, Case]
    tensors: dict[str, np.ndarray]


def read_golden(path: Path) -> Golden:
    """The golden of which ``path`` is one file. Raises ValueError when it has another form or is damaged, OSError."""
    description = json.loads(path.with_suffix(".json").read_text())
    if not {"model", "salt", "cases"} <= set(description):
        raise ValueError(f"{path} is not a golden of an interactive model: it needs 'model', 'salt' and 'cases'")
    try:
        tensors = load_file(path.with_suffix(".safetensors"))
        cases = {key: case_of(values, tensors[f"{key}.image"]) for key, values in description["cases"].items()}
    except (SafetensorError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} or its .safetensors is damaged or lacks something ({error!r})") from error
    return Golden(path.name, description["model"], description["salt"], cases, tensors)


def preset_of(model: str) -> str:
    """The preset that a golden's ``model`` means, such as ``mitb0`` or ``swin_tiny_no_decoder``."""
    name = model.lower().replace("-", "_").removeprefix("dynamite_")
    for other, ours in SYNONYMS.items():
        name = re.sub(rf"(^|_){other}(_|$)", rf"\g<1>{ours}\g<2>", name)
    for candidate in (name, f"dynamite_{name}", f"dynamite_swin_tiny_{name}"):
        if candidate in PRESETS:
            return candidate
    raise ValueError(f"the golden's model {model!r} is no preset; name one with --preset: {', '.join(sorted(PRESETS))}")


def case_of(values: dict[str, Any], image: np.ndarray) -> Case:
    """A case as its golden writes it: ``fg`` a list of [y, x, t] per object, ``bg`` a list or null, ``out`` (H, W)."""
    groups = [*enumerate(values["fg"]), (-1, values.get("bg") or [])]
    rows = [click for _, clicks in groups for click in clicks]
    owner = [index for index, clicks in groups for _ in clicks]
    horizon, last = (values.get("ts") or [0])[0], max((t for *_, t in rows), default=0)
    if max(horizon, last) > 500 and horizon != last:
        raise ValueError(f"max_timestamp {horizon} is not the last click's time {last}; times are scaled by the latter")
    return Case(
        image=image,
        points=np.array(rows, dtype=np.float32).reshape(-1, 3),
        owner=np.array(owner, dtype=np.int64),
        objects=len(values["fg"]),
        out_hw=(values["out"][0], values["out"][1]),
    )


def label_map_of(maps: np.ndarray, case: Case) -> np.ndarray:
    """The winning map of every pixel: 0..K-1 the objects, above them each background map by itself."""
    owner = np.arange(len(maps)) - len(case.owner) + case.objects + int((case.owner < 0).sum())
    owner[: len(case.owner)] = case.owner
    owner[: len(case.owner)][case.owner < 0] = case.objects + np.arange((case.owner < 0).sum())
    height, width = case.image.shape[1:]
    return (
        label_map(maps, owner, case.out_hw, (height / MASK_STRIDE, width / MASK_STRIDE), MASK_STRIDE).astype(np.int32)
        - 1
    )


def difference(name: str, computed: np.ndarray, expected: np.ndarray) -> dict[str, Any]:
    """How far ``computed`` is from ``expected``; of label maps also the share of pixels that differ, else None."""
    if computed.shape != expected.shape and computed.ndim == expected.ndim == 4:
        computed = computed[:, ::EVERY]
    if computed.shape != expected.shape:
        raise ValueError(f"{name} is {computed.shape}; the golden has {expected.shape}")
    error = np.abs(computed.astype(np.float64) - expected.astype(np.float64))
    entry: dict[str, Any] = {
        "max_abs": float(error.max()),
        "p999_abs": float(np.quantile(error, 0.999)),
        "rms": float(np.sqrt(np.mean(error**2))),
        "label_map_mismatch": float((error != 0).mean()) if name == "label_map" else None,
    }
    if name == "label_map":
        entry["passed"] = entry["label_map_mismatch"] <= LABEL_BOUND
    else:
        entry["passed"] = entry["p999_abs"] <= P999_BOUND or name != "pred_masks"
    return entry
