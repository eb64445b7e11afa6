"""The label map on the CPU: exact pruning by bounds, then the few pixels where queries really compete.

A bilinear value lies between the values of its four corners. So where one query's smallest corner is above another
query's largest, the other one cannot win, and where all that remain speak for the same object the pixels are filled
without being computed. It is done twice, on tiles of 8 x 8 cells and on single cells. A full-size float per query is
never made: the scratch is one row of two cells per query.
"""

from __future__ import annotations

import numpy as np

from kernels.compilation import compiled

TILE = 8
ROUNDING = 1e-5  # bounds are widened by this share of the largest value: float32 interpolation may round past them


@compiled
def fill_labels(
    maps: np.ndarray,
    label: np.ndarray,
    y0: np.ndarray,
    fy: np.ndarray,
    x0: np.ndarray,
    fx: np.ndarray,
    out: np.ndarray,
) -> None:
    """Write ``label[argmax over q of maps[q] at (y, x)]`` into ``out``.

    ``maps`` float32 (Q, h, w); ``label`` uint16 (Q,); ``y0``/``x0`` int32 and ``fy``/``fx`` float32 from
    ``sample_positions``; ``out`` uint16 (H, W). All C-contiguous, values finite.
    """
    queries, height, width = maps.shape
    row_start = _first_pixel_of_cells(y0, height)
    column_start = _first_pixel_of_cells(x0, width)
    in_tile = np.empty(queries, dtype=np.int32)
    in_cell = np.empty(queries, dtype=np.int32)
    low = np.empty(queries, dtype=np.float32)
    high = np.empty(queries, dtype=np.float32)
    for ty in range(0, height, TILE):
        ty_end = min(ty + TILE, height)
        if row_start[ty] == row_start[ty_end]:
            continue
        for tx in range(0, width, TILE):
            tx_end = min(tx + TILE, width)
            if column_start[tx] == column_start[tx_end]:
                continue
            for q in range(queries):
                in_tile[q] = q
            count = _candidates(maps, in_tile, queries, ty, ty_end, tx, tx_end, low, high, in_tile)
            if _one_label(label, in_tile, count):
                out[row_start[ty] : row_start[ty_end], column_start[tx] : column_start[tx_end]] = label[in_tile[0]]
                continue
            for y in range(ty, ty_end):
                top, bottom = row_start[y], row_start[y + 1]
                if top == bottom:
                    continue
                for x in range(tx, tx_end):
                    left, right = column_start[x], column_start[x + 1]
                    if left == right:
                        continue
                    here = _candidates(maps, in_tile, count, y, y + 1, x, x + 1, low, high, in_cell)
                    if _one_label(label, in_cell, here):
                        out[top:bottom, left:right] = label[in_cell[0]]
                    else:
                        _fill_cell(maps, label, in_cell, here, y, x, top, bottom, left, right, fy, fx, low, high, out)


@compiled
def _first_pixel_of_cells(lower: np.ndarray, cells: int) -> np.ndarray:
    """(cells + 1,): pixels of cell i are ``start[i] .. start[i + 1]``; ``lower`` never falls."""
    start = np.zeros(cells + 1, dtype=np.int64)
    for i in range(lower.size):
        start[lower[i] + 1] += 1
    for cell in range(cells):
        start[cell + 1] += start[cell]
    return start


@compiled
def _candidates(
    maps: np.ndarray,
    among: np.ndarray,
    count: int,
    top: int,
    bottom: int,
    left: int,
    right: int,
    low: np.ndarray,
    high: np.ndarray,
    kept: np.ndarray,
) -> int:
    """Keep the queries of ``among[:count]`` that can win in cells [top, bottom) x [left, right); returns how many.

    The corners of those cells reach one further row and column. ``kept`` may be ``among`` itself; order is kept.
    """
    last_row = min(bottom, maps.shape[1] - 1)
    last_column = min(right, maps.shape[2] - 1)
    floor = np.float32(-np.inf)
    largest = np.float32(0.0)
    for i in range(count):
        q = among[i]
        smallest_here = np.float32(np.inf)
        largest_here = np.float32(-np.inf)
        for y in range(top, last_row + 1):
            for x in range(left, last_column + 1):
                value = maps[q, y, x]
                smallest_here = min(smallest_here, value)
                largest_here = max(largest_here, value)
        low[i] = smallest_here
        high[i] = largest_here
        floor = max(floor, smallest_here)
        largest = max(largest, max(abs(smallest_here), abs(largest_here)))
    threshold = floor - np.float32(ROUNDING) * largest
    number = 0
    for i in range(count):
        if high[i] >= threshold:
            kept[number] = among[i]
            number += 1
    return number


@compiled
def _one_label(label: np.ndarray, kept: np.ndarray, count: int) -> bool:
    for i in range(1, count):  # noqa: SIM110 - numba compiles no generator expressions
        if label[kept[i]] != label[kept[0]]:
            return False
    return True


@compiled
def _fill_cell(
    maps: np.ndarray,
    label: np.ndarray,
    kept: np.ndarray,
    count: int,
    y: int,
    x: int,
    top: int,
    bottom: int,
    left: int,
    right: int,
    fy: np.ndarray,
    fx: np.ndarray,
    at_left: np.ndarray,
    step: np.ndarray,
    out: np.ndarray,
) -> None:
    """Interpolate the candidates at each pixel of one cell; the operations and their order are the reference's."""
    y1 = min(y + 1, maps.shape[1] - 1)
    x1 = min(x + 1, maps.shape[2] - 1)
    for row in range(top, bottom):
        weight = fy[row]
        for i in range(count):
            q = kept[i]
            at_left[i] = maps[q, y, x] + weight * (maps[q, y1, x] - maps[q, y, x])
            at_right = maps[q, y, x1] + weight * (maps[q, y1, x1] - maps[q, y, x1])
            step[i] = at_right - at_left[i]
        for column in range(left, right):
            best = at_left[0] + fx[column] * step[0]
            winner = 0
            for i in range(1, count):
                value = at_left[i] + fx[column] * step[i]
                if value > best:
                    best = value
                    winner = i
            out[row, column] = label[kept[winner]]
