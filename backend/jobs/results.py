"""Files that jobs leave for download: named by job, kept for a week, removed with their job."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from backend.jobs.models import Job

KEPT_FOR = timedelta(days=7)
KEPT_PER_PROJECT = 20
"""Of each kind of job."""
KEPT_DRY_RUNS = 5


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "exports"


def path_of(job: Job) -> Path:
    """Where the finished result lies; ``result_path`` is relative to the folder and made by us alone."""
    return folder() / Path(job.result_path).name


def remove(job_id: Any) -> None:
    """Remove everything that any run of the job wrote."""
    for path in folder().glob(f"{job_id}.*"):
        path.unlink(missing_ok=True)


def sweep() -> None:
    """Remove results past their time, those that are too many, and files of jobs that are over or gone."""
    done = Job.objects.exclude(result_path="")
    for job in done.filter(finished__lt=timezone.now() - KEPT_FOR):
        _expire(job)
    _expire_beyond(KEPT_DRY_RUNS, done.filter(params__dry_run=True))
    _expire_beyond(KEPT_PER_PROJECT, done)
    _remove_strays()


def _expire_beyond(most: int, done: QuerySet[Job]) -> None:
    """Remove all but the newest results of each project and kind."""
    for project_id, kind in done.order_by().values_list("project_id", "kind").distinct():
        for job in done.filter(project_id=project_id, kind=kind).order_by("-finished")[most:]:
            _expire(job)


def _expire(job: Job) -> None:
    remove(job.pk)
    Job.objects.filter(pk=job.pk).update(result_path="", log=[*job.log, "The result was removed after its time."])


def _remove_strays() -> None:
    files = list(folder().glob("*.*")) if folder().is_dir() else []
    names = {path.name.split(".", 1)[0] for path in files}
    wanted = Job.objects.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING)) | Job.objects.exclude(result_path="")
    alive = {str(pk) for pk in wanted.values_list("pk", flat=True)} if names else set()
    for path in files:
        if path.name.split(".", 1)[0] not in alive:
            path.unlink(missing_ok=True)
