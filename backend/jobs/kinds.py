"""The kinds of jobs: which task runs it, who may ask for it, and how its parameters are checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from backend.accounts.roles import Action
from backend.config.problems import Code, Problem
from backend.duplicates.options import search_options
from backend.formats.export_options import export_options
from backend.formats.importing.options import import_options
from backend.jobs import queue
from backend.jobs.models import Job
from backend.projects.models import Project


@dataclass(frozen=True)
class Kind:
    """``check`` turns the request's fields into the stored parameters, or raises Problem 400."""

    task: str
    action: Action
    check: Callable[[Mapping[str, Any], Project], dict[str, Any]]


def made_elsewhere(sentence: str) -> Callable[[Mapping[str, Any], Project], dict[str, Any]]:
    def check(*_: Any) -> dict[str, Any]:
        raise Problem(Code.NOT_AVAILABLE, sentence)

    return check


WITH_A_VERSION = "A job of this kind comes with its version: POST projects/{id}/versions/."
OF_A_SOURCE = "A job of this kind belongs to a source: POST sources/{id}/sync/."


def made_for_a_team(*_: Any) -> dict[str, Any]:
    raise Problem(Code.NOT_AVAILABLE, "A backup becomes a new project: POST organizations/{id}/restore/.")


def nothing(*_: Any) -> dict[str, Any]:
    return {}


KINDS: dict[str, Kind] = {
    Job.Kind.EXPORT.value: Kind(task=queue.EXPORT, action=Action.EXPORT, check=export_options),
    Job.Kind.VERSION.value: Kind(
        task=queue.MAKE_VERSION, action=Action.MANAGE_VERSIONS, check=made_elsewhere(WITH_A_VERSION)
    ),
    Job.Kind.IMPORT.value: Kind(task=queue.IMPORT, action=Action.UPLOAD, check=import_options),
    Job.Kind.BACKUP.value: Kind(task=queue.BACKUP, action=Action.MANAGE_PROJECT, check=nothing),
    Job.Kind.RESTORE.value: Kind(task=queue.RESTORE, action=Action.CREATE_PROJECT, check=made_for_a_team),
    Job.Kind.SYNC.value: Kind(task=queue.SYNC, action=Action.MANAGE_PROJECT, check=made_elsewhere(OF_A_SOURCE)),
    Job.Kind.DUPLICATES.value: Kind(task=queue.FIND_DUPLICATES, action=Action.RUN_JOB, check=search_options),
}
