"""A fold goes on from where an earlier one was, where that is so still. The property tests of undo and restore hold it
to the fold from the beginning."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest

from backend.annotation import fold as folding
from backend.annotation import rows
from backend.annotation.checkpoints import CHECKPOINTS
from backend.annotation.fold import fold, fold_again
from backend.annotation.state import Entry

STEPS = 8


@pytest.fixture
def painted(desk: Any, bob: Any, rectangle: Any) -> Any:
    """Eight objects, painted one after the other."""
    for step in range(STEPS):
        desk.paint(bob, uuid.UUID(int=step + 1), rectangle(5 * step, 2, 4, 4))
    return desk


@pytest.fixture
def applied(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Revisions of the operations that folds have applied."""
    seen: list[int] = []
    apply = folding.apply

    def note(state: Any, entry: Entry, **options: Any) -> Any:
        seen.append(entry.revision)
        return apply(state, entry, **options)

    monkeypatch.setattr(folding, "apply", note)
    return seen


def test_who_undoes_again_waits_for_the_last_operations_alone(painted: Any, bob: Any, applied: list[int]) -> None:
    painted.undo(bob)
    assert applied == list(range(1, STEPS))
    applied.clear()
    painted.undo(bob)
    assert applied == [STEPS - 2]
    painted.check()


def test_what_happened_before_a_checkpoint_is_undone_all_the_same(painted: Any, bob: Any) -> None:
    for left in reversed(range(STEPS)):
        painted.undo(bob)
        assert len(painted.objects()) == left
        painted.check()
    for count in range(STEPS):
        painted.redo(bob)
        assert len(painted.objects()) == count + 1
        painted.check()


def test_a_checkpoint_of_another_log_is_not_gone_on_from(painted: Any, bob: Any) -> None:
    painted.undo(bob)
    log = rows.read_log(painted.annotation.pk)
    others = [replace(entry, client_id=uuid.uuid4(), payload=log[0].payload) for entry in log[:STEPS]]
    assert CHECKPOINTS.find(painted.annotation.pk, others, {entry.revision for entry in others}) is None
    again = fold_again(painted.annotation.pk, others, STEPS)
    assert set(again.objects) == set(fold(others).objects) == {uuid.UUID(int=1)}
