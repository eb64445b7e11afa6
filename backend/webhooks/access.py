"""The one gate to a webhook and to what it was told: who may manage the settings of its project, or of its team."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from backend.accounts.actions import check_organization
from backend.accounts.models import User
from backend.accounts.roles import Action
from backend.projects.access import check
from backend.webhooks.models import Delivery, Webhook


def check_webhook(user: User, hook: Webhook) -> None:
    """Raises Http404 or Problem 403."""
    if hook.project_id is not None:
        check(user, hook.project_id, Action.MANAGE_PROJECT)
    else:
        check_organization(user, hook.organization_id, Action.MANAGE_ORGANIZATION)


def webhook_for(user: User, webhook_id: int) -> Webhook:
    hook = Webhook.objects.select_related("organization", "project").filter(pk=webhook_id).first()
    if hook is None:
        raise Http404
    check_webhook(user, hook)
    return hook


def delivery_for(user: User, delivery_id: UUID) -> Delivery:
    delivery = Delivery.objects.select_related("webhook").filter(pk=delivery_id).first()
    if delivery is None:
        raise Http404
    check_webhook(user, delivery.webhook)
    return delivery
