"""Clicks on masks that no clicks made, from the log to the worker's answer and back by undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.backend.annotation.conftest import DISCS
from tests.worker.fake_model import features_of
from worker.decoder import Decoder
from worker.runner import Runner

A, B = UUID(int=1), UUID(int=2)


def test_a_background_click_takes_a_part_out_of_a_painted_object(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(2, 2, 50, 40))
    painted = desk.object(A).rle
    desk.click(bob, None, 8, 8)
    desk.answer_all()
    assert not desk.mask(A)[8, 8] and desk.mask(A)[25:40, 30:50].all()
    desk.undo(bob)
    assert desk.object(A).rle == painted
    desk.redo(bob)
    assert not desk.mask(A)[8, 8]
    desk.check()


def test_a_background_click_beside_painted_objects_asks_for_nothing(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(2, 2, 20, 20))
    desk.click(bob, None, 50, 40)
    assert desk.sent == []


def test_what_was_painted_after_a_background_click_stays(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.click(bob, None, 8, 8)
    desk.paint(bob, A, rectangle(2, 2, 50, 40))
    desk.click(bob, A, 56, 20)
    assert desk.sent[-1]["objects"][0]["base_background"] == 1
    desk.answer_all()
    assert desk.mask(A)[8, 8] and desk.mask(A)[20, 56]
    desk.check()


def test_clicks_of_both_kinds_compose_on_one_base(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(2, 2, 40, 40))
    for item, x, y in ((A, 46, 20), (None, 8, 8), (A, 20, 45)):
        desk.click(bob, item, x, y)
        desk.answer_all()
    mask = desk.mask(A)
    assert mask[20, 46] and mask[45, 20] and not mask[8, 8]
    desk.check()


def test_a_background_stroke_takes_its_line_out_of_a_painted_object(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(2, 2, 50, 40))
    desk.scribble(bob, None, (8.0, 6.0), (8.0, 36.0))
    desk.answer_all()
    assert not desk.mask(A)[6:36, 8].any()
    desk.check()


def test_a_worker_that_saw_no_earlier_click_answers_with_the_same_bytes(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(2, 2, 40, 40))
    for item, x, y in ((A, 46, 20), (None, 8, 8), (A, 20, 45)):
        desk.click(bob, item, x, y)
        last = desk.sent[-1]
        desk.answer_all()
    decoder = Decoder(desk.model, features_of((48, 64), DISCS))
    fresh, _ = Runner(desk.pool, desk.runner._cache, lambda key: None)._masks(last, decoder, "image")
    assert fresh == [desk.object(A).rle]


def test_a_neighbours_clicks_leave_a_refined_object_as_it_was(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(2, 2, 30, 30))
    desk.click(bob, A, 36, 16)
    desk.answer_all()
    before = desk.object(A).rle
    desk.click(bob, B, 58, 40)
    desk.click(bob, None, 58, 20)
    desk.answer_all()
    assert desk.object(A).rle == before
    assert desk.mask(B)[40, 58]
    desk.check()


def test_a_locked_object_is_not_refined_by_a_background_click(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(2, 2, 50, 40))
    desk.set(bob, A, "locked", True)
    desk.click(bob, None, 8, 8)
    assert desk.sent == []
    assert desk.mask(A)[8, 8]
