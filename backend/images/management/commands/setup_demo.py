"""`manage.py setup_demo`: make the demo project on a new installation; safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.accounts.models import User
from backend.images.demo_project import is_wanted, setup_demo


class Command(BaseCommand):
    help = "Make the demo project with its photos, on an installation that has no project yet (or with --again)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="also where there are projects: make or mend it")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["again"] or is_wanted()):
            return
        owner = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if owner is None:
            raise CommandError("There is no admin who could own the demo project. Run `manage.py setup_admin` first.")
        project = setup_demo(owner)
        self.stdout.write(
            f"Demo project: {project.name} ({project.images.filter(status='ready').count()} photos ready)"
        )
