"""Which of many fingerprints belong together: each with another one that differs in few enough bits, and so on.

By the same four words as lookup.py: sorted by a word, those whose words are alike lie side by side. A million values
take 8 MB each time they are sorted, and pairs are looked at MOST_PAIRS at a time, so memory does not grow with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from backend.duplicates.lookup import WORD, WORD_BITS, flips

MOST_PAIRS = 1 << 20
SHIFTS = range(0, 64, WORD_BITS)


def components(values: np.ndarray, distance: int, tick: Callable[[float], None]) -> np.ndarray:
    """For each of ``values``, int64 (n,), the place of the first of its group: int64 (n,). ``tick(share)`` is called
    often, with how much is done, and may raise to stop the work."""
    distinct, places = np.unique(values, return_inverse=True)
    forest = Forest(len(distinct))
    unsigned, masks = distinct.view(np.uint64), flips(distance)
    for step, shift in enumerate(SHIFTS):
        keys = ((unsigned >> np.uint64(shift)) & np.uint64(WORD)).astype(np.int64)
        order = np.argsort(keys, kind="stable")
        starts = np.searchsorted(keys[order], np.arange(WORD + 2))
        for number, mask in enumerate(masks):
            for left, right in _pairs(keys, order, starts, mask):
                tick((step + number / len(masks)) / len(SHIFTS))
                near = np.bitwise_count(unsigned[left] ^ unsigned[right]) <= distance
                forest.join(left[near], right[near])
    roots = forest.roots()[places]
    _, first = np.unique(roots, return_index=True)
    of_root = np.zeros(len(distinct), np.int64)
    of_root[roots[first]] = first
    return of_root[roots]


def _pairs(
    keys: np.ndarray, order: np.ndarray, starts: np.ndarray, mask: int
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs of places whose keys differ by ``mask``, each once, at most about MOST_PAIRS at a time."""
    partners = keys[order] ^ mask
    begin, end = starts[partners], starts[partners + 1]
    if mask == 0:
        begin = np.arange(1, len(order) + 1)  # only those after oneself
    else:
        end = np.where(keys[order] < partners, end, begin)
    counts = np.maximum(end - begin, 0)
    total = np.cumsum(counts)
    at = 0
    while at < len(order):
        before = total[at - 1] if at else 0
        stop = max(int(np.searchsorted(total, before + MOST_PAIRS, side="right")), at + 1)
        size = counts[at:stop]
        if size.any():
            left = np.repeat(np.arange(at, stop), size)
            inside = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
            yield order[left], order[np.repeat(begin[at:stop], size) + inside]
        at = stop


class Forest:
    """Disjoint sets of 0 … n - 1, joined many at a time."""

    def __init__(self, size: int) -> None:
        self._parent = np.arange(size)

    def join(self, left: np.ndarray, right: np.ndarray) -> None:
        while len(left):
            left, right = self._root(left), self._root(right)
            apart = left != right
            left, right = left[apart], right[apart]
            np.minimum.at(self._parent, np.maximum(left, right), np.minimum(left, right))

    def roots(self) -> np.ndarray:
        return self._root(np.arange(len(self._parent)))

    def _root(self, places: np.ndarray) -> np.ndarray:
        above = self._parent[places]
        while (higher := self._parent[above]).tobytes() != above.tobytes():
            above = higher
        return above
