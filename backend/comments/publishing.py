"""Tell who has the image or its project open that a comment changed; what it says now comes by REST."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.annotation.publishing import event, publish_from_view
from backend.images.models import Image
from backend.images.publishing import publish_image


def comments_message(thread_id: UUID) -> dict[str, Any]:
    """The message of the image's socket: something in this thread changed, or it is gone."""
    return {"op": "comments", "thread": str(thread_id)}


def publish_thread(image_id: UUID, thread_id: UUID) -> None:
    """Call it after the commit. What is said in a replica is told at its original, too."""
    original_id = Image.objects.filter(pk=image_id).values_list("original_id", flat=True).first()
    for key in (image_id, original_id):
        if key is not None:
            publish_from_view(key, event(comments_message(thread_id)))
            publish_image(key)
