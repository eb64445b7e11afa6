"""What three damaged copies of the truth come to is nearer to it than each of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from backend.images.demo_project import photos
from backend.review.agreement import Segment, agreement
from backend.review.consensus import Outcome, consensus, trust_of
from backend.review.demonstration.damage import Carelessness, drawn_by
from backend.review.demonstration.photo_shapes import shapes_of
from kernels.rle import bbox_xywh, decode, encode

LABELS = [1, 2, 3, 4]
SEED = 7


def segment(label: int | None, mask: np.ndarray) -> Segment:
    rle = encode(mask)
    return Segment(label, list(bbox_xywh(rle)), rle)


def rectangle(label: int | None, x: int, y: int, width: int, height: int) -> Segment:
    mask = np.zeros((40, 60), dtype=bool)
    mask[y : y + height, x : x + width] = True
    return segment(label, mask)


def merged(people: Sequence[Sequence[Segment]], may_overlap: bool = False) -> Outcome:
    pairs = {
        (one, other): agreement(people[one], people[other]).overall.mean_iou
        for one, other in combinations(range(len(people)), 2)
    }
    return consensus(people, trust_of(len(people), pairs), may_overlap=may_overlap)


def scores(truths: Sequence[Sequence[Segment]]) -> tuple[list[float], float]:
    """Mean IoU with the truth over all images: of each of three people, and of their consensus."""
    people: list[list[float]] = [[], [], []]
    together: list[float] = []
    for number, truth in enumerate(truths):
        drawn = [
            drawn_by(np.random.default_rng([SEED, number, person]), truth, LABELS, Carelessness())
            for person in range(3)
        ]
        for person, own in enumerate(drawn):
            people[person].append(agreement(truth, own).overall.mean_iou)
        objects = [item.segment for item in merged(drawn).objects]
        together.append(agreement(truth, objects).overall.mean_iou)
    return [float(np.mean(values)) for values in people], float(np.mean(together))


def test_consensus_is_nearer_to_the_shapes_in_sixteen_photos_than_each_of_three_people() -> None:
    truths = [
        [segment(LABELS[place % 4], mask) for place, mask in enumerate(shapes_of(photo, (240, 320)))]
        for photo in photos()
    ]
    people, together = scores([truth for truth in truths if truth])
    print(f"people {people}, consensus {together:.4f}")
    assert together > max(people) + 0.05


def test_consensus_is_nearer_to_the_masks_of_sixty_photos_than_each_of_three_people(datasets: Path) -> None:
    wanted = {row["id"]: row for row in json.loads((datasets / "multi60.json").read_text())}
    truths = []
    with gzip.open(datasets / "train" / "annotations.jsonl.gz", "rt") as lines:
        for line in lines:
            row = json.loads(line) if line.split('"', 4)[3] in wanted else None
            if row is not None:
                chosen, size = wanted[row["id"]], [row["height"], row["width"]]
                layer = row["layers"][chosen["layer"]]["segments"]
                rles = [{"size": size, "counts": layer[k]["counts"]} for k in chosen["segments"]]
                masks = [decode(rle) != 0 for rle in rles]  # type: ignore[arg-type]
                truths.append([segment(LABELS[k % 4], mask) for k, mask in enumerate(masks)])
    assert len(truths) == 60
    people, together = scores(truths)
    print(f"people {people}, consensus {together:.4f}")
    assert together > max(people) + 0.05


def test_what_fewer_than_half_have_drawn_is_left_out_and_counted() -> None:
    cup, mug = rectangle(1, 5, 5, 10, 10), rectangle(1, 40, 20, 8, 8)
    outcome = merged([[cup, mug], [cup], [cup]])
    assert [len(item.members) for item in outcome.objects] == [3]
    assert outcome.left_out == 1


def test_one_of_two_people_is_half_of_them() -> None:
    assert len(merged([[rectangle(1, 5, 5, 10, 10)], []]).objects) == 1


def test_the_label_of_the_majority_wins() -> None:
    people = [[rectangle(label, 5, 5, 10, 10)] for label in (1, 2, 2)]
    assert merged(people).objects[0].segment.label == 2


def test_a_pixel_is_in_where_most_say_so() -> None:
    people = [[rectangle(1, x, 5, 10, 10)] for x in (5, 6, 9)]
    assert merged(people).objects[0].segment.bbox == [6, 5, 10, 10]


def test_of_two_who_drew_it_the_more_trusted_one_decides() -> None:
    small, large = rectangle(1, 5, 5, 10, 10), rectangle(1, 5, 5, 12, 10)
    outcome = consensus([[small], [large]], [0.4, 0.9], may_overlap=False)
    assert outcome.objects[0].segment.bbox == [5, 5, 12, 10]


def test_two_objects_of_one_person_never_become_one() -> None:
    whole, left, right = rectangle(1, 10, 5, 20, 10), rectangle(1, 10, 5, 10, 10), rectangle(1, 20, 5, 10, 10)
    outcome = merged([[left, right], [whole], [left, right]])
    members = [{person for person, _ in item.members} for item in outcome.objects]
    assert all(len(found) == len(item.members) for found, item in zip(members, outcome.objects, strict=True))


@pytest.mark.parametrize("may_overlap", [True, False])
def test_pixels_are_shared_only_where_masks_may_overlap(may_overlap: bool) -> None:
    under, over = rectangle(1, 5, 5, 20, 20), rectangle(2, 10, 10, 8, 8)
    outcome = merged([[under, over], [under, over]], may_overlap)
    masks = [decode(item.segment.rle) for item in outcome.objects if item.segment.rle is not None]
    assert bool(sum(mask.astype(int) for mask in masks).max() > 1) is may_overlap
    assert len(masks) == 2


def test_boxes_take_the_median_of_their_sides() -> None:
    people = [[Segment(1, [x, 4, 10, 10])] for x in (5, 6, 8)]
    merged_box = merged(people).objects[0].segment
    assert (merged_box.rle, merged_box.bbox) == (None, [6, 4, 10, 10])


def test_nobody_saw_anything() -> None:
    assert merged([[], [], []]) == Outcome((), 0)
