"""The assignment of rows to columns with the greatest sum, exactly: the Hungarian method with potentials
(Kuhn 1955, Munkres 1957; in the O(n^3) form of Jonker and Volgenant, 1987). Pure."""

from __future__ import annotations

import numpy as np


def best_pairs(gain: np.ndarray) -> list[tuple[int, int]]:
    """(row, column) pairs, each row and column once at most, whose ``gain``, (R, C) >= 0, adds up to the most.

    Pairs without gain are left out. Rows in ascending order.
    """
    rows, columns = gain.shape
    if rows > columns:
        return sorted((row, column) for column, row in best_pairs(gain.T))
    column_of = _assigned(-gain.astype(np.float64))
    return [(row, int(column_of[row])) for row in range(rows) if gain[row, column_of[row]] > 0]


def _assigned(cost: np.ndarray) -> np.ndarray:
    """The column of each row at the least total ``cost``, (R, C) with R <= C. Index 0 is a column that is none."""
    rows, columns = cost.shape
    row_price, column_price = np.zeros(rows + 1), np.zeros(columns + 1)
    row_of = np.zeros(columns + 1, dtype=np.int64)
    for row in range(1, rows + 1):
        row_of[0], column = row, 0
        least = np.full(columns + 1, np.inf)
        came_from = np.zeros(columns + 1, dtype=np.int64)
        seen = np.zeros(columns + 1, dtype=bool)
        while row_of[column]:
            seen[column] = True
            slack = cost[row_of[column] - 1] - row_price[row_of[column]] - column_price[1:]
            is_less = ~seen[1:] & (slack < least[1:])
            least[1:][is_less] = slack[is_less]
            came_from[1:][is_less] = column
            nearest = int(np.argmin(np.where(seen[1:], np.inf, least[1:]))) + 1
            step = least[nearest]
            row_price[row_of[seen]] += step
            column_price[seen] -= step
            least[~seen] -= step
            column = nearest
        while column:
            row_of[column] = row_of[came_from[column]]
            column = int(came_from[column])
    column_of = np.zeros(rows, dtype=np.int64)
    taken = np.flatnonzero(row_of[1:])
    column_of[row_of[1:][taken] - 1] = taken
    return column_of
