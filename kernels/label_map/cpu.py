"""The label map on the CPU: exact pruning by bounds, then the few pixels where queries really compete.

A bilinear value lies between the values of the cells that it reads. So where one query's smallest cell is above
another query's largest, the other one cannot win, and where all that remain speak for the same object the pixels are
filled without being computed. Pixels that begin at the same cell form a span along each axis; bounds are taken on
blocks of spans, then on single ones. A full-size float per query is never made: the scratch is a few numbers per
query.
"""

from __future__ import annotations

import numpy as np

from kernels.compilation import compiled

BLOCK = 8
ROUNDING = 1e-5  # bounds are widened by this share of the largest value: float32 interpolation may round past them


@compiled
def fill_labels(
    maps: np.ndarray,
    label: np.ndarray,
    first_y: np.ndarray,
    weights_y: np.ndarray,
    first_x: np.ndarray,
    weights_x: np.ndarray,
    out: np.ndarray,
) -> None:
    """Write ``label[argmax over q of maps[q] at (y, x)]`` into ``out``.

    ``maps`` float32 (Q, h, w); ``label`` uint16 (Q,); first cells int32 and weights float32 (3, pixels) from
    ``sample_taps``; ``out`` uint16 (H, W). All C-contiguous, values finite.
    """
    queries, height, width = maps.shape
    rows, top_cell, bottom_cell = _spans(first_y, weights_y, height)
    columns, left_cell, right_cell = _spans(first_x, weights_x, width)
    in_block = np.empty(queries, dtype=np.int32)
    in_span = np.empty(queries, dtype=np.int32)
    low = np.empty(queries, dtype=np.float32)
    high = np.empty(queries, dtype=np.float32)
    row_values = np.empty((3, queries), dtype=np.float32)
    for by in range(0, top_cell.size, BLOCK):
        by_end = min(by + BLOCK, top_cell.size)
        for bx in range(0, left_cell.size, BLOCK):
            bx_end = min(bx + BLOCK, left_cell.size)
            for q in range(queries):
                in_block[q] = q
            cells = (top_cell[by], bottom_cell[by_end - 1], left_cell[bx], right_cell[bx_end - 1])
            count = _candidates(maps, in_block, queries, cells, low, high, in_block)
            if _one_label(label, in_block, count):
                out[rows[by] : rows[by_end], columns[bx] : columns[bx_end]] = label[in_block[0]]
                continue
            for y in range(by, by_end):
                for x in range(bx, bx_end):
                    cells = (top_cell[y], bottom_cell[y], left_cell[x], right_cell[x])
                    here = _candidates(maps, in_block, count, cells, low, high, in_span)
                    area = (rows[y], rows[y + 1], columns[x], columns[x + 1])
                    if _one_label(label, in_span, here):
                        out[area[0] : area[1], area[2] : area[3]] = label[in_span[0]]
                    else:
                        _fill_span(maps, label, in_span, here, cells, area, weights_y, weights_x, row_values, out)


@compiled
def _spans(first: np.ndarray, weights: np.ndarray, cells: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Runs of pixels that begin at the same cell: where each begins (one more: the end), its first and last cell."""
    start = np.empty(first.size + 1, dtype=np.int64)
    first_cell = np.empty(first.size, dtype=np.int64)
    last_cell = np.empty(first.size, dtype=np.int64)
    number = 0
    for i in range(first.size):
        reach = 2 if weights[2, i] != 0 else 1
        if number == 0 or first_cell[number - 1] != first[i]:
            start[number] = i
            first_cell[number] = first[i]
            last_cell[number] = first[i]
            number += 1
        last_cell[number - 1] = max(last_cell[number - 1], min(first[i] + reach, cells - 1))
    start[number] = first.size
    return start[: number + 1], first_cell[:number], last_cell[:number]


@compiled
def _candidates(
    maps: np.ndarray,
    among: np.ndarray,
    count: int,
    cells: tuple[int, int, int, int],
    low: np.ndarray,
    high: np.ndarray,
    kept: np.ndarray,
) -> int:
    """Keep the queries of ``among[:count]`` that can win where ``cells`` (top, bottom, left, right) are read.

    Returns how many. ``kept`` may be ``among`` itself; order is kept.
    """
    floor = np.float32(-np.inf)
    largest = np.float32(0.0)
    for i in range(count):
        q = among[i]
        smallest_here = np.float32(np.inf)
        largest_here = np.float32(-np.inf)
        for y in range(cells[0], cells[1] + 1):
            for x in range(cells[2], cells[3] + 1):
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
def _fill_span(
    maps: np.ndarray,
    label: np.ndarray,
    kept: np.ndarray,
    count: int,
    cells: tuple[int, int, int, int],
    area: tuple[int, int, int, int],
    weights_y: np.ndarray,
    weights_x: np.ndarray,
    row_values: np.ndarray,
    out: np.ndarray,
) -> None:
    """Interpolate the candidates at each pixel of one span; the operations and their order are the reference's."""
    top, left = cells[0], cells[2]
    tall, wide = cells[1] - top + 1, cells[3] - left + 1
    for row in range(area[0], area[1]):
        upper, middle, lower = weights_y[0, row], weights_y[1, row], weights_y[2, row]
        for i in range(count):
            q = kept[i]
            for tap in range(wide):
                value = upper * maps[q, top, left + tap]
                if tall > 1:
                    value += middle * maps[q, top + 1, left + tap]
                if lower != 0:
                    value += lower * maps[q, top + 2, left + tap]
                row_values[tap, i] = value
        for column in range(area[2], area[3]):
            near, next_one, far = weights_x[0, column], weights_x[1, column], weights_x[2, column]
            best = np.float32(-np.inf)
            winner = 0
            for i in range(count):
                value = near * row_values[0, i]
                if wide > 1:
                    value += next_one * row_values[1, i]
                if far != 0:
                    value += far * row_values[2, i]
                if value > best:
                    best = value
                    winner = i
            out[row, column] = label[kept[winner]]
