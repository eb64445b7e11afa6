"""The life of a job: created and queued, run by one worker at a time, cancelled, finished, failed or found lost.

A run is known by its attempt number. Whoever takes a job for lost starts another attempt, and the earlier worker, if it
was merely slow, finds at its next step that the job is no longer its own and stops.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from backend.accounts.audit import Event, record
from backend.accounts.models import User
from backend.config.problems import Code, Problem
from backend.jobs import queue, results
from backend.jobs.kinds import KINDS
from backend.jobs.models import Job
from backend.jobs.publishing import publish_job
from backend.projects.models import Project
from backend.webhooks.emitting import emit
from backend.webhooks.events import Happening

ACTIVE = (Job.State.QUEUED, Job.State.RUNNING)
ACTIVE_PER_PROJECT = 5
MAX_ATTEMPTS = 3
STEP_S = 0.5
LOST_AFTER = timedelta(seconds=60)

logger = logging.getLogger(__name__)


class Stopped(Exception):
    """The job was cancelled, deleted or given to another worker: leave it, and remove what this run wrote."""


def do_create_job(project: Project, user: User | None, kind: str, params: dict[str, Any]) -> Job:
    """Queue a job, for nobody where ``user`` is None; Problem 429 while too many of the project's jobs are queued or
    running."""
    with transaction.atomic():
        if Job.objects.filter(project=project, state__in=ACTIVE).count() >= ACTIVE_PER_PROJECT:
            raise Problem(
                Code.RATE_LIMITED,
                f"{ACTIVE_PER_PROJECT} jobs of this project are queued or running. Wait for one, or cancel one.",
                429,
                retry_after_s=10,
            )
        job = Job.objects.create(
            project=project, kind=kind, params=params, created_by=user, heartbeat=timezone.now(), log=["Queued."]
        )
        if kind == Job.Kind.EXPORT:
            target = str(params.get("format", ""))
            record(Event.EXPORT_MADE, project.organization_id, project_id=project.pk, target=target, actor=user)
        transaction.on_commit(lambda: _queue(job))
    return job


def do_cancel_job(job: Job) -> Job:
    """Cancel what is queued or running; Problem 409 when the job is over."""
    with transaction.atomic():
        changed = Job.objects.filter(pk=job.pk, state__in=ACTIVE).update(
            state=Job.State.CANCELLED, finished=timezone.now(), log=[*job.log, "Cancelled."]
        )
        job.refresh_from_db()
        if changed:
            tell_of_end(job.pk)
    if not changed:
        raise Problem(
            Code.CONFLICT, f"This job is {job.state} already; only a queued or running one can be cancelled.", 409
        )
    transaction.on_commit(lambda: publish_job(job.pk))
    return job


def do_start_job(job_id: Any) -> Run | None:
    """Take a queued job; None when it is not queued (any more)."""
    started = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, heartbeat=timezone.now(), done=0, total=0, problem=None
    )
    job = Job.objects.filter(pk=job_id).first()
    if not started or job is None:
        return None
    run = Run(job, job.attempts)
    run.note("Started." if job.attempts == 1 else f"Started again (run {job.attempts}).")
    return run


@dataclass
class Run:
    """One attempt at a job, in the hands of one worker. Every method raises Stopped once the job is not its own."""

    job: Job
    attempt: int
    log: list[str] = field(init=False)
    _last_step_s: float = 0.0

    def __post_init__(self) -> None:
        self.log = list(self.job.log)

    def note(self, sentence: str) -> None:
        """Add a line to the job's log."""
        self.log.append(sentence)
        self._update(log=self.log)
        publish_job(self.job.pk)

    def progress(self, done: int, total: int) -> None:
        """Say how far the run is, and that it lives. Call it often: it writes at most every STEP_S seconds."""
        now = time.monotonic()
        if now - self._last_step_s < STEP_S and done < total:
            return
        self._last_step_s = now
        self._update(done=done, total=total, heartbeat=timezone.now())
        publish_job(self.job.pk)

    def finish(self, result_name: str, sentence: str, summary: dict[str, Any] | None = None) -> None:
        self.log.append(sentence)
        self._end(state=Job.State.DONE, result_path=result_name, done=F("total"), summary=summary)

    def fail(self, code: str, detail: str) -> None:
        self.log.append(detail)
        problem = {"code": code, "detail": detail}
        self._end(state=Job.State.FAILED, problem=problem)

    def _end(self, **values: Any) -> None:
        with transaction.atomic():
            self._update(finished=timezone.now(), log=self.log, **values)
            tell_of_end(self.job.pk)
        publish_job(self.job.pk)

    def _update(self, **values: Any) -> None:
        mine = Job.objects.filter(pk=self.job.pk, state=Job.State.RUNNING, attempts=self.attempt)
        if not mine.update(**values):
            raise Stopped


def sweep() -> None:
    """Give jobs whose worker died to another one, or up after MAX_ATTEMPTS; queue again what the broker lost."""
    now = timezone.now()
    for job in Job.objects.filter(state=Job.State.RUNNING, heartbeat__lt=now - LOST_AFTER):
        _recover(job)
    if queue.is_empty():
        for job in Job.objects.filter(state=Job.State.QUEUED, heartbeat__lt=now - LOST_AFTER):
            if Job.objects.filter(pk=job.pk, heartbeat=job.heartbeat).update(heartbeat=now):
                _queue(job)


def _recover(job: Job) -> None:
    mine = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts, heartbeat=job.heartbeat)
    if job.attempts < MAX_ATTEMPTS:
        log = [*job.log, "The worker stopped answering; queued again."]
        if mine.update(state=Job.State.QUEUED, heartbeat=timezone.now(), log=log):
            logger.warning("job %s lost its worker; queued again", job.pk)
            _queue(job)
    else:
        detail = f"The worker died in each of {MAX_ATTEMPTS} runs, maybe for want of memory. Tell an operator."
        problem = {"code": "worker-lost", "detail": detail}
        with transaction.atomic():
            values: dict[str, Any] = {"problem": problem, "finished": timezone.now(), "log": [*job.log, detail]}
            is_mine = mine.update(state=Job.State.FAILED, **values)
            if is_mine:
                tell_of_end(job.pk)
        if is_mine:
            results.remove(job.pk)
    publish_job(job.pk)


def tell_of_end(job_id: Any) -> None:
    """Tell webhooks of a job that is done, has failed or was cancelled; in the transaction that ended it."""
    job = Job.objects.select_related("created_by").get(pk=job_id)
    emit(Happening.JOB_FINISHED, job, project_id=job.project_id, actor=job.created_by, kind=job.kind)


def _queue(job: Job) -> None:
    queue.send(KINDS[job.kind].task, str(job.pk))
    publish_job(job.pk)
