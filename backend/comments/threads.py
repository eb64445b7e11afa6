"""Reading threads: those of an image with their replies, and how many are open."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from backend.accounts.roles import Role
from backend.comments.models import Comment
from backend.images.visibility import sees_all


def threads_of(image_id: Any, role: Role | None = None) -> QuerySet[Comment]:
    """The first comments of an image by number, with all that the serializer shows of their threads. With them
    reviewers see what people asked in replicas of theirs, which no list shows."""
    where = Q(image=image_id) | Q(image__original=image_id) if sees_all(role) else Q(image=image_id)
    replies = Comment.objects.select_related("author")
    first = Comment.objects.filter(where, thread=None).select_related("author", "resolved_by")
    return first.prefetch_related(Prefetch("replies", replies)).order_by("image__replica", "number")


def open_threads_of_row(image: str = "pk") -> QuerySet[Comment]:
    """The unresolved threads of each image of an outer query; ``image`` names its key there."""
    return Comment.objects.filter(image=OuterRef(image), thread=None, resolved_at=None).order_by()


def open_threads_of_replicas(image: str = "pk") -> QuerySet[Comment]:
    """The same of the replicas of each image."""
    return Comment.objects.filter(image__original=OuterRef(image), thread=None, resolved_at=None).order_by()


def images_with_open_threads(project_id: int, *, with_replicas: bool) -> QuerySet[Comment, Any]:
    """The keys of the images of a project with an unresolved thread, on them or (``with_replicas``) on a replica."""
    threads = Comment.objects.filter(image__project=project_id, thread=None, resolved_at=None).order_by()
    own = threads.filter(image__replica=0).values_list("image")
    return own.union(threads.filter(image__replica__gt=0).values_list("image__original")) if with_replicas else own


def count_of(threads: QuerySet[Comment], image: str = "image") -> Coalesce:
    """How many of ``open_threads_of_row``, or with ``image`` ``image__original`` of ``open_threads_of_replicas``."""
    counted = threads.values(image).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
