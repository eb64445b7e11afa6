"""The panoptic answer: who wins a pixel, what is too small, and what is merged."""

from __future__ import annotations

import torch

from model.universal.panoptic import PanopticMap, PanopticRule, panoptic_map
from tests.model.universal.small import LABELS, drawn, sure, unpadded

ROAD, SKY, NO_OBJECT = 3, 4, 5
"""Stuff of the small label set, and no-object."""


def answer(queries: list[tuple[int, float, list[str]]], overlap: float = 0.8, inside_mask: bool = True) -> PanopticMap:
    classes = torch.stack([sure(label, score) for label, score, _ in queries])
    maps = torch.stack([drawn(rows) for _, _, rows in queries])
    rule = PanopticRule(LABELS.things, 0.8, overlap, inside_mask)
    return panoptic_map(classes, maps, unpadded(*maps.shape[1:]), rule)


def test_stuff_of_one_class_shares_a_segment_and_things_do_not() -> None:
    left, right = ["##..", "##.."], ["..##", "..##"]
    stuff = answer([(ROAD, 0.9, left), (ROAD, 0.95, right)])
    assert stuff.ids.tolist() == [[1, 1, 1, 1]] * 2
    assert [(each.id, each.label, each.is_thing, each.query) for each in stuff.segments] == [(1, ROAD, False, 0)]
    things = answer([(0, 0.9, left), (0, 0.95, right)])
    assert things.ids.tolist() == [[1, 1, 2, 2]] * 2 and [each.is_thing for each in things.segments] == [True, True]


def test_merged_stuff_takes_no_id_from_what_follows() -> None:
    rows = [["##....."], ["..##..."], ["....##."]]
    found = answer([(ROAD, 0.9, rows[0]), (ROAD, 0.9, rows[1]), (1, 0.9, rows[2])])
    assert found.ids.tolist() == [[1, 1, 1, 1, 2, 2, 0]]
    assert [(each.id, each.label) for each in found.segments] == [(1, ROAD), (2, 1)]


def test_two_kinds_of_stuff_stay_apart() -> None:
    found = answer([(ROAD, 0.9, ["##.."]), (SKY, 0.9, ["..##"])])
    assert found.ids.tolist() == [[1, 1, 2, 2]]


def test_where_masks_overlap_the_surer_query_has_the_pixel() -> None:
    found = answer([(0, 0.85, ["######...."]), (1, 0.95, [".....#####"])])
    assert found.ids.tolist() == [[1, 1, 1, 1, 1, 2, 2, 2, 2, 2]]  # 5 of 6 pixels are more than 80 %


def test_a_query_that_keeps_too_little_of_its_mask_is_dropped_and_its_pixels_stay_free() -> None:
    found = answer([(0, 0.85, ["#####....."]), (1, 0.95, ["...#######"])])
    assert found.ids.tolist() == [[0, 0, 0, 1, 1, 1, 1, 1, 1, 1]]
    assert [(each.id, each.label, each.query) for each in found.segments] == [(1, 1, 1)]


def test_a_share_of_exactly_the_bound_is_enough() -> None:
    found = answer([(0, 0.85, ["#####..."]), (1, 0.95, ["....####"])])
    assert len(found.segments) == 2


def test_no_object_and_unsure_queries_do_not_compete() -> None:
    found = answer([(NO_OBJECT, 0.99, ["####"]), (0, 0.79, ["####"])])
    assert found.ids.tolist() == [[0, 0, 0, 0]] and found.ids.dtype == torch.int32 and found.segments == ()


def test_an_empty_mask_is_no_segment() -> None:
    found = answer([(0, 0.9, ["...."])], overlap=0.0)
    assert found.segments == () and not found.ids.any()


def test_mask2former_keeps_a_segment_inside_its_mask_and_maskformer_all_that_it_won() -> None:
    query = [(0, 0.9, ["##.."])]
    assert answer(query).ids.tolist() == [[1, 1, 0, 0]]
    assert answer(query, inside_mask=False).ids.tolist() == [[1, 1, 1, 1]]


def test_bands_of_rows_give_the_same_map() -> None:
    torch.manual_seed(1)
    classes = torch.stack([sure(label % 5, 0.9) for label in range(9)])
    maps, frame = torch.randn(9, 23, 31), unpadded(23, 31)
    rule = PanopticRule(LABELS.things, 0.8, 0.05)
    whole, banded = (panoptic_map(classes, maps, frame, rule, limit) for limit in (1 << 25, 9 * 31 * 2))
    assert len(whole.segments) > 3 and torch.equal(whole.ids, banded.ids) and whole.segments == banded.segments
