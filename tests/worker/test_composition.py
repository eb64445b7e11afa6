from __future__ import annotations

import numpy as np
import pytest

from kernels.rle import decode, encode
from model.boxes import Box, marks_of
from model.fusion import masks_from_logits
from model.types import Click, Clicks
from tests.worker.fake_model import DiscModel, features_of
from worker.composition import Active, compose, deepest_point, without_frozen

HW = (48, 64)
MODEL = DiscModel(radius=8)
FEATURES = features_of(HW, MODEL.digest)


def segment(clicks: Clicks) -> tuple[np.ndarray, np.ndarray]:
    logits = MODEL.decode(FEATURES, clicks)
    return masks_from_logits(logits), logits.quality


def rectangle(x: int, y: int, width: int, height: int) -> np.ndarray:
    mask = np.zeros(HW, dtype=bool)
    mask[y : y + height, x : x + width] = True
    return mask


def test_objects_with_clicks_alone_take_one_decode() -> None:
    MODEL.decodes = 0
    active = [Active((Click(20, 20, 0),)), Active((Click(26, 20, 1),))]
    masks, quality = compose(segment, active, [Click(60, 40, 2)], HW)
    assert MODEL.decodes == 1
    assert quality == pytest.approx([0.9, 0.9])
    together = decode(masks[0]) + decode(masks[1])
    assert together.max() == 1


def test_base_changes_only_where_the_decodes_differ() -> None:
    base = rectangle(4, 4, 30, 20)
    masks, quality = compose(segment, [Active((Click(50, 38, 0),), encode(base))], [], HW)
    assert np.isnan(quality).all()  # most of the mask is a person's
    mask = decode(masks[0]).astype(bool)
    disc, _ = segment(Clicks(((Click(50, 38, 0),),)))
    assert (mask == (base | (disc == 1))).all()


def test_clicks_that_a_base_has_absorbed_change_nothing() -> None:
    base = rectangle(4, 4, 30, 20)
    active = Active((Click(50, 38, 0), Click(20, 40, 1)), encode(base), base_clicks=1)
    mask = decode(compose(segment, [active], [], HW)[0][0]).astype(bool)
    assert not mask[38, 50]
    assert mask[40, 20]


def test_base_wins_its_pixels_over_other_active_objects() -> None:
    base = rectangle(4, 4, 30, 20)
    painted, clicked = Active((Click(50, 38, 0),), encode(base)), Active((Click(30, 14, 1),))
    masks, _ = compose(segment, [painted, clicked], [], HW)
    first, second = (decode(mask).astype(bool) for mask in masks)
    assert (first >= base).all()
    assert not (first & second).any()
    assert second.any()


def test_emptied_base_is_spoken_for_by_its_clicks() -> None:
    empty = np.zeros(HW, dtype=bool)
    masks, _ = compose(segment, [Active((Click(20, 20, 0), Click(40, 20, 1)), encode(empty))], [], HW)
    assert decode(masks[0])[20, 40]


def test_frozen_objects_keep_their_pixels() -> None:
    frozen = rectangle(10, 10, 10, 10)
    result = without_frozen([encode(rectangle(5, 5, 20, 20)), encode(rectangle(40, 30, 5, 5))], [encode(frozen)])
    assert not (decode(result[0]).astype(bool) & frozen).any()
    assert decode(result[0]).sum() == 300
    assert decode(result[1]).sum() == 25


@pytest.mark.parametrize(("box", "point"), [((10, 10, 9, 9), (14.5, 14.5)), ((0, 0, 1, 1), (0.5, 0.5))])
def test_deepest_point_is_the_pixel_farthest_from_the_border(
    box: tuple[int, int, int, int], point: tuple[float, float]
) -> None:
    assert deepest_point(rectangle(*box)) == point


def test_deepest_point_of_a_mask_that_fills_the_image_lies_inside() -> None:
    x, y = deepest_point(np.ones(HW, dtype=bool))
    assert (abs(x - 32) < 9, abs(y - 24) < 1) == (True, True)


def test_object_with_a_box_stays_in_it() -> None:
    masks, _ = compose(segment, [Active((Box(20, 10, 30, 40, 0),))], [], HW)
    mask = decode(masks[0]).astype(bool)
    assert mask[20:30, 22:28].all()
    assert not mask[:9].any() and not mask[41:].any() and not mask[:, :19].any() and not mask[:, 31:].any()


def test_what_a_box_says_of_its_outside_is_said_of_its_own_object() -> None:
    neighbour = Active((Click(38, 25, 0),))
    alone = decode(compose(segment, [neighbour], [], HW)[0][0]).astype(bool)
    boxed = Active((Box(20, 10, 30, 40, 1),))
    assert alone[40 - 10, 32]  # where the box says: not mine
    masks, quality = compose(segment, [neighbour, boxed], [], HW)
    first, second = (decode(mask).astype(bool) for mask in masks)
    assert quality.shape == (2,) and not (first & second).any()
    joint, _ = segment(Clicks((marks_of(neighbour.clicks), marks_of(boxed.clicks))))
    assert (first == ((joint == 1) & ~second)).all()


def test_boxes_side_by_side_leave_each_other_their_pixels() -> None:
    left, right = Active((Box(10, 10, 30, 30, 0),)), Active((Box(31, 10, 51, 30, 1),))
    first, second = (decode(mask).astype(bool) for mask in compose(segment, [left, right], [], HW)[0])
    assert first[20, 25] and second[20, 33] and second[20, 44]
    assert not (first & second).any()


def test_all_objects_with_boxes_take_one_decode_and_others_one_more() -> None:
    boxed = Active((Box(20, 10, 30, 40, 0),))
    MODEL.decodes = 0
    compose(segment, [boxed], [], HW)
    assert MODEL.decodes == 1
    compose(segment, [boxed, Active((Click(50, 20, 1),))], [], HW)
    assert MODEL.decodes == 3


def test_box_on_a_base_changes_nothing_outside_of_it() -> None:
    base = rectangle(2, 30, 10, 10)
    painted = Active((Box(30, 8, 44, 22, 0),), encode(base))
    mask = decode(compose(segment, [painted], [], HW)[0][0]).astype(bool)
    assert mask[15, 37]
    mask[7:23, 29:45] = False
    assert (mask == base).all()
