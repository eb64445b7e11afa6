"""The one gate to an image: that of its project, and whose work it is (visibility.py)."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from backend.accounts.roles import Action, Role
from backend.images.models import Image
from backend.images.visibility import seen_with
from backend.projects.access import Person, check_role, role_in


def image_for(user: Person, image_id: Any, action: Action) -> Image:
    """The image with its project, when the user may do ``action`` there; raises Http404 or Problem 403."""
    return image_and_role(user, image_id, action)[0]


def image_and_role(user: Person, image_id: Any, action: Action) -> tuple[Image, Role]:
    """Like ``image_for``, with the user's role for the image."""
    image = Image.objects.select_related("project").filter(pk=image_id).first()
    if image is None:
        raise Http404
    return image, check_image(user, image, action)


def check_image(user: Person, image: Image, action: Action) -> Role:
    """The user's role for the image, which may do ``action``; raises Http404 or Problem 403."""
    role = seen_with(role_in(user, image.project_id), user.pk, image)
    return check_role(role, user, image.project_id, action)
