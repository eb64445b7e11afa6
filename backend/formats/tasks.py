"""The batch task that runs an export job."""

from __future__ import annotations

import errno
import logging
from pathlib import Path

from backend.config.celery import app
from backend.formats.export import export as write_export
from backend.formats.options import Options
from backend.formats.report import Report
from backend.jobs import results
from backend.jobs.actions import Run, Stopped, do_start_job
from backend.versions.access import visible
from backend.versions.export import export_version

logger = logging.getLogger(__name__)


@app.task(name="backend.formats.tasks.export", acks_late=True)
def export(job_id: str) -> None:
    run = do_start_job(job_id)
    if run is not None:
        run_export(run)


def run_export(run: Run) -> None:
    """Write the archive aside, then name it; whatever ends the run early, no half-written file stays."""
    name = f"{run.job.pk}.{run.attempt}.zip"
    final = results.folder() / name
    aside = final.with_suffix(".part")
    try:
        report = _written(run, aside)
        aside.replace(final)
        run.finish(name, f"Done: {report.sentence()}")
    except Stopped:
        final.unlink(missing_ok=True)
        logger.info("export %s stopped", run.job.pk)
    except Exception as error:
        aside.unlink(missing_ok=True)
        final.unlink(missing_ok=True)
        logger.exception("export %s failed", run.job.pk)
        _fail(run, error)


def _written(run: Run, path: Path) -> Report:
    """Write the archive: of the version that is asked for, or of the project as it is now."""
    options = Options.of(run.job.params)
    if "version" not in run.job.params:
        return write_export(run.job.project, options, path, run.progress)
    version = visible().filter(pk=run.job.params["version"]).first()
    if version is None:
        raise LookupError("the version has been deleted meanwhile")
    return export_version(version, options, path, run.progress)


def _fail(run: Run, error: Exception) -> None:
    is_full = isinstance(error, OSError) and error.errno == errno.ENOSPC
    code = "disk-full" if is_full else "export-failed"
    detail = (
        "The disk of the server is full. Ask an operator to make room, then start the export again."
        if is_full
        else f"The export failed ({type(error).__name__}: {error}). Start it again; if that fails, tell an operator."
    )
    try:
        run.fail(code, detail[:1000])
    except Stopped:
        logger.info("export %s was over already", run.job.pk)
