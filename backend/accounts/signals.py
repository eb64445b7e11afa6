"""Who leaves a team leaves its groups, however that came about."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from backend.accounts.models import Group, Membership


@receiver(post_delete, sender=Membership)
def leave_groups(instance: Membership, **_: Any) -> None:
    rows = Group.people.through.objects.filter(user=instance.user_id, group__organization=instance.organization_id)
    rows.delete()
