"""`manage.py seed_month`: a project with a month of made-up work, to show and to test the figures with."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from backend.accounts.models import Membership, Organization, User
from backend.accounts.roles import Role
from backend.model_store.folders import default_name
from backend.projects.models import Project
from backend.review.demonstration.cast import make_people
from backend.review.demonstration.month import REASONS, make_month

NOTE = "Made-up data: people, work and figures are synthetic (manage.py seed_month). Delete the project when done."


class Command(BaseCommand):
    help = "Make a NEW project with a month of SYNTHETIC work of made-up people, for demonstrations and tests only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--project", required=True, help="the name of the new project, in a team of the same name")
        parser.add_argument("--people", type=int, default=12, help="annotators and reviewers; 5 at least")
        parser.add_argument("--images", type=int, default=1000)
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same month")
        parser.add_argument("--owner", help="username of who owns the team; the first admin by default")

    def handle(self, *args: Any, **options: Any) -> None:
        name, people, images, seed = (options[key] for key in ("project", "people", "images", "seed"))
        if people < 5 or not 1 <= images <= 100_000:
            raise CommandError("--people must be 5 or more, --images 1 to 100000.")
        if Project.objects.filter(name__iexact=name).exists():
            raise CommandError(f"There is a project called {name!r}; made-up work is never mixed into one that exists.")
        owner = self._owner(options["owner"])
        began = time.monotonic()
        with transaction.atomic():
            project = self._project(name, owner)
            workers, reviewers = make_people(project.organization, people, seed)
            story = make_month(project, workers, reviewers, images, seed, timezone.now())
        took = time.monotonic() - began
        self.stdout.write(
            f"{NOTE}\nProject {project.pk} ({name}): {people} people, {images} images, "
            f"{len(story.submissions)} submissions, {len(story.comparisons)} comparisons, "
            f"{len(story.drawings)} documents in {took:.0f} s."
        )

    def _owner(self, username: str | None) -> User:
        users = User.objects.filter(username=username) if username else User.objects.filter(is_superuser=True)
        owner = users.filter(is_active=True).order_by("pk").first()
        if owner is None:
            raise CommandError(f"There is no account {username or 'of an admin'}; name one with --owner.")
        return owner

    def _project(self, name: str, owner: User) -> Project:
        organization = Organization.objects.create(name=name)
        Membership.objects.create(organization=organization, user=owner, role=Role.OWNER)
        return Project.objects.create(
            organization=organization, name=name, description=NOTE, model=default_name(), gold_percent=5,
            reject_reasons=list(REASONS),
        )  # fmt: skip
