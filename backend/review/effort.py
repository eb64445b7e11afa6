"""How much work a stretch of somebody's operations was. Pure.

Active time is the sum of the gaps between operations that follow each other, handing in being the last of them. A gap
of more than LONGEST_GAP_S counts as nothing: the person was away, or looked at something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from backend.annotation.models import Operation

Kind = Operation.Kind
LONGEST_GAP_S = 60.0
STROKES = frozenset({Kind.SCRIBBLE, Kind.BOX, Kind.PAINT, Kind.RESHAPE, Kind.BOUNDS})


@dataclass(frozen=True)
class Effort:
    """``strokes`` are scribbles, boxes, paint and reshapes. What was undone again was work, too."""

    seconds: float = 0.0
    clicks: int = 0
    strokes: int = 0


def effort(operations: Sequence[tuple[str, datetime]], handed_in: datetime) -> Effort:
    """``operations``: (kind, time) of one person in one document, in order."""
    times = [*(at for _, at in operations), handed_in]
    gaps = ((later - earlier).total_seconds() for earlier, later in pairwise(times))
    seconds = sum(gap for gap in gaps if 0 <= gap <= LONGEST_GAP_S)
    kinds = [kind for kind, _ in operations]
    return Effort(seconds, kinds.count(Kind.CLICK), sum(kind in STROKES for kind in kinds))
