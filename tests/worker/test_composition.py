from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from kernels.rle import Rle, decode, encode
from model.boxes import Box, marks_of
from model.types import Click, Clicks, Mark
from tests.worker.fake_model import DiscModel, features_of
from worker.base_evidence import deepest_point
from worker.base_refinement import BaseRefiner, Pointed, Refined
from worker.composition import Active, compose
from worker.decoder import Decoder

HW = (48, 64)
MODEL = DiscModel(radius=8)
DECODER = Decoder(MODEL, features_of(HW, MODEL.digest))


def composed(active: Sequence[Active], background: Sequence[Mark] = ()) -> tuple[list[np.ndarray], np.ndarray]:
    """The masks, bool (H, W), and their quality."""
    refiner = BaseRefiner()

    def refine(base: Rle, pointed: Sequence[Pointed]) -> Refined:
        return refiner.refine("image", base, pointed, DECODER)

    masks, judged = compose(DECODER, refine, active, background)
    return [decode(mask).astype(bool) for mask in masks], np.array([each.quality for each in judged])


def rectangle(x: int, y: int, width: int, height: int) -> np.ndarray:
    mask = np.zeros(HW, dtype=bool)
    mask[y : y + height, x : x + width] = True
    return mask


BASE = rectangle(4, 4, 30, 20)


def test_objects_with_clicks_alone_take_one_decode() -> None:
    MODEL.decodes = 0
    masks, quality = composed([Active((Click(20, 20, 0),)), Active((Click(26, 20, 1),))], [Click(60, 40, 2)])
    assert MODEL.decodes == 1
    assert quality == pytest.approx([0.9, 0.9])
    assert np.sum(masks, axis=0).max() == 1


def test_of_what_it_decoded_the_model_tells_where_it_is_unsure_and_of_a_base_it_does_not() -> None:
    active = [Active((Click(50, 30, 0),)), Active((Click(36, 28, 1),), encode(BASE))]
    refiner = BaseRefiner()
    _, (clicked, base) = compose(DECODER, lambda rle, at: refiner.refine("image", rle, at, DECODER), active, [])
    assert clicked.unsure is not None and np.hypot(clicked.unsure.x - 50, clicked.unsure.y - 30) < 12
    assert base.unsure is None


def test_a_click_beside_a_base_adds_its_region_and_touches_nothing_else() -> None:
    (mask,), quality = composed([Active((Click(36, 28, 0),), encode(BASE))])
    assert np.isnan(quality).all()  # most of the mask is a person's
    assert mask[28, 36] and (mask >= BASE).all()
    rows, columns = np.nonzero(mask & ~BASE)
    assert np.hypot(rows - 28, columns - 36).max() < 20


def test_a_background_click_on_a_base_takes_its_region_away_and_touches_nothing_else() -> None:
    (mask,), _ = composed([Active((), encode(BASE))], [Click(8, 8, 0)])
    assert not mask[8, 8] and (mask <= BASE).all()
    rows, columns = np.nonzero(BASE & ~mask)
    assert np.hypot(rows - 8, columns - 8).max() < 20
    assert mask[12:24, 20:34].all()


def test_where_masks_may_overlap_a_base_and_what_is_clicked_on_it_both_have_the_place() -> None:
    active = [Active((Click(20, 14, 0),)), Active((Click(36, 20, 1),), encode(BASE))]
    refiner = BaseRefiner()

    def composed_so(keeps_apart: bool) -> list[np.ndarray]:
        masks, _ = compose(
            DECODER, lambda rle, at: refiner.refine("image", rle, at, DECODER), active, [], keeps_apart=keeps_apart
        )
        return [decode(mask).astype(bool) for mask in masks]

    clicked, base = composed_so(False)
    assert clicked[14, 20] and (base >= BASE).all() and base[20, 36]
    clicked, base = composed_so(True)
    assert not clicked[14, 20] and not (clicked & base).any()


def test_clicks_that_a_base_has_absorbed_change_nothing() -> None:
    active = Active((Click(50, 38, 0), Click(20, 30, 2)), encode(BASE), base_clicks=1, base_background=1)
    (mask,), _ = composed([active], [Click(8, 8, 1)])
    assert not mask[38, 50] and mask[8, 8]
    assert mask[30, 20]


def test_clicks_where_the_mask_says_so_already_ask_no_model() -> None:
    MODEL.decodes = 0
    (mask,), _ = composed([Active((Click(10, 10, 0),), encode(BASE))], [Click(60, 40, 1)])
    assert MODEL.decodes == 0
    assert (mask == BASE).all()


