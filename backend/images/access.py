"""The one gate to an image: that of its project."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from backend.accounts.roles import Action
from backend.images.models import Image
from backend.projects.access import Person, check


def image_for(user: Person, image_id: Any, action: Action) -> Image:
    """The image with its project, when the user may do ``action`` there; raises Http404 or Problem 403."""
    image = Image.objects.select_related("project").filter(pk=image_id).first()
    if image is None:
        raise Http404
    check(user, image.project_id, action)
    return image
