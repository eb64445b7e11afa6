"""The golden messages of tests/contract: what clients may send is understood, what we send looks like them."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import pytest

from backend.annotation import messages
from backend.annotation.messages import parse
from backend.annotation.reading import read_document
from backend.annotation.refusal import Refused

CONTRACT = Path(__file__).parents[2] / "contract"
A, B = uuid.UUID(int=1), uuid.UUID(int=2)


def golden(name: str) -> Any:
    return json.loads((CONTRACT / f"{name}.json").read_text())


def shape(value: Any) -> Any:
    """Keys and types of a message; of lists the first member counts."""
    if isinstance(value, dict):
        return {key: shape(member) for key, member in sorted(value.items())}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "number" if type(value) in (int, float) else type(value).__name__


@pytest.mark.parametrize("name", sorted(path.stem for path in (CONTRACT / "client").glob("*.json")))
def test_every_client_message_is_understood(name: str) -> None:
    message = parse(golden(f"client/{name}"), (48, 64))
    assert type(message).__name__.lower() == golden(f"client/{name}")["op"]


@pytest.mark.parametrize("name", sorted(path.stem for path in (CONTRACT / "refused").glob("*.json")))
def test_every_bad_message_is_refused_with_its_code(name: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(golden(f"refused/{name}")["message"], (48, 64))
    assert refused.value.code == golden(f"refused/{name}")["code"]


def test_click_keeps_its_point_to_the_last_bit() -> None:
    message = parse({**golden("client/click"), "x": 0.1 + 0.2}, (48, 64))
    assert isinstance(message, messages.Click)
    assert message.point_xy == (0.1 + 0.2, 16.0)


def test_a_zoomed_click_looks_like_the_golden_one(desk: Any, alice: Any, label: Any) -> None:
    clicked = desk.click(alice, A, 20.5, 16, label.pk, crop=(8, 4, 48, 44)).changed
    assert shape(clicked | {"can_undo": True, "can_redo": False}) == shape(golden("server/changed_click_zoomed"))


def test_changed_and_masks_look_like_the_golden_ones(desk: Any, alice: Any, bob: Any, label: Any) -> None:
    clicked = desk.click(alice, A, 20.5, 16, label.pk).changed
    expected = golden("server/changed_click")
    receiver = {"can_undo": True, "can_redo": False}
    assert shape(clicked | receiver) == shape(expected)
    masks = desk.answer().masks
    assert shape(masks) == shape(golden("server/masks") | {"timing": masks["timing"]})
    assert set(masks["timing"]) == set(golden("server/masks")["timing"])
    desk.click(bob, B, 40, 30, label.pk)
    desk.answer()
    undone = desk.undo(bob).changed
    assert undone["removed"] == [str(B)]
    assert set(undone) <= set(golden("server/changed_undo"))


def test_changes_by_scribbles_and_boxes_look_like_the_golden_ones(desk: Any, alice: Any, label: Any) -> None:
    receiver = {"can_undo": True, "can_redo": False}
    desk.click(alice, A, 20.5, 16, label.pk)
    drawn = desk.scribble(alice, A, (20.5, 16), (24, 18.5)).changed
    assert shape(drawn | receiver) == shape(golden("server/changed_scribble"))
    boxed = desk.box(alice, B, 4, 4, 30, 28, label=label.pk).changed
    assert shape(boxed | receiver) == shape(golden("server/changed_box"))
    desk.click(alice, None, 2.5, 2.5)
    drawn = desk.scribble(alice, None, (2, 40), (10, 44)).changed
    assert shape(drawn | receiver) == shape(golden("server/changed_background_scribble"))


def test_a_reshape_looks_like_the_golden_one(desk: Any, alice: Any, label: Any, rectangle: Any) -> None:
    desk.click(alice, A, 20.5, 16, label.pk)
    desk.answer()
    desk.paint(alice, B, rectangle(40, 8, 10, 18))
    merged = desk.reshape(alice, {A: rectangle(10, 8, 40, 18)}, removed=(B,), reason="merge").changed
    assert shape(merged | {"can_undo": True, "can_redo": False}) == shape(golden("server/changed_reshape"))


def test_a_restore_looks_like_the_golden_one(desk: Any, alice: Any, label: Any) -> None:
    desk.click(alice, A, 20.5, 16, label.pk)
    desk.answer()
    desk.click(alice, A, 24.5, 16)
    desk.answer()
    desk.click(alice, B, 40, 30, label.pk)
    desk.click(alice, None, 2.5, 2.5)
    restored = desk.do(alice, messages.Restore(uuid.uuid4(), 2)).changed
    golden_one = golden("server/changed_restore")
    assert shape(restored | {"can_undo": True, "can_redo": False}) == shape(golden_one)


def test_a_bounding_box_looks_like_the_golden_one(desk: Any, alice: Any, label: Any) -> None:
    drawn = desk.bounds(alice, A, 10, 8, 42, 30, label=label.pk).changed
    assert shape(drawn | {"can_undo": True, "can_redo": False}) == shape(golden("server/changed_bounds"))


def test_document_looks_like_the_golden_one(desk: Any, alice: Any, label: Any) -> None:
    desk.click(alice, A, 20.5, 16, label.pk)
    desk.scribble(alice, A, (20.5, 16), (24, 18.5))
    desk.box(alice, A, 4, 4, 30, 28)
    desk.click(alice, None, 2.5, 2.5)
    desk.scribble(alice, None, (2, 40), (10, 44))
    desk.answer_all()
    assert shape(read_document(alice, desk.image)) == shape(golden("rest/document"))
