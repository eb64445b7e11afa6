"""The life of an upload: begun, appended to, settled when it is whole, ended."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from backend.accounts.models import User
from backend.config.problems import Code, Problem
from backend.projects.models import Project
from backend.uploads import limits, outcome, partial
from backend.uploads.checksum import Checksum
from backend.uploads.models import Upload
from backend.uploads.protocol import Begun

KEPT_FOR = timedelta(days=7)
"""From the last piece on, and what became of it from the end on."""

logger = logging.getLogger(__name__)


def do_begin(project: Project, user: User, begun: Begun) -> Upload:
    """Make room for a file. The row is there before the file, so that the sweep knows whose it is."""
    with transaction.atomic():
        Project.objects.select_for_update().filter(pk=project.pk).first()  # the limits are counted one by one
        limits.check(project, begun)
        upload = Upload.objects.create(
            project=project,
            created_by=user,
            purpose=begun.purpose,
            name=begun.name,
            size_bytes=begun.size_bytes,
            metadata=begun.metadata,
            expires=timezone.now() + KEPT_FOR,
        )
    try:
        partial.create(upload.pk)
    except BaseException:
        upload.delete()
        raise
    return upload


def do_append(upload: Upload, offset: int, read: partial.Read, checksum: Checksum | None = None) -> int:
    """Append one body at ``offset``; the new offset, which is on the disk.

    Problem 409 at another offset than the present one, 423 while another request appends. What had arrived when the
    connection broke, or the disk was full, stays.
    """
    with partial.held(upload.pk) as file:
        present = partial.offset_of(upload.pk)
        if offset != present:
            detail = f"This upload stands at {present} bytes, not at {offset}. Ask for its offset (HEAD)."
            raise Problem(Code.WRONG_OFFSET, detail, 409)
        try:
            if checksum is None:
                partial.append(file, read, upload.size_bytes - offset)
            else:
                partial.append_verified(upload.pk, file, read, upload.size_bytes - offset, checksum)
        finally:
            upload.expires = timezone.now() + KEPT_FOR
            Upload.objects.filter(pk=upload.pk).update(expires=upload.expires)
        return partial.offset_of(upload.pk)


def stand(upload: Upload) -> int:
    """How much has arrived. Problem 410 where the bytes are gone."""
    if not upload.is_settled:
        with suppress(Problem):
            return partial.offset_of(upload.pk)
        _refresh(upload)  # it may have been settled since the row was read
    if not upload.is_settled:
        raise partial.gone()
    return upload.size_bytes


def settle_if_whole(upload: Upload) -> None:
    """Let a whole upload become what it is for. What stops that for the moment leaves it to the next who asks, or to
    the sweep; all bytes are there."""
    try:
        if not upload.is_settled and partial.offset_of(upload.pk) == upload.size_bytes:
            _settle(upload)
    except (Problem, OSError) as error:
        logger.warning("upload %s is whole and waits: %s", upload.pk, error)
    _refresh(upload)


def _refresh(upload: Upload) -> None:
    """Http404 when the upload was ended meanwhile."""
    try:
        upload.refresh_from_db()
    except Upload.DoesNotExist:
        raise Http404 from None


def _settle(upload: Upload) -> None:
    with partial.held(upload.pk):
        upload.refresh_from_db()
        if upload.is_settled:  # by another, before the file was ours
            return
        if upload.settling is None:
            upload.settling = timezone.now()
            upload.save(update_fields=["settling"])
        result = outcome.outcome_of(upload)
        Upload.objects.filter(pk=upload.pk).update(result=result, expires=timezone.now() + KEPT_FOR)
    partial.remove(upload.pk)


def do_end(key: UUID) -> None:
    """Forget the upload; what a settled one became stays. Whoever is writing to it notices."""
    Upload.objects.filter(pk=key).delete()
    partial.remove(key)
