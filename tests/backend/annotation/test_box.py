"""A box on the way of a click: evidence of its object in the log, shown, undone and answered like a click."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from backend.annotation import messages
from backend.annotation.models import Annotation, Operation
from backend.annotation.reading import read_document
from backend.annotation.refusal import Refused

A, B = (uuid.UUID(int=n) for n in (1, 2))
BOX = (10.0, 8.0, 34.0, 30.0)


def test_box_is_one_entry_of_the_log_and_its_answer_stays_inside(desk: Any, bob: Any, label: Any) -> None:
    outcome = desk.box(bob, A, *BOX, label=label.pk)
    assert Operation.objects.get().payload == {"object": str(A), "label": label.pk, "t": 0, "box": list(BOX)}
    assert outcome.changed["kind"] == "box" and outcome.changed["objects"][0]["source"] == "box"
    assert desk.sent[0]["objects"][0]["clicks"] == [[*BOX, 0]]
    desk.answer_all()
    mask = desk.mask(A)
    assert mask[19, 22]
    assert not mask[:7].any() and not mask[31:].any() and not mask[:, :9].any() and not mask[:, 35:].any()
    desk.check()


def test_boxes_mix_with_clicks_and_strokes_in_the_order_of_their_times(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 20, 16)
    desk.box(bob, A, *BOX)
    desk.scribble(bob, A, (12, 20), (30, 20))
    desk.click(bob, None, 3, 3)
    request = desk.sent[-1]
    assert request["objects"][0]["clicks"] == [[20, 16, 0], [*BOX, 1], [[[12.0, 20.0], [30.0, 20.0]], 2]]
    desk.answer_all()
    view = read_document(bob, desk.image)["objects"][0]
    assert [len(view[name]) for name in ("clicks", "strokes", "boxes")] == [1, 1, 1]
    assert view["boxes"][0]["box"] == list(BOX) and view["boxes"][0]["t"] == 1
    desk.check()


def test_undo_takes_a_box_back_and_redo_brings_it_again_without_the_model(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 30, 26)
    desk.answer_all()
    before = desk.object(A).rle
    desk.box(bob, A, *BOX)
    desk.answer_all()
    after, decodes = desk.object(A).rle, desk.model.decodes
    assert after != before
    desk.undo(bob)
    assert (desk.object(A).rle, len(desk.object(A).clicks)) == (before, 1)
    desk.redo(bob)
    assert (desk.object(A).rle, len(desk.object(A).clicks)) == (after, 2)
    assert desk.model.decodes == decodes
    desk.check()


def test_box_of_one_object_does_not_push_its_neighbour_away(desk: Any, bob: Any) -> None:
    desk.click(bob, B, 42, 20)
    desk.answer_all()
    alone = desk.mask(B)
    desk.box(bob, A, *BOX)
    desk.answer_all()
    lost = alone & ~desk.mask(B)
    assert not (lost & ~desk.mask(A)).any()
    desk.check()


def test_painting_makes_the_box_a_part_of_the_base(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.box(bob, A, *BOX)
    desk.answer_all()
    desk.paint(bob, A, rectangle(50, 40, 10, 6))
    assert desk.object(A).base_clicks == 1
    desk.click(bob, A, 14, 40)
    desk.answer_all()
    mask = desk.mask(A)
    assert mask[42, 55] and mask[40, 14] and mask[19, 22]
    desk.check()


def test_box_is_refused_on_a_locked_object_and_from_who_has_no_access(desk: Any, bob: Any, charlie: Any) -> None:
    desk.box(bob, A, *BOX)
    desk.set(bob, A, "locked", True)
    with pytest.raises(Refused) as refused:
        desk.box(bob, A, 1, 1, 9, 9)
    assert refused.value.code == "object-locked"
    with pytest.raises(Annotation.DoesNotExist):
        desk.box(charlie, B, 1, 1, 9, 9)


def test_same_box_sent_twice_is_done_once(desk: Any, bob: Any) -> None:
    message = messages.Box(uuid.uuid4(), A, None, BOX)
    first, again = desk.do(bob, message), desk.do(bob, message)
    assert (again.revision, again.is_repeated) == (first.revision, True)
    assert len(desk.object(A).clicks) == 1
