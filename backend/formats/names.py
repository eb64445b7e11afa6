"""File names inside an archive: safe on every system, and distinct even where a project holds the same name twice."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
LONGEST_STEM = 180


def safe_name(name: str) -> str:
    """``name`` without folders and without characters or words that some system refuses; never empty."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    path = PurePosixPath(FORBIDDEN.sub("_", last).strip(" .") or "image")
    stem = path.stem[:LONGEST_STEM].strip(" .") or "image"
    return (f"_{stem}" if stem.lower() in RESERVED else stem) + path.suffix[:16]


class DistinctNames:
    """Hands out safe names, each once (upper and lower case count as one): the second ``a.jpg`` becomes ``a_2.jpg``."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, name: str) -> str:
        name = safe_name(name)
        path, key = PurePosixPath(name), name.casefold()
        number = self._next.get(key, 1)
        candidate = name
        while candidate.casefold() in self._taken:
            number += 1
            candidate = f"{path.stem}_{number}{path.suffix}"
        self._next[key] = number
        self._taken.add(candidate.casefold())
        return candidate
