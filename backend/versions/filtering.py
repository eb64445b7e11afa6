"""Which images go into a version: those of the project's list, in all states or in some, that are ready."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from backend.accounts.roles import Role
from backend.images import filters
from backend.images.listing import listed
from backend.images.models import Image
from backend.work.assigning import Filter

NAMES = ("label", "tag", "flagged", "comments", "assignee", "batch", "gold", "search", *filters.NAMES)
"""The filters of the list of images that a version may be made with; ``states`` are besides."""
ORDERING = ("name", "id")


def stored(wanted: Mapping[str, Any], user: Any) -> dict[str, Any]:
    """``wanted`` as it is kept: whom ``me`` means is who asks now."""
    kept = {name: _text(wanted[name]) for name in NAMES if wanted.get(name) not in (None, "")}
    kept |= {name: str(user.pk) for name in ("assignee", "annotator") if kept.get(name) == "me"}
    states = sorted(set(wanted.get("states", ())))
    return kept | ({"states": states} if states else {})


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def chosen(project_id: int, kept: Mapping[str, Any], user: Any) -> QuerySet[Image]:
    """The images of the project that ``kept`` asks for; Problem 400 for what the list does not allow."""
    query = {name: value for name, value in kept.items() if name in NAMES}
    images = listed(Filter(query, user), project_id, Role.MANAGER).filter(status=Image.Status.READY)
    if states := kept.get("states"):
        images = images.filter(state__in=states)
    return images.order_by(*ORDERING)
