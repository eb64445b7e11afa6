"""Images that are set aside with a reason: they stay in the list, and nobody is given them as the next to annotate.

Who sets aside a replica of an image that several people annotate sets aside the image: it is the one that lists show.
"""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from backend.accounts.models import User
from backend.images.models import TO_ANNOTATE_STATES, Image


def do_flag(user: User, image: Image, reason: str) -> list[UUID]:
    """Set the image aside; who has it leased to annotate it gives it back. Doing it again replaces the reason.
    Returns the keys of what was changed."""
    flagged = [image]
    if (original := _original_of(image)) is not None:
        flagged.append(original)
    for row in flagged:
        row.flag_reason, row.flagged_by, row.flagged_at = reason, user, timezone.now()
        if row.state in TO_ANNOTATE_STATES:
            row.lease_holder, row.lease_expires = None, None
        _save(row, "lease_holder", "lease_expires")
    return [row.pk for row in flagged]


def do_clear_flag(image: Image) -> list[UUID]:
    """The image is to be annotated after all, and so are its replicas; nothing happens to one without a flag. The
    original of a replica stays set aside while another replica is. Returns the keys of what was changed."""
    cleared = [image, *image.replicas.filter(flagged_at__isnull=False)]
    original = _original_of(image)
    if original is not None and not original.replicas.filter(flagged_at__isnull=False).exclude(pk=image.pk).exists():
        cleared.append(original)
    for row in cleared:
        row.flag_reason, row.flagged_by, row.flagged_at = "", None, None
        _save(row)
    return [row.pk for row in cleared]


def _original_of(image: Image) -> Image | None:
    """Of a replica of several people; a gold image is no work that could be set aside."""
    return None if image.replica_for == Image.ReplicaFor.GOLD else image.original


def _save(image: Image, *more: str) -> None:
    image.save(update_fields=["flag_reason", "flagged_by", "flagged_at", "updated", *more])
