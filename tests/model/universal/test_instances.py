"""The instance answer: pairs of query and class, masks, and scores that count the mask's certainty."""

from __future__ import annotations

import math

import pytest
import torch

from kernels.rle import decode
from model.universal.instance import instances
from tests.model.universal.small import LABELS, drawn, sure, unpadded


def test_the_best_pairs_come_first_and_a_query_may_come_twice() -> None:
    classes = torch.tensor([[0.5, 0.4, 0.0001, 0.0001, 0.0001, 0.0997], [0.3, 0.0001, 0.0001, 0.0001, 0.0001, 0.6996]])
    maps = torch.stack([drawn(["##.."]), drawn(["..##"])])
    found = instances(classes.log(), maps, unpadded(1, 4), limit=3)
    assert [(each.query, each.label) for each in found] == [(0, 0), (0, 1), (1, 0)]
    assert decode(found[1].rle).tolist() == [[1, 1, 0, 0]] and found[0].rle == found[1].rle


def test_a_score_is_that_of_the_class_times_the_mean_probability_inside() -> None:
    maps = torch.tensor([[[1.0, 3.0, -2.0, 0.0]]])
    found = instances(sure(1, 0.8)[None], maps, unpadded(1, 4), limit=1)
    inside = (1 / (1 + math.exp(-1)) + 1 / (1 + math.exp(-3))) / 2
    assert found[0].score == pytest.approx(0.8 * inside, rel=1e-5) and found[0].area_px == 2  # 0 is outside


def test_only_things_of_the_best_pairs_stay_and_the_others_are_not_replaced() -> None:
    classes = torch.stack([sure(3, 0.99), sure(1, 0.9)])
    maps = torch.stack([drawn(["##"]), drawn(["##"])])
    found = instances(classes, maps, unpadded(1, 2), limit=1, things=LABELS.things)
    assert found == ()


def test_an_instance_without_a_pixel_scores_nothing_and_has_an_empty_box() -> None:
    found = instances(sure(0)[None], drawn(["...", "..."])[None], unpadded(2, 3), limit=1)
    assert found[0].score == 0 and found[0].area_px == 0 and found[0].box_xywh == (0, 0, 0, 0)


def test_a_box_is_that_of_the_mask() -> None:
    found = instances(sure(0)[None], drawn(["....", ".##.", ".##."])[None], unpadded(3, 4), limit=1)
    assert found[0].box_xywh == (1, 1, 2, 2)


def test_fewer_pairs_than_the_limit_are_all_that_there_are() -> None:
    found = instances(torch.randn(2, 6), torch.randn(2, 3, 3), unpadded(3, 3), limit=100)
    assert len(found) == 10 and [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_bands_of_rows_give_the_same_masks_and_scores() -> None:
    torch.manual_seed(0)
    classes, maps, frame = torch.randn(4, 6), torch.randn(4, 19, 21), unpadded(19, 21)
    whole, banded = (instances(classes, maps, frame, 20, numbers=limit) for limit in (1 << 25, 50))
    assert [each.rle for each in whole] == [each.rle for each in banded]
    assert [each.score for each in whole] == pytest.approx([each.score for each in banded], rel=1e-5)
