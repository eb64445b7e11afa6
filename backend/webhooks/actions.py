"""What is done with webhooks: made, changed, deleted, given another secret, tried out; deliveries sent again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from backend.accounts.audit import Event, record
from backend.accounts.models import Organization, User
from backend.config.outgoing import NotAllowed, check_url
from backend.config.problems import Code, Problem
from backend.jobs import queue
from backend.projects.models import Project
from backend.webhooks.delivering import rules
from backend.webhooks.emitting import do_tell
from backend.webhooks.events import Happening
from backend.webhooks.hosts import host_of
from backend.webhooks.models import Delivery, Webhook
from backend.webhooks.signing import new_secret, sealed

MOST = 20
"""Webhooks of a project, and of a team."""
OLD_SECRET_COUNTS = timedelta(days=1)


def do_create_webhook(
    user: User, organization: Organization, project: Project | None, values: dict[str, Any]
) -> tuple[Webhook, str]:
    """The webhook, and its secret, which is shown once. Problem 400 for an address that is not allowed, or too many."""
    _check_address(values["url"])
    secret = new_secret()
    with transaction.atomic():
        Organization.objects.select_for_update().filter(pk=organization.pk).first()
        if Webhook.objects.filter(organization=organization, project=project).count() >= MOST:
            raise Problem(Code.TOO_MANY, f"There are {MOST} webhooks already; delete one first.")
        owner = {"organization": organization, "project": project, "created_by": user}
        hook = Webhook.objects.create(secret=sealed(secret), **owner, **values)
        _note(Event.WEBHOOK_CREATED, hook, host=host_of(hook.url), events=hook.events)
    return hook, secret


def do_change_webhook(hook: Webhook, values: dict[str, Any]) -> None:
    """Write the given fields. Switching it on also takes back that the server switched it off: what waits is sent."""
    if "url" in values and values["url"] != hook.url:
        _check_address(values["url"])
    with transaction.atomic():
        changed = [name for name, value in values.items() if getattr(hook, name) != value]
        again = {"disabled_at": None, "disabled_reason": "", "failures": 0, "failing_since": None}
        fields = {**values, "resting_until": None, **(again if values.get("is_active") else {})}
        if not Webhook.objects.filter(pk=hook.pk).update(**fields):
            raise Http404
        hook.refresh_from_db()
        if changed:
            _note(Event.WEBHOOK_CHANGED, hook, fields=changed, host=host_of(hook.url))
        _wake(hook)


def do_delete_webhook(hook: Webhook) -> None:
    with transaction.atomic():
        _note(Event.WEBHOOK_DELETED, hook, host=host_of(hook.url))
        hook.delete()


def do_rotate_secret(hook: Webhook) -> str:
    """A new secret, shown once. Messages are signed with the old one, too, for a day."""
    secret = new_secret()
    with transaction.atomic():
        locked = Webhook.objects.select_for_update().filter(pk=hook.pk).first()
        if locked is None:
            raise Http404
        locked.old_secret, locked.old_secret_until = locked.secret, timezone.now() + OLD_SECRET_COUNTS
        locked.secret = sealed(secret)
        locked.save(update_fields=["secret", "old_secret", "old_secret_until"])
        _note(Event.WEBHOOK_SECRET_CHANGED, locked)
    hook.refresh_from_db()
    return secret


def do_ping(hook: Webhook, user: User) -> Delivery:
    """Send a message that tells of nothing. Problem 409 while it is switched off."""
    _check_on(hook)
    with transaction.atomic():
        Webhook.objects.filter(pk=hook.pk).update(resting_until=None)
        return do_tell([hook], Happening.PING, hook, hook.project_id, user, {})[0]


def do_redeliver(delivery: Delivery) -> None:
    """Send it again, the same message under the same id, with all its tries. Problem 409 while it is switched off, or
    waits to be sent anyway."""
    _check_on(delivery.webhook)
    again = {"state": Delivery.State.PENDING, "tries": 0, "due": timezone.now(), "finished": None}
    with transaction.atomic():
        if not Delivery.objects.filter(pk=delivery.pk, tries__gt=0).update(**again):
            raise Problem(Code.CONFLICT, "This has not been sent yet; it will be at once.", 409)
        Webhook.objects.filter(pk=delivery.webhook_id).update(resting_until=None)
        _wake(delivery.webhook)
    delivery.refresh_from_db()


def _check_address(url: str) -> None:
    try:
        check_url(url, rules())
    except NotAllowed as error:
        raise Problem(Code.INVALID, str(error), errors={"url": [str(error)]}) from None


def _check_on(hook: Webhook) -> None:
    if not hook.is_active or hook.disabled_at is not None:
        raise Problem(Code.CONFLICT, "This webhook is switched off. Switch it on first.", 409)


def _wake(hook: Webhook) -> None:
    transaction.on_commit(lambda: queue.send(queue.DELIVER, str(hook.pk)) and None)


def _note(event: Event, hook: Webhook, **detail: Any) -> None:
    record(event, hook.organization_id, project_id=hook.project_id, target=hook.name, **detail)
