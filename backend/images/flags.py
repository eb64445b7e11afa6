"""Images that are set aside with a reason: they stay in the list, and nobody is given them as the next to annotate."""

from __future__ import annotations

from django.utils import timezone

from backend.accounts.models import User
from backend.images.models import TO_ANNOTATE_STATES, Image


def do_flag(user: User, image: Image, reason: str) -> None:
    """Set the image aside; who has it leased to annotate it gives it back. Doing it again replaces the reason."""
    image.flag_reason, image.flagged_by, image.flagged_at = reason, user, timezone.now()
    if image.state in TO_ANNOTATE_STATES:
        image.lease_holder, image.lease_expires = None, None
    _save(image, "lease_holder", "lease_expires")


def do_clear_flag(image: Image) -> None:
    """The image is to be annotated after all; nothing happens to one without a flag."""
    image.flag_reason, image.flagged_by, image.flagged_at = "", None, None
    _save(image)


def _save(image: Image, *more: str) -> None:
    image.save(update_fields=["flag_reason", "flagged_by", "flagged_at", "updated", *more])
