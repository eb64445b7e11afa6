"""Personal undo and redo, and the replay of whatever people and workers do in whatever order."""

from __future__ import annotations

import uuid
from contextlib import suppress
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.annotation.models import Object
from backend.annotation.reading import read_document
from backend.annotation.refusal import Refused
from backend.annotation.state import DocumentState, ObjectState
from backend.annotation.undo import difference
from backend.annotation.watchdog import sweep
from backend.projects.models import Label
from kernels.rle import encode

A, B, C = (uuid.UUID(int=n) for n in (1, 2, 3))


def seen(desk: Any) -> dict[Any, Any]:
    return {key: (row["rle"], row["clicks"], row["label_id"]) for key, row in desk.objects().items()}


def test_undo_of_a_click_brings_back_the_masks_before_it_without_the_model(desk: Any, bob: Any) -> None:
    states = [seen(desk)]
    for item, x, y in ((A, 16, 24), (A, 22, 24), (B, 40, 24), (A, 30, 24), (None, 34, 24)):
        desk.click(bob, item, x, y)
        desk.answer_all()
        states.append(seen(desk))
    decodes = desk.model.decodes
    for state in reversed(states[:-1]):
        outcome = desk.undo(bob)
        assert seen(desk) == state
        desk.check()
    assert not outcome.can_undo
    assert outcome.can_redo
    for state in states[1:]:
        outcome = desk.redo(bob)
        assert seen(desk) == state
        desk.check()
    assert not outcome.can_redo
    assert desk.model.decodes == decodes
    assert desk.sent == []


