"""The batch task that looks for groups of look-alikes in a project."""

from __future__ import annotations

import logging
from contextlib import suppress

from backend.config.celery import app
from backend.duplicates.actions import do_group, do_make_up
from backend.jobs.actions import Run, Stopped, do_start_job

STEPS = 1000

logger = logging.getLogger(__name__)


@app.task(name="backend.duplicates.tasks.find_duplicates", acks_late=True)
def find_duplicates(job_id: str) -> None:
    run = do_start_job(job_id)
    if run is not None:
        run_search(run)


def run_search(run: Run) -> None:
    """Fingerprints that are lacking are kept as they are taken, groups all at once at the end."""
    project, distance = run.job.project, run.job.params["distance"]
    try:
        taken = do_make_up(project, run.progress)
        groups, images = do_group(project, distance, lambda share: run.progress(int(share * STEPS), STEPS + 1))
        run.finish(
            "", f"Done: {groups} groups of {images} images.", {"groups": groups, "images": images, "taken": taken}
        )
    except Stopped:
        logger.info("search %s stopped", run.job.pk)
    except Exception as error:
        logger.exception("search %s failed", run.job.pk)
        detail = f"The search failed ({type(error).__name__}). Start it again; if that fails too, tell an operator."
        with suppress(Stopped):
            run.fail("search-failed", detail)
