"""``manage.py restore FILE --organization N``: a new project from a backup."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.accounts.models import Organization
from backend.formats.backup.checking import opened_backup
from backend.formats.backup.restoring import do_begin, do_mark_failed, restore
from backend.formats.sources import Unreadable


class Command(BaseCommand):
    help = "Makes a new project from a backup that `manage.py backup` or the page of a project wrote."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--organization", type=int, required=True, help="the number of the team that gets it")
        parser.add_argument("--in-part", action="store_true", help="restore what is whole of a damaged backup")

    def handle(self, *, file: Path, organization: int, in_part: bool, **_: Any) -> None:
        team = Organization.objects.filter(pk=organization).first()
        if team is None:
            known = ", ".join(f"{row.pk} {row.name}" for row in Organization.objects.order_by("pk")[:20])
            raise CommandError(f"there is no team {organization}; there are: {known or 'none'}")
        if not file.is_file():
            raise CommandError(f"{file} is no file")
        try:
            with opened_backup(file) as backup:
                project = do_begin(team, backup.project_name)
                try:
                    result = restore(project, backup, lambda done, total: None, in_part=in_part)
                except BaseException:
                    do_mark_failed(project)
                    raise
        except Unreadable as error:
            raise CommandError(f"{error.detail}.") from error
        project.refresh_from_db()
        self.stdout.write(f"Project {project.pk}, {project.name}: {result.sentence()}")
        for problem in result.problems:
            self.stderr.write(f"{problem['file']}: {problem['detail']}")
