"""Gold images: accepted ones whose annotation is known to be right, which people are given unseen to compare with."""

from __future__ import annotations

from django.db import transaction

from backend.accounts.audit import Event, record
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
        _keep(row, True)


def do_clear_gold(image: Image) -> None:
    """The image is one like others again; what people made of it stays."""
    with transaction.atomic():
        _keep(Image.objects.select_for_update().get(pk=image.pk), False)


def _keep(row: Image, is_gold: bool) -> None:
    if row.is_gold == is_gold:
        return
    row.is_gold = is_gold
    row.save(update_fields=["is_gold", "updated"])
    event = Event.GOLD_MADE if is_gold else Event.GOLD_CLEARED
    record(event, row.project.organization_id, project_id=row.project_id, target=row.name)
