"""What is done with versions: made by a job, exported by a job, deleted. Nothing changes one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from backend.accounts.audit import Event, record
from backend.accounts.models import User
from backend.config.problems import Code, Problem
from backend.jobs import queue
from backend.jobs.actions import do_create_job
from backend.jobs.models import Job
from backend.projects.models import Project
from backend.versions.filtering import chosen, stored
from backend.versions.models import Numbering, Version
from backend.webhooks.emitting import emit
from backend.webhooks.events import Happening


def do_make_version(project: Project, user: User, wanted: Mapping[str, Any]) -> Version:
    """Queue the making of a version: ``name``, ``note``, ``filter`` and ``split_rule`` are checked already.

    Problem 400 for a filter that the list of images does not allow or that finds nothing, 409 for a name that is
    taken, 429 while too many jobs of the project are queued or running.
    """
    kept = stored(wanted["filter"], user)
    if not chosen(project.pk, kept, user).exists():
        detail = "No image that is ready matches this filter; a version holds one image at least."
        raise Problem(Code.INVALID, detail, errors={"filter": [detail]})
    with transaction.atomic():
        version = _numbered(project, user, wanted, kept)
        version.job = do_create_job(project, user, Job.Kind.VERSION, {"version": version.pk, "name": version.name})
        version.save(update_fields=["job"])
        record(Event.VERSION_MADE, project.organization_id, project_id=project.pk, target=version.name, actor=user)
    return version


def do_export_version(version: Version, user: User, options: Mapping[str, Any]) -> Job:
    """Queue an export of the version; ``options`` are checked already."""
    params = {**options, "version": version.pk, "name": version.name}
    return do_create_job(version.project, user, Job.Kind.EXPORT, params)


def do_delete_version(version: Version) -> None:
    """The version is gone for everybody at once; the batch worker removes what it held."""
    with transaction.atomic():
        Version.objects.filter(pk=version.pk).update(state=Version.State.DELETING)
        project = version.project
        record(Event.VERSION_DELETED, project.organization_id, project_id=project.pk, target=version.name)
        emit(Happening.VERSION_DELETED, version, project_id=project.pk)
        transaction.on_commit(lambda: queue.send(queue.PURGE_VERSION, str(version.pk)) and None)


def _numbered(project: Project, user: User, wanted: Mapping[str, Any], kept: dict[str, Any]) -> Version:
    Numbering.objects.get_or_create(project=project)
    numbering = Numbering.objects.select_for_update().get(project=project)
    numbering.last += 1
    numbering.save(update_fields=["last"])
    version = Version(
        project=project,
        number=numbering.last,
        name=wanted["name"],
        note=wanted.get("note", ""),
        filter=kept,
        split_rule=wanted["split_rule"],
        project_name=project.name,
        made_by=user.display_name,
        created_by=user,
    )
    try:
        with transaction.atomic():
            version.save()
    except IntegrityError:
        detail = f"This project has a version called {version.name!r} already; choose another name."
        raise Problem(Code.CONFLICT, detail, 409, errors={"name": [detail]}) from None
    return version
