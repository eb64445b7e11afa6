"""Fields of records as files give them, checked: numbers, corners, sizes. What does not fit raises BadRecord."""

from __future__ import annotations

import math
from typing import Any


class BadRecord(ValueError):
    """A record that cannot be used; ``code`` for programs, the sentence says what was found and what is expected."""

    def __init__(self, detail: str, code: str = "bad-record") -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


def number(value: Any, name: str) -> float:
    """``value``, a number or text that is one, as XML has them."""
    try:
        if isinstance(value, bool):
            raise TypeError
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        raise BadRecord(f"{name}={_shown(value)} is not a number") from None
    if not math.isfinite(found):
        raise BadRecord(f"{name}={_shown(value)} is not a finite number", "bad-number")
    return found


def whole(value: Any, name: str) -> int:
    """``value`` as a whole number; 3.0 is one, as tools write it that keep all numbers alike."""
    found = number(value, name)
    if found != int(found):
        raise BadRecord(f"{name}={_shown(value)} is not a whole number")
    return int(found)


def corners(value: Any, name: str = "points", least: int = 3) -> list[tuple[float, float]]:
    """[[x, y], ...], or x and y in turn."""
    if not isinstance(value, list):
        raise BadRecord(f"{name} is {type(value).__name__}; a list of corners is expected")
    flat = value
    if all(isinstance(corner, list) for corner in value):
        if any(len(corner) != 2 for corner in value):
            raise BadRecord(f"{name} holds a corner that is not [x, y]")
        flat = [side for corner in value for side in corner]
    if len(flat) % 2 or len(flat) < 2 * least:
        raise BadRecord(f"{name} holds {len(flat)} numbers; {least} corners or more are expected, each x and y")
    sides = [number(side, name) for side in flat]
    return list(zip(sides[0::2], sides[1::2], strict=True))


def size_hw(height: Any, width: Any) -> tuple[int, int] | None:
    """None where the file does not say, or not usably: the importer knows the size of the image itself."""
    try:
        found = whole(height, "height"), whole(width, "width")
    except BadRecord:
        return None
    return found if min(found) > 0 else None


def text(value: Any) -> str:
    """Ids are numbers in one file and text in the next."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def score(value: Any) -> float | None:
    is_whole = isinstance(value, int) and not isinstance(value, bool) and value.bit_length() < 1000
    return float(value) if isinstance(value, float) or is_whole else None


def _shown(value: Any) -> str:
    return repr(value)[:60]
