"""A bounding box as an object of its own: drawn, moved, labelled, and gone where something gives the object a mask."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from backend.annotation.reading import read_document
from backend.annotation.refusal import Refused

A, B = (uuid.UUID(int=n) for n in (1, 2))


def refusal(act: Any) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_box_is_drawn_moved_and_labelled_without_asking_the_model(desk: Any, bob: Any, label: Any) -> None:
    desk.bounds(bob, A, 10, 8, 30, 20, label=label.pk)
    item = desk.object(A)
    assert (item.shape, item.bbox, item.rle, item.area, item.source) == ("box", [10, 8, 20, 12], None, 0, "box")
    assert item.label_id == label.pk
    desk.bounds(bob, A, 0, 0, 64, 48)
    assert desk.object(A).bbox == [0, 0, 64, 48]
    assert desk.object(A).label_id == label.pk
    desk.set(bob, A, "label", None)
    assert desk.sent == []
    (view,) = read_document(bob, desk.image)["objects"]
    assert (view["shape"], view["bbox"], view["rle"]) == ("box", [0, 0, 64, 48], None)
    desk.check()


def test_box_is_undone_step_by_step(desk: Any, bob: Any) -> None:
    desk.bounds(bob, A, 10, 8, 30, 20)
    desk.bounds(bob, A, 12, 8, 30, 20)
    desk.undo(bob)
    assert desk.object(A).bbox == [10, 8, 20, 12]
    desk.undo(bob)
    assert desk.objects() == {}
    desk.redo(bob)
    desk.redo(bob)
    assert desk.object(A).bbox == [12, 8, 18, 12]
    desk.check()


def test_masks_and_boxes_leave_each_other_alone(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.bounds(bob, A, 10, 8, 30, 20)
    desk.paint(bob, B, rectangle(0, 0, 40, 40))
    assert desk.object(A).bbox == [10, 8, 20, 12]
    assert desk.object(B).area == 1600
    desk.bounds(bob, A, 0, 0, 64, 48)
    assert desk.object(B).area == 1600
    desk.check()


def test_a_click_gives_the_object_a_mask_and_ends_the_box_until_it_is_undone(desk: Any, bob: Any) -> None:
    desk.bounds(bob, A, 10, 8, 40, 40)
    desk.click(bob, A, 24, 24)
    assert desk.object(A).shape == "box"
    desk.answer_all()
    item = desk.object(A)
    assert item.shape == "mask"
    assert desk.mask(A)[24, 24]
    assert refusal(lambda: desk.bounds(bob, A, 0, 0, 5, 5)) == "conflict"
    desk.undo(bob)
    assert (desk.object(A).shape, desk.object(A).bbox) == ("box", [10, 8, 30, 32])
    desk.check()


@pytest.mark.parametrize("way", ["paint", "reshape"])
def test_a_persons_mask_ends_the_box(desk: Any, bob: Any, rectangle: Any, way: str) -> None:
    desk.bounds(bob, A, 10, 8, 40, 40)
    mask = rectangle(20, 20, 4, 4)
    if way == "paint":
        desk.paint(bob, A, mask)
    else:
        desk.reshape(bob, {A: mask}, reason="paste")
    assert (desk.object(A).shape, desk.object(A).bbox) == ("mask", [20, 20, 4, 4])
    desk.check()


def test_refuses_locked_objects_masks_other_images_and_viewers(
    desk: Any, make_desk: Any, alice: Any, bob: Any, viewer: Any, rectangle: Any
) -> None:
    desk.bounds(alice, A, 10, 8, 30, 20)
    desk.set(alice, A, "locked", True)
    desk.paint(alice, B, rectangle(0, 0, 5, 5))
    assert refusal(lambda: desk.bounds(bob, A, 0, 0, 5, 5)) == "object-locked"
    assert refusal(lambda: desk.bounds(bob, B, 0, 0, 5, 5)) == "conflict"
    assert refusal(lambda: desk.bounds(viewer, uuid.uuid4(), 0, 0, 5, 5)) == "role-too-low"
    assert refusal(lambda: make_desk(name="other.jpg").bounds(bob, A, 0, 0, 5, 5)) == "unknown-object"
    assert desk.object(A).bbox == [10, 8, 20, 12]


def test_others_see_a_box_and_undo_theirs_only(desk: Any, alice: Any, bob: Any) -> None:
    outcome = desk.bounds(alice, A, 10, 8, 30, 20)
    assert outcome.changed["objects"][0]["shape"] == "box"
    desk.bounds(bob, A, 11, 8, 30, 20)
    assert refusal(lambda: desk.undo(alice)) == "undo-refused"
    desk.undo(bob)
    assert desk.object(A).bbox == [10, 8, 20, 12]
    desk.check()
