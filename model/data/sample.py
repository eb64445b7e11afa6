"""One training sample: what the network sees and what its clicks ask for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

OUTSIDE = 255
"""Outside of the photo (padding of a crop)."""

UNLABELLED = 254
"""Inside of the photo, but nobody said what is there: neither clicked nor punished."""


@dataclass(frozen=True)
class Sample:
    """image uint8 (S, S, 3) RGB; labels uint8 (S, S): 0 background, 1..K objects, 254 unlabelled, 255 outside."""

    image: np.ndarray
    labels: np.ndarray

    @property
    def objects(self) -> int:
        return object_count(self.labels)


def object_count(labels: np.ndarray) -> int:
    """K of a label map."""
    return int(labels[labels < UNLABELLED].max(initial=0))


def renumbered(labels: np.ndarray, kept: list[int]) -> np.ndarray:
    """``labels`` with the objects ``kept`` numbered from 1 in that order; the other objects become background."""
    table = np.zeros(256, np.uint8)
    table[kept] = np.arange(1, len(kept) + 1)
    table[[UNLABELLED, OUTSIDE]] = UNLABELLED, OUTSIDE
    return table[labels]
