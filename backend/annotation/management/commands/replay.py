"""`manage.py replay`: are the stored objects what the log says? Without a model, byte for byte."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.annotation.models import Annotation
from backend.annotation.replay import differences


class Command(BaseCommand):
    help = "Replay the log of annotations and compare the result with the stored objects, byte for byte."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--project", type=int, help="the images of one project")
        which.add_argument("--image", help="one image, by its UUID")
        which.add_argument("--all", action="store_true", help="every image")

    def handle(self, *args: Any, **options: Any) -> None:
        found = Annotation.objects.order_by("pk")
        if options["project"] is not None:
            found = found.filter(image__project_id=options["project"])
        if options["image"]:
            found = found.filter(image_id=options["image"])
        wrong = operations = 0
        annotations = list(found.values_list("pk", "image__name", "revision"))
        for pk, name, revision in annotations:
            operations += revision
            problems = differences(pk)
            wrong += bool(problems)
            for problem in problems:
                self.stderr.write(f"{name}: {problem}")
        self.stdout.write(f"{len(annotations)} documents, {operations} operations, {wrong} with differences")
        if wrong:
            raise CommandError(f"{wrong} of {len(annotations)} documents are not what their log says", returncode=1)
