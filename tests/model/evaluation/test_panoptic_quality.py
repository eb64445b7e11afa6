"""Panoptic quality follows the COCO panoptic tools' rules; the second count here is written from the rules alone."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from model.evaluation.panoptic_quality import PanopticFigures, PanopticQuality, PanopticSegment, PanopticTruth

CAR, BUS, SKY = 3, 6, 119


def panoptic(rows: list[str], **segments: int) -> PanopticTruth:
    """A map of letters, ``.`` void; a class per letter, a capital is a crowd."""
    numbers = {letter: index + 1 for index, letter in enumerate(segments)}
    ids = np.array([[numbers.get(letter, 0) for letter in row] for row in rows])
    return PanopticTruth(
        ids, [PanopticSegment(numbers[name], category, name.isupper()) for name, category in segments.items()]
    )


def compared(*pairs: tuple[PanopticTruth, PanopticTruth]) -> PanopticQuality:
    quality = PanopticQuality()
    for truth, predicted in pairs:
        quality.add(truth, predicted)
    return quality


def counts_of(quality: PanopticQuality, category: int) -> tuple[int, int, int, float]:
    counts = quality.counts[category]
    return counts.true_positives, counts.false_positives, counts.false_negatives, counts.iou_sum


def by_the_rules(pairs: list[tuple[PanopticTruth, PanopticTruth]]) -> dict[int, tuple[Fraction, int, int, int]]:
    """Summed IoU, matches, false positives and false negatives per class, from boolean masks of whole segments."""
    result: dict[int, list[Fraction | int]] = {}
    for truth, predicted in pairs:
        void = truth.ids == 0
        found: set[int] = set()
        used: set[int] = set()
        for true in truth.segments:
            for segment in predicted.segments:
                a, b = truth.ids == true.id, predicted.ids == segment.id
                union = int((a | (b & ~void)).sum())
                iou = Fraction(int((a & b).sum()), union)
                if true.category == segment.category and not true.is_crowd and iou > Fraction(1, 2):
                    row = result.setdefault(true.category, [Fraction(0), 0, 0, 0])
                    row[0] += iou
                    row[1] += 1
                    found.add(true.id)
                    used.add(segment.id)
        for true in truth.segments:
            if true.id not in found and not true.is_crowd:
                result.setdefault(true.category, [Fraction(0), 0, 0, 0])[3] += 1
        for segment in predicted.segments:
            if segment.id in used:
                continue
            ignored = void.copy()
            for true in truth.segments:
                if true.is_crowd and true.category == segment.category:
                    ignored |= truth.ids == true.id
            mask = predicted.ids == segment.id
            if Fraction(int((mask & ignored).sum()), int(mask.sum())) <= Fraction(1, 2):
                result.setdefault(segment.category, [Fraction(0), 0, 0, 0])[2] += 1
    return {category: (Fraction(row[0]), int(row[1]), int(row[2]), int(row[3])) for category, row in result.items()}


def drawn_pair(random: np.random.Generator) -> tuple[PanopticTruth, PanopticTruth]:
    """A truth of rectangles with void and one crowd, and a prediction that moves, drops, splits and relabels them."""
    height, width = random.integers(9, 40, 2)
    true, found = np.zeros((height, width), int), np.zeros((height, width), int)
    for id_ in range(1, int(random.integers(2, 8))):
        y, x = random.integers(0, height - 4), random.integers(0, width - 4)
        h, w = random.integers(3, 14, 2)
        true[y : y + h, x : x + w] = id_
        dy, dx = random.integers(0, 3, 2)
        found[y + dy : y + h, x + dx : x + w] = id_ if random.random() > 0.15 else 0
    true[random.random(true.shape) < 0.05] = 0
    present, predicted = [int(i) for i in np.unique(true) if i], [int(i) for i in np.unique(found) if i]
    category = {id_: int(random.integers(1, 4)) for id_ in range(1, 9)}
    crowd = present[0] if present and random.random() < 0.5 else None
    return (
        PanopticTruth(true, [PanopticSegment(id_, category[id_], id_ == crowd) for id_ in present]),
        PanopticTruth(
            found,
            [
                PanopticSegment(id_, category[id_] if random.random() > 0.2 else 1 + category[id_] % 3)
                for id_ in predicted
            ],
        ),
    )


def test_drawn_images_are_counted_as_the_rules_say() -> None:
    random = np.random.default_rng(0)
    pairs = [drawn_pair(random) for _ in range(60)]
    quality, expected = compared(*pairs), by_the_rules(pairs)
    assert sum(row[1] for row in expected.values()) > 30 and sum(row[2] for row in expected.values()) > 10
    for category, (iou, *numbers) in expected.items():
        *ours, iou_sum = counts_of(quality, category)
        assert ours == numbers and iou_sum == pytest.approx(float(iou))
    of_classes = [
        row[0] / (row[1] + Fraction(row[2] + row[3], 2)) for row in expected.values() if row[1] + row[2] + row[3]
    ]
    assert quality.figures().pq == pytest.approx(float(sum(of_classes) / len(of_classes)))


def test_a_perfect_map_has_quality_1() -> None:
    truth = panoptic(["aabb", "ccc."], a=CAR, b=CAR, c=SKY)
    assert compared((truth, truth)).figures() == PanopticFigures(1.0, 1.0, 1.0, 2)


def test_half_is_not_enough_for_a_match() -> None:
    truth = panoptic(["aaaaoooo"], a=CAR, o=SKY)
    half = panoptic(["aaoooooo"], a=CAR, o=SKY)
    assert counts_of(compared((truth, half)), CAR) == (0, 1, 1, 0.0)
    more = panoptic(["aaaooooo"], a=CAR, o=SKY)
    assert counts_of(compared((truth, more)), CAR) == (1, 0, 0, 0.75)


def test_another_class_is_both_a_false_positive_and_a_false_negative() -> None:
    quality = compared((panoptic(["aa.."], a=CAR), panoptic(["aa.."], a=BUS)))
    assert counts_of(quality, CAR) == (0, 0, 1, 0.0) and counts_of(quality, BUS) == (0, 1, 0, 0.0)


def test_void_counts_against_nobody() -> None:
    truth = panoptic(["aa....bb"], a=CAR, b=SKY)
    wide = panoptic(["aaaabbbb"], a=CAR, b=SKY)
    assert compared((truth, wide)).figures().pq == 1.0
    # A segment that lies mostly in the void is no false positive; one that lies there by half is.
    assert counts_of(compared((truth, panoptic([".ccc...."], c=BUS))), BUS) == (0, 0, 0, 0.0)
    assert counts_of(compared((truth, panoptic([".cc....."], c=BUS))), BUS) == (0, 1, 0, 0.0)


def test_a_crowd_is_neither_found_nor_missed_and_hides_predictions_of_its_class_only() -> None:
    truth = panoptic(["AAAAAAoo"], A=CAR, o=SKY)
    inside = panoptic(["aabb..oo"], a=CAR, b=CAR, o=SKY)
    assert counts_of(compared((truth, inside)), CAR) == (0, 0, 0, 0.0)
    assert counts_of(compared((truth, panoptic(["aaa...oo"], a=BUS, o=SKY))), BUS) == (0, 1, 0, 0.0)
    assert counts_of(compared((truth, panoptic(["AAAAAA.."], A=CAR))), CAR)[0] == 0


def test_of_two_crowds_of_a_class_the_last_counts_as_in_the_tools() -> None:
    truth = panoptic(["AAABBB"], A=CAR, B=CAR)
    assert counts_of(compared((truth, panoptic(["aaa..."], a=CAR))), CAR) == (0, 1, 0, 0.0)
    assert counts_of(compared((truth, panoptic(["...bbb"], b=CAR))), CAR) == (0, 0, 0, 0.0)


def test_an_empty_prediction_misses_everything_and_an_empty_truth_makes_all_wrong() -> None:
    full, empty = panoptic(["aab."], a=CAR, b=SKY), panoptic(["...."])
    assert compared((full, empty)).figures() == PanopticFigures(0.0, 0.0, 0.0, 2)
    assert compared((empty, full)).figures().classes == 0  # all of it lies in the void
    assert compared((empty, empty)).figures() == PanopticFigures(0.0, 0.0, 0.0, 0)


def test_things_and_stuff_are_also_averaged_apart() -> None:
    truth = panoptic(["aabbcc"], a=CAR, b=BUS, c=SKY)
    predicted = panoptic(["aabb.."], a=CAR, b=CAR)
    parts = compared((truth, predicted)).of_all_things_and_stuff({CAR: True, BUS: True, SKY: False, 7: False})
    assert parts["Stuff"] == PanopticFigures(0.0, 0.0, 0.0, 1)
    assert parts["Things"].pq == pytest.approx((1 / 1.5 + 0) / 2) and parts["Things"].classes == 2
    assert parts["All"].pq == pytest.approx(2 / 3 / 3) and parts["All"].sq == pytest.approx(1 / 3)


def test_a_segment_of_large_id_keeps_it() -> None:
    ids = np.full((2, 2), 255 + 255 * 256 + 255 * 256**2)
    whole = PanopticTruth(ids, [PanopticSegment(int(ids[0, 0]), CAR)])
    assert compared((whole, whole)).figures().pq == 1.0


@pytest.mark.parametrize(
    ("predicted", "message"),
    [
        (panoptic(["a"], a=CAR), "must be equal"),
        (PanopticTruth(np.array([[4, 4]]), []), "pixels of id 4"),
        (PanopticTruth(np.array([[0, 0]]), [PanopticSegment(4, CAR)]), "segment 4 has no pixel"),
        (PanopticTruth(np.array([[4, 4]]), [PanopticSegment(4, CAR), PanopticSegment(4, SKY)]), "ids must differ"),
    ],
)
def test_a_map_that_does_not_fit_its_segments_is_refused(predicted: PanopticTruth, message: str) -> None:
    quality = PanopticQuality()
    with pytest.raises(ValueError, match=message):
        quality.add(panoptic(["ab"], a=CAR, b=SKY), predicted)
    assert not quality.counts
