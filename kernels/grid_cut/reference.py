"""The plain expansion move: the graph as a dictionary, flow pushed along shortest paths. Slow, and the truth."""

from __future__ import annotations

from collections import defaultdict, deque

import numpy as np

from kernels.grid_cut.cpu import ACROSS, DOWN, SCALE, SURE

SOURCE, SINK = -1, -2
Graph = dict[int, dict[int, int]]


def expand(
    scores: np.ndarray,
    links: np.ndarray,
    weight: float,
    given: np.ndarray,
    target: int,
    box: tuple[int, int, int, int],
    labels: np.ndarray,
) -> None:
    """See ``kernels.grid_cut.cpu.expand``."""
    graph: Graph = defaultdict(lambda: defaultdict(int))
    for y in range(box[0], box[1]):
        for x in range(box[2], box[3]):
            here = y * labels.shape[1] + x
            keep, change = _alone(scores, given, target, labels, y, x)
            graph[SOURCE][here] += keep
            graph[here][SINK] += change
            for way in range(8):
                other = (y + int(DOWN[way]), x + int(ACROSS[way]))
                if not (0 <= other[0] < labels.shape[0] and 0 <= other[1] < labels.shape[1]):
                    continue
                cost = _cost(links[(y, x, way) if way < 4 else (*other, way - 4)], weight)
                if not (box[0] <= other[0] < box[1] and box[2] <= other[1] < box[3]):
                    graph[SOURCE][here] += cost * int(labels[y, x] != labels[other])
                    graph[here][SINK] += cost * int(target != labels[other])
                elif way < 4:
                    there = other[0] * labels.shape[1] + other[1]
                    _pair(graph, cost, target, (here, int(labels[y, x])), (there, int(labels[other])))
    for here in _source_side(graph):
        labels[here // labels.shape[1], here % labels.shape[1]] = target


def energy(scores: np.ndarray, links: np.ndarray, weight: float, labels: np.ndarray) -> int:
    """What an expansion lowers, in the whole numbers that it is computed in."""
    height, width = labels.shape
    total = 0
    for y, x in np.ndindex(height, width):
        # scores enter as differences, so rounding is that of a difference from label 0
        total -= int(np.float32(SCALE) * (scores[y, x, labels[y, x]] - scores[y, x, 0]))
        for way in range(4):
            near, beside = y + int(DOWN[way]), x + int(ACROSS[way])
            if near < height and 0 <= beside < width and labels[y, x] != labels[near, beside]:
                total += _cost(links[y, x, way], weight)
    return total


def _alone(scores: np.ndarray, given: np.ndarray, target: int, labels: np.ndarray, y: int, x: int) -> tuple[int, int]:
    """What it costs a pixel to keep its label, and to change."""
    if given[y, x] >= 0:
        return (SURE, 0) if given[y, x] == target else (0, SURE)
    if labels[y, x] == target:
        return SURE, 0
    gain = int(np.float32(SCALE) * (scores[y, x, target] - scores[y, x, labels[y, x]]))
    return max(gain, 0), max(-gain, 0)


def _pair(graph: Graph, cost: int, target: int, one: tuple[int, int], other: tuple[int, int]) -> None:
    """What two neighbours (node, label) cost by whether each keeps or changes: Potts, 0 where both have one label."""
    (here, first), (there, second) = one, other
    both_keep, only_second, only_first = cost * (first != second), cost * (first != target), cost * (second != target)
    # E = both_keep + (only_first - both_keep) x1 - only_first x2 + (only_first + only_second - both_keep) (1 - x1) x2
    graph[here][SINK] += max(only_first - both_keep, 0)
    graph[SOURCE][here] += max(both_keep - only_first, 0)
    graph[SOURCE][there] += only_first
    graph[there][here] += only_first + only_second - both_keep


def _source_side(graph: Graph) -> set[int]:
    """The nodes that are still reached from the source when no more flow passes."""
    while True:
        before = {SOURCE: SOURCE}
        queue = deque([SOURCE])
        while queue and SINK not in before:
            node = queue.popleft()
            for near, left in list(graph[node].items()):
                if left > 0 and near not in before:
                    before[near] = node
                    queue.append(near)
        if SINK not in before:
            return set(before) - {SOURCE}
        path = [SINK]
        while path[-1] != SOURCE:
            path.append(before[path[-1]])
        steps = list(zip(path[1:], path, strict=False))
        flow = min(graph[start][end] for start, end in steps)
        for start, end in steps:
            graph[start][end] -= flow
            graph[end][start] += flow


def _cost(link: float, weight: float) -> int:
    return int(np.float32(SCALE) * np.float32(weight) * np.float32(link))
