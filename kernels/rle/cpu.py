"""All objects of a label map as compressed counts in one walk over its columns (hop 9 of the way of a click)."""

from __future__ import annotations

import numpy as np

from kernels.compilation import compiled

LONGEST = 7  # characters of one number
MORE = 0x20
OFFSET = 48


@compiled
def object_runs(columns: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Where each object's runs of ones begin and end on the column-major line of pixels.

    ``columns``: uint16 (H * W,), the label map column by column, 0 background, k object k - 1.
    Returns ``first`` int64 (count + 1,): the runs of object k are rows ``first[k]..first[k + 1]`` of ``runs`` int64
    (n, 2), begin and end. Labels above ``count`` are passed over.
    """
    first = np.zeros(count + 2, dtype=np.int64)
    previous = np.uint16(0)
    for position in range(columns.size):
        label = columns[position]
        if label != previous:
            previous = label
            if 0 < label <= count:
                first[label + 1] += 1
    for k in range(2, count + 2):
        first[k] += first[k - 1]
    runs = np.empty((first[count + 1], 2), dtype=np.int64)
    filled = first.copy()
    previous = np.uint16(0)
    for position in range(columns.size):
        label = columns[position]
        if label != previous:
            if 0 < previous <= count:
                runs[filled[previous] - 1, 1] = position
            if 0 < label <= count:
                runs[filled[label], 0] = position
                filled[label] += 1
            previous = label
    if 0 < previous <= count:
        runs[filled[previous] - 1, 1] = columns.size
    return first[1:], runs


@compiled
def counts_text(runs: np.ndarray, pixels: int) -> np.ndarray:
    """Compressed counts, uint8 ASCII, of one object; ``runs`` int64 (n, 2), begin and end, ``pixels`` the image's."""
    text = np.empty((2 * runs.shape[0] + 1) * LONGEST, dtype=np.uint8)
    length = 0
    position = 0
    zeros_before = 0
    ones_before = 0
    for i in range(runs.shape[0]):
        zeros = runs[i, 0] - position
        ones = runs[i, 1] - runs[i, 0]
        position = runs[i, 1]
        length = _append(text, length, zeros - (zeros_before if i > 1 else 0))
        length = _append(text, length, ones - (ones_before if i > 0 else 0))
        zeros_before = zeros
        ones_before = ones
    if position < pixels:
        length = _append(text, length, pixels - position - (zeros_before if runs.shape[0] > 1 else 0))
    return text[:length]


@compiled
def _append(text: np.ndarray, length: int, value: int) -> int:
    """Write one number in groups of five bits, the lowest first; returns the new length."""
    more = True
    while more:
        group = value & 0x1F
        value >>= 5
        more = value != -1 if group & 0x10 else value != 0
        text[length] = group + OFFSET + (MORE if more else 0)
        length += 1
    return length
