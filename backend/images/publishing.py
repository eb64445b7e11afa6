"""Tell the open pages of a project that one of its images changed."""

from __future__ import annotations

from typing import Any

from backend.accounts.roles import Role
from backend.images.listing import with_counts
from backend.images.models import Image
from backend.images.serializers import ImageSerializer
from backend.projects.channel import send_to_project


def publish_image(image_id: Any) -> None:
    """Send {"op": "image", "image": Image} as the row is now; nothing when it is gone, nor of replicas, which no list
    shows. Call it after the commit. Each reader is sent what their role may see (visibility.py)."""
    image = with_counts(Image.objects.filter(pk=image_id, replica=0)).first()
    if image is not None:
        shown = ImageSerializer(image, context={"role": Role.OWNER}).data
        send_to_project(image.project_id, {"op": "image", "image": shown})
