"""A change of many images is begun, and taken back: both are jobs of the kind ``bulk``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from backend.accounts.audit import Event, record
from backend.accounts.models import User
from backend.bulk.changes import CHANGES
from backend.bulk.models import BulkChunk, BulkRun
from backend.bulk.selection import Selection
from backend.config.problems import Code, Problem
from backend.jobs.actions import ACTIVE, do_create_job
from backend.jobs.models import Job
from backend.projects.models import Project

UNDO_FOR = timedelta(days=7)
"""So long the records are kept that undo reads."""


def do_begin(
    project: Project, user: User, change: str, values: dict[str, Any], selection: Selection, matched: int
) -> Job:
    """Queue the change. It takes one job of those that a project may have at a time."""
    with transaction.atomic():
        job = do_create_job(project, user, Job.Kind.BULK, {"change": change, "values": values, "matched": matched})
        BulkRun.objects.create(job=job, change=change, values=values, selection=dict(selection))
        detail = {"values": values, "filter": selection.get("filter"), "images": matched}
        _record(job, user, change, **detail)
    return job


def do_undo(run: BulkRun, user: User) -> Job:
    """Queue the way back. Raises Problem 409 where there is none (any more), or it was gone already."""
    job = run.job
    if run.undoes_id is not None or CHANGES[run.change].restore is None:
        raise Problem(Code.CONFLICT, "This change cannot be undone.", 409)
    if job.state in ACTIVE:
        raise Problem(Code.CONFLICT, "The change is still being made; cancel it, or wait for its end.", 409)
    if job.finished is not None and job.finished < timezone.now() - UNDO_FOR:
        raise Problem(Code.CONFLICT, f"A change can be undone for {UNDO_FOR.days} days; this one is older.", 409)
    with transaction.atomic():
        BulkRun.objects.select_for_update().get(pk=run.pk)
        if run.undone_by.filter(job__state__in=(*ACTIVE, Job.State.DONE)).exists():
            raise Problem(Code.CONFLICT, "This change was undone already, or is being undone.", 409)
        params = {"change": run.change, "values": run.values, "undoes": str(job.pk)}
        undoing = do_create_job(job.project, user, Job.Kind.BULK, params)
        BulkRun.objects.create(job=undoing, change=run.change, values=run.values, undoes=run)
        _record(undoing, user, run.change, undone=True)
    return undoing


def _record(job: Job, user: User, change: str, **detail: Any) -> None:
    organization_id = job.project.organization_id
    record(Event.IMAGES_CHANGED, organization_id, project_id=job.project_id, target=change, actor=user, **detail)


def sweep() -> None:
    """Remove the records that undo does not read any more."""
    BulkChunk.objects.filter(run__job__finished__lt=timezone.now() - UNDO_FOR).delete()
