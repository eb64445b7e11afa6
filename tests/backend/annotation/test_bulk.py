"""One field of many objects in one step of the log, and of undo."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from backend.annotation import messages
from backend.annotation.models import Object
from backend.annotation.refusal import Refused

A, B, C = (uuid.UUID(int=number) for number in (1, 2, 3))
pytestmark = pytest.mark.django_db


@pytest.fixture
def painted(desk: Any, bob: Any, rectangle: Any) -> Any:
    for place, item in enumerate((A, B, C)):
        desk.paint(bob, item, rectangle(12 * place, 0, 10, 10))
    return desk


def set_all(desk: Any, user: Any, items: tuple[uuid.UUID, ...], field: str, value: Any) -> Any:
    return desk.do(user, messages.Set(uuid.uuid4(), items, field, value))


def locked() -> set[uuid.UUID]:
    return set(Object.objects.filter(is_locked=True).values_list("pk", flat=True))


def test_many_are_locked_in_one_step_and_undone_in_one(painted: Any, bob: Any) -> None:
    before = Object.objects.get(pk=A).annotation.revision
    outcome = set_all(painted, bob, (A, B), "locked", True)
    assert outcome.revision == before + 1
    assert locked() == {A, B}
    assert {view["id"] for view in outcome.changed["objects"]} == {str(A), str(B)}
    painted.undo(bob)
    assert locked() == set()


def test_a_locked_object_among_them_refuses_a_new_label_for_all(painted: Any, bob: Any) -> None:
    painted.set(bob, B, "locked", True)
    with pytest.raises(Refused, match="locked"):
        set_all(painted, bob, (A, B), "label", None)


def test_an_unknown_object_among_them_is_refused(painted: Any, bob: Any) -> None:
    with pytest.raises(Refused, match="not in this image"):
        set_all(painted, bob, (A, uuid.uuid4()), "locked", True)


def test_undo_of_a_bulk_step_is_refused_after_somebody_else_worked_on_one(
    painted: Any, bob: Any, alice: Any, rectangle: Any
) -> None:
    set_all(painted, bob, (A, B), "z", 7)
    painted.paint(alice, B, rectangle(12, 10, 10, 5))
    with pytest.raises(Refused, match="somebody else"):
        painted.undo(bob)


def test_more_objects_may_be_removed_at_once_than_given_masks() -> None:
    raw = {"op": "reshape", "id": str(A), "objects": [], "reason": "remove"}
    gone = [str(uuid.uuid4()) for _ in range(messages.MAX_OBJECTS)]
    assert isinstance(messages.parse(raw | {"removed": gone}, (48, 64)), messages.Reshape)
    with pytest.raises(Refused, match="2001"):
        messages.parse(raw | {"removed": [*gone, str(A)]}, (48, 64))
