"""The batch task that runs changes of many images."""

from __future__ import annotations

import logging
from contextlib import suppress

from backend.bulk.models import BulkRun
from backend.bulk.running import NotAllowed, run_chunks, told
from backend.config.celery import app
from backend.config.problems import Problem
from backend.jobs.actions import Run, Stopped, do_start_job
from backend.jobs.models import Job

logger = logging.getLogger(__name__)


@app.task(name="backend.bulk.tasks.change_images", acks_late=True)
def change_images(job_id: str) -> None:
    run = do_start_job(job_id)
    if run is not None:
        run_bulk(run)


def run_bulk(run: Run) -> None:
    """What was done before a run ended early stays done, is told of, and can be undone."""
    bulk = BulkRun.objects.select_related("job__project", "undoes").get(pk=run.job.pk)
    user = run.job.created_by
    try:
        if user is None:
            raise NotAllowed
        found = run_chunks(run, bulk, user)
        left_out = sum(found["refused"].values())
        run.finish("", f"Done: {found['changed']} images changed, {left_out} left out.", found)
    except Stopped:
        Job.objects.filter(pk=run.job.pk, state=Job.State.CANCELLED).update(summary=told(bulk))
        logger.info("bulk change %s stopped", run.job.pk)
    except NotAllowed:
        _fail(run, bulk, "not-allowed", "Who asked for this change may not make it any more.")
    except Problem as problem:
        _fail(run, bulk, problem.problem_code, problem.sentence)
    except Exception as error:
        logger.exception("bulk change %s failed", run.job.pk)
        detail = f"The change stopped ({type(error).__name__}: {error})."[:900]
        _fail(run, bulk, "bulk-failed", f"{detail} Ask for it again: what is done stays done. Tell an operator.")


def _fail(run: Run, bulk: BulkRun, code: str, detail: str) -> None:
    Job.objects.filter(pk=run.job.pk).update(summary=told(bulk))
    with suppress(Stopped):
        run.fail(code, detail)
