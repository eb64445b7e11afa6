"""Imports: annotation files and archives come in, and a report says what became of every record."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict, Unpack

from stipple import models
from stipple.calls import D, Resource, call
from stipple.downloads import download_result
from stipple.effects import Flow, ask
from stipple.jobs import Progress, wait_for
from stipple.uploads import upload_import_file


class ImportOptions(TypedDict, total=False):
    """``format``: left out, by content. ``existing``: ``add`` leaves what is there, ``update`` changes objects that
    came before under the same id, ``replace`` takes away what earlier imports brought and nobody has changed.

    ``labels``: a name in the files to the id or name of a label here, or to None to leave its objects out;
    ``other_labels``: what becomes of the rest.
    """

    format: str
    objects_as: models.ObjectsAsEnum
    existing: models.ExistingEnum
    labels: Mapping[str, int | str | None]
    other_labels: models.OtherLabelsEnum
    add_images: bool
    dry_run: bool


class ImportProblem(TypedDict):
    """A record that was left out: where it stands and why."""

    file: str
    line: int | None
    record: str
    image: str | None
    what: str
    count: int
    code: str
    detail: str


@dataclass(frozen=True)
class ImportReport:
    """``images`` and ``objects`` are counts: objects in = made + updated + unchanged + left_out.

    ``reasons``: how many were left out, by code. ``problems`` are all of them, one by one.
    """

    job: models.Job
    format: str
    is_dry_run: bool
    images: Mapping[str, int]
    objects: Mapping[str, int]
    labels: Mapping[str, Any]
    reasons: Mapping[str, int]
    problems: Sequence[ImportProblem]

    @property
    def is_clean(self) -> bool:
        return not self.problems


class Imports(Resource[D]):
    @call
    def send(self, project: int, path: str | Path) -> Flow[str]:
        """Hand the file over without importing it yet; the id that ``run`` takes. It is kept for a week."""
        return (yield from upload_import_file(project, Path(path)))

    @call
    def run(
        self,
        project: int,
        path: str | Path | None = None,
        *,
        file: str | None = None,
        progress: Progress | None = None,
        **options: Unpack[ImportOptions],
    ) -> Flow[ImportReport]:
        """Import the file at ``path``, or the one that ``send`` handed over as ``file``, and wait for the report.

        With ``dry_run=True`` nothing is changed. Raises JobFailed where nothing of the file can be read.
        """
        if (path is None) == (file is None):
            raise ValueError("give either path or file")
        if path is not None:
            file = yield from upload_import_file(project, Path(path))
        body = {**options, "kind": "import", "file": file}
        job = yield from ask("POST", f"/api/v1/projects/{project}/jobs/", json=body)
        return (yield from report_of((yield from wait_for(job["id"], progress))))

    @call
    def report(self, job: str) -> Flow[ImportReport]:
        """The report of an import that is done."""
        return (yield from report_of((yield from wait_for(job))))


def report_of(job: models.Job) -> Flow[ImportReport]:
    with tempfile.TemporaryDirectory(prefix="stipple-") as folder:
        path = yield from download_result(job, Path(folder) / "report.json")
        found = json.loads(path.read_bytes())
    return ImportReport(
        job,
        found["format"],
        found["dry_run"],
        found["images"],
        found["objects"],
        found["labels"],
        found["reasons"],
        found["problems"],
    )
