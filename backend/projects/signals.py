"""Who leaves a team leaves its projects, however that came about: no role waits there for a return."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from backend.accounts.models import Membership
from backend.projects.models import ProjectRole


@receiver(post_delete, sender=Membership)
def take_project_roles(instance: Membership, **_: Any) -> None:
    ProjectRole.objects.filter(user=instance.user_id, project__organization=instance.organization_id).delete()
