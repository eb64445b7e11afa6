"""The one gate to a version: that of its project. Those that are being deleted do not exist."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from backend.accounts.roles import Action
from backend.config.problems import Code, Problem
from backend.jobs.actions import ACTIVE
from backend.projects.access import check
from backend.versions.models import Version


def visible() -> QuerySet[Version]:
    """Versions that are ready, or are being made."""
    in_the_making = Q(state=Version.State.MAKING, job__state__in=ACTIVE)
    return Version.objects.filter(Q(state=Version.State.READY) | in_the_making).select_related("project", "job")


def version_for(user: Any, version_id: int, action: Action) -> Version:
    """The version, when the user may do ``action`` in its project; raises Http404 or Problem 403."""
    version = visible().filter(pk=version_id).first()
    if version is None:
        raise Http404
    check(user, version.project_id, action)
    return version


def ready_version_for(user: Any, version_id: int, action: Action) -> Version:
    """The same for what only a ready version can do; Problem 409 for one that is being made."""
    version = version_for(user, version_id, action)
    if version.state != Version.State.READY:
        raise Problem(Code.CONFLICT, f"The version {version.name!r} is being made; wait until it is ready.", 409)
    return version
