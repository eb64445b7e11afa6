"""Tell who has the image or its project open that a comment changed; what it says now comes by REST."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.annotation.publishing import event, publish_from_view
from backend.images.publishing import publish_image


def comments_message(thread_id: UUID) -> dict[str, Any]:
    """The message of the image's socket: something in this thread changed, or it is gone."""
    return {"op": "comments", "thread": str(thread_id)}


def publish_thread(image_id: UUID, thread_id: UUID) -> None:
    """Call it after the commit."""
    publish_from_view(image_id, event(comments_message(thread_id)))
    publish_image(image_id)
