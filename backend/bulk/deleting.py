"""Delete many images with their annotations and logs."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from backend.accounts.models import User
from backend.accounts.roles import Action
from backend.bulk.change import Change, Done, Values, held_by_others
from backend.images.models import Image


def refusals(_: Values, user: User) -> dict[str, Q]:
    return {"held": held_by_others(user), "gold": Q(is_gold=True)}


def apply(images: Sequence[Image], _: Values, __: User) -> Done:
    done = Done({str(image.pk): None for image in images})
    for image in images:
        image.delete()
    return done


DELETE = Change(
    Action.DELETE_IMAGE,
    check=lambda _, __: {},
    refusals=refusals,
    unchanged=lambda _: Q(pk__isnull=True),
    apply=apply,
    chunk=50,
)
