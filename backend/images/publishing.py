"""Tell the open pages of a project that one of its images changed."""

from __future__ import annotations

from typing import Any

from backend.images.listing import with_counts
from backend.images.models import Image
from backend.images.serializers import ImageSerializer
from backend.projects.channel import send_to_project


def publish_image(image_id: Any) -> None:
    """Send {"op": "image", "image": Image} as the row is now; nothing when it is gone. Call it after the commit."""
    image = with_counts(Image.objects.filter(pk=image_id)).first()
    if image is not None:
        send_to_project(image.project_id, {"op": "image", "image": ImageSerializer(image).data})
