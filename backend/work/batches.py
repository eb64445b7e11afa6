"""Batches: made, changed, counted. Deleting one leaves its images where they are, in no batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.http import Http404

from backend.accounts.audit import Event, record
from backend.accounts.models import Group
from backend.accounts.roles import Action, Role, allows
from backend.config.problems import Code, Problem
from backend.images.models import Image
from backend.images.visibility import listed_for
from backend.projects.access import Person, check, people_of
from backend.projects.models import Project
from backend.work.models import Batch


def batch_for(user: Person, batch_id: int, action: Action) -> Batch:
    """The batch, when the user may do ``action`` in its project; raises Http404 or Problem 403."""
    return batch_and_role(user, batch_id, action)[0]


def batch_and_role(user: Person, batch_id: int, action: Action) -> tuple[Batch, Role]:
    """Like ``batch_for``, with the user's role in its project."""
    batch = Batch.objects.select_related("project", "assignee", "group").filter(pk=batch_id).first()
    if batch is None:
        raise Http404
    return batch, check(user, batch.project_id, action)


def counts_of(batches: Iterable[Batch], role: Role) -> dict[int, dict[str, int]]:
    """How many images of each batch are in each state, of those that lists show to ``role``: one query for all."""
    images = Image.objects.filter(listed_for(role), batch__in=[batch.pk for batch in batches]).order_by()
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for batch_id, state, count in images.values_list("batch_id", "state").annotate(count=Count("pk")):
        counts[batch_id][state] = count
    return counts


def check_assignee(project: Project, user_id: int | None) -> None:
    """Raise Problem 400 unless the person may annotate in the project; None is nobody."""
    if user_id is None:
        return
    membership: Any = people_of(project).filter(user=user_id).first()
    if membership is None:
        detail = f"There is no person {user_id} in this project; choose one of its members."
    elif not allows(Role(membership.effective), Action.ANNOTATE):
        name = membership.user.display_name
        detail = f"{name} may only look at this project; give them the role annotator first, or choose somebody else."
    else:
        return
    raise Problem(Code.INVALID, detail, errors={"assignee": [detail]})


def check_group(project: Project, group_id: int | None) -> None:
    """Raise Problem 400 unless the group is one of the project's team; None is no group."""
    is_ours = group_id is None or Group.objects.filter(pk=group_id, organization=project.organization_id).exists()
    if not is_ours:
        detail = f"There is no group {group_id} in this team; choose one of its groups."
        raise Problem(Code.INVALID, detail, errors={"group": [detail]})


def do_save_batch(batch: Batch, values: dict[str, Any]) -> Batch:
    """Store a new or changed batch; Problem 400 for whom it cannot be given to, 409 for a name that is taken."""
    before = _seen(batch) if batch.pk else None
    for name, value in values.items():
        setattr(batch, name, value)
    if batch.assignee_id is not None and batch.group_id is not None:
        raise Problem(Code.INVALID, "A batch is given to a person or to a group, not to both; leave one of them empty.")
    check_assignee(batch.project, values.get("assignee_id"))
    check_group(batch.project, values.get("group_id"))
    try:
        with transaction.atomic():
            batch.save()
            _record_saved(batch, before)
    except IntegrityError:
        detail = f"This project has a batch called {batch.name!r} already; choose another name."
        raise Problem(Code.CONFLICT, detail, 409, errors={"name": [detail]}) from None
    return batch


def do_delete_batch(batch: Batch) -> None:
    """Its images stay, in no batch."""
    with transaction.atomic():
        _record(Event.BATCH_DELETED, batch)
        batch.delete()


def _seen(batch: Batch) -> dict[str, Any]:
    """What can be changed of a batch, as the audit log tells it."""
    assignee, group = batch.assignee.username if batch.assignee else None, batch.group.name if batch.group else None
    return {"name": batch.name, "priority": batch.priority, "assignee": assignee, "group": group}


def _record_saved(batch: Batch, before: dict[str, Any] | None) -> None:
    if before is None:
        _record(Event.BATCH_CREATED, batch)
        return
    after = _seen(batch)
    changes = {field: [before[field], after[field]] for field in before if before[field] != after[field]}
    if changes:
        _record(Event.BATCH_CHANGED, batch, changes=changes)


def _record(event: Event, batch: Batch, **detail: Any) -> None:
    record(event, batch.project.organization_id, project_id=batch.project_id, target=batch.name, **detail)
