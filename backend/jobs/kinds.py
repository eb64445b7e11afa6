"""The kinds of jobs: which task runs it, who may ask for it, and how its parameters are checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from backend.accounts.roles import Action
from backend.config.problems import Code, Problem
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


def made_with_version(*_: Any) -> dict[str, Any]:
    raise Problem(Code.NOT_AVAILABLE, "A job of this kind comes with its version: POST projects/{id}/versions/.")


def made_with_change(*_: Any) -> dict[str, Any]:
    raise Problem(Code.NOT_AVAILABLE, "A job of this kind comes with its change of images: POST projects/{id}/bulk/.")


KINDS: dict[str, Kind] = {
    Job.Kind.EXPORT.value: Kind(task=queue.EXPORT, action=Action.EXPORT, check=export_options),
    Job.Kind.VERSION.value: Kind(task=queue.MAKE_VERSION, action=Action.MANAGE_VERSIONS, check=made_with_version),
    Job.Kind.IMPORT.value: Kind(task=queue.IMPORT, action=Action.UPLOAD, check=import_options),
    Job.Kind.BULK.value: Kind(task=queue.CHANGE_IMAGES, action=Action.ANNOTATE, check=made_with_change),
}
