"""Going back to an earlier revision: exact, undoable, refused where it would touch what is locked, and replayed."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.annotation import messages
from backend.annotation.past import read_past
from backend.annotation.reading import read_document
from backend.annotation.refusal import Refused
from backend.config.problems import Code
from backend.projects.models import Label

A, B, C = (uuid.UUID(int=n) for n in (1, 2, 3))


def restore(desk: Any, user: Any, revision: int) -> Any:
    return desk.do(user, messages.Restore(uuid.uuid4(), revision))


def content(document: dict[str, Any]) -> dict[str, Any]:
    return {key: document[key] for key in ("objects", "background", "background_strokes")}


def now(desk: Any, user: Any) -> dict[str, Any]:
    return content(read_document(user, desk.image))


def at(desk: Any, revision: int) -> dict[str, Any]:
    return content(read_past(desk.image, revision))


@pytest.fixture
def work(desk: Any, bob: Any, label: Any, rectangle: Any) -> Any:
    """Two clicked objects, a painted one, a click on the background, a label, and one object that was deleted."""
    desk.click(bob, A, 16, 24)
    desk.answer_all()
    desk.click(bob, B, 40, 24)
    desk.answer_all()
    desk.click(bob, None, 30, 24)
    desk.answer_all()
    desk.paint(bob, C, rectangle(2, 2, 8, 8))
    desk.set(bob, A, "label", label.pk)
    desk.delete(bob, B)
    return desk


def test_every_revision_can_be_gone_back_to_and_taken_back(work: Any, bob: Any) -> None:
    last = work.annotation.revision
    whole = now(work, bob)
    for revision in range(last):
        changed = restore(work, bob, revision).changed
        assert now(work, bob) == at(work, revision)
        assert {item["id"] for item in changed["objects"]} <= {item["id"] for item in at(work, revision)["objects"]}
        work.check()
        work.undo(bob)
        assert now(work, bob) == whole
        work.check()
    work.redo(bob)
    assert now(work, bob) == at(work, last - 1)
    work.check()


def test_a_past_document_is_what_was_read_then(desk: Any, bob: Any) -> None:
    read = [now(desk, bob)]
    for x in (16, 22, 40):
        desk.click(bob, A if x < 30 else B, x, 24)
        read.append(now(desk, bob))
        desk.answer_all()
        read.append(now(desk, bob))
    desk.undo(bob)
    desk.undo(bob)
    assert [at(desk, revision) for revision in range(len(read))] == read


def test_going_back_to_before_another_restore_and_after_it(work: Any, bob: Any, rectangle: Any) -> None:
    restore(work, bob, 2)
    first = work.annotation.revision
    work.paint(bob, A, rectangle(50, 40, 6, 6))
    restore(work, bob, 4)
    restore(work, bob, first)
    assert now(work, bob) == at(work, 2) == at(work, first)
    work.check()
    restore(work, bob, first + 1)
    assert now(work, bob) == at(work, first + 1)
    work.check()


def test_what_was_undone_since_is_back(work: Any, bob: Any) -> None:
    last = work.annotation.revision
    whole = now(work, bob)
    for _ in range(3):
        work.undo(bob)
    restore(work, bob, last)
    assert now(work, bob) == whole
    work.check()


def test_locked_masks_do_not_go_back(work: Any, bob: Any) -> None:
    work.set(bob, C, "locked", True)
    with pytest.raises(Refused) as refused:
        restore(work, bob, 1)
    assert refused.value.code == Code.OBJECT_LOCKED
    work.set(bob, C, "locked", False)
    restore(work, bob, 1)
    work.check()


def test_objects_whose_label_was_deleted_since_come_back_without_one(work: Any, bob: Any, label: Any) -> None:
    labelled = work.annotation.revision - 1
    restore(work, bob, 2)
    Label.objects.filter(pk=label.pk).delete()
    restore(work, bob, labelled)
    assert work.object(A).label_id is None
    assert now(work, bob) == at(work, labelled)
    work.check()


def test_what_is_not_there_and_what_changes_nothing_is_refused(work: Any, bob: Any) -> None:
    last = work.annotation.revision
    with pytest.raises(Refused) as refused:
        restore(work, bob, last + 1)
    assert refused.value.code == Code.BAD_MESSAGE
    with pytest.raises(Refused) as refused:
        restore(work, bob, last)
    assert refused.value.code == Code.CONFLICT
    assert work.annotation.revision == last


def test_an_object_that_going_back_removed_is_not_made_anew_by_a_late_click(work: Any, bob: Any) -> None:
    restore(work, bob, 0)
    with pytest.raises(Refused, match="was deleted"):
        work.click(bob, A, 18, 24)


def test_steps_of_others_are_undone_where_the_restore_left_their_objects_alone(desk: Any, alice: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer_all()
    before = desk.annotation.revision
    desk.click(alice, B, 48, 24)
    desk.answer_all()
    restore(desk, alice, before)
    desk.undo(bob)
    assert desk.objects() == {}
    desk.check()


def test_steps_of_others_on_what_went_back_are_not_undone_under_it(desk: Any, alice: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer_all()
    desk.click(bob, A, 22, 24)
    desk.answer_all()
    restore(desk, alice, 2)
    with pytest.raises(Refused) as refused:
        desk.undo(bob)
    assert refused.value.code == Code.UNDO_REFUSED
    desk.check()


def test_an_answer_to_what_is_no_longer_there_changes_nothing(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer_all()
    desk.click(bob, A, 40, 24)
    late = desk.sent.pop()
    restore(desk, bob, 2)
    before = now(desk, bob)
    desk.answer(late)
    assert now(desk, bob) == before
    desk.check()


def test_what_waited_for_its_mask_then_is_asked_for_again(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer_all()
    desk.delete(bob, A)
    restore(desk, bob, 1)
    assert [item["id"] for item in desk.sent[-1]["objects"]] == [str(A)]
    desk.answer_all()
    assert desk.mask(A)[24, 16]
    desk.check()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["click", "click", "erase", "paint", "delete", "undo", "redo", "restore", "answer"]),
        st.integers(0, 1),
        st.sampled_from([A, B, C, None]),
        st.integers(0, 11),
        st.integers(0, 7),
    ),
    min_size=4,
    max_size=24,
)


@given(STEPS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_two_people_and_the_model_do_the_log_replays(
    make_desk: Any, alice: Any, bob: Any, rectangle: Any, steps: Any
) -> None:
    desk = make_desk()
    desk.sent.clear()
    ids = {A: uuid.uuid4(), B: uuid.uuid4(), C: uuid.uuid4()}
    for kind, person, named, x, y in steps:
        user, item = (alice, bob)[person], ids.get(named) or ids[A]
        with suppress(Refused):
            match kind:
                case "click":
                    desk.click(user, named and item, 5 * x + 2, 5 * y + 2)
                case "paint" | "erase":
                    desk.paint(user, item, rectangle(5 * x, 5 * y, 8, 8), "add" if kind == "paint" else "erase")
                case "delete":
                    desk.delete(user, item)
                case "undo":
                    desk.undo(user)
                case "redo":
                    desk.redo(user)
                case "restore":
                    goal = min(x + y, desk.annotation.revision)
                    restore(desk, user, goal)
                    assert now(desk, user) == at(desk, goal)
                case _ if desk.sent:
                    desk.answer()
        desk.check()
