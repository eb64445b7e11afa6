"""The label field on the CPU: labels lie innermost, so that what is done to all of them is done in vectors.

Sweeps run in place and in turn forwards and backwards, so that a change crosses the picture in one sweep. Pixels of
which nothing is open any more are passed over, which is most of them after the first sweep.
"""

from __future__ import annotations

import numpy as np

from kernels.compilation import compiled

NEGLIGIBLE = 12.0  # natural logarithm below the largest: such a belief is 0
STEADY = 0.002  # a belief that moves by less does not call its neighbours again


@compiled
def fill_links(picture: np.ndarray, table: np.ndarray, diagonal: np.ndarray, links: np.ndarray) -> None:
    """Write ``table`` (or ``diagonal``) at the squared colour distance of neighbours into ``links``.

    ``picture`` uint8 (h, w, 3); tables float32 (n,), their last entry stands for all larger distances; ``links``
    float32 (h, w, 4): to the right, below, lower right, lower left; 0 where there is no neighbour.
    """
    height, width, channels = picture.shape
    last = table.size - 1
    for y in range(height):
        for x in range(width):
            for way in range(4):
                below = y + (way > 0)
                beside = x + (way == 0 or way == 2) - (way == 3)
                links[y, x, way] = 0.0
                if below < height and 0 <= beside < width:
                    distance = 0
                    for c in range(channels):
                        difference = int(picture[y, x, c]) - int(picture[below, beside, c])
                        distance += difference * difference
                    entry = min(distance, last)
                    links[y, x, way] = diagonal[entry] if way >= 2 else table[entry]


@compiled
def count_colours(bins: np.ndarray, beliefs: np.ndarray, counts: np.ndarray) -> None:
    """Add ``beliefs``, float32 (h, w, L), to ``counts``, float32 (B, L), in the bin of each pixel, int32 (h, w)."""
    height, width, labels = beliefs.shape
    for y in range(height):
        for x in range(width):
            entry = bins[y, x]
            for label in range(labels):
                counts[entry, label] += beliefs[y, x, label]


@compiled
def believe(scores: np.ndarray, beliefs: np.ndarray) -> None:
    """``beliefs`` becomes the softmax of ``scores`` over labels; both float32 (h, w, L)."""
    height, width, labels = scores.shape
    row = np.empty(labels, dtype=np.float32)
    for y in range(height):
        for x in range(width):
            for label in range(labels):
                row[label] = scores[y, x, label]
            _softmax(row)
            for label in range(labels):
                beliefs[y, x, label] = row[label]


@compiled
def settle(
    scores: np.ndarray, links: np.ndarray, weight: float, beliefs: np.ndarray, is_open: np.ndarray, sweeps: int
) -> None:
    """Improve ``beliefs`` in place: softmax of ``scores`` + ``weight`` x the neighbours' beliefs, linked by ``links``.

    All float32, (h, w, L) and links (h, w, 4). ``is_open`` bool (h, w): pixels that may change; which of them call for
    another sweep is kept inside.
    """
    height, width, labels = scores.shape
    row = np.empty(labels, dtype=np.float32)
    pull = np.float32(weight)
    calls = is_open.copy()
    for sweep in range(sweeps):
        for step in range(height * width):
            place = step if sweep % 2 == 0 else height * width - 1 - step
            y = place // width
            x = place - y * width
            if not calls[y, x]:
                continue
            calls[y, x] = False
            for label in range(labels):
                row[label] = 0.0
            _gather(beliefs, links, y, x, row)
            for label in range(labels):
                row[label] = scores[y, x, label] + pull * row[label]
            _softmax(row)
            moved = np.float32(0.0)
            for label in range(labels):
                moved = max(moved, abs(row[label] - beliefs[y, x, label]))
                beliefs[y, x, label] = row[label]
            if moved > np.float32(STEADY):
                for near in range(max(y - 1, 0), min(y + 2, height)):
                    for beside in range(max(x - 1, 0), min(x + 2, width)):
                        calls[near, beside] = calls[near, beside] or is_open[near, beside]


@compiled
def _gather(beliefs: np.ndarray, links: np.ndarray, y: int, x: int, row: np.ndarray) -> None:
    """Add the beliefs of the up to eight neighbours, weighted by their links, to ``row``."""
    height, width = beliefs.shape[0], beliefs.shape[1]
    if x + 1 < width:
        _add(beliefs, y, x + 1, links[y, x, 0], row)
    if x > 0:
        _add(beliefs, y, x - 1, links[y, x - 1, 0], row)
    if y + 1 < height:
        _add(beliefs, y + 1, x, links[y, x, 1], row)
        if x + 1 < width:
            _add(beliefs, y + 1, x + 1, links[y, x, 2], row)
        if x > 0:
            _add(beliefs, y + 1, x - 1, links[y, x, 3], row)
    if y > 0:
        _add(beliefs, y - 1, x, links[y - 1, x, 1], row)
        if x > 0:
            _add(beliefs, y - 1, x - 1, links[y - 1, x - 1, 2], row)
        if x + 1 < width:
            _add(beliefs, y - 1, x + 1, links[y - 1, x + 1, 3], row)


