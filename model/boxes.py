"""A box around an object, as evidence for networks that know clicks and strokes only (hop 8 of the way of a click).

Inside, two crossing strokes say what the box is around; eight clicks just outside of it say where the object ends; and
nothing beyond the box is answered. Measured with ``model.evaluation.boxes``: docs/model.md. The clicks outside belong
to this object alone: where another object is boxed they are left out, and objects without a box are answered by a
decode of their own that never sees them (worker/composition.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from model.types import Click, Mark, Stroke

CROSS = 0.75
"""Length of the strokes inside, as a part of the box's sides."""
OUTSIDE = 0.06
"""How far outside the clicks lie, as a part of the box's sides."""
LEAST_OUTSIDE = 0.005
"""The same as a part of the image's longer side: a network must tell the click from the box's border."""
MARGIN = 0.01
"""How far the mask may reach over the drawn box, as a part of its sides; at least a pixel. Hands are not exact."""


@dataclass(frozen=True)
class Box:
    """A box in image pixels, x0 < x1 and y0 < y1; ``t`` as of a click."""

    x0: float
    y0: float
    x1: float
    y1: float
    t: int


Evidence = Click | Stroke | Box


def box_in_effect(evidence: Sequence[Evidence]) -> Box | None:
    """The last box of an object, unless the object was clicked outside of it since: then it was drawn too small."""
    places = [place for place, mark in enumerate(evidence) if isinstance(mark, Box)]
    if not places:
        return None
    box = evidence[places[-1]]
    assert isinstance(box, Box)
    x0, y0, x1, y1 = _with_margin(box)
    since = (point for mark in evidence[places[-1] + 1 :] for point in _points(mark))
    return box if all(x0 <= x <= x1 and y0 <= y <= y1 for x, y in since) else None


def marks_of(evidence: Sequence[Evidence]) -> tuple[Mark, ...]:
    """Clicks and strokes, with what the last box says of its inside; boxes before it say nothing any more."""
    last = max((place for place, mark in enumerate(evidence) if isinstance(mark, Box)), default=-1)
    marks: list[Mark] = []
    for place, mark in enumerate(evidence):
        if not isinstance(mark, Box):
            marks.append(mark)
        elif place == last:
            marks += _cross(mark)
    return tuple(marks)


def marks_outside(box: Box, image_hw: tuple[int, int], others: Iterable[Box] = ()) -> tuple[Click, ...]:
    """Background clicks beside the corners and the middles of the sides: in the image, and in none of ``others``."""
    height, width = image_hw
    least = LEAST_OUTSIDE * max(image_hw)
    dx, dy = max(OUTSIDE * (box.x1 - box.x0), least), max(OUTSIDE * (box.y1 - box.y0), least)
    columns = (box.x0 - dx, (box.x0 + box.x1) / 2, box.x1 + dx)
    rows = (box.y0 - dy, (box.y0 + box.y1) / 2, box.y1 + dy)
    places = [(x, y) for y in rows for x in columns if (x, y) != (columns[1], rows[1])]
    taken = list(others)
    return tuple(
        Click(x, y, box.t)
        for x, y in places
        if 0 <= x < width and 0 <= y < height and not any(_holds(other, x, y) for other in taken)
    )


def reach(box: Box, image_hw: tuple[int, int]) -> tuple[slice, slice]:
    """Rows and columns of the image's pixels that the box's object may have."""
    x0, y0, x1, y1 = _with_margin(box)
    rows = slice(max(0, floor(y0)), min(image_hw[0], ceil(y1)))
    return rows, slice(max(0, floor(x0)), min(image_hw[1], ceil(x1)))


def _cross(box: Box) -> list[Mark]:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    dx, dy = CROSS * (box.x1 - box.x0) / 2, CROSS * (box.y1 - box.y0) / 2
    return [Stroke(((x - dx, y), (x + dx, y)), box.t), Stroke(((x, y - dy), (x, y + dy)), box.t)]


def _with_margin(box: Box) -> tuple[float, float, float, float]:
    dx, dy = max(1.0, MARGIN * (box.x1 - box.x0)), max(1.0, MARGIN * (box.y1 - box.y0))
    return box.x0 - dx, box.y0 - dy, box.x1 + dx, box.y1 + dy


def _points(mark: Evidence) -> tuple[tuple[float, float], ...]:
    if isinstance(mark, Click):
        return ((mark.x, mark.y),)
    return mark.points if isinstance(mark, Stroke) else ()


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1
