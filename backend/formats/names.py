"""File names inside an archive: safe on every system, and distinct even where a project holds the same name twice."""

from __future__ import annotations

import re
from hashlib import blake2b
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
    """Hands out safe names, each once (upper and lower case count as one): the second ``a.jpg`` becomes ``a_2.jpg``.

    Of the names 8 bytes each are kept, for there may be millions; two that share them by chance count as one.
    """

    def __init__(self) -> None:
        self._taken: set[int] = set()
        self._next: dict[int, int] = {}

    def take(self, name: str) -> str:
        name = safe_name(name)
        path, key = PurePosixPath(name), _digest(name)
        candidate, digest = name, key
        number = self._next.get(key, 1)
        while digest in self._taken:
            number += 1
            candidate = f"{path.stem}_{number}{path.suffix}"
            digest = _digest(candidate)
            self._next[key] = number
        self._taken.add(digest)
        return candidate


def _digest(name: str) -> int:
    return int.from_bytes(blake2b(name.casefold().encode("utf-8", "replace"), digest_size=8).digest(), "big")
