"""A broken file, and what an import of it has to be like, whatever is wrong with it."""

from __future__ import annotations

import json
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from backend.accounts.models import User
from backend.formats.importing.importer import import_file
from backend.formats.importing.options import ImportOptions
from backend.formats.importing.report import ImportReport
from backend.formats.sources import Unreadable
from backend.projects.models import Project
from tests.backend.formats.broken.watch import watched

LONGEST_S = 30
MOST_KIB = 1 << 20
UNFORESEEN = {"reader-failed", "image-failed"}
"""What the importer says where a reader has raised what none may: such a case is a mistake of ours."""
FORBIDDEN = Path("/etc/passwd")


@dataclass(frozen=True)
class Case:
    """``build`` writes the broken file at a path whose name ends with ``suffix``. ``says``: codes that the report has
    to name, or that the refusal has; ``why``: words of one of its sentences; ``made`` objects go in all the same."""

    name: str
    build: Callable[[Path], object]
    says: tuple[str, ...] = ()
    made: int = 0
    suffix: str = ".zip"
    why: str = ""
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """``refused``: the code and the sentence of an import that could use nothing."""

    summary: dict[str, Any]
    problems: list[dict[str, Any]]
    refused: tuple[str, str] | None = None

    @property
    def codes(self) -> set[str]:
        return {self.refused[0]} if self.refused else {problem["code"] for problem in self.problems}

    @property
    def made(self) -> int:
        return 0 if self.refused else int(self.summary["objects"]["made"])

    @property
    def sentences(self) -> str:
        return self.refused[1] if self.refused else "\n".join(problem["detail"] for problem in self.problems)

    @property
    def told(self) -> bool:
        return bool(self.refused or self.problems)


class Stage:
    """Imports broken files into one project, with folders of their own for everything that is written."""

    def __init__(self, project: Project, user: User, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project, self.user, self.folder = project, user, folder
        self.temporary = folder / "temporary"
        self.temporary.mkdir(parents=True)
        monkeypatch.setattr(tempfile, "tempdir", str(self.temporary))

    def run(self, path: Path, **options: Any) -> Outcome:
        """Import the file at ``path``; nothing but a refusal is raised, and nothing stays or goes elsewhere."""
        began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with watched() as seen:
            outcome = self._import(path, options)
        assert time.monotonic() - began < LONGEST_S
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_KIB
        outside = {each for each in seen.written if self.folder not in each.parents and not _is_harmless(each)}
        assert not outside, outside
        assert FORBIDDEN not in seen.opened
        assert not seen.connected and not seen.started, (seen.connected, seen.started)
        assert list(self.temporary.iterdir()) == []
        assert not outcome.codes & UNFORESEEN, outcome.problems
        _check_told(outcome)
        return outcome

    def _import(self, path: Path, options: dict[str, Any]) -> Outcome:
        report = ImportReport(self.temporary)
        arguments = ImportOptions("", **options), path, path.name, lambda done, total: None, report
        try:
            summary = import_file(self.project, self.user, *arguments)
        except Unreadable as error:
            return Outcome({}, [], (error.code, error.detail))
        return Outcome(summary, json.loads(b"".join(report.pieces(summary)))["problems"])


def _is_harmless(path: Path) -> bool:
    """Code that is compiled when it is first called lies beside its source."""
    return path == Path("/dev/null") or "__pycache__" in path.parts


def _check_told(outcome: Outcome) -> None:
    """Each problem has a file, a place in it where it is of an object, and a reason; and nothing is missing."""
    if outcome.refused:
        assert all(outcome.refused)
        return
    for problem in outcome.problems:
        assert problem["code"] and problem["detail"] and problem["file"], problem
        assert problem["what"] != "object" or problem["line"] or problem["record"] or problem["file"], problem
    objects = outcome.summary["objects"]
    assert objects["in"] == sum(objects[name] for name in ("made", "updated", "unchanged", "left_out"))
    assert objects["left_out"] == sum(problem["count"] for problem in outcome.problems)
