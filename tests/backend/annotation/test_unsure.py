"""The place where the model is least sure: it comes with a mask, and goes with it."""

from __future__ import annotations

import uuid
from typing import Any

from backend.annotation.reading import read_document

A, B = uuid.UUID(int=1), uuid.UUID(int=2)


def place(desk: Any, person: Any) -> Any:
    """Of the only object, as another person's reload has it."""
    (item,) = read_document(person, desk.image)["objects"]
    return item["unsure"]


def places(desk: Any, person: Any) -> dict[uuid.UUID, Any]:
    return {uuid.UUID(str(item["id"])): item["unsure"] for item in read_document(person, desk.image)["objects"]}


def test_everybody_gets_the_place_with_the_mask_and_again_after_a_reload(desk: Any, alice: Any, bob: Any) -> None:
    desk.click(alice, A, 20.5, 16)
    assert place(desk, bob) is None
    (told,) = desk.answer().masks["objects"]
    assert set(told["unsure"]) == {"x", "y", "margin"}
    assert place(desk, bob) == told["unsure"]
    desk.check()


def test_undo_brings_the_earlier_place_back(desk: Any, alice: Any) -> None:
    desk.click(alice, A, 20.5, 16)
    desk.answer()
    before = place(desk, alice)
    desk.click(alice, A, 45.5, 12)
    desk.answer()
    assert place(desk, alice) != before
    desk.undo(alice)
    assert place(desk, alice) == before
    desk.check()


def test_what_a_person_paints_no_model_is_unsure_of(desk: Any, alice: Any, rectangle: Any) -> None:
    desk.click(alice, A, 20.5, 16)
    desk.answer()
    desk.paint(alice, A, rectangle(4, 4, 10, 10))
    assert place(desk, alice) is None
    desk.check()


def test_answers_from_before_there_were_places_still_replay(desk: Any, alice: Any) -> None:
    desk.click(alice, A, 20.5, 16)
    desk.answer()
    answer = desk.annotation.operations.get(kind="decoded")
    del answer.payload["objects"][0]["unsure"]
    answer.save()
    desk.click(alice, A, 40.5, 30)
    desk.undo(alice)
    assert place(desk, alice) is None
    desk.check()


def test_what_a_brush_takes_from_a_mask_takes_its_place_along(desk: Any, alice: Any, bob: Any, rectangle: Any) -> None:
    desk.click(alice, A, 20.5, 16)
    desk.answer()
    before = place(desk, alice)
    desk.paint(bob, B, rectangle(60, 40, 62, 42))
    assert places(desk, alice)[A] == before
    x, y, _, _ = read_document(alice, desk.image)["objects"][0]["bbox"]
    desk.paint(bob, B, rectangle(x, y, x + 8, y + 8))
    assert places(desk, alice)[A] is None
    desk.undo(bob)
    assert places(desk, alice)[A] == before
    desk.check()
