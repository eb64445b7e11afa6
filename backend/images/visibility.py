"""Whose work an image is: what is hidden from people below reviewer, so that nobody's work is coloured by another's.

A replica is seen by the person it was made for, a gold original by reviewers alone; to others they do not exist. And
to who may see it, a replica looks like every other image: what would tell them apart (``PRIVATE``) is null.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from backend.accounts.roles import Action, Role, allows
from backend.images.models import Image

SEEN = ("is_gold", "replica", "assignee_id")
"""The columns that ``seen_with`` reads."""
PRIVATE = ("is_gold", "replica", "original", "held_by", "lease_expires", "replica_comments")


def sees_all(role: Role | None) -> bool:
    return allows(role, Action.REVIEW)


def seen_with(role: Role | None, user_id: Any, image: Image) -> Role | None:
    """The user's role in the project, as it is for this image: None where the image is hidden."""
    if sees_all(role):
        return role
    is_hidden = image.is_gold or (image.replica > 0 and (user_id is None or image.assignee_id != user_id))
    return None if is_hidden else role


def listed_for(role: Role | None, image: str = "") -> Q:
    """The images of the dataset that lists show, and that counts count; replicas are in none. ``image`` leads to them,
    such as ``image__``."""
    hidden = {f"{image}replica": 0} if sees_all(role) else {f"{image}replica": 0, f"{image}is_gold": False}
    return Q(**hidden)


def without_private(shown: dict[str, Any]) -> dict[str, Any]:
    """An image as REST shows it to those who are not to tell a replica from others."""
    hidden = dict.fromkeys(PRIVATE)
    if not shown["replica"]:
        return shown | hidden
    return shown | hidden | {"assignee": None, "state": state_for(None, shown["replica"], shown["state"])}


def state_for(role: Role | None, replica: int, state: str) -> str:
    """A replica that was compared looks like one that waits: when it was accepted would tell what it was for."""
    is_hidden = replica > 0 and state == Image.State.ACCEPTED and not sees_all(role)
    return str(Image.State.SUBMITTED) if is_hidden else state


def news_for(role: Role | None, message: dict[str, Any]) -> dict[str, Any] | None:
    """A project's news as somebody with ``role`` may read it; None: not at all. News of images hold everything."""
    image = message.get("image")
    if image is None or sees_all(role):
        return message
    return None if image["is_gold"] else message | {"image": without_private(image)}
