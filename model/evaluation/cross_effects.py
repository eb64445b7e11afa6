"""What a click does to the masks of its own object and of the others: the statistics of the global-error protocol.

A joint answer moves all masks at every click. Per image first, then the mean over the images where a figure exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.clickers import BACKGROUND
from model.evaluation.log import Interaction, Recorded


@dataclass(frozen=True)
class Effect:
    """A mean change of IoU (None: there was none to take) and the number of clicks behind it."""

    mean: float | None
    clicks: int


@dataclass(frozen=True)
class CrossEffects:
    """The refinement clicks of one image.

    ``own``: on the owner of the click; ``passive``: on all other objects, of which ``neighbours`` touch the owner in
    the ground truth and ``distant`` do not; ``background``: on all objects when the click is the background's.
    ``rescued`` and ``broken_others``: objects other than the owner that crossed the threshold upwards and downwards,
    ``broken_own``: owners that fell below it. ``worst_drop``: the lowest change of another object. ``free_riders``:
    objects that ended at the threshold or above with their initial click alone. ``wasted``: clicks whose changes sum
    to 0 or less. ``matrix[i][k]``: mean change of object k over the clicks of object i; the last row is the
    background's; None where i has no click. ``matrix_clicks``: the clicks behind each row.
    """

    own: Effect
    passive: Effect
    neighbours: Effect
    distant: Effect
    background: Effect
    rescued: int
    broken_own: int
    broken_others: int
    worst_drop: float | None
    free_riders: int
    wasted: int
    clicks: int
    matrix: list[list[float | None]]
    matrix_clicks: list[int]


def cross_effects(done: Recorded, threshold: float) -> CrossEffects:
    """The statistics of one image, from its log."""
    rows, objects = done.refinements, done.end.objects
    touching = {(i, k) for pair in done.end.neighbours for i, k in (tuple(pair), tuple(reversed(pair)))}
    on_objects = [row for row in rows if row.owner != BACKGROUND]
    on_background = [row for row in rows if row.owner == BACKGROUND]
    others = [(row, k) for row in rows for k in range(objects) if k != row.owner]
    passive = [(row, k) for row, k in others if row.owner != BACKGROUND]
    near = [(row, k) for row, k in passive if (row.owner, k) in touching]
    far = [(row, k) for row, k in passive if (row.owner, k) not in touching]
    by_owner = [[row for row in rows if row.owner == owner] for owner in [*range(objects), BACKGROUND]]
    owners = {row.owner for row in rows}

    def crossed(row: Interaction, k: int) -> int:
        """1 where object k reached the threshold with this click, -1 where it fell below it, else 0."""
        before = done.interactions[row.interaction - 1].ious[k]
        return int(row.ious[k] >= threshold) - int(before >= threshold)

    return CrossEffects(
        own=_effect([(row, row.owner) for row in on_objects if row.owner is not None]),
        passive=_effect(passive),
        neighbours=_effect(near),
        distant=_effect(far),
        background=_effect([(row, k) for row in on_background for k in range(objects)]),
        rescued=sum(crossed(row, k) > 0 for row, k in others),
        broken_own=sum(crossed(row, row.owner) < 0 for row in on_objects if row.owner is not None),
        broken_others=sum(crossed(row, k) < 0 for row, k in others),
        worst_drop=min((row.delta_ious[k] for row, k in others), default=None),
        free_riders=sum(iou >= threshold and k not in owners for k, iou in enumerate(done.end.ious)),
        wasted=sum(sum(row.delta_ious) <= 0 for row in rows),
        clicks=len(rows),
        matrix=[[_mean([row.delta_ious[k] for row in clicks]) for k in range(objects)] for clicks in by_owner],
        matrix_clicks=[len(clicks) for clicks in by_owner],
    )


def mean_effects(found: Sequence[CrossEffects]) -> dict[str, Any]:
    """Over images: ``mean`` of each effect with the clicks and images behind it, counts per image and in all."""
    effects = {
        name: _macro(getattr(one, name) for one in found)
        for name in ("own", "passive", "neighbours", "distant", "background")
    }
    counts = {
        name: {
            "per_image": sum(getattr(one, name) for one in found) / len(found),
            "total": sum(getattr(one, name) for one in found),
        }
        for name in ("rescued", "broken_own", "broken_others", "free_riders", "wasted", "clicks")
    }
    drops = [one.worst_drop for one in found if one.worst_drop is not None]
    return {**effects, **counts, "worst_drop": {"mean": _mean(drops), "min": min(drops, default=None)}}


def _macro(effects: Iterable[Effect]) -> dict[str, Any]:
    there = [effect for effect in effects if effect.mean is not None]
    return {
        "mean": _mean([effect.mean for effect in there if effect.mean is not None]),
        "clicks": sum(effect.clicks for effect in there),
        "images": len(there),
    }


def _effect(pairs: Sequence[tuple[Interaction, int]]) -> Effect:
    """The mean change over ``pairs`` of a click and an object."""
    return Effect(_mean([row.delta_ious[k] for row, k in pairs]), len({row.interaction for row, _ in pairs}))


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None
