"""The life of an installation: queued, run by one batch worker at a time, ready, failed, cancelled or found lost.

A run is known by its attempt number, as that of a job is (backend/jobs): whoever takes it for lost starts another, and
a worker that was merely slow finds at its next step that the model is no longer its own and stops.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Case, F, Value, When
from django.utils import timezone

from backend.jobs import queue
from backend.model_store import folders
from backend.model_store.models import INSTALLING, StoredModel
from backend.model_store.sync import facts_as_values, sync_models

INSTALL = "worker.model_install.install"
"""The task, by name: the batch worker has it (worker/model_install.py)."""
MAX_ATTEMPTS = 3
LOST_AFTER = timedelta(seconds=60)
STRAY_AFTER_S = 24 * 3600
DETAIL_LENGTH = 1000
LOST = "The worker stopped answering; queued again."
LOST_FOR_GOOD = f"The worker died in each of {MAX_ATTEMPTS} runs, maybe for want of memory. Tell an operator."

State = StoredModel.State
log = logging.getLogger(__name__)


class Stopped(Exception):
    """The installation was cancelled, the model deleted or given to another worker: end it."""


@dataclass(frozen=True)
class InstallRun:
    """One attempt at an installation. Every method raises Stopped once the model is not this run's own."""

    model: StoredModel
    attempt: int

    def progress(self, state: str, progress: float, detail: str) -> None:
        """Say how far it is, and that it lives."""
        self._update(state=state, progress=round(progress, 4), detail=detail[:DETAIL_LENGTH])

    def beat(self) -> None:
        """Say that it lives, whether or not there is news."""
        self._update()

    def finish(self, facts: folders.FolderFacts, speed: dict[str, float] | None, detail: str) -> None:
        values = facts_as_values(facts, self.model.source["kind"])
        values |= {"speed": speed or facts.speed, "state": State.READY, "progress": 1.0, "upload": ""}
        self._update(**values, detail=detail[:DETAIL_LENGTH])

    def fail(self, detail: str) -> None:
        self._update(state=State.FAILED, detail=detail[:DETAIL_LENGTH])

    def _update(self, **values: Any) -> None:
        mine = StoredModel.objects.filter(pk=self.model.pk, state__in=INSTALLING, attempts=self.attempt)
        if not mine.update(heartbeat=timezone.now(), **values):
            raise Stopped


def send_install(model: StoredModel) -> None:
    queue.send(INSTALL, str(model.pk))


def do_start_install(model_id: Any) -> InstallRun | None:
    """Take a queued model; None when it is not queued (any more)."""
    first = Case(When(upload="", then=Value(State.FETCHING)), default=Value(State.VERIFYING))  # a sent file is here
    started = StoredModel.objects.filter(pk=model_id, state=State.QUEUED).update(
        state=first, attempts=F("attempts") + 1, heartbeat=timezone.now(), progress=0.0, detail="Starting."
    )
    model = StoredModel.objects.filter(pk=model_id).first()
    return InstallRun(model, model.attempts) if started and model is not None else None


def sweep() -> None:
    """Give installations whose worker died to another one, or up; bring rows and folders together; remove strays."""
    now = timezone.now()
    for model in StoredModel.objects.filter(state__in=INSTALLING, heartbeat__lt=now - LOST_AFTER):
        _recover(model)
    if queue.is_empty():
        for model in StoredModel.objects.filter(state=State.QUEUED, heartbeat__lt=now - LOST_AFTER):
            if StoredModel.objects.filter(pk=model.pk, heartbeat=model.heartbeat).update(heartbeat=now):
                send_install(model)
    sync_models()
    _remove_strays()


def _recover(model: StoredModel) -> None:
    mine = StoredModel.objects.filter(
        pk=model.pk, state__in=INSTALLING, attempts=model.attempts, heartbeat=model.heartbeat
    )
    if model.attempts >= MAX_ATTEMPTS:
        mine.update(state=State.FAILED, detail=LOST_FOR_GOOD)
    elif mine.update(state=State.QUEUED, heartbeat=timezone.now(), detail=LOST):
        log.warning("the installation of model %s lost its worker; queued again", model.name)
        send_install(model)


def _remove_strays() -> None:
    """Uploads that no model has waited for within a day."""
    if not folders.incoming().is_dir():
        return
    wanted = set(StoredModel.objects.exclude(upload="").values_list("upload", flat=True))
    for path in folders.incoming().iterdir():
        with suppress(FileNotFoundError):
            if path.name not in wanted and time.time() - path.stat().st_mtime > STRAY_AFTER_S:
                path.unlink()
