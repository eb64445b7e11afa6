"""Clicks made zoomed in: what is logged, where it is answered, what stays outside."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest

from backend.accounts.models import User
from backend.annotation import messages
from backend.annotation.models import Operation
from backend.annotation.refusal import Refused
from backend.config.problems import Code
from backend.images.crop import Crop
from kernels.rle import Rle
from tests.backend.annotation.conftest import Desk

A, B = UUID(int=0xA), UUID(int=0xB)
HW = (48, 64)
CROP = (8, 6, 44, 42)
FINER = (10, 8, 42, 40)
pytestmark = pytest.mark.django_db


def inside(crop: tuple[int, int, int, int]) -> np.ndarray:
    mask = np.zeros(HW, dtype=bool)
    mask[crop[1] : crop[3], crop[0] : crop[2]] = True
    return mask


def disc(x: float, y: float, radius: float = 9.0) -> np.ndarray:
    rows, columns = np.mgrid[: HW[0], : HW[1]] + 0.5
    return np.hypot(columns - x, rows - y) < radius


def test_is_answered_inside_the_crop_alone(desk: Desk, alice: User) -> None:
    desk.click(alice, A, 12, 20, crop=CROP)
    assert desk.sent[0]["crop"] == list(CROP)
    desk.answer_all()
    mask = desk.mask(A)
    assert mask.any() and not mask[~inside(CROP)].any()
    assert (mask & ~disc(12, 20, 11)).sum() == 0
    assert desk.cache.keys() == [f"{desk.image.pk}/{desk.model.digest}/8,6,44,42"]
    desk.check()


def test_the_crop_stands_in_the_log_and_in_the_document(desk: Desk, alice: User) -> None:
    desk.click(alice, A, 12, 20, crop=CROP)
    desk.click(alice, None, 40, 40)
    desk.answer_all()
    clicks = Operation.objects.filter(kind="click").order_by("revision")
    assert [operation.payload.get("crop") for operation in clicks] == [list(CROP), None]
    assert Operation.objects.get(kind="decoded", payload__crop=list(CROP)).payload["engine"] == "fake/cpu"
    assert desk.object(A).crop == list(CROP)


def test_clicks_in_one_crop_are_decoded_together(desk: Desk, alice: User) -> None:
    for x, y in [(16, 20), (30, 20)]:
        desk.click(alice, A, x, y, crop=CROP)
        desk.answer_all()
    assert desk.object(A).base is None
    assert desk.mask(A)[20, 16] and desk.mask(A)[20, 30]
    desk.check()


def test_objects_that_share_a_crop_keep_apart(desk: Desk, alice: User) -> None:
    desk.click(alice, A, 20, 20, crop=CROP)
    desk.answer_all()
    before = desk.mask(A)
    desk.click(alice, B, 30, 20, crop=CROP)
    desk.answer_all()
    assert (before & ~desk.mask(A)).any()
    assert desk.mask(B)[20, 30]
    desk.check()


def test_going_closer_decodes_anew(desk: Desk, alice: User) -> None:
    desk.click(alice, A, 26, 24)
    desk.answer_all()
    desk.click(alice, A, 30, 24, crop=FINER)
    desk.answer_all()
    assert desk.object(A).base is None
    assert desk.object(A).crop == list(FINER)
    assert [row[:2] for row in Operation.objects.filter(kind="decoded").values_list("payload__crop", "revision")]
    desk.check()


def test_what_was_masked_outside_of_the_crop_stays(desk: Desk, alice: User, rectangle: Callable[..., Rle]) -> None:
    desk.paint(alice, A, rectangle(0, 15, 30, 10))
    before = desk.mask(A)
    desk.click(alice, A, 33, 20, crop=(20, 4, 60, 44))
    assert desk.sent[-1]["objects"][0]["has_base"]
    desk.answer_all()
    after = desk.mask(A)
    assert after[20, 33]
    assert (after[:, :20] == before[:, :20]).all()
    assert (after & before == before).all()
    desk.check()


def test_a_mask_that_reaches_out_of_the_crop_becomes_a_base(desk: Desk, alice: User) -> None:
    desk.click(alice, A, 12, 20)
    desk.answer_all()
    before = desk.mask(A)
    desk.click(alice, A, 23, 20, crop=CROP)
    desk.answer_all()
    item = desk.object(A)
    assert (item.base_clicks, item.crop) == (1, list(CROP))
    assert (desk.mask(A) & before == before).all()
    assert desk.mask(A)[20, 23]
    desk.check()


def test_zooming_out_refines_what_was_seen_closely(desk: Desk, alice: User) -> None:
    desk.click(alice, A, 20, 20, crop=CROP)
    desk.answer_all()
    before = desk.mask(A)
    desk.click(alice, A, 31, 20)
    assert (desk.sent[-1]["crop"], desk.sent[-1]["objects"][0]["base_clicks"]) == (None, 1)
    desk.answer_all()
    assert (desk.mask(A) & before == before).all()
    assert desk.mask(A)[20, 31]
    desk.check()


def test_a_click_that_waits_outside_of_the_crop_is_not_forgotten(desk: Desk, alice: User) -> None:
    desk.click(alice, A, 58, 44)
    desk.click(alice, A, 20, 20, crop=CROP)
    assert desk.sent[-1]["crop"] is None
    desk.answer(desk.sent[-1])
    assert desk.mask(A)[44, 58] and desk.mask(A)[20, 20]
    desk.check()


def test_an_object_seen_less_closely_gives_way(desk: Desk, alice: User) -> None:
    desk.click(alice, A, 30, 24)
    desk.answer_all()
    quality = desk.object(A).quality
    desk.click(alice, B, 24, 24, crop=CROP)
    assert [item["id"] for item in desk.sent[-1]["yielding"]] == [str(A)]
    desk.answer_all()
    assert desk.mask(B)[24, 24] and not desk.mask(A)[24, 24]
    assert desk.mask(A)[24, 36] and desk.object(A).quality == quality
    desk.check()
    desk.undo(alice)
    assert desk.mask(A)[24, 24]
    desk.check()


def test_what_was_seen_closely_is_not_taken_from_afar(desk: Desk, alice: User) -> None:
    desk.click(alice, B, 24, 24, crop=CROP)
    desk.answer_all()
    before = desk.mask(B)
    desk.click(alice, A, 34, 24)
    assert desk.sent[-1]["others"] == [[[24.0, 24.0, 0]]]
    desk.answer_all()
    assert (desk.mask(B) == before).all()
    desk.check()


def test_unanswered_objects_elsewhere_are_asked_for_next(desk: Desk, alice: User) -> None:
    desk.click(alice, A, 56, 40)
    desk.click(alice, B, 20, 20, crop=CROP)
    first = desk.answer(desk.sent[-1])
    assert first is not None and first.follow_up is not None
    assert first.follow_up.request["crop"] is None
    desk.answer(first.follow_up.request)
    assert desk.mask(A)[40, 56] and desk.mask(B)[20, 20]
    desk.check()


def test_a_background_click_takes_from_the_object_that_it_lies_on(desk: Desk, alice: User) -> None:
    desk.click(alice, A, 12, 20)
    desk.answer_all()
    before = desk.mask(A)
    desk.click(alice, None, 19, 20, crop=CROP)
    assert (desk.sent[-1]["crop"], desk.object(A).crop) == (list(CROP), list(CROP))
    desk.answer_all()
    after = desk.mask(A)
    assert not after[20, 19]
    assert (after[:, :8] == before[:, :8]).all()
    desk.check()


def test_a_background_click_elsewhere_changes_nobody(desk: Desk, alice: User) -> None:
    desk.click(alice, A, 12, 20)
    desk.answer_all()
    desk.click(alice, None, 40, 30, crop=CROP)
    assert desk.sent == [] and desk.object(A).crop is None
    desk.check()


def test_undo_and_redo_go_back_and_forth_between_crops(desk: Desk, alice: User) -> None:
    desk.click(alice, A, 12, 20)
    desk.answer_all()
    first = desk.objects()
    desk.click(alice, A, 23, 20, crop=CROP)
    desk.answer_all()
    second = desk.objects()
    desk.undo(alice)
    assert desk.objects() == first
    desk.check()
    desk.redo(alice)
    assert desk.objects() == second
    desk.check()


@pytest.mark.parametrize(
    ("crop", "code", "says"),
    [
        ([0, 0, 65, 48], Code.OUTSIDE_IMAGE, "reaches outside this 64 x 48 image"),
        ([-1, 0, 40, 48], Code.OUTSIDE_IMAGE, "reaches outside"),
        ([0, 0, 31, 48], Code.BAD_MESSAGE, "at least 32 pixels wide and high"),
        ([40, 0, 8, 48], Code.BAD_MESSAGE, "at least 32"),
        ([0.5, 0, 40, 48], Code.BAD_MESSAGE, "whole image pixels"),
        ([0, 0, 40], Code.BAD_MESSAGE, "whole image pixels"),
        ("all", Code.BAD_MESSAGE, "whole image pixels"),
        ([20, 0, 64, 48], Code.BAD_MESSAGE, "does not hold what was drawn"),
    ],
)
@pytest.mark.parametrize(
    "drawn",
    [
        {"op": "click", "x": 10, "y": 10},
        {"op": "scribble", "points": [[10, 10]]},
        {"op": "box", "box": [10, 9, 30, 30]},
    ],
)
def test_a_crop_that_cannot_be_is_refused(drawn: dict[str, Any], crop: Any, code: Code, says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        messages.parse({**drawn, "id": str(uuid4()), "object": str(A), "crop": crop}, HW)
    assert refused.value.code == code


def test_the_whole_of_a_tiny_image_is_no_crop_too_small() -> None:
    click = {"op": "click", "id": str(uuid4()), "object": None, "x": 1, "y": 1, "crop": [0, 0, 20, 8]}
    message = messages.parse(click, (8, 20))
    assert isinstance(message, messages.Click) and message.crop == Crop(0, 0, 20, 8)
