"""The batch task that syncs a source."""

from __future__ import annotations

import errno
import logging
from contextlib import suppress

from backend.config.celery import app
from backend.jobs.actions import Run, Stopped, do_start_job
from backend.sources.entries import Unreachable
from backend.sources.models import Source
from backend.sources.places import opened
from backend.sources.syncing import do_note, sync

logger = logging.getLogger(__name__)
SEE_THERE = "The page of the project's sources says why to its managers."


@app.task(name="backend.sources.tasks.sync_source", acks_late=True)
def sync_source(job_id: str) -> None:
    run = do_start_job(job_id)
    if run is not None:
        run_sync(run)


def run_sync(run: Run) -> None:
    """What came in before a run ended early stays, and is known to the next one.

    Everybody in the project sees its jobs, managers alone where its sources are: so the job tells numbers, and the
    source has the rest.
    """
    source = Source.objects.select_related("project", "created_by").filter(pk=run.job.params["source"]).first()
    try:
        if source is None:
            run.fail("source-gone", "The source was removed before it was synced.")
            return
        place = opened(source.kind, source.place, source.credentials)
        tally = sync(source, place, run.progress)
        do_note(source, tally.as_dict(place.passed_over), None)
        run.finish("", f"Done: {tally.sentence()}", tally.numbers())
    except Stopped:
        logger.info("sync %s stopped", run.job.pk)
    except Unreachable as error:
        logger.info("sync %s failed: %s", run.job.pk, error.code)
        _fail(run, source, error.code, error.detail)
    except Exception as error:
        logger.exception("sync %s failed", run.job.pk)
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            _fail(run, source, "disk-full", "The disk of the server is full. Ask an operator to make room.")
        else:
            detail = f"The sync failed ({type(error).__name__}). Start it again; if that fails, tell an operator."
            _fail(run, source, "sync-failed", detail)


def _fail(run: Run, source: Source | None, code: str, detail: str) -> None:
    if source is not None:
        do_note(source, None, {"code": code, "detail": detail})
    with suppress(Stopped):
        run.fail(code, f"The source could not be read ({code}). {SEE_THERE}")
