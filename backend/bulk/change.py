"""What a kind of change of many images consists of; changes.py is the table of them.

The verdict on an image is an expression of the database, the same for the preview and for the run: the first refusal
that holds, else ``unchanged``, else ``change``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.utils import timezone

from backend.accounts.models import User
from backend.accounts.roles import Action
from backend.images.models import Image
from backend.projects.models import Project

CHANGE, UNCHANGED, GONE = "change", "unchanged", "gone"
Values = Mapping[str, Any]
Before = dict[str, Any]


@dataclass
class Done:
    """``before`` of each image that was changed, by key; and those that were refused on a closer look, by reason."""

    before: Before = field(default_factory=dict)
    refused: dict[str, list[Image]] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """``action`` is what the same on one image takes. ``check`` turns the fields of a request into the values that are
    kept, or raises Problem 400. ``apply`` gets locked rows where ``locks``. ``restore`` puts back what is still as the
    change left it and returns how many images that was; None: there is no way back."""

    action: Action
    check: Callable[[Values, Project], dict[str, Any]]
    refusals: Callable[[Values, User], dict[str, Q]]
    unchanged: Callable[[Values], Q]
    apply: Callable[[Sequence[Image], Values, User], Done]
    restore: Callable[[Sequence[Image], Before, Values], int] | None = None
    locks: bool = True
    chunk: int = 1000


def with_verdict(images: QuerySet[Image], change: Change, values: Values, user: User) -> Any:
    """The images annotated with their ``verdict``."""
    refusals = change.refusals(values, user)
    whens = [When(condition, then=Value(reason)) for reason, condition in refusals.items()]
    whens.append(When(change.unchanged(values), then=Value(UNCHANGED)))
    return images.annotate(verdict=Case(*whens, default=Value(CHANGE), output_field=CharField()))


def held_by_others(user: User) -> Q:
    """What somebody else is working on now stays theirs."""
    return Q(lease_holder__isnull=False, lease_expires__gt=timezone.now()) & ~Q(lease_holder=user)
