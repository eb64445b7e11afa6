"""``emit(...)`` tells the webhooks that ask for it what happened. Call it in the transaction of what it tells of.

It costs one indexed query where nobody listens, and one insert, however many listen, where somebody does; the network
is the batch worker's (delivering.py). Where a job changes many things at once, ``job.finished`` tells of all of them.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q, Subquery
from django.utils import timezone

from backend.accounts.caller import caller
from backend.accounts.models import User
from backend.jobs import queue
from backend.projects.models import Project
from backend.webhooks.events import Happening
from backend.webhooks.models import Delivery, Webhook


def emit(
    event: Happening,
    thing: Any,
    *,
    project_id: int | None = None,
    organization_id: int | None = None,
    actor: User | None = None,
    changes: dict[str, Any] | None = None,
    **more: Any,
) -> None:
    """``thing`` is the row that it happened to, as it is now (or was last); ``changes`` gives ``[before, after]`` of
    fields; ``actor`` is the caller of the request where none is given. What concerns a team has no ``project_id``."""
    hooks = [hook for hook in _listening(project_id, organization_id) if event in hook.events]
    if hooks:
        told = {"changes": changes} if changes else {}
        do_tell(hooks, event, thing, project_id, actor or caller(), told | more)


def do_tell(
    hooks: Sequence[Webhook],
    event: Happening,
    thing: Any,
    project_id: int | None,
    actor: User | None,
    more: dict[str, Any],
) -> list[Delivery]:
    """Write a delivery for each of the webhooks, to be sent after the commit."""
    from backend.webhooks.resources import shown  # knows every app, and every app calls this module

    now = timezone.now()
    project = Project.objects.filter(pk=project_id).first() if project_id is not None else None
    about = {
        "organization": {"id": hooks[0].organization_id, "name": hooks[0].organization.name},
        "project": {"id": project.pk, "name": project.name} if project else None,
        "actor": {"id": actor.pk, "username": actor.username, "name": actor.display_name} if actor else None,
        "resource": shown(thing),
        **more,
    }
    deliveries = Delivery.objects.bulk_create([_delivery(hook, event, now, about) for hook in hooks])
    for hook in hooks:
        transaction.on_commit(lambda key=hook.pk: queue.send(queue.DELIVER, str(key)) and None)  # type: ignore[misc]
    return deliveries


def _listening(project_id: int | None, organization_id: int | None) -> list[Webhook]:
    hooks = Webhook.objects.filter(is_active=True, disabled_at=None).select_related("organization")
    if project_id is None:
        return list(hooks.filter(organization_id=organization_id or 0, project=None))
    team = Project.objects.filter(pk=project_id).values("organization_id")
    return list(hooks.filter(Q(project=None) | Q(project_id=project_id), organization_id=Subquery(team)))


def _delivery(hook: Webhook, event: Happening, now: datetime, about: dict[str, Any]) -> Delivery:
    key = uuid.uuid4()
    message = {"id": str(key), "event": event.value, "time": now, **about}
    body = json.dumps(message, cls=DjangoJSONEncoder, separators=(",", ":"))  # ASCII: the same bytes in every database
    return Delivery(id=key, webhook=hook, event=event.value, body=body, due=now, created=now)
