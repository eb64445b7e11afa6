"""Lists of images: filters and orderings by allow-list, the image at a place of such a list, and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from backend.accounts.roles import LEAST_ROLE, Action, Role
from backend.annotation.models import Object
from backend.comments.threads import (
    count_of,
    images_with_open_threads,
    open_threads_of_replicas,
    open_threads_of_row,
)
from backend.config.pagination import after, total_ordering, turned
from backend.config.problems import role_too_low
from backend.config.query import Asking, allow_only, choice, whole_number
from backend.config.text import cleaned
from backend.images import filters
from backend.images.models import Image, ImageTag
from backend.images.tags import key_of
from backend.images.visibility import listed_for, sees_all
from backend.projects.counts import shown_to

ORDERINGS = ("name", "-name", "created", "-created", "updated", "-updated")
MOST = 1 << 62
"""No list is longer, and databases take no longer offsets."""
COUNTED = 10_000
"""Of a list that is narrowed down, no more are counted while somebody waits."""
FILTERS = (
    "state", "status", "label", "tag", "flagged", "comments", "assignee", "batch", "gold", "held", "search",
    *filters.NAMES, "ordering",
)  # fmt: skip


def with_counts(images: QuerySet[Image]) -> QuerySet[Image]:
    """The rows with ``object_count``: objects in effect, open proposals left out; and ``open_comments`` and
    ``replica_comments``, the threads that nobody has resolved. Counted for the rows shown only."""
    objects = Object.objects.filter(annotation__image=OuterRef("pk"), is_proposal=False).order_by()
    count = objects.values("annotation__image").annotate(n=Count("pk")).values("n")
    images = images.select_related("flagged_by", "assignee", "batch", "lease_holder").prefetch_related("tags")
    return images.annotate(
        object_count=Coalesce(Subquery(count, output_field=IntegerField()), 0),
        open_comments=count_of(open_threads_of_row()),
        replica_comments=count_of(open_threads_of_replicas(), "image__original"),
    )


def listed(request: Asking, project_id: int, role: Role) -> QuerySet[Image]:
    """The images of a project that the query string asks for, in its order; Problem 400 for what is not allowed.

    ``role`` is that of who asks: gold images are listed for reviewers alone, replicas for nobody."""
    allow_only(request, FILTERS)
    images = Image.objects.filter(listed_for(role), project_id=project_id)
    images = _of_work(request, images, role)
    if state := choice(request, "state", Image.State.values):
        images = images.filter(state=state)
    if status := choice(request, "status", Image.Status.values):
        images = images.filter(status=status)
    if (label := whole_number(request, "label")) is not None:
        objects = Object.objects.filter(annotation__image=OuterRef("pk"), label_id=label, is_proposal=False)
        images = images.filter(Exists(objects))
    if tag := cleaned(request.query_params.get("tag", "")).strip():
        images = images.filter(Exists(ImageTag.objects.filter(image=OuterRef("pk"), key=key_of(tag))))
    if flagged := choice(request, "flagged", ("true", "false")):
        images = images.filter(flagged_at__isnull=flagged == "false")
    if choice(request, "comments", ("open",)):
        images = images.filter(pk__in=images_with_open_threads(project_id, with_replicas=sees_all(role)))
    images = filters.applied(request, images)
    if search := cleaned(request.query_params.get("search", "")).strip():
        images = images.filter(name__icontains=search[:100])
    return images.order_by(choice(request, "ordering", ORDERINGS, "name"))


def _of_work(request: Asking, images: QuerySet[Image], role: Role) -> QuerySet[Image]:
    """The filters by who was given the image, and who has it."""
    if assignee := request.query_params.get("assignee", ""):
        images = images.filter(assignee=_whose(request, assignee))
    if request.query_params.get("batch", "") == "none":
        images = images.filter(batch=None)
    elif (batch := whole_number(request, "batch")) is not None:
        images = images.filter(batch=batch)
    gold, held = choice(request, "gold", ("true", "false")), choice(request, "held", ("true",))
    if (gold or held) and not sees_all(role):
        raise role_too_low(LEAST_ROLE[Action.REVIEW], role)
    if gold:
        images = images.filter(is_gold=gold == "true")
    if held:
        images = images.filter(lease_holder__isnull=False, lease_expires__gt=timezone.now())
    return images


def _whose(request: Asking, assignee: str) -> int | None:
    if assignee == "none":
        return None
    return request.user.pk if assignee == "me" else whole_number(request, "assignee")


def found(images: QuerySet[Image]) -> QuerySet[Image]:
    """No more of the rows than an index of lists holds, so that it alone finds a page; ``shown`` reads the page."""
    return images.only(*(name.lstrip("-") for name in total_ordering(images)))


def shown(page: Sequence[Image]) -> list[Image]:
    """The rows of ``page`` with all that lists show, in its order."""
    rows = with_counts(Image.objects.all()).in_bulk([image.pk for image in page])
    return [rows[image.pk] for image in page if image.pk in rows]


def count_up_to(request: Asking, project_id: int, role: Role) -> tuple[int, bool]:
    """How many images the list has, and whether there may be more: who looks at a list waits for no million."""
    images = listed(request, project_id, role)
    if not set(request.query_params) - {"state", "ordering"}:
        return _count(request, images, project_id, role), False
    count = images.order_by()[: COUNTED + 1].values("pk").count()
    return min(count, COUNTED), count > COUNTED


def at(images: QuerySet[Image], index: int) -> UUID | None:
    """The key of the image at ``index``, counted from 0, of the ordered list ``images``; None beyond its end.

    What is skipped is walked over in the index of the ordering alone.
    """
    if index >= MOST:
        return None
    keys = images.order_by(*total_ordering(images)).values_list("pk", flat=True)
    return keys[index : index + 1].first()


def neighbours(request: Asking, image: Image, role: Role) -> dict[str, Any]:
    """The images before and after ``image`` in the list that the query string asks for; it need not be in it itself.
    A replica stands where its original does.

    In large projects ``count`` is of a while ago (projects.counting)."""
    images = listed(request, image.project_id, role)
    ordering, place = total_ordering(images), image.original or image
    key = tuple(getattr(place, name.lstrip("-")) for name in ordering)
    before = images.filter(after(turned(ordering), key))
    index = before.count()
    return {
        "previous": before.order_by(*turned(ordering)).values_list("pk", flat=True).first(),
        "next": images.filter(after(ordering, key)).order_by(*ordering).values_list("pk", flat=True).first(),
        "index": index,
        "count": max(index, _count(request, images, image.project_id, role)),
    }


def _count(request: Asking, images: QuerySet[Image], project_id: int, role: Role) -> int:
    if set(request.query_params) - {"state", "ordering"}:
        return images.count()
    states = shown_to({project_id: role})[project_id]
    state = request.query_params.get("state")
    return states.get(state, 0) if state else sum(states.values())
