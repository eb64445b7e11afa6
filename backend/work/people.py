"""Who has how much: for everybody who may annotate in a project, what waits for them and what they hold now."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from backend.accounts.roles import Action, Role, allows
from backend.images.models import TO_ANNOTATE, Image
from backend.projects.access import people_of
from backend.projects.models import Project


def people_at_work(project: Project) -> list[dict[str, Any]]:
    """Each with ``assigned`` (images, replicas too, that wait for them), ``in_batches`` (those that wait in batches of
    theirs alone), ``submitted`` and ``holds``, an image."""
    images = Image.objects.filter(project=project)
    leases = images.filter(lease_holder__isnull=False, lease_expires__gt=timezone.now())
    held = {image.lease_holder_id: image for image in leases}
    assigned = _by_person(images.filter(TO_ANNOTATE))
    batched = _by_person(images.filter(TO_ANNOTATE, assignee=None, batch__isnull=False), "batch__assignee")
    submitted = _by_person(images.filter(state=Image.State.SUBMITTED))
    members: Any = people_of(project)
    return [
        {
            "id": member.user_id,
            "name": member.user.display_name,
            "color": member.user.color,
            "role": member.effective,
            "assigned": assigned.get(member.user_id, 0),
            "in_batches": batched.get(member.user_id, 0),
            "submitted": submitted.get(member.user_id, 0),
            "holds": held.get(member.user_id),
        }
        for member in members
        if allows(Role(member.effective), Action.ANNOTATE)
    ]


def _by_person(images: QuerySet[Image], person: str = "assignee") -> dict[int | None, int]:
    rows = images.filter(**{f"{person}__isnull": False}).order_by().values_list(f"{person}_id")
    return dict(rows.annotate(count=Count("pk")))
