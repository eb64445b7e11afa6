"""The one gate to an upload: that of its project, for those who may upload there."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from backend.accounts.roles import Action
from backend.config.problems import Code, Problem
from backend.projects.access import Person, check
from backend.uploads.models import Upload


def upload_for(user: Person, upload_id: UUID) -> Upload:
    """Raises Http404 or Problem 403."""
    upload = Upload.objects.select_related("project", "created_by").filter(pk=upload_id).first()
    if upload is None:
        raise Http404
    check(user, upload.project_id, Action.UPLOAD)
    return upload


def check_own(user: Person, upload: Upload) -> None:
    """What comes in is shown as the work of who began it: nobody else sends it. Problem 403."""
    if upload.created_by_id != user.pk:
        raise Problem(Code.FORBIDDEN, "Somebody else has begun this upload. Begin one of your own.", 403)
