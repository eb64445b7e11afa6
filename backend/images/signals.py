"""Files follow their rows, also when a whole project is deleted at once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from backend.images.actions import remove_unused_files
from backend.images.models import Image


@receiver(post_delete, sender=Image)
def remove_files(instance: Image, **_: Any) -> None:
    transaction.on_commit(lambda: remove_unused_files(instance.sha256))
