"""What operators do with models: add by name, address or file, change, retry, cancel, delete.

Installing is the batch worker's work (``installing.py``); here rows are written, and the task is sent after the commit.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from backend.accounts.models import User
from backend.config.problems import Code, Problem
from backend.model_store import checks, folders
from backend.model_store.installing import send_install
from backend.model_store.models import INSTALLING, StoredModel

State = StoredModel.State


def do_add_published(user: User | None, published: str, name: str = "") -> StoredModel:
    """Queue the installation of a published checkpoint."""
    found = checks.check_published(published)
    source = {"kind": "published", "url": found.url, "file": found.name, "sha256": ""}
    return _add(user, name or found.name, title=found.title, preset=found.preset, source=source)


def do_add_url(user: User | None, url: str, name: str, preset: str = "", sha256: str = "") -> StoredModel:
    source = {"kind": "url", "url": checks.check_url(url), "file": "", "sha256": checks.check_sha256(sha256)}
    return _add(user, name, preset=checks.check_preset(preset), source=source)


def do_add_file(user: User | None, upload: Path, file_name: str, sha256: str, name: str, preset: str) -> StoredModel:
    """Queue the installation of ``upload``, a file in the incoming folder, which is the model's from now on."""
    source = {"kind": "file", "url": "", "file": file_name, "sha256": sha256}
    return _add(user, name, preset=checks.check_preset(preset), source=source, upload=upload.name)


def do_change_model(model: StoredModel, **values: Any) -> StoredModel:
    """Write the given fields only: the installation may be writing the others."""
    StoredModel.objects.filter(pk=model.pk).update(**values, updated=timezone.now())
    model.refresh_from_db()
    return model


def do_retry_model(model: StoredModel) -> StoredModel:
    """Queue a failed or cancelled installation again; what was fetched already is not fetched again."""
    checks.check_state(model, (State.FAILED, State.CANCELLED), "tried again")
    is_file = model.source["kind"] == "file"
    if is_file and not (model.upload and (folders.incoming() / model.upload).is_file()):
        raise Problem(Code.CONFLICT, "Its file is not here any more; delete this model and send the file again.", 409)
    changed = StoredModel.objects.filter(pk=model.pk, state=model.state).update(
        state=State.QUEUED, progress=0.0, detail="", attempts=0, heartbeat=timezone.now()
    )
    if changed:
        transaction.on_commit(lambda: send_install(model))
    model.refresh_from_db()
    return model


def do_cancel_model(model: StoredModel) -> StoredModel:
    """End an installation; the worker that does it notices within a second and kills it."""
    checks.check_state(model, (State.QUEUED, *INSTALLING), "cancelled")
    StoredModel.objects.filter(pk=model.pk, state__in=(State.QUEUED, *INSTALLING)).update(
        state=State.CANCELLED, detail="Cancelled."
    )
    model.refresh_from_db()
    return model


def do_delete_model(model: StoredModel, *, is_forced: bool = False) -> None:
    """Delete the row, its folder and what was uploaded for it. Masks keep the name and the digest of their model.

    ``is_forced`` deletes what is still in use too: clicks there are kept and get no masks until another is chosen.
    """
    with transaction.atomic():
        locked = StoredModel.objects.select_for_update().get(pk=model.pk)
        if not is_forced or locked.is_builtin:
            checks.check_deletable(locked)
        locked.delete()
        transaction.on_commit(lambda: remove_files(locked))


def remove_files(model: StoredModel) -> None:
    """Remove the model's folder in the store and its uploaded file; a folder outside the store is never touched."""
    if model.upload:
        (folders.incoming() / Path(model.upload).name).unlink(missing_ok=True)
    if not model.is_builtin and checks.NAME.fullmatch(model.name):
        shutil.rmtree(folders.store() / model.name, ignore_errors=True)


def _add(user: User | None, name: str, **values: Any) -> StoredModel:
    checks.check_name(name)
    values.setdefault("title", name)
    try:
        with transaction.atomic():
            model = StoredModel.objects.create(name=name, created_by=user, detail="Waiting for a worker.", **values)
    except IntegrityError:
        checks.check_name(name)
        raise
    transaction.on_commit(lambda: send_install(model))
    return model
