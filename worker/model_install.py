"""Installs a model in the batch worker: `python -m model.checkpoints install` as a process of its own.

What it prints goes into the model's row. A cancelled or deleted model's process is ended within a second, with all that
it has started; a worker that dies takes the process with it, and the sweep queues the model again. The task only starts
a thread: a download of an hour must not keep uploads and exports waiting. One installation at a time in each process.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from contextlib import closing
from typing import Any

from django.db import connections

from backend.config.celery import app
from backend.model_store import folders
from backend.model_store.actions import remove_files
from backend.model_store.installing import INSTALL, InstallRun, Stopped, do_start_install
from backend.model_store.models import StoredModel
from worker.json_process import ProcessFailed, json_lines

log = logging.getLogger(__name__)

INSTALL_COMMAND = (sys.executable, "-m", "model.checkpoints", "install")
CHECK_COMMAND = (sys.executable, "-m", "worker.model_check")
STAGES = {
    "fetch": (StoredModel.State.FETCHING, 0.0, 0.6),
    "verify": (StoredModel.State.VERIFYING, 0.6, 0.7),
    "convert": (StoredModel.State.CONVERTING, 0.7, 0.85),
    "export": (StoredModel.State.CONVERTING, 0.85, 0.95),
}
"""Stage of the command to the model's state, and its part of the progress from 0 to 1."""
ALL_CORES = {"STIPPLE_THREADS": "0", "OMP_NUM_THREADS": str(os.cpu_count() or 1)}
"""A model is tried with as many threads as an interactive worker has; this one is kept to one."""
STEP_S = 0.5

_turn = threading.Lock()
_waiting: set[str] = set()


class InstallFailed(RuntimeError):
    """The command could not install the model; the message is the sentence for people."""


@app.task(name=INSTALL)
def install(model_id: str) -> None:
    if model_id not in _waiting:
        _waiting.add(model_id)
        threading.Thread(target=_install_in_turn, args=(model_id,), name=f"install-{model_id}", daemon=True).start()


def run_install(model_id: str) -> None:
    """Install one queued model, to its end; nothing when it is not queued (any more)."""
    run = do_start_install(model_id)
    if run is None:
        return
    try:
        _install(run)
    except (InstallFailed, ProcessFailed) as error:
        _fail(run, str(error))
    except Stopped:
        _clean_up(run)
    except Exception as error:
        log.exception("the installation of model %s failed", run.model.name)
        _fail(run, f"The installation failed ({type(error).__name__}: {error}). Try again, or tell an operator.")


def _install_in_turn(model_id: str) -> None:
    try:
        with _turn:
            _waiting.discard(model_id)  # who cancels it now and tries again is next, behind this run's last second
            run_install(model_id)
    finally:
        connections.close_all()


def _install(run: InstallRun) -> None:
    progress = _ProgressWriter(run)
    last: dict[str, Any] = {}
    with closing(json_lines(_command(run.model), run.beat, STEP_S)) as lines:  # whatever ends this ends the process
        for line in lines:
            last = line
            progress.tell(line)
    if last.get("stage") != "ready":
        raise InstallFailed(_without_paths(_sentence(last), run.model))
    facts = folders.read_folder(folders.store() / run.model.name)
    run.progress(StoredModel.State.VERIFYING, 0.97, "Trying it with a photo and a click.")
    tried = _tried(run)
    upload = run.model.upload
    run.finish(facts, tried.get("speed"), tried.get("problem", ""))
    if upload:
        (folders.incoming() / upload).unlink(missing_ok=True)


def _command(model: StoredModel) -> list[str]:
    source = model.source
    given = {"published": source["file"], "url": source["url"], "file": str(folders.incoming() / model.upload)}
    command = [*INSTALL_COMMAND, given[source["kind"]], "--store", str(folders.store()), "--name", model.name]
    for option, value in (("--preset", model.preset), ("--sha256", source["sha256"])):
        command += [option, value] if value else []
    return [*command, "--progress", "json"]


class _ProgressWriter:
    """Writes what the command says into the row: at once for a new stage, else every STEP_S seconds."""

    def __init__(self, run: InstallRun) -> None:
        self._run = run
        self._stage = ""
        self._next_s = 0.0
        self._furthest = 0.0

    def tell(self, line: dict[str, Any]) -> None:
        stage = line.get("stage", "")
        if stage not in STAGES or (stage == self._stage and time.monotonic() < self._next_s):
            return
        self._stage, self._next_s = stage, time.monotonic() + STEP_S
        state, start, end = STAGES[stage]
        total = line.get("total")
        part = min(line.get("done", 0) / total, 1.0) if total else 0.0
        # Never backwards: an archive is unpacked first and verified then.
        self._furthest = max(self._furthest, start + part * (end - start))
        self._run.progress(state, self._furthest, str(line.get("detail") or f"{stage} ..."))


def _tried(run: InstallRun) -> dict[str, Any]:
    """{"speed": {...}} of the model on this machine, or {"problem": sentence}: others may serve it all the same."""
    try:
        report = list(json_lines([*CHECK_COMMAND, run.model.name], run.beat, STEP_S, ALL_CORES))[-1]
    except (ProcessFailed, IndexError) as error:
        report = {"problem": str(error)}
    if "click_ms" in report:
        return {"speed": {"encode_ms": report["encode_ms"], "click_ms": report["click_ms"]}}
    return {"problem": f"Installed, but it could not be tried on this machine: {report.get('problem', 'no answer')}"}


def _sentence(last: dict[str, Any]) -> str:
    detail, code = last.get("detail"), last.get("code")
    if not detail:
        return "The installation ended without a word. Try again; if that fails, tell an operator."
    return f"{detail} [{code}]" if code else str(detail)


def _without_paths(sentence: str, model: StoredModel) -> str:
    """The sentence with the file as its sender calls it: everybody reads it, and where things lie here is nobody's."""
    file = model.source["file"] or model.name
    for path in (folders.incoming() / model.upload, folders.store() / f".making-{model.name}"):
        sentence = sentence.replace(str(path), file)
    sentence = sentence.replace(model.upload, file) if model.upload else sentence
    return sentence.replace(f"{folders.store()}{os.sep}", "")


def _fail(run: InstallRun, detail: str) -> None:
    try:
        run.fail(detail)
    except Stopped:
        _clean_up(run)


def _clean_up(run: InstallRun) -> None:
    """After a cancelled or deleted model: remove its folder, if it came to that. A later run's folder stays."""
    now = StoredModel.objects.filter(pk=run.model.pk).first()
    log.info("the installation of model %s stopped: %s", run.model.name, now.state if now else "deleted")
    if now is None:
        remove_files(run.model)
    elif now.state in (StoredModel.State.CANCELLED, StoredModel.State.QUEUED):  # queued: to be tried again
        remove_files(StoredModel(name=run.model.name))
