"""Set many images aside with a reason, or take the flags off many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from backend.accounts.models import User
from backend.accounts.roles import Action
from backend.bulk.change import Before, Change, Done, Values, held_by_others
from backend.config.problems import Code, Problem
from backend.images.models import TO_ANNOTATE_STATES, Image
from backend.projects.models import Project

NO_FLAG: dict[str, Any] = {"flag_reason": "", "flagged_by": None, "flagged_at": None}


def check_flag(fields: Values, _: Project) -> dict[str, Any]:
    if not fields.get("reason"):
        raise Problem(Code.INVALID, "Say why nobody should annotate these images: a flag needs a `reason`.")
    return {"reason": fields["reason"]}


def refusals(_: Values, user: User) -> dict[str, Q]:
    return {"held": held_by_others(user)}


def is_flagged(values: Values) -> Q:
    return Q(flagged_at__isnull=False, flag_reason=values["reason"])


def flag(images: Sequence[Image], values: Values, user: User) -> Done:
    now = timezone.now()
    rows = Image.objects.filter(pk__in=[image.pk for image in images])
    rows.filter(state__in=TO_ANNOTATE_STATES).update(lease_holder=None, lease_expires=None)
    rows.update(flag_reason=values["reason"], flagged_by=user, flagged_at=now, updated=now)
    return Done({str(image.pk): _flag_of(image) for image in images})


def clear(images: Sequence[Image], _: Values, __: User) -> Done:
    """Their replicas are to be annotated again, too."""
    keys = [image.pk for image in images]
    rows = Image.objects.filter(Q(pk__in=keys) | Q(original__in=keys), flagged_at__isnull=False)
    rows.update(**NO_FLAG, updated=timezone.now())
    return Done({str(image.pk): _flag_of(image) for image in images})


def restore_before_flag(images: Sequence[Image], before: Before, values: Values) -> int:
    return _restore([image for image in images if image.flag_reason == values["reason"]], before)


def restore_before_clearing(images: Sequence[Image], before: Before, _: Values) -> int:
    return _restore([image for image in images if image.flagged_at is None], before)


def _flag_of(image: Image) -> list[Any] | None:
    if image.flagged_at is None:
        return None
    return [image.flag_reason, image.flagged_by_id, image.flagged_at.isoformat()]


def _restore(images: Sequence[Image], before: Before) -> int:
    people = {flag[1] for image in images if (flag := before[str(image.pk)])}
    known = set(User.objects.filter(pk__in=people).values_list("pk", flat=True))
    for image in images:
        reason, by, at = before[str(image.pk)] or ("", None, None)
        image.flag_reason, image.flagged_by_id = reason, by if by in known else None
        image.flagged_at, image.updated = parse_datetime(at) if at else None, timezone.now()
    Image.objects.bulk_update(images, ["flag_reason", "flagged_by", "flagged_at", "updated"], batch_size=500)
    return len(images)


FLAG = Change(Action.ANNOTATE, check_flag, refusals, is_flagged, flag, restore_before_flag)
UNFLAG = Change(
    Action.ANNOTATE,
    check=lambda _, __: {},
    refusals=lambda _, __: {},
    unchanged=lambda _: Q(flagged_at__isnull=True),
    apply=clear,
    restore=restore_before_clearing,
)
