"""Where the project lets objects overlap, nothing is taken from another object, and the log says so itself."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.annotation import messages
from backend.annotation.fold import fold
from backend.annotation.models import Operation
from backend.annotation.refusal import Refused
from backend.annotation.replay import differences
from backend.annotation.rows import read_log
from backend.projects.models import Project
from tests.backend.annotation.test_undo import STEPS, act, follow

A, B, C = (uuid.UUID(int=number) for number in (1, 2, 3))


def allow(desk: Any, overlap: bool = True) -> None:
    Project.objects.filter(pk=desk.image.project_id).update(overlap=overlap)


@pytest.fixture
def shared(desk: Any) -> Any:
    """A desk in whose project objects may overlap."""
    allow(desk)
    return desk


def check(desk: Any) -> None:
    assert differences(desk.annotation.pk) == []


def payloads(desk: Any, kind: str) -> list[dict[str, Any]]:
    rows = Operation.objects.filter(annotation=desk.annotation, kind=kind).order_by("revision")
    return list(rows.values_list("payload", flat=True))


def test_a_brush_takes_nothing_from_what_lies_under_it(shared: Any, bob: Any, rectangle: Any) -> None:
    shared.paint(bob, A, rectangle(10, 10, 20, 10))
    outcome = shared.paint(bob, B, rectangle(20, 10, 20, 10))
    assert (shared.object(A).area, shared.object(B).area) == (200, 200)
    assert [view["id"] for view in outcome.changed["objects"]] == [str(B)]
    assert all(payload["overlap"] is True for payload in payloads(shared, "paint"))
    shared.undo(bob)
    assert (shared.object(A).area, B in shared.objects()) == (200, False)
    shared.redo(bob)
    assert (shared.object(A).area, shared.object(B).area) == (200, 200)
    check(shared)


def test_a_locked_object_is_painted_over_and_stays_as_it_is(shared: Any, bob: Any, rectangle: Any) -> None:
    shared.paint(bob, A, rectangle(10, 10, 20, 10))
    shared.set(bob, A, "locked", True)
    shared.paint(bob, B, rectangle(10, 10, 20, 10))
    assert (shared.object(A).area, shared.object(B).area) == (200, 200)
    with pytest.raises(Refused, match="locked"):
        shared.paint(bob, A, rectangle(0, 0, 4, 4))
    check(shared)


def test_the_masks_of_a_reshape_may_overlap_each_other_and_the_rest(shared: Any, bob: Any, rectangle: Any) -> None:
    shared.paint(bob, A, rectangle(0, 0, 10, 10))
    shared.reshape(bob, new={B: rectangle(5, 0, 10, 10), C: rectangle(8, 0, 10, 10)}, reason="paste")
    assert [shared.object(item).area for item in (A, B, C)] == [100, 100, 100]
    check(shared)


def test_while_the_project_does_not_allow_it_one_reshape_may_not_overlap(desk: Any, bob: Any, rectangle: Any) -> None:
    with pytest.raises(Refused, match="overlap"):
        desk.reshape(bob, new={A: rectangle(0, 0, 10, 10), B: rectangle(5, 0, 10, 10)}, reason="paste")


def test_no_payload_speaks_of_overlap_where_there_is_none(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(0, 0, 10, 10))
    desk.reshape(bob, new={B: rectangle(20, 0, 10, 10)}, reason="paste")
    desk.click(bob, C, 40, 30)
    assert desk.sent[-1]["writes"] is None
    desk.answer_all()
    desk.do(bob, messages.Restore(uuid.uuid4(), 1))
    assert not any("overlap" in payload for payload in Operation.objects.values_list("payload", flat=True))
    desk.check()


def test_the_log_replays_whatever_the_project_allows_now(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(10, 10, 20, 10))
    allow(desk)
    desk.paint(bob, B, rectangle(20, 10, 20, 10))
    allow(desk, overlap=False)
    assert (desk.object(A).area, desk.object(B).area) == (200, 200)
    check(desk)
    desk.paint(bob, C, rectangle(25, 10, 5, 10))
    assert (desk.object(A).area, desk.object(B).area) == (150, 150)
    desk.undo(bob)
    assert (desk.object(A).area, desk.object(B).area) == (200, 200)
    check(desk)


def test_a_click_on_one_object_changes_no_other(shared: Any, bob: Any) -> None:
    shared.click(bob, A, 20, 20)
    shared.answer_all()
    before = shared.object(A).rle
    shared.click(bob, B, 26, 20)
    assert shared.sent[-1]["writes"] == [str(B)]
    stored = shared.answer()
    assert [view["id"] for view in stored.masks["objects"]] == [str(B)]
    assert shared.object(A).rle == before
    assert shared.mask(A)[20, 26] and shared.mask(B)[20, 26]
    assert (shared.mask(A) & shared.mask(B)).any()
    assert payloads(shared, "decoded")[-1]["overlap"] is True
    check(shared)
    shared.undo(bob)
    assert B not in shared.objects() and shared.object(A).rle == before
    shared.redo(bob)
    assert shared.mask(B)[20, 26] and shared.object(A).rle == before
    check(shared)


def test_a_click_on_a_locked_mask_and_on_a_painted_one_gives_the_place(shared: Any, bob: Any, rectangle: Any) -> None:
    shared.paint(bob, A, rectangle(10, 10, 30, 20))
    shared.set(bob, A, "locked", True)
    shared.paint(bob, C, rectangle(10, 10, 30, 20))
    shared.click(bob, C, 50, 40)
    shared.answer_all()
    before = shared.object(C).rle
    shared.click(bob, B, 24, 20)
    shared.answer_all()
    assert shared.mask(B)[20, 24] and shared.object(B).area > 50
    assert (shared.object(A).area, shared.object(C).rle) == (600, before)
    check(shared)


def test_clicks_still_refine_a_painted_mask_alone(shared: Any, bob: Any, rectangle: Any) -> None:
    shared.paint(bob, A, rectangle(2, 2, 30, 20))
    shared.paint(bob, B, rectangle(2, 2, 30, 20))
    shared.click(bob, A, 36, 20)
    shared.answer_all()
    assert shared.mask(A)[20, 36] and shared.mask(A)[2:22, 2:32].all()
    assert shared.object(B).rle == rectangle(2, 2, 30, 20)
    check(shared)


def test_a_background_click_changes_only_the_objects_that_lie_there(shared: Any, bob: Any, rectangle: Any) -> None:
    for item, x in ((A, 2), (B, 10), (C, 34)):
        shared.paint(bob, item, rectangle(x, 2, 28, 40))
    right = shared.object(C).rle
    shared.click(bob, None, 16, 20)
    assert shared.sent[-1]["writes"] == [str(A), str(B)]
    shared.answer_all()
    assert not shared.mask(A)[20, 16] and not shared.mask(B)[20, 16]
    assert shared.object(C).rle == right
    shared.undo(bob)
    assert (shared.object(A).rle, shared.object(B).rle) == (rectangle(2, 2, 28, 40), rectangle(10, 2, 28, 40))
    check(shared)


def test_a_background_stroke_reaches_what_it_crosses_between_two_of_its_points(shared: Any, bob: Any) -> None:
    shared.click(bob, A, 32, 24)
    shared.answer_all()
    before = shared.object(A).area
    shared.do(bob, messages.Scribble(uuid.uuid4(), None, None, ((5.0, 24.0), (60.0, 24.0))))
    shared.answer_all()
    assert shared.object(A).area < before
    check(shared)


def test_a_background_click_that_nobody_answered_is_heard_with_the_next_one(shared: Any, bob: Any) -> None:
    shared.click(bob, A, 16, 24)
    shared.answer_all()
    before = shared.object(A).area
    shared.click(bob, None, 16, 22)
    shared.sent.clear()
    shared.click(bob, B, 50, 24)
    shared.answer_all()
    assert shared.object(A).area < before
    check(shared)


def test_overlaps_that_are_gone_back_to_later_stay_what_they_were(
    shared: Any, alice: Any, bob: Any, rectangle: Any
) -> None:
    shared.paint(alice, C, rectangle(40, 30, 10, 10))
    shared.paint(bob, A, rectangle(10, 10, 20, 10))
    revision = shared.paint(bob, B, rectangle(20, 10, 20, 10)).revision
    shared.do(bob, messages.Delete(uuid.uuid4(), B))
    allow(shared, False)
    shared.do(bob, messages.Restore(uuid.uuid4(), revision))
    shared.undo(alice)
    assert (shared.object(A).area, shared.object(B).area) == (200, 200)
    check(shared)


def test_a_zoomed_answer_takes_nothing_either(shared: Any, bob: Any) -> None:
    shared.click(bob, A, 20, 20)
    shared.answer_all()
    before = shared.object(A).rle
    shared.click(bob, B, 24, 20, crop=(8, 4, 48, 44))
    assert shared.sent[-1]["yielding"] == []
    shared.answer_all()
    assert shared.mask(B)[20, 24] and shared.object(A).rle == before
    check(shared)


def test_a_restore_brings_overlapping_masks_back_also_after_an_undo(
    shared: Any, alice: Any, bob: Any, rectangle: Any
) -> None:
    shared.paint(alice, C, rectangle(40, 0, 10, 10))
    shared.paint(bob, A, rectangle(10, 10, 20, 10))
    shared.paint(bob, B, rectangle(20, 10, 20, 10))
    shared.delete(bob, B)
    shared.do(bob, messages.Restore(uuid.uuid4(), 3))
    assert (shared.object(A).area, shared.object(B).area) == (200, 200)
    shared.undo(alice)
    assert (shared.object(A).area, shared.object(B).area) == (200, 200)
    check(shared)


def test_an_answer_that_was_asked_for_before_the_project_changed_is_stored_as_it_was_asked(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 20, 20)
    desk.answer_all()
    allow(desk)
    desk.click(bob, B, 26, 20)
    allow(desk, overlap=False)
    desk.answer_all()
    assert (desk.mask(A) & desk.mask(B)).any()
    check(desk)


@given(st.lists(st.one_of(STEPS, st.just("flip")), min_size=1, max_size=30), st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_done_and_allowed_the_document_is_the_fold_of_its_log(
    make_desk: Any, alice: Any, bob: Any, rectangle: Any, steps: list[Any], overlap: bool
) -> None:
    desk = make_desk(name=f"{uuid.uuid4()}.jpg")
    desk.sent.clear()
    names = {n: uuid.uuid4() for n in range(5)}
    locked: dict[Any, Any] = {}
    allow(desk, overlap)
    for step in steps:
        if step == "flip":
            overlap = not overlap
            allow(desk, overlap)
            continue
        kind, person, item, (x, y) = step
        with suppress(Refused):
            act(desk, kind, {"alice": alice, "bob": bob}[person], item and names[item.int], x, y, rectangle)
        rows = desk.objects()
        for held, rle in locked.items():
            if held in rows and rows[held]["is_locked"]:
                assert rows[held]["rle"] == rle
        locked = {held: row["rle"] for held, row in rows.items() if row["is_locked"]}
        check(desk)
    follow(desk)
    for row in desk.objects().values():
        assert row["is_answered"] or row["is_locked"]
    check(desk)


def test_each_of_several_objects_gets_its_place_in_one_step(shared: Any, bob: Any, rectangle: Any) -> None:
    for item in (A, B, C):
        shared.paint(bob, item, rectangle(0, 0, 10, 10))
    shared.do(bob, messages.Set(uuid.uuid4(), (C, A), "z", (1, 8)))
    assert [shared.object(item).z for item in (A, B, C)] == [8, 2, 1]
    (payload,) = payloads(shared, "set")
    assert payload == {"objects": [str(A), str(C)], "z": [8, 1]}
    shared.undo(bob)
    assert [shared.object(item).z for item in (A, B, C)] == [1, 2, 3]
    assert [item.z for item in fold(read_log(shared.annotation.pk)).live()] == [1, 2, 3]
    check(shared)


def test_places_are_whole_numbers_one_for_each_object() -> None:
    raw = {"op": "set", "id": str(A), "objects": [str(A), str(B)]}
    assert messages.parse(raw | {"z": [3, 7]}, (48, 64)) == messages.Set(A, (A, B), "z", (3, 7))
    for bad in ([3], [3, 4, 5], [3, "4"], [3, 4.5], [[3], 4]):
        with pytest.raises(Refused, match="whole number"):
            messages.parse(raw | {"z": bad}, (48, 64))


def test_an_object_that_is_named_twice_gets_no_two_places() -> None:
    raw = {"op": "set", "id": str(uuid.uuid4()), "objects": [str(A), str(A), str(B)], "z": [1, 2, 3]}
    with pytest.raises(Refused, match="once"):
        messages.parse(raw, (48, 64))
