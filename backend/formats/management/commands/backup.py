"""``manage.py backup PROJECT FILE``: everything of a project in one archive."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.formats.backup.writing import write_backup
from backend.projects.models import Project


class Command(BaseCommand):
    help = "Writes everything of a project, photos and logs included, into one archive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", type=int, help="the number of the project, as in its address")
        parser.add_argument("file", type=Path, help="where to write; the file must not be there yet")

    def handle(self, *, project: int, file: Path, **_: Any) -> None:
        found = Project.objects.filter(pk=project).first()
        if found is None:
            raise CommandError(f"there is no project {project}; `manage.py shell` or its address tells the number")
        if file.exists():
            raise CommandError(f"{file} is there already; name another file, or move that one away")
        aside = file.with_name(f".{file.name}.part")
        try:
            result = write_backup(found, aside, lambda done, total: None)
            aside.replace(file)
        finally:
            aside.unlink(missing_ok=True)
        self.stdout.write(f"{file}: {result.sentence()}")
