"""Made-up results of runs."""

from __future__ import annotations

import numpy as np

from model.ablations.command import Budget
from model.ablations.result import Result


def result(
    arm: str, seed: int, level: float, scatter: float = 0.01, budget: Budget | None = None, ground: str = "1a2b3c4d"
) -> Result:
    """A run whose mean IoU is ``level``; its 40 photos scatter around it, differently for every arm and seed."""
    rng = np.random.default_rng((seed, sum(map(ord, arm))))
    offsets = scatter * rng.standard_normal((40, 8))
    curves = level + offsets - offsets.mean(0)
    return Result(
        arm=arm,
        seed=seed,
        budget=budget or Budget(),
        figures={f"iou@{click}": level for click in (1, 3, 5, 8)} | {"noc85": 6.5},
        curves={f"photo{index}": list(map(float, curve)) for index, curve in enumerate(curves)},
        steps=500,
        seconds=600.0,
        ground=ground,
        machine="EPYC",
    )
