"""Gold images: accepted ones whose annotation is known to be right, which people are given unseen to compare with."""

from __future__ import annotations

from django.db import transaction

from backend.config.problems import Code, Problem
from backend.images.models import Image


def do_make_gold(image: Image) -> None:
    """Doing it twice changes nothing. Raises Problem 409 for an image that is not accepted."""
    with transaction.atomic():
        row = Image.objects.select_for_update().get(pk=image.pk)
        if row.replica:
            raise Problem(Code.CONFLICT, "This is one person's replica; make its original gold instead.", 409)
        if row.state != Image.State.ACCEPTED:
            detail = f"Only an accepted image can be gold, for others are compared with it; this one is {row.state}."
            raise Problem(Code.CONFLICT, f"{detail} Review and accept it first.", 409)
        row.is_gold = True
        row.save(update_fields=["is_gold", "updated"])


def do_clear_gold(image: Image) -> None:
    """The image is one like others again; what people made of it stays."""
    image.is_gold = False
    image.save(update_fields=["is_gold", "updated"])
