"""Reading threads: those of an image with their replies, and how many are open."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet

from backend.comments.models import Comment


def threads_of(image_id: Any) -> QuerySet[Comment]:
    """The first comments of an image by number, with all that the serializer shows of their threads."""
    replies = Comment.objects.select_related("author")
    first = Comment.objects.filter(image_id=image_id, thread=None).select_related("author", "resolved_by")
    return first.prefetch_related(Prefetch("replies", replies)).order_by("number")


def open_threads_of_row(image: str = "pk") -> QuerySet[Comment]:
    """The unresolved threads of each image of an outer query; ``image`` names its key there."""
    return Comment.objects.filter(image=OuterRef(image), thread=None, resolved_at=None).order_by()