@compiled
def _add(beliefs: np.ndarray, y: int, x: int, link: float, row: np.ndarray) -> None:
    for label in range(row.size):
        row[label] += link * beliefs[y, x, label]


@compiled
def _softmax(row: np.ndarray) -> None:
    largest = row[0]
    for label in range(1, row.size):
        largest = max(largest, row[label])
    total = np.float32(0.0)
    for label in range(row.size):
        below = row[label] - largest
        row[label] = np.exp(below) if below > -np.float32(NEGLIGIBLE) else np.float32(0.0)
        total += row[label]
    for label in range(row.size):
        row[label] /= total


@compiled
def weigh(scores: np.ndarray, links: np.ndarray, labels: np.ndarray, sums: np.ndarray) -> None:
    """Add up, for each label, how clearly it has its pixels and lacks those next to them, into ``sums`` (L, 5).

    Columns: pixels; lead of its score over the best other one, over its pixels; pixels of others at its edge (once for
    each pixel of its own that they touch to the right, left, above or below); its lead there; links across that edge.
    ``scores`` float32 (h, w, L), ``links`` uint8 (h, w, 4), ``labels`` int32 (h, w), ``sums`` float64.
    """
    height, width = labels.shape
    for y in range(height):
        for x in range(width):
            label = labels[y, x]
            sums[label, 0] += 1
            sums[label, 1] += _lead(scores, y, x, label)
            for way in range(2):
                below, beside = y + way, x + 1 - way
                if below >= height or beside >= width or labels[below, beside] == label:
                    continue
                other = labels[below, beside]
                sums[label, 2] += 1
                sums[other, 2] += 1
                sums[label, 3] += _lead(scores, below, beside, label)
                sums[other, 3] += _lead(scores, y, x, other)
                sums[label, 4] += links[y, x, way]
                sums[other, 4] += links[y, x, way]


@compiled
def _lead(scores: np.ndarray, y: int, x: int, label: int) -> np.float32:
    """The score of ``label`` at a pixel less the best of all others."""
    rival = np.float32(-np.inf)
    for other in range(scores.shape[2]):
        if other != label:
            rival = max(rival, scores[y, x, other])
    return scores[y, x, label] - rival


@compiled
def enlarge(coarse: np.ndarray, fine: np.ndarray) -> None:
    """Write ``coarse``, float32 (h, w, L), bilinearly at the size of ``fine``, float32 (H, W, L); centres at half."""
    height, width, labels = fine.shape
    for y in range(height):
        top, lower, down = _between(y, height, coarse.shape[0])
        for x in range(width):
            left, right, across = _between(x, width, coarse.shape[1])
            for label in range(labels):
                above = coarse[top, left, label] + across * (coarse[top, right, label] - coarse[top, left, label])
                below = coarse[lower, left, label] + across * (coarse[lower, right, label] - coarse[lower, left, label])
                fine[y, x, label] = above + down * (below - above)


@compiled
def enlarge_open(
    coarse: np.ndarray, is_open: np.ndarray, bins: np.ndarray, table: np.ndarray, fine: np.ndarray
) -> None:
    """The same where ``is_open``, bool (H, W), plus the row of ``table``, float32 (B, L), of the pixel's colour bin."""
    height, width, labels = fine.shape
    for y in range(height):
        top, lower, down = _between(y, height, coarse.shape[0])
        for x in range(width):
            if not is_open[y, x]:
                continue
            left, right, across = _between(x, width, coarse.shape[1])
            for label in range(labels):
                above = coarse[top, left, label] + across * (coarse[top, right, label] - coarse[top, left, label])
                below = coarse[lower, left, label] + across * (coarse[lower, right, label] - coarse[lower, left, label])
                fine[y, x, label] = above + down * (below - above) + table[bins[y, x], label]


@compiled
def _between(pixel: int, pixels: int, cells: int) -> tuple[int, int, np.float32]:
    """The two of ``cells`` between whose centres the centre of one of ``pixels`` lies, and how far along."""
    place = min(max((pixel + 0.5) / pixels * cells - 0.5, 0.0), cells - 1.0)
    first = int(place)
    return first, min(first + 1, cells - 1), np.float32(place - first)
