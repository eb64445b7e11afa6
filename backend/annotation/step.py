"""An operation that was checked: what of it goes to the log and what it changes. ``actions.py`` appends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.accounts.models import User
from backend.annotation import messages, rows
from backend.annotation.fold import apply
from backend.annotation.models import Annotation
from backend.annotation.state import DocumentState, Effect, Entry, ObjectState
from backend.annotation.undo import Stacks


@dataclass(frozen=True)
class Step:
    """A checked operation: its payload, the rows it read, the state after it and what it changed there."""

    payload: dict[str, Any]
    existing: frozenset[UUID]
    state: DocumentState
    effect: Effect
    stacks: Stacks | None = None


def kind_of(message: messages.Operation) -> str:
    return type(message).__name__.lower()


def entry_of(annotation: Annotation, user: User, message: messages.Operation, payload: dict[str, Any]) -> Entry:
    return Entry(annotation.revision, kind_of(message), payload, user.pk, message.id)


def applied(
    annotation: Annotation, user: User, message: messages.Operation, payload: dict[str, Any], touched: list[ObjectState]
) -> Step:
    """``touched``: all rows that the operation can change or must look at."""
    state = rows.read_state(annotation, touched)
    effect = apply(state, entry_of(annotation, user, message, payload))
    return Step(payload, frozenset(item.id for item in touched), state, effect)
