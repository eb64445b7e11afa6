"""Keeps the rows of models equal to the folders: built-in models, folders put into the store by hand, STIPPLE_MODEL.

Run after every migration, when a worker starts, and in the batch worker's sweep; safe in any number of processes. A
process that has no copy of the built-in models (the web container) leaves their rows alone.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from backend.model_store import folders
from backend.model_store.folders import FolderFacts
from backend.model_store.models import INSTALLING, StoredModel
from backend.model_store.published import published_numbers

log = logging.getLogger(__name__)

NAME = re.compile(r"(?!.*\.\.)[a-z0-9][a-z0-9._-]{0,63}")
GONE = "The folder of this model is gone. Add the model again, or put its folder back."
State = StoredModel.State


def sync_models() -> None:
    rows = {row.name: row for row in StoredModel.objects.all()}
    named = folders.named_folder()
    for folder in folders.model_folders(folders.BUILTIN):
        _sync_one(folder, rows.get(folder.name), {"is_builtin": True, "source": _source("builtin", folder)})
    for folder in [*folders.model_folders(folders.store()), *([named] if named else [])]:
        _sync_one(folder, rows.get(folder.name), {"source": _source("file", folder)})
    for row in rows.values():
        if row.state == State.READY and not row.is_builtin and folders.folder_of(row.name) is None:
            StoredModel.objects.filter(pk=row.pk, state=State.READY).update(state=State.FAILED, detail=GONE)


def facts_as_values(facts: FolderFacts, kind: str) -> dict[str, Any]:
    """The columns of a row that its folder decides; published weights come with the numbers published for them."""
    published = published_numbers(facts.preset) if kind == "published" else ()
    return {
        "digest": facts.digest,
        "preset": facts.preset,
        "engines": list(facts.engines),
        "parameters": facts.parameters,
        "size_bytes": facts.size_bytes,
        "card": facts.card,
        "numbers": [*facts.numbers, *published],
        "speed": facts.speed,
    }


def _sync_one(folder: Path, row: StoredModel | None, values: dict[str, Any]) -> None:
    if row is not None and row.state in (State.QUEUED, *INSTALLING):
        return
    try:
        facts = folders.read_folder(folder)
    except ValueError as error:
        log.warning("%s", error)
        return
    if row is None:
        _adopt(facts, values)
    elif row.digest != facts.digest or row.state != State.READY:
        found: dict[str, Any] = {"state": State.READY, "progress": 1.0, "detail": "", "engines": list(facts.engines)}
        if row.digest != facts.digest:  # the same weights keep what is known and written of them
            found |= facts_as_values(facts, values["source"]["kind"]) | {"source": values["source"]}
        StoredModel.objects.filter(pk=row.pk, state=row.state, digest=row.digest).update(**found)
    elif row.is_builtin and row.numbers != facts.numbers:  # this release has measured more
        StoredModel.objects.filter(pk=row.pk).update(numbers=facts.numbers, speed=facts.speed)
    elif row.engines != list(facts.engines):  # graphs were exported since
        StoredModel.objects.filter(pk=row.pk).update(engines=list(facts.engines), size_bytes=facts.size_bytes)


def _adopt(facts: FolderFacts, values: dict[str, Any]) -> None:
    if not NAME.fullmatch(facts.name):
        log.warning("model folder %r is left out: a name has small letters, digits, '.', '_' and '-'", facts.name)
        return
    ready = {"state": State.READY, "progress": 1.0, "title": facts.name}
    try:
        with transaction.atomic():
            StoredModel.objects.create(name=facts.name, **ready, **values, **facts_as_values(facts, "file"))
    except IntegrityError:  # another process has just done it
        return


def _source(kind: str, folder: Path) -> dict[str, str]:
    return {"kind": kind, "url": "", "file": folder.name, "sha256": ""}