def test_undo_of_a_click_that_was_not_answered_yet_needs_no_answer(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer()
    before = desk.object(A).rle
    desk.click(bob, A, 40, 24)
    late = desk.sent.pop()
    desk.undo(bob)
    assert desk.sent == []
    desk.answer(late)
    assert desk.object(A).rle == before
    desk.check()


def test_answer_that_came_after_the_undo_is_there_at_the_redo(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    late = desk.sent.pop()
    desk.undo(bob)
    desk.answer(late)
    assert desk.objects() == {}
    desk.redo(bob)
    assert desk.mask(A)[24, 16]
    desk.check()


def test_another_maker_of_the_same_mask_is_told_like_another_mask() -> None:
    """An answer that follows an undo tells clients of ``masked`` objects alone."""
    key, mask = uuid.uuid4(), encode(np.ones((2, 2), dtype=bool))
    by_hand, by_model = DocumentState(), DocumentState()
    by_hand.objects[key] = ObjectState(key, rle=mask)
    by_model.objects[key] = ObjectState(key, rle=mask, model={"name": "nano", "digest": "d", "engine": "onnx/cpu"})
    assert difference(by_hand, by_model).masked == {key}
    by_model.objects[key] = ObjectState(key, rle=mask, label=7)
    assert difference(by_hand, by_model).masked == set()


def test_undo_is_personal(desk: Any, alice: Any, bob: Any) -> None:
    desk.click(alice, A, 16, 24)
    desk.click(bob, B, 40, 24)
    desk.answer_all()
    desk.undo(alice)
    assert set(desk.objects()) == {B}
    with pytest.raises(Refused) as refused:
        desk.undo(alice)
    assert refused.value.code == "nothing-to-undo"
    desk.check()


def test_undo_is_refused_when_somebody_else_has_worked_on_the_object_since(desk: Any, alice: Any, bob: Any) -> None:
    desk.click(alice, A, 16, 24)
    desk.click(bob, A, 22, 24)
    desk.answer_all()
    with pytest.raises(Refused) as refused:
        desk.undo(alice)
    assert refused.value.code == "undo-refused"
    desk.undo(bob)
    desk.undo(alice)
    assert desk.objects() == {}
    desk.check()


def test_redo_is_refused_when_somebody_else_has_worked_on_the_object_since(desk: Any, alice: Any, bob: Any) -> None:
    desk.click(alice, A, 16, 24)
    desk.click(alice, A, 20, 24)
    desk.undo(alice)
    desk.click(bob, A, 10, 24)
    with pytest.raises(Refused) as refused:
        desk.redo(alice)
    assert refused.value.code == "undo-refused"


def test_undo_keeps_what_others_were_answered_meanwhile(desk: Any, alice: Any, bob: Any) -> None:
    desk.click(alice, A, 16, 24)
    desk.click(bob, B, 34, 24)
    desk.answer_all()
    desk.click(alice, A, 24, 24)
    desk.answer_all()
    desk.click(bob, B, 44, 24)
    desk.answer_all()
    desk.undo(alice)
    desk.answer_all()
    assert desk.mask(B)[24, 44]
    assert len(desk.object(A).clicks) == 1
    desk.check()


def test_new_work_ends_what_can_be_redone(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.undo(bob)
    desk.click(bob, B, 16, 24)
    with pytest.raises(Refused) as refused:
        desk.redo(bob)
    assert refused.value.code == "nothing-to-redo"


def test_undo_of_a_deletion_brings_the_object_back_whole(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 20, 24)
    desk.answer_all()
    before = desk.mask(A)
    desk.delete(bob, A)
    desk.click(bob, B, 24, 24)
    desk.answer_all()
    desk.undo(bob)
    desk.undo(bob)
    assert (desk.mask(A) == before).all()
    desk.check()


def test_undo_never_changes_the_mask_of_a_locked_object(desk: Any, alice: Any, bob: Any) -> None:
    desk.click(alice, A, 20, 24)
    desk.answer_all()
    desk.click(bob, B, 30, 24)
    desk.answer_all()
    desk.set(alice, A, "locked", True)
    with pytest.raises(Refused) as refused:
        desk.undo(bob)
    assert refused.value.code == "undo-refused"
    desk.check()


def test_undo_is_possible_after_a_reload(desk: Any, bob: Any, client_of: Any) -> None:
    desk.click(bob, A, 16, 24)
    assert read_document(bob, desk.image)["can_undo"] is True
    desk.undo(bob)
    document = client_of(bob).get(f"/api/v1/images/{desk.image.pk}/annotation/").json()
    assert (document["can_undo"], document["can_redo"], document["objects"]) == (False, True, [])


def test_label_that_was_deleted_is_null_in_objects_undo_and_replay(desk: Any, bob: Any, label: Any) -> None:
    desk.click(bob, A, 16, 24, label.pk)
    desk.click(bob, B, 40, 24, label.pk)
    desk.answer_all()
    Label.objects.filter(pk=label.pk).delete()
    assert desk.object(A).label_id is None
    desk.check()
    desk.undo(bob)
    desk.redo(bob)
    assert desk.object(B).label_id is None
    desk.check()


def test_replay_command_finds_a_row_that_the_log_does_not_make(desk: Any, bob: Any, capsys: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer_all()
    call_command("replay", "--all")
    assert "1 documents, 2 operations, 0 with differences" in capsys.readouterr().out
    Object.objects.update(z=77)
    with pytest.raises(CommandError):
        call_command("replay", "--image", str(desk.image.pk))
    assert "z differ" in capsys.readouterr().err


PEOPLE = st.sampled_from(["alice", "bob"])
OBJECTS = st.sampled_from([A, B, C, uuid.UUID(int=4)])
POINTS = st.tuples(st.integers(0, 63), st.integers(0, 47))
STEPS = st.one_of(
    st.tuples(st.just("click"), PEOPLE, st.one_of(st.none(), OBJECTS, OBJECTS), POINTS),
    st.tuples(st.just("answer"), PEOPLE, OBJECTS, POINTS),
    st.tuples(st.just("undo"), PEOPLE, OBJECTS, POINTS),
    st.tuples(st.just("redo"), PEOPLE, OBJECTS, POINTS),
    st.tuples(st.just("paint"), PEOPLE, OBJECTS, POINTS),
    st.tuples(st.just("erase"), PEOPLE, OBJECTS, POINTS),
    st.tuples(st.sampled_from(["reshape", "split", "merge", "bounds"]), PEOPLE, OBJECTS, POINTS),
    st.tuples(st.sampled_from(["lock", "unlock", "delete", "z"]), PEOPLE, OBJECTS, POINTS),
)


@given(st.lists(STEPS, min_size=1, max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_done_the_document_is_the_fold_of_its_log(
    make_desk: Any, alice: Any, bob: Any, rectangle: Any, steps: list[Any]
) -> None:
    desk = make_desk(name=f"{uuid.uuid4()}.jpg")
    desk.sent.clear()
    names = {n: uuid.uuid4() for n in range(5)}
    locked: dict[Any, Any] = {}
    for kind, person, item, (x, y) in steps:
        user = alice if person == "alice" else bob
        key = None if item is None else names[item.int]
        with suppress(Refused):
            act(desk, kind, user, key, x, y, rectangle)
        rows = desk.objects()
        for held, rle in locked.items():
            if held in rows and rows[held]["is_locked"]:
                assert rows[held]["rle"] == rle
        locked = {held: row["rle"] for held, row in rows.items() if row["is_locked"]}
        desk.check()
    follow(desk)
    for row in desk.objects().values():
        assert row["is_answered"] or row["is_locked"]
    desk.check()


def act(desk: Any, kind: str, user: Any, key: Any, x: int, y: int, rectangle: Any) -> None:
    if kind == "click":
        desk.click(user, key, x, y)
    elif kind == "answer" and desk.sent:
        desk.answer(desk.sent.pop(x % len(desk.sent)))
    elif kind in ("undo", "redo"):
        getattr(desk, kind)(user)
    elif kind in ("paint", "erase"):
        brush = rectangle(min(x, 50), min(y, 40), 14, 8)
        desk.paint(user, key, brush, "add" if kind == "paint" else "erase")
    elif kind == "bounds":
        desk.bounds(user, key, min(x, 50), min(y, 40), min(x, 50) + 9, min(y, 40) + 6)
    elif kind in ("reshape", "split", "merge"):
        left, right = rectangle(min(x, 50), min(y, 40), 7, 8), rectangle(min(x, 50) + 7, min(y, 40), 7, 8)
        others = [held for held in desk.objects() if held != key]
        new = {uuid.uuid4(): right} if kind == "split" else {}
        removed = tuple(others[:2]) if kind == "merge" else ()
        desk.reshape(user, {key: left}, new=new, removed=removed, reason="grow" if kind == "reshape" else kind)
    elif kind in ("lock", "unlock"):
        desk.set(user, key, "locked", kind == "lock")
    elif kind == "z":
        desk.set(user, key, "z", x)
    elif kind == "delete":
        desk.delete(user, key)


def follow(desk: Any) -> None:
    """Let the worker and the watchdog finish."""
    desk.answer_all()
    for _ in range(4):
        sweep(timezone.now() + timedelta(seconds=60), desk.image.pk)
        desk.answer_all()
