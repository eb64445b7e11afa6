"""What comes about in several ways is told of here, once: who joins and leaves a team, and how images move on."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver

from backend.accounts.models import Membership, User
from backend.annotation.models import Annotation
from backend.annotation.workflow import transitioned
from backend.images.models import Image
from backend.webhooks.emitting import emit
from backend.webhooks.events import Happening

MOVES = {
    "submit": Happening.ANNOTATION_SUBMITTED,
    "accept": Happening.ANNOTATION_ACCEPTED,
    "reject": Happening.ANNOTATION_REJECTED,
}


@receiver(transitioned)
def tell_of_move(
    user: User, image: Image, annotation: Annotation, name: str, reason: str, is_moved: bool, **_: Any
) -> None:
    if is_moved:
        more: dict[str, Any] = {"revision": annotation.revision}
        if name == "reject":
            more["reason"] = reason
        emit(MOVES[name], image, project_id=image.project_id, actor=user, **more)


@receiver(post_save, sender=Membership)
def tell_of_joining(instance: Membership, created: bool, **_: Any) -> None:
    if created:
        emit(Happening.MEMBER_JOINED, instance, organization_id=instance.organization_id)


@receiver(pre_delete, sender=Membership)
def tell_of_leaving(instance: Membership, origin: Any = None, **_: Any) -> None:
    """Not where the whole team goes: its webhooks go with it."""
    kind = origin.model if isinstance(origin, QuerySet) else type(origin)
    if kind in (Membership, User):
        emit(Happening.MEMBER_LEFT, instance, organization_id=instance.organization_id)
