"""What is done with sources: added, changed, synced, removed. Images that came from one stay when it goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from backend.accounts.audit import Event, record
from backend.accounts.models import User
from backend.config.problems import Code, Problem
from backend.jobs.actions import ACTIVE, do_cancel_job, do_create_job
from backend.jobs.models import Job
from backend.projects.models import Project
from backend.sources.models import TAKEN, WAITING, Source
from backend.sources.places import KINDS
from backend.sources.sealing import seal

PER_PROJECT = 50
KEPT_JOBS = 20
"""Of each source: one that is watched every minute makes 1,440 a day."""


def do_add_source(project: Project, user: User, wanted: Mapping[str, Any]) -> Source:
    """Problem 400 for a place or credentials that cannot be right, 409 for a name that is taken."""
    kind, minutes = wanted["kind"], wanted.get("every_minutes", 0)
    source = Source(
        project=project,
        name=wanted["name"],
        kind=kind,
        place=checked_place(kind, wanted["place"]),
        credentials=seal(checked_credentials(kind, wanted.get("credentials", {}))),
        every_minutes=minutes,
        due=timezone.now() if minutes else None,
        created_by=user,
    )
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=project.pk)
        if project.sources.count() >= PER_PROJECT:
            raise Problem(Code.TOO_MANY, f"A project has {PER_PROJECT} sources at most. Remove one first.")
        _save(source)
        record(Event.SOURCE_ADDED, project.organization_id, project_id=project.pk, target=source.name, kind=kind)
    return source


def do_change_source(source: Source, changes: Mapping[str, Any]) -> Source:
    """Its name, how often it is looked at, its credentials; never where it is."""
    if "credentials" in changes:
        source.credentials = seal(checked_credentials(source.kind, changes["credentials"]))
        source.problem = None
    source.name = changes.get("name", source.name)
    if "every_minutes" in changes:
        source.every_minutes = changes["every_minutes"]
        source.due = timezone.now() if source.every_minutes else None
    with transaction.atomic():
        _save(source, update_fields=["name", "credentials", "every_minutes", "due", "problem"])
        project = source.project
        what = sorted(changes)  # never to what: credentials are among it
        record(Event.SOURCE_CHANGED, project.organization_id, project_id=project.pk, target=source.name, changed=what)
    return source


def do_remove_source(source: Source) -> None:
    project, job = source.project, source.job
    with transaction.atomic():
        record(Event.SOURCE_REMOVED, project.organization_id, project_id=project.pk, target=source.name)
        source.delete()
    if job is not None and job.state in ACTIVE:
        do_cancel_job(job)


def do_sync_source(source: Source, user: User | None, is_again: bool = False) -> Job:
    """Queue a sync; ``is_again``: files that were refused before are looked at once more.

    Problem 409 while one is queued or running, 429 while too many jobs of the project are.
    """
    with transaction.atomic():
        row = Source.objects.select_for_update(of=("self",)).select_related("job", "project").get(pk=source.pk)
        if row.job is not None and row.job.state in ACTIVE:
            raise Problem(Code.CONFLICT, f"{row.name!r} is being synced already; wait for it, or cancel it.", 409)
        if is_again:
            row.files.exclude(code__in=(TAKEN, WAITING)).delete()
        params = {"source": row.pk, "name": row.name}
        row.job = do_create_job(row.project, user, Job.Kind.SYNC, params)
        row.due = timezone.now() + timedelta(minutes=row.every_minutes) if row.every_minutes else None
        row.save(update_fields=["job", "due"])
        _forget_old_jobs(row)
    return row.job


def checked_place(kind: str, place: Mapping[str, Any]) -> dict[str, str]:
    return KINDS[kind].check(place)


def checked_credentials(kind: str, given: Mapping[str, str]) -> dict[str, str]:
    """Those that are filled in; Problem 400 for some that this kind has not, or for half of a pair."""
    names = KINDS[kind].credentials
    if unknown := sorted(set(given) - set(names)):
        allowed = ", ".join(names) or "none"
        raise Problem(Code.INVALID, f"A source of the kind {kind} has no {', '.join(unknown)}. Credentials: {allowed}.")
    found = {name: value.strip() for name, value in given.items() if value.strip()}
    KINDS[kind].check_credentials(found)
    return found


def _forget_old_jobs(source: Source) -> None:
    jobs = Job.objects.filter(project_id=source.project_id, kind=Job.Kind.SYNC, params__source=source.pk)
    old = jobs.exclude(state__in=ACTIVE).order_by("-created").values_list("pk", flat=True)[KEPT_JOBS:]
    Job.objects.filter(pk__in=list(old)).delete()


def _save(source: Source, **options: Any) -> None:
    try:
        with transaction.atomic():
            source.save(**options)
    except IntegrityError:
        detail = f"This project has a source called {source.name!r} already; choose another name."
        raise Problem(Code.CONFLICT, detail, 409, errors={"name": [detail]}) from None
