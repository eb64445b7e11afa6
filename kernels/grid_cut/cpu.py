"""Minimum cuts and expansion moves on the CPU.

The search trees are those of Boykov and Kolmogorov: they grow from both terminals, and after each augmentation only
what hung on a saturated edge looks for a new parent. Capacities are whole numbers, so the answer is exact and the same
everywhere. The grid has a frame of one pixel without edges, so no neighbour has to be looked for.
"""

from __future__ import annotations

import numpy as np

from kernels.compilation import compiled

SCALE = 256  # a nat
FREE, TERMINAL, ORPHAN = -1, 8, 9  # a parent that is none of the eight ways
SOURCE, SINK = 1, 2
FAR = 1 << 30
# right, below, lower right, lower left, and the way back of each
DOWN = np.array([0, 1, 1, 1, 0, -1, -1, -1])
ACROSS = np.array([1, 0, 1, -1, -1, 0, -1, 1])


@compiled
def expand(
    scores: np.ndarray, links: np.ndarray, weight: float, may_change: np.ndarray, target: int, labels: np.ndarray
) -> None:
    """Give pixels of ``labels``, int32 (h, w), to ``target`` where that lowers the energy most, exactly.

    The energy of a labelling is minus its scores, float32 (h, w, L), plus ``weight`` x link of every two neighbours
    that differ; ``links`` (h, w, 4): to the right, below, lower right, lower left. Only pixels of ``may_change``, bool
    (h, w), are asked; what is the target's already stays so.
    """
    top, bottom, left, right = _box(may_change)
    wide = right - left + 2
    count = (bottom - top + 2) * wide
    excess = np.zeros(count, dtype=np.int32)
    edges = np.zeros((count, 8), dtype=np.int32)
    scale = np.float32(SCALE)
    pull = scale * np.float32(weight)
    for y in range(top, bottom):
        for x in range(left, right):
            now = labels[y, x]
            if now == target or not may_change[y, x]:
                continue
            here = (y - top + 1) * wide + x - left + 1
            excess[here] += np.int32(scale * (scores[y, x, target] - scores[y, x, now]))
            for way in range(8):
                near, beside = y + DOWN[way], x + ACROSS[way]
                if not (0 <= near < labels.shape[0] and 0 <= beside < labels.shape[1]):
                    continue
                cost = np.int32(pull * (links[y, x, way] if way < 4 else links[near, beside, way - 4]))
                other = labels[near, beside]
                if other == target or not may_change[near, beside]:
                    excess[here] += cost * ((now != other) - (target != other))
                elif way < 4:
                    there = here + DOWN[way] * wide + ACROSS[way]
                    edges[there, way + 4] = cost
                    if now == other:
                        edges[here, way] = cost
                    else:  # both change, or it costs the same as before
                        excess[there] += cost
    is_source = np.zeros(count, dtype=np.bool_)
    cut(excess, edges, DOWN * wide + ACROSS, is_source)
    for y in range(top, bottom):
        for x in range(left, right):
            if is_source[(y - top + 1) * wide + x - left + 1]:
                labels[y, x] = target


@compiled
def _box(marked: np.ndarray) -> tuple[int, int, int, int]:
    """Rows and columns, from and to, that hold all that is ``marked``."""
    top, bottom, left, right = marked.shape[0], 0, marked.shape[1], 0
    for y in range(marked.shape[0]):
        for x in range(marked.shape[1]):
            if marked[y, x]:
                top, bottom = min(top, y), max(bottom, y + 1)
                left, right = min(left, x), max(right, x + 1)
    return min(top, bottom), bottom, min(left, right), right


