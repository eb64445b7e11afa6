"""The batch tasks of versions: one makes a version, one removes what a deleted version held."""

from __future__ import annotations

import logging
from contextlib import suppress

from backend.config.celery import app
from backend.jobs.actions import Run, Stopped, do_start_job
from backend.jobs.models import Job
from backend.versions.making import make
from backend.versions.models import Version
from backend.versions.purging import purge

logger = logging.getLogger(__name__)


@app.task(name="backend.versions.tasks.make_version", acks_late=True)
def make_version(job_id: str) -> None:
    run = do_start_job(job_id)
    if run is not None:
        run_making(run)


@app.task(name="backend.versions.tasks.purge_version", acks_late=True)
def purge_version(version_id: str) -> None:
    purge(int(version_id))


def run_making(run: Run) -> None:
    """Whatever ends the run early, nothing half made stays, unless another run of the job is at it now."""
    version = Version.objects.select_related("project").filter(pk=run.job.params["version"]).first()
    try:
        if version is None:
            run.fail("version-gone", "The version was deleted before it was made.")
            return
        if version.state == Version.State.MAKING:
            make(run, version)
        run.finish("", f"Done: {version.counts['images']} images, {version.counts['objects']} objects.")
    except Stopped:
        _leave(run)
    except Exception as error:
        logger.exception("making of version %s failed", run.job.params["version"])
        _fail(run, error)


def _leave(run: Run) -> None:
    """Remove what was made, unless another run of the job is at it, or has made it whole."""
    others = Job.objects.filter(pk=run.job.pk, state__in=(Job.State.QUEUED, Job.State.RUNNING, Job.State.DONE))
    if not others.exists():
        purge(run.job.params["version"])
    logger.info("making of version %s stopped", run.job.params["version"])


def _fail(run: Run, error: Exception) -> None:
    detail = f"The version could not be made ({type(error).__name__}: {error}). Make it again; if that fails too, tell"
    with suppress(Stopped):
        run.fail("version-failed", f"{detail[:900]} an operator.")
    _leave(run)
