"""The kinds of jobs: which task runs it, who may ask for it, and how its parameters are checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from backend.accounts.roles import Action
from backend.config.problems import Code, Problem
from backend.formats.options import export_options
from backend.jobs import queue
from backend.jobs.models import Job


@dataclass(frozen=True)
class Kind:
    """``check`` turns the request's fields into the stored parameters, or raises Problem 400."""

    task: str
    action: Action
    check: Callable[[Mapping[str, Any]], dict[str, Any]]


def made_elsewhere(*_: Any) -> dict[str, Any]:
    raise Problem(Code.NOT_AVAILABLE, "A job of this kind comes with its version: POST projects/{id}/versions/.")


KINDS: dict[str, Kind] = {
    Job.Kind.EXPORT.value: Kind(task=queue.EXPORT, action=Action.EXPORT, check=export_options),
    Job.Kind.VERSION.value: Kind(task=queue.MAKE_VERSION, action=Action.MANAGE_VERSIONS, check=made_elsewhere),
}
