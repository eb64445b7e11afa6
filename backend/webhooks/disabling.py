"""A webhook that nobody answers is switched off, and those who manage it are told. What it was not told is kept."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from backend.accounts import mail
from backend.accounts.audit import Event, record
from backend.accounts.models import User
from backend.accounts.roles import Role
from backend.accounts.standing import memberships_in_force
from backend.webhooks.hosts import host_of
from backend.webhooks.models import Delivery, Webhook

LEAST_FAILURES = 5


def is_failing_for_good(hook: Webhook, delivery: Delivery) -> bool:
    """Whether nothing arrived since the first try of a delivery that has now failed for good."""
    first = delivery.attempts.order_by("number").first()
    is_long = first is not None and hook.failing_since is not None and hook.failing_since <= first.at
    return is_long and hook.failures >= LEAST_FAILURES


def do_disable(hook: Webhook, reason: Webhook.Reason) -> None:
    """Nothing happens where it is switched off already."""
    now = timezone.now()
    if not Webhook.objects.filter(pk=hook.pk, disabled_at=None).update(disabled_at=now, disabled_reason=reason):
        return
    team = hook.organization_id
    record(Event.WEBHOOK_DISABLED, team, project_id=hook.project_id, target=hook.name, reason=reason.value)
    least = Role.MANAGER if hook.project_id is not None else Role.OWNER
    roles = [role for role in Role if role.rank >= least.rank]
    managers = memberships_in_force().filter(organization_id=team, role__in=roles).values("user")
    people = list(User.objects.filter(pk__in=managers).exclude(email=""))
    transaction.on_commit(lambda: _write_to(people, hook, reason))


def _write_to(people: list[User], hook: Webhook, reason: Webhook.Reason) -> None:
    where = hook.project.name if hook.project else hook.organization.name
    for person in people:
        mail.send_webhook_disabled(person, hook.name, host_of(hook.url), where, reason.value)
