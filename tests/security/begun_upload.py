"""An upload that somebody has begun."""

from __future__ import annotations

from backend.accounts.models import User
from backend.projects.models import Project
from backend.uploads.actions import do_begin
from backend.uploads.models import Upload
from backend.uploads.protocol import Begun


def upload_of(project: Project, user: User) -> Upload:
    return do_begin(project, user, Begun("a.jpg", Upload.Purpose.IMAGE, 100, ""))
