"""The batch tasks that run export and import jobs."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from backend.config.celery import app
from backend.formats import import_files
from backend.formats.archive import write_whole
from backend.formats.backup.checking import opened_backup
from backend.formats.backup.restoring import Restored, do_mark_failed, restore
from backend.formats.backup.writing import Backup, write_backup
from backend.formats.export import GATHERED
from backend.formats.export import export as write_export
from backend.formats.importing.importer import import_file
from backend.formats.importing.options import ImportOptions
from backend.formats.importing.report import ImportReport
from backend.formats.models import ImportFile
from backend.formats.options import Options
from backend.formats.report import Report
from backend.formats.sources import Unreadable
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


@app.task(name="backend.formats.tasks.import_data", acks_late=True)
def import_data(job_id: str) -> None:
    run = do_start_job(job_id)
    if run is not None:
        run_import(run)


@app.task(name="backend.formats.tasks.backup", acks_late=True)
def backup(job_id: str) -> None:
    run = do_start_job(job_id)
    if run is not None:
        _to_file(run, lambda path: write_backup(run.job.project, path, run.progress))


@app.task(name="backend.formats.tasks.restore", acks_late=True)
def restore_backup(job_id: str) -> None:
    run = do_start_job(job_id)
    if run is not None:
        run_restore(run)


def run_export(run: Run) -> None:
    _to_file(run, lambda path: _written(run, path))


def _to_file(run: Run, write: Callable[[Path], Report | Backup]) -> None:
    """Write the archive aside, then name it; whatever ends the run early, no half-written file stays."""
    name = f"{run.job.pk}.{run.attempt}.zip"
    final = results.folder() / name
    aside = final.with_suffix(".part")
    try:
        report = write(aside)
        aside.replace(final)
        run.finish(name, f"Done: {report.sentence()}")
    except Stopped:
        final.unlink(missing_ok=True)
        logger.info("%s %s stopped", run.job.kind, run.job.pk)
    except Exception as error:
        aside.unlink(missing_ok=True)
        final.unlink(missing_ok=True)
        logger.exception("%s %s failed", run.job.kind, run.job.pk)
        _fail(run, error)


def _written(run: Run, path: Path) -> Report:
    """Write the archive: of the version that is asked for, or of the project as it is now."""
    options = Options.of(run.job.params)
    if "version" not in run.job.params:
        earlier = list(results.folder().glob(f"{run.job.pk}.*{GATHERED}"))
        return write_export(run.job.project, options, path, run.progress, earlier)
    version = visible().filter(pk=run.job.params["version"]).first()
    if version is None:
        raise LookupError("the version has been deleted meanwhile")
    return export_version(version, options, path, run.progress)


def run_import(run: Run) -> None:
    """What was imported before a run ended early stays, and is there already for the next run; the report is new."""
    name = f"{run.job.pk}.{run.attempt}.json"
    final = results.folder() / name
    try:
        report, summary = _imported(run)
        write_whole(final, report.pieces(summary))
        start = "Dry run, nothing was changed: " if summary["dry_run"] else "Done: "
        run.finish(name, start + report.sentence(), summary)
    except Stopped:
        final.unlink(missing_ok=True)
        logger.info("import %s stopped", run.job.pk)
    except Unreadable as error:
        _fail_with(run, error.code, f"The file cannot be imported: {error.detail}.")
    except Exception as error:
        final.unlink(missing_ok=True)
        logger.exception("import %s failed", run.job.pk)
        _fail(run, error)


def _imported(run: Run) -> tuple[ImportReport, dict[str, Any]]:
    options = ImportOptions.of(run.job.params)
    file = ImportFile.objects.filter(pk=UUID(options.file)).first()
    path = import_files.path_of(options.file)
    user = run.job.created_by
    if file is None or not path.exists():
        raise Unreadable("file-gone", "it was kept for a week and is gone; hand it over again")
    if user is None:
        raise Unreadable("person-gone", "who asked for the import has no account any more; ask for it again")
    folder = results.folder()
    folder.mkdir(parents=True, exist_ok=True)
    report = ImportReport(folder)
    summary = import_file(run.job.project, user, options, path, file.name, run.progress, report)
    return report, summary


def run_restore(run: Run) -> None:
    """Fill the new project of the job; where that fails, the project's name says so."""
    try:
        result = _restored(run)
        run.finish("", f"Done: {result.sentence()}", result.as_dict())
        for file in ImportFile.objects.filter(pk=UUID(run.job.params["file"])):
            import_files.do_remove(file)
    except Stopped:
        logger.info("restore %s stopped", run.job.pk)
    except Unreadable as error:
        do_mark_failed(run.job.project)
        _fail_with(run, error.code, f"The backup cannot be restored: {error.detail}.")
    except Exception as error:
        do_mark_failed(run.job.project)
        logger.exception("restore %s failed", run.job.pk)
        _fail(run, error)


def _restored(run: Run) -> Restored:
    path = import_files.path_of(run.job.params["file"])
    if not path.exists():
        raise Unreadable("file-gone", "it was kept for a week and is gone; hand it over again")
    with opened_backup(path, run.job.params["name"]) as found:
        return restore(run.job.project, found, run.progress, in_part=run.job.params["in_part"])


def _fail(run: Run, error: Exception) -> None:
    kind = run.job.kind
    is_full = isinstance(error, OSError) and error.errno == errno.ENOSPC
    code = "disk-full" if is_full else f"{kind}-failed"
    detail = (
        f"The disk of the server is full. Ask an operator to make room, then start the {kind} again."
        if is_full
        else f"The {kind} failed ({type(error).__name__}: {error}). Start it again; if that fails, tell an operator."
    )
    _fail_with(run, code, detail)


def _fail_with(run: Run, code: str, detail: str) -> None:
    try:
        run.fail(code, detail[:1000])
    except Stopped:
        logger.info("job %s was over already", run.job.pk)
