"""Who works on which object just now: soft leases, so that two people do not pull at one mask.

The first operation on an object leases it to its person, every further one for LEASE_S again. Others' clicks on it are
refused, and what they do beside it takes none of its pixels (checks.py, dispatch.py). Anybody may take a lease over.

They stand in the annotation's row, which every operation locks: whichever web process writes, a lease is taken with
the entry of the log. They are no part of the document: what they kept from changing is in the log's payloads.
What was made without a connection (``late``) goes in as if there were none, so that nothing is lost.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from backend.accounts.models import User
from backend.annotation import messages
from backend.annotation.locking import lock_for_user, save
from backend.annotation.models import Annotation, Object
from backend.annotation.permissions import check_message
from backend.annotation.refusal import Refused
from backend.annotation.representation import person_view
from backend.config.problems import Code

LEASE_S = 30.0
MOST_LEASED = 32
"""An operation on more objects leases none of them."""

Lease = dict[str, Any]
"""{"user": id, "name", "color", "until": seconds since 1970}"""
Leases = dict[str, Lease]
"""By the object's id."""


def live(leases: Leases, now_s: float) -> Leases:
    return {key: lease for key, lease in leases.items() if lease["until"] > now_s}


def of_others(leases: Leases, user_id: int) -> dict[UUID, Lease]:
    return {UUID(key): lease for key, lease in leases.items() if lease["user"] != user_id}


def protected(leases: Leases, user_id: int | None) -> set[UUID]:
    """Objects whose pixels ``user_id``'s work does not take. None: it is nobody's in particular; where one person alone
    holds leases, it is taken for that person's."""
    holders = {lease["user"] for lease in leases.values()}
    if user_id is None and len(holders) == 1:
        return set()
    return {UUID(key) for key, lease in leases.items() if lease["user"] != user_id}


def taken(leases: Leases, person: Mapping[str, Any], objects: Collection[UUID], now_s: float) -> Leases:
    """``leases`` once ``person`` ({"id", "name", "color"}) has worked on ``objects``; others' stay theirs."""
    mine = {"user": person["id"], "name": person["name"], "color": person["color"], "until": now_s + LEASE_S}
    free = (str(key) for key in objects)
    return leases | {key: mine for key in free if leases.get(key, mine)["user"] == person["id"]}


def worked_on(message: messages.Operation) -> list[UUID]:
    """The objects that an operation leases: those whose masks a person changes by hand."""
    if isinstance(message, messages.Reshape):
        named = [shape.object for shape in message.shapes]
        return named if len(named) <= MOST_LEASED else []
    if isinstance(message, messages.Click | messages.Scribble | messages.Box | messages.Paint | messages.Bounds):
        return [] if message.object is None else [message.object]
    return []


def views(leases: Leases) -> list[dict[str, Any]]:
    """What clients are told, in a stable order."""
    return [
        {"object": key, "by": {"id": lease["user"], "name": lease["name"], "color": lease["color"]}}
        for key, lease in sorted(leases.items())
    ]


def live_views(annotation: Annotation) -> list[dict[str, Any]]:
    return views(live(annotation.leases, time.time()))


def refusal(lease: Lease) -> Refused:
    free = f"it is free {LEASE_S:.0f} s after the last change"
    return Refused(Code.OBJECT_LEASED, f"{lease['name']} is working on this object; take it over, or wait: {free}")


@transaction.atomic
def do_take_over(user: User, image_id: UUID, message: messages.TakeOver) -> list[dict[str, Any]]:
    """Lease the object to ``user``, whoever holds it; returns the views of all leases. Raises Refused, and
    Annotation.DoesNotExist without access to the image."""
    locked = lock_for_user(image_id, user.pk, uuid4())
    if locked is None or locked.role is None:
        raise Annotation.DoesNotExist(f"no image {image_id} that user {user.pk} may see")
    annotation = locked.annotation
    check_message(locked.role, message, annotation.image.state)
    if not Object.objects.filter(pk=message.object, annotation=annotation).exists():
        raise Refused(Code.UNKNOWN_OBJECT, f"object {message.object} is not in this image; load the document again")
    now_s = time.time()
    others = {key: lease for key, lease in live(annotation.leases, now_s).items() if key != str(message.object)}
    annotation.leases = taken(others, person_view(user), [message.object], now_s)
    save(annotation)
    return views(annotation.leases)


@transaction.atomic
def do_leave(user: User, image_id: UUID) -> list[dict[str, Any]] | None:
    """Give back what is leased to ``user``; returns the views of what remains, None where nothing was."""
    locked = lock_for_user(image_id, user.pk, uuid4())
    if locked is None:
        return None
    annotation = locked.annotation
    remaining = {key: lease for key, lease in annotation.leases.items() if lease["user"] != user.pk}
    if len(remaining) == len(annotation.leases):
        return None
    annotation.leases = remaining
    save(annotation)
    return live_views(annotation)
