"""Exports: what was annotated goes out, in the format that somebody needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from stipple import models
from stipple.calls import D, Resource, call
from stipple.downloads import Progress as BytesProgress
from stipple.downloads import download_result
from stipple.effects import Flow, ask, given
from stipple.jobs import Progress, wait_for


class Exports(Resource[D]):
    @call
    def start(
        self,
        project: int,
        format: str = "coco",
        *,
        geometry: str | None = None,
        states: Sequence[models.ImageState] | None = None,
    ) -> Flow[models.Job]:
        """``geometry`` is ``rle``, ``polygons`` or ``both``, where the format has a choice. ``states``: only images in
        these."""
        body = {"kind": "export", "format": format} | given(geometry=geometry, states=states)
        return (yield from ask("POST", f"/api/v1/projects/{project}/jobs/", json=body))

    @call
    def download(self, job: str, path: str | Path, progress: BytesProgress | None = None) -> Flow[Path]:
        """Wait for the job, and fetch its result to ``path`` (a folder: under the server's name); where it lies then.

        A download that broke off goes on, also one of an earlier process to the same path. Raises BrokenDownload.
        """
        return (yield from download_result((yield from wait_for(job)), Path(path), progress))

    @call
    def run(
        self,
        project: int,
        path: str | Path,
        format: str = "coco",
        *,
        geometry: str | None = None,
        states: Sequence[models.ImageState] | None = None,
        progress: Progress | None = None,
    ) -> Flow[Path]:
        """Start, wait, download: all in one."""
        body = {"kind": "export", "format": format} | given(geometry=geometry, states=states)
        job = yield from ask("POST", f"/api/v1/projects/{project}/jobs/", json=body)
        return (yield from download_result((yield from wait_for(job["id"], progress)), Path(path)))
