"""The plain label field: one pixel after the other, in NumPy. Slow, and the truth."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.label_field.cpu import NEGLIGIBLE, STEADY

WAYS = ((0, 1), (1, 0), (1, 1), (1, -1))
"""Rows down and columns to the right, as the last axis of links has them."""


def fill_links(picture: np.ndarray, table: np.ndarray, diagonal: np.ndarray, links: np.ndarray) -> None:
    """See ``kernels.label_field.cpu``; so all others."""
    height, width = picture.shape[:2]
    links[:] = 0.0
    for y, x in np.ndindex(height, width):
        for way, (down, across) in enumerate(WAYS):
            if y + down < height and 0 <= x + across < width:
                difference = picture[y, x].astype(np.int64) - picture[y + down, x + across].astype(np.int64)
                entry = min(int((difference**2).sum()), len(table) - 1)
                links[y, x, way] = (diagonal if down and across else table)[entry]


def count_colours(bins: np.ndarray, beliefs: np.ndarray, counts: np.ndarray) -> None:
    np.add.at(counts, bins, beliefs)


def believe(scores: np.ndarray, beliefs: np.ndarray) -> None:
    below = scores - scores.max(axis=2, keepdims=True)
    likely = np.where(below > -NEGLIGIBLE, np.exp(below), 0.0)
    beliefs[:] = likely / likely.sum(axis=2, keepdims=True)


def settle(
    scores: np.ndarray, links: np.ndarray, weight: float, beliefs: np.ndarray, is_open: np.ndarray, sweeps: int
) -> None:
    places = list(np.ndindex(*is_open.shape))
    calls = is_open.copy()
    for sweep in range(sweeps):
        for y, x in places if sweep % 2 == 0 else places[::-1]:
            if not calls[y, x]:
                continue
            calls[y, x] = False
            around = [each for sign in (-1, 1) for each in _neighbours(links, y, x, sign)]
            pull = sum(link * beliefs[near, beside] for near, beside, link in around)
            now = np.empty((1, 1, beliefs.shape[2]), dtype=np.float32)
            believe((scores[y, x] + np.float32(weight) * pull)[None, None], now)
            moved = np.abs(now[0, 0] - beliefs[y, x]).max()
            beliefs[y, x] = now[0, 0]
            if moved > STEADY:
                window = np.s_[max(y - 1, 0) : y + 2, max(x - 1, 0) : x + 2]
                calls[window] |= is_open[window]


def weigh(scores: np.ndarray, links: np.ndarray, labels: np.ndarray, sums: np.ndarray) -> None:
    def lead(y: int, x: int, label: int) -> float:
        return float(scores[y, x, label]) - float(np.delete(scores[y, x], label).max())

    height, width = labels.shape
    for y, x in np.ndindex(height, width):
        label = int(labels[y, x])
        sums[label] += (1, lead(y, x, label), 0, 0, 0)
        for way, (below, beside) in enumerate(((y, x + 1), (y + 1, x))):
            if below < height and beside < width and labels[below, beside] != label:
                other = int(labels[below, beside])
                sums[label] += (0, 0, 1, lead(below, beside, label), links[y, x, way])
                sums[other] += (0, 0, 1, lead(y, x, other), links[y, x, way])


def enlarge(coarse: np.ndarray, fine: np.ndarray) -> None:
    enlarged = coarse
    for axis in (0, 1):
        pixels, cells = fine.shape[axis], coarse.shape[axis]
        places = np.clip((np.arange(pixels) + 0.5) / pixels * cells - 0.5, 0.0, cells - 1.0)
        first = places.astype(np.int64)
        part = (places - first).reshape([-1 if each == axis else 1 for each in range(3)])
        upper = np.minimum(first + 1, cells - 1)
        enlarged = enlarged.take(first, axis) * (1 - part) + enlarged.take(upper, axis) * part
    fine[:] = enlarged


def enlarge_open(
    coarse: np.ndarray, is_open: np.ndarray, bins: np.ndarray, table: np.ndarray, fine: np.ndarray
) -> None:
    enlarged = np.empty_like(fine)
    enlarge(coarse, enlarged)
    fine[is_open] = (enlarged + table[bins])[is_open]


def _neighbours(links: np.ndarray, y: int, x: int, sign: int) -> Iterator[tuple[int, int, np.float32]]:
    """The neighbours before (-1) or after (1) a pixel in reading order, with what links them."""
    for way, (down, across) in enumerate(WAYS):
        near, beside = y + sign * down, x + sign * across
        if 0 <= near < links.shape[0] and 0 <= beside < links.shape[1]:
            owner = (y, x) if sign > 0 else (near, beside)
            yield near, beside, np.float32(links[owner][way])