def test_a_base_keeps_its_pixels_against_other_active_objects() -> None:
    masks, quality = composed([Active((Click(36, 28, 0),), encode(BASE)), Active((Click(30, 14, 1),))])
    first, second = masks
    assert (first >= BASE).all()
    assert not (first & second).any()
    assert second.any()
    assert np.isnan(quality[0]) and quality[1] == pytest.approx(0.9)


def test_a_neighbours_click_leaves_a_refined_base_as_it_was() -> None:
    painted = Active((Click(36, 28, 0),), encode(BASE))
    (alone,), _ = composed([painted])
    (beside, _), _ = composed([painted, Active((Click(60, 44, 1),))])
    assert (alone == beside).all()


def test_what_stands_for_a_base_does_not_move_its_neighbours() -> None:
    """The neighbour is decoded beside the base's deepest point and clicks, whatever was simulated for the base."""
    painted, clicked = Active((Click(36, 28, 0),), encode(BASE)), Active((Click(50, 30, 1),))
    (base, neighbour), _ = composed([painted, clicked])
    x, y = deepest_point(encode(BASE))
    labels, _ = DECODER.labels(Clicks(((Click(x, y, 0), Click(36, 28, 1)), (Click(50, 30, 2),))))
    assert (neighbour == ((labels == 2) & ~base)).all()


def test_what_a_base_gains_stops_where_the_decode_sees_another_object() -> None:
    painted, clicked = Active((Click(38, 14, 0),), encode(BASE)), Active((Click(44, 14, 1),))
    (base, neighbour), _ = composed([painted, clicked])
    (alone,), _ = composed([painted])
    assert alone[14, 44]
    assert neighbour[14, 44] and base[14, 38]
    assert not (base & neighbour).any()


def test_a_base_gains_no_pixel_of_another_base() -> None:
    other = rectangle(36, 4, 20, 20)
    (first, second), _ = composed(
        [Active((Click(35, 30, 0),), encode(BASE)), Active((Click(36, 32, 1),), encode(other))]
    )
    assert (first >= BASE).all() and (second >= other).all()
    assert not (first & second).any()


def test_emptied_base_is_spoken_for_by_its_later_clicks() -> None:
    empty = np.zeros(HW, dtype=bool)
    active = Active((Click(50, 40, 0), Click(20, 20, 1), Click(40, 20, 2)), encode(empty), base_clicks=1)
    (mask,), quality = composed([active])
    assert mask[20, 20] and mask[20, 40] and not mask[40, 50]
    assert quality == pytest.approx([0.9])


def test_an_object_about_which_nothing_is_known_stays_empty() -> None:
    MODEL.decodes = 0
    (mask,), _ = composed([Active((), encode(np.zeros(HW, dtype=bool)))], [Click(5, 5, 0)])
    assert not mask.any()
    assert MODEL.decodes == 0


def test_object_with_a_box_stays_in_it() -> None:
    (mask,), _ = composed([Active((Box(20, 10, 30, 40, 0),))])
    assert mask[20:30, 22:28].all()
    assert not mask[:9].any() and not mask[41:].any() and not mask[:, :19].any() and not mask[:, 31:].any()


def test_what_a_box_says_of_its_outside_is_said_of_its_own_object() -> None:
    neighbour = Active((Click(38, 25, 0),))
    (alone,), _ = composed([neighbour])
    boxed = Active((Box(20, 10, 30, 40, 1),))
    assert alone[40 - 10, 32]  # where the box says: not mine
    (first, second), quality = composed([neighbour, boxed])
    assert quality.shape == (2,) and not (first & second).any()
    joint, _ = DECODER.labels(Clicks((marks_of(neighbour.clicks), marks_of(boxed.clicks))))
    assert (first == ((joint == 1) & ~second)).all()


def test_boxes_side_by_side_leave_each_other_their_pixels() -> None:
    left, right = Active((Box(10, 10, 30, 30, 0),)), Active((Box(31, 10, 51, 30, 1),))
    (first, second), _ = composed([left, right])
    assert first[20, 25] and second[20, 33] and second[20, 44]
    assert not (first & second).any()


def test_all_objects_with_boxes_take_one_decode_and_others_one_more() -> None:
    boxed = Active((Box(20, 10, 30, 40, 0),))
    MODEL.decodes = 0
    composed([boxed])
    assert MODEL.decodes == 1
    composed([boxed, Active((Click(50, 20, 1),))])
    assert MODEL.decodes == 3


def test_box_on_a_base_changes_nothing_outside_of_it() -> None:
    base = rectangle(2, 30, 10, 10)
    painted = Active((Box(30, 8, 44, 22, 0),), encode(base))
    (mask,), _ = composed([painted])
    assert mask[15, 37]
    mask[7:23, 29:45] = False
    assert (mask == base).all()
