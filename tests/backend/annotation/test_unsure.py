"""The place where the model is least sure: it comes with a mask, and goes with it."""

from __future__ import annotations

import uuid
from typing import Any

from backend.annotation.reading import read_document

A = uuid.UUID(int=1)


def place(desk: Any, person: Any) -> Any:
    """Of the only object, as another person's reload has it."""
    (item,) = read_document(person, desk.image)["objects"]
    return item["unsure"]


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
