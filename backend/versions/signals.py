"""Photos that a version alone held go with it, also when a whole project is deleted at once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from backend.images.actions import remove_unused_files
from backend.versions.models import Version
from backend.versions.photos import without_image


@receiver(pre_delete, sender=Version)
def remove_photos(instance: Version, **_: Any) -> None:
    lost = without_image(instance)

    def remove() -> None:
        for sha256 in lost:
            remove_unused_files(sha256)

    transaction.on_commit(remove)
