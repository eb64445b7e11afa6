"""The command line that trains one arm with one seed: what the sweep starts, and what the page prints."""

from __future__ import annotations

import shlex
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from model.ablations.arms import PRESET, Arm


@dataclass(frozen=True)
class Budget:
    """What every arm gets, in one thread: that many ``steps`` or, where they are 0, ``minutes`` of wall clock.

    Steps are repeatable, and what else the machine does takes nothing from an arm; 300 took two minutes of a core and a
    sixteenth of an H100.

    ``size`` of the windows in pixels, images a ``batch``, ``photos`` to validate on at the end.
    """

    minutes: float = 10.0
    steps: int = 300
    size: int = 256
    batch: int = 16
    photos: int = 60
    preset: str = PRESET

    def __str__(self) -> str:
        length = f"{self.steps} steps" if self.steps else f"{self.minutes:g} minutes"
        return f"{length}, {self.size} px, batch {self.batch}, one thread"

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def train_arguments(arm: Arm, seed: int, budget: Budget, data: Path | str, out: Path | str) -> list[str]:
    """Arguments of ``python -m model.train``, without those that only say where the packed photos are.

    The warm-up is cut from 150 to 50 steps, as there are so few. Float32 everywhere: a sweep that goes on on another
    machine stays comparable.
    """
    length = ["--steps", str(budget.steps)] if budget.steps else ["--minutes", f"{budget.minutes:g}"]
    settings = [part for setting in arm.settings for part in ("--set", setting)]
    return [
        *("--preset", budget.preset, *settings, "--loss", arm.loss, "--scribbles", "0", *arm.options),
        *("--set", "recipe.optimiser.warm_up_steps=50"),
        *("--data", str(data), "--out", str(out), *length),
        *("--size", str(budget.size), "--batch", str(budget.batch), "--seed", str(seed)),
        *("--device", "auto", "--precision", "fp32", "--processes", "1", "--threads", "1", "--workers", "0"),
        *("--validation-photos", str(budget.photos), "--validate-minutes", "0", "--save-minutes", "1"),
    ]


def shown_command(arm: Arm, seed: int, budget: Budget) -> str:
    """The command for a reader to copy; DATA and OUT are theirs."""
    return "python -m model.train " + shlex.join(train_arguments(arm, seed, budget, "DATA", "OUT"))
