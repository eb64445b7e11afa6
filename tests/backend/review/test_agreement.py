"""Agreement equals what plain NumPy masks, every assignment tried, come to."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.review.agreement import Segment, agreement, box_iou
from backend.review.assignment import best_pairs
from kernels.rle import bbox_xywh, encode

SIZE_HW = (13, 17)
Drawn = list[tuple[int | None, np.ndarray]]


@st.composite
def documents(draw: st.DrawFn) -> Drawn:
    """Up to four rectangles and clouds of pixels, which may overlap, of two labels or none."""
    found: Drawn = []
    for _ in range(draw(st.integers(0, 4))):
        mask = np.zeros(SIZE_HW, dtype=bool)
        y, x = draw(st.integers(0, 11)), draw(st.integers(0, 15))
        mask[y : y + draw(st.integers(1, 9)), x : x + draw(st.integers(1, 9))] = True
        if draw(st.booleans()):
            mask &= np.random.default_rng(draw(st.integers(0, 99))).random(SIZE_HW) < 0.8
        if mask.any():
            found.append((draw(st.sampled_from([None, 1, 2])), mask))
    return found


def segment(label: int | None, mask: np.ndarray) -> Segment:
    rle = encode(mask)
    return Segment(label, list(bbox_xywh(rle)), rle)


def segments(drawn: Drawn) -> list[Segment]:
    return [segment(label, mask) for label, mask in drawn]


def plain_iou(one: np.ndarray, other: np.ndarray) -> float:
    return float((one & other).sum() / (one | other).sum())


def plain_dice(one: np.ndarray, other: np.ndarray) -> float:
    return float(2 * (one & other).sum() / (one.sum() + other.sum()))


def matched(one: list[np.ndarray], other: list[np.ndarray]) -> list[tuple[np.ndarray, np.ndarray]]:
    """The best of all one-to-one assignments, tried one by one."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    choices = [list(zip(few, chosen, strict=True)) for chosen in permutations(many, len(few))]
    best = max(choices, key=lambda pairs: sum(plain_iou(a, b) for a, b in pairs))
    return [(a, b) for a, b in best if (a & b).any()]


def plain(first: Drawn, second: Drawn) -> dict[str, float]:
    """Mean IoU and panoptic quality by their definitions, over all labels. Dice is of the same pairs, which may not be
    the only best ones: it is compared only where they are."""
    ious: list[float] = []
    count = 0
    for label in {label for label, _ in (*first, *second)}:
        mine = [mask for name, mask in first if name == label]
        theirs = [mask for name, mask in second if name == label]
        pairs = matched(mine, theirs)
        ious += [plain_iou(a, b) for a, b in pairs]
        count += len(mine) + len(theirs) - len(pairs)
    found = [value for value in ious if value > 0.5]
    half = (len(first) + len(second)) / 2
    return {"mean_iou": sum(ious) / count if count else 1.0, "pq": sum(found) / half if half else 1.0}


@given(documents(), documents())
@settings(max_examples=150, deadline=None)
def test_equals_an_independent_computation(first: Drawn, second: Drawn) -> None:
    found = agreement(segments(first), segments(second)).overall
    wanted = plain(first, second)
    assert found.mean_iou == pytest.approx(wanted["mean_iou"])
    if len(first) == len(second) == 1:
        same = first[0][0] == second[0][0] and (first[0][1] & second[0][1]).any()
        dice = plain_dice(first[0][1], second[0][1]) if same else 0.0
        assert found.dice == pytest.approx(dice)


@given(documents(), documents())
@settings(max_examples=100, deadline=None)
def test_panoptic_quality_equals_its_definition_where_objects_are_disjoint(first: Drawn, second: Drawn) -> None:
    """Then pairs above 0.5 are unique (arXiv 1801.00868), whoever matches them."""
    first, second = disjoint(first), disjoint(second)
    figures = agreement(segments(first), segments(second)).overall
    assert figures.pq == pytest.approx(plain(first, second)["pq"])
    assert figures.pq == pytest.approx(figures.sq * figures.rq)


def disjoint(drawn: Drawn) -> Drawn:
    taken = np.zeros(SIZE_HW, dtype=bool)
    kept: Drawn = []
    for label, mask in drawn:
        if (mask & ~taken).any():
            kept.append((label, mask & ~taken))
        taken |= mask
    return kept


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 999))
@settings(max_examples=150, deadline=None)
def test_assignment_is_the_best_of_all(rows: int, columns: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    gain = np.where(random.random((rows, columns)) < 0.4, 0.0, random.random((rows, columns)).round(1))
    pairs = best_pairs(gain)
    few, many = min(rows, columns), max(rows, columns)
    turned = gain if rows <= columns else gain.T
    best = max(
        (sum(turned[i, j] for i, j in enumerate(chosen)) for chosen in permutations(range(many), few)), default=0
    )
    assert sum(gain[pair] for pair in pairs) == pytest.approx(best)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)


def test_assignment_of_hundreds_of_objects_is_exact() -> None:
    order = np.random.default_rng(3).permutation(300)
    gain = np.full((300, 300), 0.4)
    gain[np.arange(300), order] = 0.9
    assert best_pairs(gain) == [(row, int(column)) for row, column in enumerate(order)]


def test_two_empty_documents_agree_and_one_empty_does_not() -> None:
    full = np.ones(SIZE_HW, dtype=bool)
    nothing, one = agreement([], []).overall, agreement(segments([(1, full)]), []).overall
    assert (nothing.mean_iou, nothing.dice, nothing.pq) == (1.0, 1.0, 1.0)
    assert (one.mean_iou, one.dice, one.pq, one.missing, one.extra) == (0.0, 0.0, 0.0, 1, 0)


def test_the_same_mask_with_another_label_is_no_match() -> None:
    full = np.ones(SIZE_HW, dtype=bool)
    found = agreement(segments([(1, full)]), segments([(2, full)]))
    assert found.overall.mean_iou == 0.0
    assert (found.per_label[1].missing, found.per_label[2].extra) == (1, 1)


def test_boxes_are_compared_with_boxes_alone() -> None:
    box, moved = Segment(1, [0, 0, 10, 10]), Segment(1, [5, 0, 10, 10])
    full = segment(1, np.ones(SIZE_HW, dtype=bool))
    assert agreement([box], [moved]).overall.mean_iou == pytest.approx(50 / 150)
    assert agreement([box], [full]).overall.mean_iou == 0.0
    assert box_iou([0, 0, 2, 2], [2, 0, 2, 2]) == 0.0
