"""``run.json``: what a run was told, so that nobody continues it with something else by mistake."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from model.training.options import RunOptions

FREE = ("steps", "minutes")
"""What of a recipe may change when a run is continued: its budget, which moves the learning rate with it."""


def check_run(options: RunOptions) -> None:
    """Compare ``options`` with those that the run in their folder began with, or write them there.

    Raises ValueError that lists what differs.
    """
    path, told = options.out / "run.json", _told(options)
    if path.exists() and (options.out / "checkpoint.pt").exists():
        before = json.loads(path.read_text())
        differing = [
            f"{name}: {before[name]} before, {told[name]} now"
            # What an earlier version could not say meant what is now the default.
            for name in sorted({*before} & {*told})
            if before[name] != told[name] and name.removeprefix("recipe.") not in FREE
        ]
        if differing:
            raise ValueError(
                f"{options.out} holds a run that was told otherwise ({'; '.join(differing)}); give the same options to "
                "continue it, or another --out"
            )
    path.write_text(json.dumps(told, indent=1) + "\n")


def _told(options: RunOptions) -> dict[str, Any]:
    """Everything that the curve of the loss depends on, flat, as JSON gives it back."""
    parts = {
        "network": options.config.to_dict(),
        "recipe": asdict(options.recipe),
        "seed": options.seed,
        "datasets": options.datasets,
        "train_only": options.train_only,
        "shared_norm": options.shared_norm or options.processes == 1,
    }
    flat: dict[str, Any] = json.loads(json.dumps(_flat(parts)))
    return flat


def _flat(values: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            flat.update(_flat(value, f"{prefix}{name}."))
        else:
            flat[f"{prefix}{name}"] = value
    return flat
