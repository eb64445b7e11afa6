"""Which images a change is for: some that are named, or all that a list shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from backend.accounts.models import User
from backend.accounts.roles import Role
from backend.bulk.change import CHANGE, GONE, UNCHANGED, Change, Values, with_verdict
from backend.images.listing import listed
from backend.images.models import Image
from backend.images.visibility import listed_for
from backend.projects.models import Project
from backend.work.assigning import Filter

FIRST = 20
"""So many names are told of each verdict."""

Selection = Mapping[str, Any]


def chosen(
    project: Project, role: Role, user: User, selection: Selection, until: datetime | None = None
) -> QuerySet[Image]:
    """The images, in no order; of a list those that were there ``until`` then. Problem 400 for a filter that the list
    does not know."""
    if "images" in selection:
        return Image.objects.filter(listed_for(role), project=project, pk__in=selection["images"])
    images = listed(Filter(selection["filter"], user), project.pk, role).order_by()
    return images if until is None else images.filter(created__lte=until)


def preview(
    project: Project, role: Role, user: User, change: Change, values: Values, selection: Selection
) -> dict[str, Any]:
    """What a run would do now: {"matched", "changed", "unchanged", "refused": {reason: count}, "first": {verdict:
    names}}."""
    images = chosen(project, role, user, selection)
    rows = with_verdict(images, change, values, user)
    counts = dict(rows.values_list("verdict").annotate(count=Count("pk")))
    first = {verdict: list(rows.filter(verdict=verdict).order_by("name").values_list("name", flat=True)[:FIRST])
             for verdict in counts}  # fmt: skip
    if missing := len(set(selection.get("images", ()))) - sum(counts.values()) if "images" in selection else 0:
        counts[GONE] = missing
    return summary(counts, first)


def summary(counts: Mapping[str, int], first: Mapping[str, list[str]]) -> dict[str, Any]:
    refused = {reason: count for reason, count in counts.items() if reason not in (CHANGE, UNCHANGED) and count}
    return {
        "matched": sum(counts.values()),
        "changed": counts.get(CHANGE, 0),
        "unchanged": counts.get(UNCHANGED, 0),
        "refused": refused,
        "first": dict(first),
    }