@compiled
def cut(excess: np.ndarray, edges: np.ndarray, offsets: np.ndarray, is_source: np.ndarray) -> None:
    """Set ``is_source``, bool (n,), on the source's side of a minimum cut; the rest is the sink's.

    ``excess`` int32 (n,): capacity from the source where positive, to the sink where negative. ``edges`` int32
    (n, 8): capacity from a node along each way, to node + ``offsets``[way]; way and way + 4 (modulo 8) are opposite.
    Both are used up.
    """
    count = excess.size
    tree = np.zeros(count, dtype=np.int8)
    parent = np.full(count, FREE, dtype=np.int8)
    stamp = np.zeros(count, dtype=np.int32)
    depth = np.zeros(count, dtype=np.int32)
    queue = np.empty(count + 1, dtype=np.int32)  # a ring of active nodes, each at most once
    is_queued = np.zeros(count, dtype=np.bool_)
    orphans = np.empty(count, dtype=np.int32)
    first = 0
    last = 0
    for node in range(count):
        if excess[node] != 0:
            tree[node] = SOURCE if excess[node] > 0 else SINK
            parent[node] = TERMINAL
            depth[node] = 1
            queue[last] = node
            last += 1
            is_queued[node] = True
    time = 0
    current = -1
    while True:
        node = current
        if node < 0 or parent[node] == FREE:
            node = -1
            while first != last:
                candidate = queue[first]
                first = first + 1 if first < count else 0
                is_queued[candidate] = False
                if parent[candidate] != FREE:
                    node = candidate
                    break
            if node < 0:
                break
        met = -1
        for way in range(8):
            back = (way + 4) & 7
            near = node + offsets[way]
            if tree[node] == SOURCE:
                if edges[node, way] == 0:
                    continue
            elif near < 0 or near >= count or edges[near, back] == 0:
                continue
            if parent[near] == FREE:
                tree[near] = tree[node]
                parent[near] = back
                stamp[near] = stamp[node]
                depth[near] = depth[node] + 1
                if not is_queued[near]:
                    is_queued[near] = True
                    queue[last] = near
                    last = last + 1 if last < count else 0
            elif tree[near] != tree[node]:
                met = way
                break
            elif stamp[near] <= stamp[node] and depth[near] > depth[node]:
                parent[near] = back
                stamp[near] = stamp[node]
                depth[near] = depth[node] + 1
        time += 1
        if met < 0:
            current = -1
            continue
        current = node
        if tree[node] == SOURCE:
            number = _augment(node, met, excess, edges, offsets, parent, orphans)
        else:
            number = _augment(node + offsets[met], (met + 4) & 7, excess, edges, offsets, parent, orphans)
        begin = 0
        while begin < number:  # adoption; what loses its parent meanwhile is appended
            orphan = orphans[begin % count]
            begin += 1
            found = _adopt(orphan, time, tree, parent, stamp, depth, edges, offsets)
            if found:
                continue
            for way in range(8):
                back = (way + 4) & 7
                near = orphan + offsets[way]
                if near < 0 or near >= count or parent[near] == FREE or tree[near] != tree[orphan]:
                    continue
                residual = edges[near, back] if tree[orphan] == SOURCE else edges[orphan, way]
                if residual > 0 and not is_queued[near]:
                    is_queued[near] = True
                    queue[last] = near
                    last = last + 1 if last < count else 0
                if parent[near] == back:
                    parent[near] = ORPHAN
                    orphans[number % count] = near
                    number += 1
            parent[orphan] = FREE
    for node in range(count):
        is_source[node] = parent[node] != FREE and tree[node] == SOURCE


@compiled
def _augment(
    node: int,
    way: int,
    excess: np.ndarray,
    edges: np.ndarray,
    offsets: np.ndarray,
    parent: np.ndarray,
    orphans: np.ndarray,
) -> int:
    """Push what fits along the path through the edge ``way`` of ``node``; the number of ``orphans`` that it leaves."""
    other = node + offsets[way]
    flow = edges[node, way]
    above = node
    while parent[above] != TERMINAL:
        up = parent[above]
        above += offsets[up]
        flow = min(flow, edges[above, (up + 4) & 7])
    flow = min(flow, excess[above])
    below = other
    while parent[below] != TERMINAL:
        flow = min(flow, edges[below, parent[below]])
        below += offsets[parent[below]]
    flow = min(flow, -excess[below])
    number = 0
    edges[node, way] -= flow
    edges[other, (way + 4) & 7] += flow
    above = node
    while parent[above] != TERMINAL:
        up = parent[above]
        before = above
        above += offsets[up]
        edges[before, up] += flow
        edges[above, (up + 4) & 7] -= flow
        if edges[above, (up + 4) & 7] == 0:
            parent[before] = ORPHAN
            orphans[number] = before
            number += 1
    excess[above] -= flow
    if excess[above] == 0:
        parent[above] = ORPHAN
        orphans[number] = above
        number += 1
    below = other
    while parent[below] != TERMINAL:
        up = parent[below]
        before = below
        below += offsets[up]
        edges[before, up] -= flow
        edges[below, (up + 4) & 7] += flow
        if edges[before, up] == 0:
            parent[before] = ORPHAN
            orphans[number] = before
            number += 1
    excess[below] += flow
    if excess[below] == 0:
        parent[below] = ORPHAN
        orphans[number] = below
        number += 1
    return number


@compiled
def _adopt(
    orphan: int,
    time: int,
    tree: np.ndarray,
    parent: np.ndarray,
    stamp: np.ndarray,
    depth: np.ndarray,
    edges: np.ndarray,
    offsets: np.ndarray,
) -> bool:
    """Hang ``orphan`` on the neighbour of its tree that is nearest to the terminal, if one still leads there."""
    best = FREE
    nearest = FAR
    for way in range(8):
        back = (way + 4) & 7
        near = orphan + offsets[way]
        if near < 0 or near >= tree.size or parent[near] == FREE or tree[near] != tree[orphan]:
            continue
        if (edges[near, back] if tree[orphan] == SOURCE else edges[orphan, way]) == 0:
            continue
        steps = 0
        node = near
        while True:
            if stamp[node] == time:
                steps += depth[node]
                break
            steps += 1
            if parent[node] == TERMINAL:
                stamp[node] = time
                depth[node] = 1
                break
            if parent[node] == ORPHAN or parent[node] == FREE:
                steps = FAR
                break
            node += offsets[parent[node]]
        if steps >= FAR:
            continue
        if steps < nearest:
            nearest = steps
            best = way
        node = near
        while stamp[node] != time:
            stamp[node] = time
            depth[node] = steps
            steps -= 1
            node += offsets[parent[node]]
    if best == FREE:
        return False
    parent[orphan] = best
    stamp[orphan] = time
    depth[orphan] = nearest + 1
    return True
