"""How often a session turns from one object to another: each switch is a cost to a person that no IoU shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from model.clickers import BACKGROUND
from model.evaluation.log import Recorded


@dataclass(frozen=True)
class Switches:
    """The refinement clicks of one image by the objects o_1, o_2, ... they belong to.

    ``switches``: clicks j >= 2 with o_j other than o_(j-1), the background being an owner like any other.
    ``foreground``: the same after deleting background clicks. ``with_init`` also counts the step from the last initial
    click, on object K - 1, to o_1. ``visits``: per object, how many separate runs of clicks it got.
    """

    clicks: int
    switches: int
    foreground: int
    with_init: int
    visits: list[int]


def count_switches(owners: Sequence[int], objects: int) -> Switches:
    """``owners``: of the refinement clicks in order, an object from 0 or BACKGROUND."""
    runs = [owner for owner, _ in groupby(owners)]
    return Switches(
        clicks=len(owners),
        switches=_changes(owners),
        foreground=_changes([owner for owner in owners if owner != BACKGROUND]),
        with_init=_changes([objects - 1, *owners]),
        visits=[runs.count(k) for k in range(objects)],
    )


def owner_switches(done: Recorded) -> Switches:
    """By the object that owns the clicked pixel."""
    return count_switches([row.owner for row in done.refinements if row.owner is not None], done.end.objects)


def target_switches(done: Recorded) -> Switches | None:
    """By the object that the strategy meant to mend; None where it means none."""
    targets = [row.targeted for row in done.refinements if row.targeted is not None]
    return count_switches(targets, done.end.objects) if len(targets) == len(done.refinements) else None


def mean_switches(counted: Sequence[Switches]) -> dict[str, Any]:
    """Over images: means per image, switches per refinement click of all images, visits per object of all images."""
    images, clicks = len(counted), sum(one.clicks for one in counted)
    objects = sum(len(one.visits) for one in counted)
    switches = sum(one.switches for one in counted)
    return {
        "switches": switches / images,
        "switches_fg": sum(one.foreground for one in counted) / images,
        "switches_with_init": sum(one.with_init for one in counted) / images,
        "per_click": switches / clicks if clicks else None,
        "visits_per_object": sum(sum(one.visits) for one in counted) / objects,
        "refinement_clicks": clicks,
    }


def _changes(owners: Sequence[int]) -> int:
    return sum(a != b for a, b in pairwise(owners))
