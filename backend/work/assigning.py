"""Dealing images out: to a person, into a batch, with a priority; many at once, all of it in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from backend.accounts.roles import Role
from backend.config.problems import Code, Problem
from backend.images.listing import listed
from backend.images.models import Image
from backend.projects.models import Project
from backend.work.batches import check_assignee
from backend.work.models import Batch
from backend.work.returning import OF_CONSENSUS, untouched

COLUMNS = {"assignee": "assignee_id", "batch": "batch_id", "priority": "priority"}


@dataclass(frozen=True)
class Filter:
    """The list of images that ``query_params`` describe, as ``user`` sees it."""

    query_params: Mapping[str, str]
    user: Any


def chosen(
    project: Project, role: Role, images: Sequence[UUID] | None, filter_: Filter | None, count: int | None
) -> QuerySet[Image]:
    """The images named, replicas too, or those of the list; of these the first ``count`` in the order of the list."""
    if images is not None:
        return Image.objects.filter(pk__in=images, project=project)
    assert filter_ is not None
    found = listed(filter_, project.pk, role)
    return found if count is None else found[:count]


def do_assign(project: Project, images: QuerySet[Image], changes: Mapping[str, Any]) -> int:
    """Give ``images`` an ``assignee``, a ``batch`` (ids, None takes it away) and a ``priority``, those that are named
    in ``changes``; returns how many were changed.

    Of a replica only the person changes, and only before anything was done on it: Problem 409 otherwise.

    What somebody else holds now stays theirs until they hand it in: it is left as it is.
    """
    check_assignee(project, changes.get("assignee"))
    check_batch(project, changes.get("batch"))
    rows = Image.objects.filter(pk__in=images.values("pk"))
    _check_replicas(rows.filter(replica__gt=0), changes)
    if "assignee" in changes or "batch" in changes:
        rows = rows.exclude(_held_by_others(changes.get("assignee")))
    values = {column: changes[name] for name, column in COLUMNS.items() if name in changes}
    return rows.update(**values, updated=timezone.now())


def _held_by_others(assignee: int | None) -> Q:
    held = Q(lease_holder__isnull=False, lease_expires__gt=timezone.now())
    return held if assignee is None else held & ~Q(lease_holder=assignee)


def _check_replicas(replicas: QuerySet[Image], changes: Mapping[str, Any]) -> None:
    """Raise Problem 409 unless each is of a consensus and nobody began it, and the person has none of its image."""
    named = list(replicas.select_related("assignee"))
    if not named:
        return
    if "batch" in changes or "assignee" not in changes:
        raise Problem(Code.CONFLICT, "A replica has its batch and priority from its original; change those there.", 409)
    free = set(untouched(replicas.filter(OF_CONSENSUS)).values_list("pk", flat=True))
    begun = next((replica for replica in named if replica.pk not in free), None)
    if begun is not None:
        whose = begun.assignee.display_name if begun.assignee else "somebody"
        detail = f"{whose} has begun this replica of {begun.name!r}, or it is for one person alone: it stays theirs."
        raise Problem(Code.CONFLICT, f"{detail} Once they leave it, the queue asks somebody else.", 409)
    person = changes["assignee"]
    taken = Image.objects.filter(original__in=[replica.original_id for replica in named], assignee=person)
    if (person is not None and taken.exclude(pk__in=free).exists()) or _is_twice(named, person):
        raise Problem(Code.CONFLICT, "This person has a replica of the image already; choose somebody else.", 409)


def _is_twice(replicas: list[Image], person: int | None) -> bool:
    """Whether the person would get two of one image."""
    return person is not None and len({replica.original_id for replica in replicas}) < len(replicas)


def check_batch(project: Project, batch_id: int | None) -> None:
    if batch_id is not None and not Batch.objects.filter(pk=batch_id, project=project).exists():
        detail = f"There is no batch {batch_id} in this project; choose one of its batches, or make it first."
        raise Problem(Code.INVALID, detail, errors={"batch": [detail]})
