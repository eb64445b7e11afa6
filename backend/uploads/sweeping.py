"""Remove uploads past their time and files that are nobody's; settle what is whole and whose client never came back."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from backend.accounts.roles import Action, allows
from backend.projects.access import role_in
from backend.uploads import partial
from backend.uploads.actions import do_end, settle_if_whole
from backend.uploads.models import Upload

BEGINNING = timedelta(hours=1)
"""For which an upload may be without its file: nobody was told of it yet."""


def sweep() -> None:
    names = partial.names()  # before the rows: a row is there before its file
    now = timezone.now()
    for key in Upload.objects.filter(expires__lt=now).values_list("pk", flat=True):
        do_end(key)
    for upload in Upload.objects.filter(result__isnull=True).select_related("project", "created_by"):
        if partial.path_of(upload.pk).exists():
            _settle(upload)
        elif upload.created < now - BEGINNING:
            do_end(upload.pk)
    alive = {str(key) for key in Upload.objects.filter(result__isnull=True).values_list("pk", flat=True)}
    for name in set(names) - alive:
        with suppress(ValueError):  # what is no upload is not ours
            partial.remove(UUID(name))


def _settle(upload: Upload) -> None:
    """Where who sent it may still do so."""
    user = upload.created_by
    if user is not None and user.is_active and allows(role_in(user, upload.project_id), Action.UPLOAD):
        settle_if_whole(upload)
