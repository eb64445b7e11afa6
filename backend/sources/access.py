"""The one gate to a source: that of its project."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from backend.accounts.roles import Action, Role
from backend.projects.access import check
from backend.sources.models import Source


def source_for(user: Any, source_id: int, action: Action) -> tuple[Source, Role]:
    """The source and the user's role, when they may do ``action`` in its project; raises Http404 or Problem 403."""
    source = Source.objects.select_related("project", "job").filter(pk=source_id).first()
    if source is None:
        raise Http404
    return source, check(user, source.project_id, action)
