"""Which objects a decode works on: the one just clicked and those near it or still in work, at most 32.

The others are frozen, so that a click costs the same on an image with 5 objects as on one with 2,000. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

MAX_ACTIVE = 32


@dataclass(frozen=True)
class Candidate:
    """An object that has clicks; ``box_xyxy`` is that of its mask, None without one (image pixels)."""

    id: UUID
    is_answered: bool
    is_locked: bool
    input_revision: int
    box_xyxy: tuple[int, int, int, int] | None
    first_click_xy: tuple[float, float]


def choose_active(
    candidates: Iterable[Candidate], clicked: UUID | None, point_xy: tuple[float, float] | None
) -> list[UUID]:
    """At most MAX_ACTIVE ids: the clicked object, then those not answered, then the nearest, then the latest.

    ``point_xy`` is where the click fell, None when there was none. Locked objects are never active. The order is that
    of the objects' ids, so that the same set makes the same request.
    """
    free = [candidate for candidate in candidates if not candidate.is_locked]
    free.sort(key=lambda c: (c.id != clicked, c.is_answered, distance(c, point_xy), -c.input_revision, c.id))
    return sorted(candidate.id for candidate in free[:MAX_ACTIVE])


def distance(candidate: Candidate, point_xy: tuple[float, float] | None) -> float:
    """Pixels from ``point_xy`` to the object's box (0 inside), or to its first click where it has no mask."""
    if point_xy is None:
        return 0.0
    x, y = point_xy
    left, top, right, bottom = candidate.box_xyxy or (*candidate.first_click_xy, *candidate.first_click_xy)
    dx, dy = max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom)
    return (dx * dx + dy * dy) ** 0.5
