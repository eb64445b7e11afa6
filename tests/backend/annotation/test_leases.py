"""An object that somebody works on is leased to them: others' work leaves it alone, until the lease runs out."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from backend.annotation import actions, leases, messages
from backend.annotation.actions import Outcome, perform
from backend.annotation.leases import LEASE_S, do_leave, do_take_over, live, protected, taken
from backend.annotation.models import Annotation, Operation
from backend.annotation.refusal import Refused
from kernels.rle import Rle
from tests.backend.annotation.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.database]

A, B = UUID(int=1), UUID(int=2)
ALICE = {"id": 1, "name": "Alice", "color": "#e64980"}


def in_editor(desk: Desk, user: Any, message: messages.Operation, *, is_late: bool = False) -> Outcome:
    return perform(user, desk.image.pk, message, is_late=is_late, takes_lease=True)


def click(item: UUID | None, x: float, y: float) -> messages.Click:
    return messages.Click(uuid.uuid4(), item, None, (x, y))


def paint(item: UUID, rle: Rle) -> messages.Paint:
    return messages.Paint(uuid.uuid4(), item, None, rle, "add")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """``clock[0]``: seconds since 1970."""
    now = [1_000_000.0]
    for module in (actions, leases):
        monkeypatch.setattr(module.time, "time", lambda: now[0])
    return now


def test_a_lease_runs_out_and_is_renewed_by_work() -> None:
    first = taken({}, ALICE, [A], 10.0)
    assert live(first, 10.0 + LEASE_S - 1) == first
    assert live(first, 10.0 + LEASE_S) == {}
    assert live(taken(first, ALICE, [A], 20.0), 10.0 + LEASE_S) != {}


def test_a_lease_is_not_taken_from_its_holder() -> None:
    first = taken({}, ALICE, [A], 10.0)
    assert taken(first, {**ALICE, "id": 2}, [A], 12.0) == first


def test_nobodys_work_respects_leases_of_several_people_only() -> None:
    alone = taken({}, ALICE, [A], 10.0)
    both = taken(alone, {**ALICE, "id": 2}, [B], 10.0)
    assert (protected(alone, None), protected(alone, 2), protected(alone, 1)) == (set(), {A}, set())
    assert (protected(both, None), protected(both, 1)) == ({A, B}, {B})


def test_another_persons_click_is_refused_until_the_lease_has_run_out(
    desk: Desk, alice: Any, bob: Any, clock: list[float]
) -> None:
    told = in_editor(desk, alice, click(A, 20.5, 16)).leases
    assert told == [{"object": str(A), "by": {"id": alice.pk, "name": "Alice", "color": alice.color}}]
    with pytest.raises(Refused, match="Alice is working on this object; take it over") as refused:
        in_editor(desk, bob, click(A, 22, 16))
    assert refused.value.code == "object-leased"
    clock[0] += LEASE_S
    assert in_editor(desk, bob, click(A, 22, 16)).leases is not None


@pytest.mark.parametrize("kind", ["click", "scribble", "box", "paint", "reshape", "delete"])
def test_whatever_changes_the_mask_of_a_leased_object_is_refused(
    desk: Desk, alice: Any, bob: Any, rectangle: Callable[..., Rle], kind: str
) -> None:
    in_editor(desk, alice, paint(A, rectangle(2, 2, 8, 8)))
    wanted: dict[str, messages.Operation] = {
        "click": click(A, 4, 4),
        "scribble": messages.Scribble(uuid.uuid4(), A, None, ((4, 4), (6, 6))),
        "box": messages.Box(uuid.uuid4(), A, None, (1, 1, 9, 9)),
        "paint": paint(A, rectangle(4, 4, 2, 2)),
        "reshape": messages.Reshape(uuid.uuid4(), (), (A,), "remove"),
        "delete": messages.Delete(uuid.uuid4(), A),
    }
    before = desk.objects()
    with pytest.raises(Refused) as refused:
        in_editor(desk, bob, wanted[kind])
    assert refused.value.code == "object-leased"
    assert desk.objects() == before


def test_what_was_made_without_a_connection_goes_in_and_leaves_the_lease(desk: Desk, alice: Any, bob: Any) -> None:
    in_editor(desk, alice, click(A, 20.5, 16))
    assert in_editor(desk, bob, click(A, 22, 16), is_late=True).revision == 2
    assert desk.annotation.leases[str(A)]["user"] == alice.pk
    assert len(desk.object(A).clicks) == 2


def test_an_operation_that_is_sent_again_is_acknowledged_whoever_holds_its_object_now(
    desk: Desk, alice: Any, bob: Any
) -> None:
    message = click(A, 20.5, 16)
    in_editor(desk, bob, message)
    do_take_over(alice, desk.image.pk, messages.TakeOver(A))
    assert in_editor(desk, bob, message).is_repeated


def test_a_click_beside_a_leased_object_takes_none_of_its_pixels(desk: Desk, alice: Any, bob: Any) -> None:
    in_editor(desk, alice, click(A, 20.5, 16))
    desk.answer_all()
    before = desk.object(A).rle
    in_editor(desk, bob, click(B, 24.5, 16))
    assert [item["id"] for item in desk.sent[-1]["objects"]] == [str(B)]
    desk.answer_all()
    assert desk.object(A).rle == before
    assert desk.object(B).area > 0
    desk.check()


def test_a_leased_object_that_waits_is_answered_with_the_other_persons_click(desk: Desk, alice: Any, bob: Any) -> None:
    in_editor(desk, alice, click(A, 20.5, 16))
    in_editor(desk, bob, click(B, 44.5, 16))
    desk.answer(desk.sent[-1])
    assert desk.object(A).is_answered and desk.object(B).is_answered
    desk.check()


def test_the_own_leases_do_not_stand_in_the_way_of_a_joint_decode(desk: Desk, alice: Any) -> None:
    in_editor(desk, alice, click(A, 20.5, 16))
    desk.answer_all()
    in_editor(desk, alice, click(B, 24.5, 16))
    assert len(desk.sent[-1]["objects"]) == 2


def test_a_brush_leaves_leased_pixels_also_when_the_log_is_replayed(
    desk: Desk, alice: Any, bob: Any, rectangle: Callable[..., Rle]
) -> None:
    in_editor(desk, alice, paint(A, rectangle(0, 0, 10, 10)))
    in_editor(desk, bob, paint(B, rectangle(5, 0, 10, 10)))
    assert (desk.object(A).area, desk.object(B).area) == (100, 50)
    assert Operation.objects.get(revision=2).payload["kept"] == [str(A)]
    with pytest.raises(Refused, match="somebody else is working on"):
        in_editor(desk, bob, paint(B, rectangle(0, 0, 3, 3)))
    Annotation.objects.update(leases={})
    desk.check()


def test_an_undo_that_would_change_a_leased_mask_is_refused(
    desk: Desk, alice: Any, bob: Any, rectangle: Callable[..., Rle]
) -> None:
    desk.paint(alice, A, rectangle(0, 0, 10, 10))
    desk.paint(bob, B, rectangle(5, 0, 10, 10))
    do_take_over(alice, desk.image.pk, messages.TakeOver(A))
    with pytest.raises(Refused, match="Alice is working on") as refused:
        desk.undo(bob)
    assert refused.value.code == "undo-refused"


def test_going_back_does_not_change_what_somebody_works_on(
    desk: Desk, alice: Any, bob: Any, rectangle: Callable[..., Rle]
) -> None:
    in_editor(desk, alice, paint(A, rectangle(0, 0, 4, 4)))
    in_editor(desk, bob, paint(B, rectangle(10, 10, 14, 14)))
    with pytest.raises(Refused, match="is working on this object"):
        in_editor(desk, bob, messages.Restore(uuid.uuid4(), 0))
    in_editor(desk, bob, messages.Restore(uuid.uuid4(), 1))
    assert list(desk.objects()) == [A]


def test_a_background_click_on_a_leased_mask_is_refused_and_one_beside_it_goes_in(
    desk: Desk, alice: Any, bob: Any, rectangle: Callable[..., Rle]
) -> None:
    in_editor(desk, alice, paint(A, rectangle(0, 0, 4, 4)))
    with pytest.raises(Refused, match="is working on this object"):
        in_editor(desk, bob, click(None, 2.5, 2.5))
    in_editor(desk, bob, click(None, 10.5, 2.5))


def test_going_back_that_comes_late_is_refused(desk: Desk, alice: Any, bob: Any, rectangle: Callable[..., Rle]) -> None:
    in_editor(desk, bob, paint(B, rectangle(10, 10, 4, 4)))
    in_editor(desk, alice, paint(A, rectangle(0, 0, 4, 4)))
    with pytest.raises(Refused, match="look at the history again"):
        in_editor(desk, bob, messages.Restore(uuid.uuid4(), 1), is_late=True)
    assert set(desk.objects()) == {A, B}


def test_taking_over_turns_the_lease_around(desk: Desk, alice: Any, bob: Any) -> None:
    in_editor(desk, alice, click(A, 20.5, 16))
    (held,) = do_take_over(bob, desk.image.pk, messages.TakeOver(A))
    assert held["by"]["name"] == "Bob"
    in_editor(desk, bob, click(A, 22, 16))
    with pytest.raises(Refused, match="Bob is working"):
        in_editor(desk, alice, click(A, 23, 16))


def test_only_who_may_annotate_takes_over(desk: Desk, alice: Any, viewer: Any, charlie: Any) -> None:
    in_editor(desk, alice, click(A, 20.5, 16))
    with pytest.raises(Refused) as refused:
        do_take_over(viewer, desk.image.pk, messages.TakeOver(A))
    assert refused.value.code == "role-too-low"
    with pytest.raises(Annotation.DoesNotExist):
        do_take_over(charlie, desk.image.pk, messages.TakeOver(A))
    with pytest.raises(Refused) as refused:
        do_take_over(alice, desk.image.pk, messages.TakeOver(B))
    assert refused.value.code == "unknown-object"


def test_who_leaves_gives_back_the_own_leases_alone(desk: Desk, alice: Any, bob: Any) -> None:
    in_editor(desk, alice, click(A, 20.5, 16))
    in_editor(desk, bob, click(B, 44.5, 16))
    remaining = do_leave(bob, desk.image.pk)
    assert remaining is not None and [lease["object"] for lease in remaining] == [str(A)]
    assert do_leave(bob, desk.image.pk) is None


def test_a_deleted_object_is_leased_to_nobody(desk: Desk, alice: Any) -> None:
    in_editor(desk, alice, click(A, 20.5, 16))
    assert in_editor(desk, alice, messages.Delete(uuid.uuid4(), A)).leases == []


def test_scripts_without_an_editor_lease_nothing(desk: Desk, alice: Any) -> None:
    assert desk.click(alice, A, 20.5, 16).leases is None
    assert desk.annotation.leases == {}
