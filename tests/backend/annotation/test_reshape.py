"""A reshape sets whole masks and removes objects in one step: what it takes, what it refuses, how it is undone."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.management import call_command

from backend.annotation import messages
from backend.annotation.models import Annotation, Operation
from backend.annotation.refusal import Refused
from backend.annotation.rows import to_entry
from backend.annotation.undo import objects_of

A, B, C = (uuid.UUID(int=n) for n in (1, 2, 3))


def drawn(desk: Any) -> dict[Any, Any]:
    return {key: (row["rle"], row["label_id"], row["source"], row["z"]) for key, row in desk.objects().items()}


def refusal(act: Any) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code, refused.value.detail


def test_split_is_one_entry_one_step_and_replays(desk: Any, bob: Any, label: Any, rectangle: Any, capsys: Any) -> None:
    desk.paint(bob, A, rectangle(10, 10, 20, 10))
    before = drawn(desk)
    outcome = desk.reshape(bob, {A: rectangle(10, 10, 12, 10)}, new={B: rectangle(22, 10, 8, 10)}, label=label.pk)
    assert outcome.revision == 2
    assert {row["id"] for row in outcome.changed["objects"]} == {str(A), str(B)}
    assert (desk.object(A).area, desk.object(B).area) == (120, 80)
    assert desk.object(B).label_id == label.pk
    assert desk.object(B).source == "polygon"
    after = drawn(desk)
    desk.undo(bob)
    assert drawn(desk) == before
    desk.redo(bob)
    assert drawn(desk) == after
    call_command("replay", "--all")
    assert "4 operations, 0 with differences" in capsys.readouterr().out


def test_merge_keeps_the_first_and_removes_the_others_until_it_is_undone(desk: Any, bob: Any, rectangle: Any) -> None:
    for item, x in ((A, 0), (B, 10), (C, 20)):
        desk.paint(bob, item, rectangle(x, 0, 10, 10))
    before = drawn(desk)
    outcome = desk.reshape(bob, {A: rectangle(0, 0, 30, 10)}, removed=(B, C), reason="merge")
    assert outcome.changed["removed"] == [str(B), str(C)]
    assert set(desk.objects()) == {A}
    assert desk.object(A).area == 300
    desk.undo(bob)
    assert drawn(desk) == before
    desk.check()


def test_several_objects_go_in_one_step(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(0, 0, 10, 10))
    desk.paint(bob, B, rectangle(20, 0, 10, 10))
    desk.reshape(bob, removed=(A, B), reason="remove")
    assert desk.objects() == {}
    desk.undo(bob)
    assert set(desk.objects()) == {A, B}
    desk.check()


def test_pasted_objects_come_from_outside(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.reshape(bob, new={A: rectangle(0, 0, 4, 4), B: rectangle(10, 0, 4, 4)}, reason="paste")
    assert {row["source"] for row in desk.objects().values()} == {"import"}
    assert desk.object(A).created_by == bob
    desk.check()


def test_reshape_takes_pixels_from_unlocked_objects_and_none_from_locked_ones(
    desk: Any, alice: Any, bob: Any, rectangle: Any
) -> None:
    desk.paint(alice, A, rectangle(10, 10, 10, 10))
    desk.paint(alice, B, rectangle(20, 10, 10, 10))
    desk.paint(alice, C, rectangle(10, 20, 10, 10))
    desk.set(alice, C, "locked", True)
    locked = desk.mask(C)
    desk.reshape(bob, {A: rectangle(8, 8, 14, 14)}, reason="grow")
    assert (desk.mask(C) == locked).all()
    assert desk.object(B).area == 80
    assert desk.object(A).area == 14 * 14 - 20
    desk.undo(bob)
    assert desk.object(B).area == 100
    desk.check()


def test_members_of_one_reshape_pass_pixels_to_each_other(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(0, 0, 10, 10))
    desk.paint(bob, B, rectangle(10, 0, 10, 10))
    desk.reshape(bob, {A: rectangle(0, 0, 14, 10), B: rectangle(14, 0, 6, 10)}, reason="vertices")
    assert (desk.object(A).area, desk.object(B).area) == (140, 60)
    desk.reshape(bob, {B: rectangle(0, 0, 10, 10), A: rectangle(10, 0, 10, 10)}, reason="vertices")
    assert desk.mask(B)[0, 0]
    assert desk.mask(A)[0, 19]
    desk.check()


def test_reshape_makes_a_base_and_absorbs_the_clicks_so_far(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer_all()
    desk.reshape(bob, {A: rectangle(2, 2, 30, 20)}, reason="smooth")
    item = desk.object(A)
    assert item.base == item.rle == rectangle(2, 2, 30, 20)
    assert (item.base_clicks, item.is_answered, item.model, item.quality) == (1, True, None, None)
    assert desk.sent == []
    desk.click(bob, A, 50, 40)
    desk.answer_all()
    assert desk.mask(A)[40, 50]
    assert desk.mask(A)[2:22, 2:32].all()
    desk.check()


def test_a_click_that_is_still_in_work_refines_the_new_mask(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(0, 0, 10, 10))
    desk.click(bob, A, 50, 40)
    late = desk.sent.pop()
    desk.reshape(bob, {A: rectangle(0, 0, 20, 10)}, reason="grow")
    desk.answer(late)
    desk.answer_all()
    assert desk.mask(A)[40, 50]
    assert desk.mask(A)[:10, :20].all()
    desk.check()


def test_answers_to_others_leave_a_reshaped_object_alone(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer_all()
    desk.click(bob, B, 40, 24)
    desk.reshape(bob, {A: rectangle(2, 2, 30, 20)}, reason="smooth")
    desk.answer_all()
    assert desk.object(A).rle == rectangle(2, 2, 30, 20)
    assert desk.mask(B)[24, 40]
    desk.check()


def test_refuses_what_cannot_be_and_keeps_nothing_of_it(
    desk: Any, make_desk: Any, alice: Any, bob: Any, rectangle: Any
) -> None:
    desk.paint(alice, A, rectangle(10, 10, 10, 10))
    desk.paint(alice, B, rectangle(30, 10, 10, 10))
    desk.set(alice, B, "locked", True)
    there = make_desk(name="other.jpg")
    there.paint(alice, C, rectangle(0, 0, 4, 4))
    here = rectangle(0, 0, 4, 4)
    before, log = drawn(desk), Operation.objects.count()
    acts = {
        "locked": lambda: desk.reshape(bob, {B: here}),
        "locked, to go": lambda: desk.reshape(bob, {A: here}, removed=(B,), reason="merge"),
        "unknown": lambda: desk.reshape(bob, {uuid.uuid4(): here}),
        "unknown, to go": lambda: desk.reshape(bob, removed=(uuid.uuid4(),), reason="remove"),
        "of another image": lambda: desk.reshape(bob, {C: here}),
        "new, but of another image": lambda: desk.reshape(bob, new={C: here}),
        "new, but known": lambda: desk.reshape(bob, new={A: here}),
        "label": lambda: desk.reshape(bob, new={uuid.uuid4(): here}, label=10**6),
        "overlap": lambda: desk.reshape(bob, {A: here}, new={uuid.uuid4(): rectangle(3, 3, 4, 4)}),
        "nothing left": lambda: desk.reshape(bob, {A: rectangle(32, 12, 4, 4)}),
    }
    found = {name: refusal(act) for name, act in acts.items()}
    assert {name: code for name, (code, _) in found.items()} == {
        "locked": "object-locked",
        "locked, to go": "object-locked",
        "unknown": "unknown-object",
        "unknown, to go": "unknown-object",
        "of another image": "unknown-object",
        "new, but of another image": "conflict",
        "new, but known": "conflict",
        "label": "unknown-label",
        "overlap": "bad-rle",
        "nothing left": "object-locked",
    }
    assert drawn(desk) == before
    assert Operation.objects.count() == log
    desk.check()


def test_an_empty_mask_is_no_way_to_delete() -> None:
    nothing = {"size": [48, 64], "counts": "PP3"}
    raw = {
        "op": "reshape",
        "id": str(A),
        "objects": [{"object": str(B), "rle": nothing}],
        "removed": [],
        "reason": "shrink",
    }
    code, detail = refusal(lambda: messages.parse(raw, (48, 64)))
    assert code == "bad-rle"
    assert "removed" in detail


def test_more_objects_than_one_step_may_hold_are_refused(rectangle: Any) -> None:
    shapes = [{"object": str(uuid.uuid4()), "rle": rectangle(0, 0, 1, 1)} for _ in range(messages.MAX_RESHAPED)]
    raw = {"op": "reshape", "id": str(A), "objects": shapes, "removed": [], "reason": "paste"}
    assert isinstance(messages.parse(raw, (48, 64)), messages.Reshape)
    code, detail = refusal(lambda: messages.parse(raw | {"removed": [str(B)]}, (48, 64)))
    assert code == "bad-message"
    assert "257" in detail


def test_an_object_that_a_merge_removed_is_not_started_again(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(0, 0, 10, 10))
    desk.paint(bob, B, rectangle(10, 0, 10, 10))
    desk.reshape(bob, {A: rectangle(0, 0, 20, 10)}, removed=(B,), reason="merge")
    for act in (
        lambda: desk.click(bob, B, 40, 40),
        lambda: desk.paint(bob, B, rectangle(40, 40, 4, 4)),
        lambda: desk.reshape(bob, new={B: rectangle(40, 40, 4, 4)}, reason="paste"),
    ):
        assert refusal(act)[0] == "unknown-object"
    desk.undo(bob)
    desk.click(bob, B, 40, 40)
    desk.check()


def test_undo_is_refused_when_somebody_worked_on_any_of_its_objects(
    desk: Any, alice: Any, bob: Any, rectangle: Any
) -> None:
    desk.paint(bob, A, rectangle(0, 0, 20, 10))
    desk.reshape(bob, {A: rectangle(0, 0, 10, 10)}, new={B: rectangle(10, 0, 10, 10)})
    desk.paint(alice, B, rectangle(30, 30, 4, 4))
    assert refusal(lambda: desk.undo(bob))[0] == "undo-refused"
    desk.undo(alice)
    desk.undo(bob)
    assert set(desk.objects()) == {A}
    desk.check()


def test_others_cannot_undo_below_a_reshape_of_their_object(desk: Any, alice: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(alice, A, rectangle(0, 0, 10, 10))
    desk.paint(alice, B, rectangle(10, 0, 10, 10))
    desk.reshape(bob, {A: rectangle(0, 0, 20, 10)}, removed=(B,), reason="merge")
    assert refusal(lambda: desk.undo(alice))[0] == "undo-refused"
    desk.undo(bob)
    desk.undo(alice)
    assert set(desk.objects()) == {A}
    desk.check()


def test_undo_never_brings_pixels_back_from_a_locked_object(desk: Any, alice: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(alice, A, rectangle(0, 0, 10, 10))
    desk.paint(bob, B, rectangle(20, 0, 10, 10))
    desk.reshape(bob, {B: rectangle(5, 0, 25, 10)}, reason="grow")
    desk.set(alice, A, "locked", True)
    assert refusal(lambda: desk.undo(bob))[0] == "undo-refused"
    desk.check()


def test_the_log_names_every_object_of_a_reshape(desk: Any, bob: Any, rectangle: Any, client_of: Any) -> None:
    desk.paint(bob, A, rectangle(0, 0, 10, 10))
    desk.paint(bob, B, rectangle(10, 0, 10, 10))
    desk.reshape(bob, {A: rectangle(0, 0, 9, 10)}, new={C: rectangle(9, 0, 11, 10)}, removed=(B,))
    row = Operation.objects.get(kind="reshape")
    assert objects_of(to_entry(row)) == {str(A), str(B), str(C)}
    told = client_of(bob).get(f"/api/v1/images/{desk.image.pk}/operations/").json()["results"]
    reshape = next(item for item in told if item["kind"] == "reshape")
    assert reshape["payload"]["reason"] == "split"
    assert [("label" in shape) for shape in reshape["payload"]["objects"]] == [False, True]


def test_strangers_have_no_such_image_and_viewers_may_not_reshape(
    desk: Any, alice: Any, viewer: Any, charlie: Any, rectangle: Any
) -> None:
    desk.paint(alice, A, rectangle(0, 0, 10, 10))
    assert refusal(lambda: desk.reshape(viewer, {A: rectangle(0, 0, 5, 10)}))[0] == "role-too-low"
    with pytest.raises(Annotation.DoesNotExist):
        desk.reshape(charlie, {A: rectangle(0, 0, 5, 10)})
    assert desk.object(A).area == 100
