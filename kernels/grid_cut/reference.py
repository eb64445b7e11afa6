"""The plain expansion move: the graph as a dictionary, flow pushed along shortest paths. Slow, and the truth."""

from __future__ import annotations

from collections import defaultdict, deque

import numpy as np

from kernels.grid_cut.cpu import ACROSS, DOWN, SCALE

SOURCE, SINK = -1, -2
Graph = dict[int, dict[int, int]]


def expand(
    scores: np.ndarray, links: np.ndarray, weight: float, may_change: np.ndarray, target: int, labels: np.ndarray
) -> None:
    """See ``kernels.grid_cut.cpu.expand``."""
    graph: Graph = defaultdict(lambda: defaultdict(int))
    is_node = may_change & (labels != target)
    for y, x in zip(*np.nonzero(is_node), strict=True):
        here = int(y) * labels.shape[1] + int(x)
        gain = int(np.float32(SCALE) * (scores[y, x, target] - scores[y, x, labels[y, x]]))
        graph[SOURCE][here] += max(gain, 0)
        graph[here][SINK] += max(-gain, 0)
        for way in range(8):
            other = (int(y + DOWN[way]), int(x + ACROSS[way]))
            if not (0 <= other[0] < labels.shape[0] and 0 <= other[1] < labels.shape[1]):
                continue
            cost = _cost(links[(y, x, way) if way < 4 else (*other, way - 4)], weight)
            if not is_node[other]:
                graph[SOURCE][here] += cost * int(labels[y, x] != labels[other])
                graph[here][SINK] += cost * int(target != labels[other])
            elif way < 4:
                there = other[0] * labels.shape[1] + other[1]
                _pair(graph, cost, labels[y, x] == labels[other], here, there)
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


def _pair(graph: Graph, cost: int, are_alike: bool, here: int, there: int) -> None:
    """What two neighbours cost by whether each keeps its label (0) or changes (1): ``cost`` unless they agree then.

    E(0, 0) = cost unless they are alike, E(0, 1) = E(1, 0) = cost, E(1, 1) = 0, which is E(0, 0) + (cost - E(0, 0)) x1
    - cost x2 + (2 cost - E(0, 0)) (1 - x1) x2.
    """
    both_keep = 0 if are_alike else cost
    graph[here][SINK] += cost - both_keep
    graph[SOURCE][there] += cost
    graph[there][here] += 2 * cost - both_keep


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
