"""Where the bytes of files to import lie, how they come in, and when they go: a week after, or with their project."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone

from backend.accounts.models import User
from backend.formats.models import ImportFile
from backend.images.storage import sync_folder
from backend.projects.models import Project

KEPT_FOR = timedelta(days=7)


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def path_of(file_id: UUID | str) -> Path:
    return folder() / str(file_id)


def do_keep(
    project: Project, user: User | None, name: str, path: Path, size_bytes: int, key: UUID | None = None
) -> ImportFile:
    """Keep the file at ``path``, which is on the disk; asked again with the same ``key``, the one that is kept already.

    The row is there before the file, so that the sweep knows whose it is.
    """
    folder().mkdir(parents=True, exist_ok=True)
    values = {"project": project, "name": name, "size_bytes": size_bytes, "created_by": user}
    row, _ = ImportFile.objects.get_or_create(pk=key or uuid4(), defaults=values)
    with suppress(FileExistsError):
        os.link(path, path_of(row.pk))
        sync_folder(folder())
    return row


def do_remove(row: ImportFile) -> None:
    key = row.pk
    row.delete()
    path_of(key).unlink(missing_ok=True)


def sweep() -> None:
    """Remove rows past their time, and files whose rows are gone."""
    for row in ImportFile.objects.filter(created__lt=timezone.now() - KEPT_FOR):
        do_remove(row)
    if not folder().is_dir():
        return
    names = [path.name for path in folder().iterdir()]
    known: Any = ImportFile.objects.filter(pk__in=[key for name in names if (key := _uuid(name))])
    alive = {str(key) for key in known.values_list("pk", flat=True)}
    for name in set(names) - alive:
        path_of(name).unlink(missing_ok=True)


def _uuid(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None
