"""`manage.py model list|add|remove`: the models of this installation, for operators without a browser."""

from __future__ import annotations

import hashlib
import shutil
import time
import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count

from backend.config.problems import Problem
from backend.model_store import actions, folders
from backend.model_store.checks import SCHEMES, check_file_name
from backend.model_store.models import INSTALLING, StoredModel
from backend.model_store.published import published_models
from backend.projects.models import Project

POLL_S = 1.0
NOBODY_AFTER_S = 15.0
State = StoredModel.State


class Command(BaseCommand):
    help = "List, add and remove the models that clicks can be answered with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="action", required=True)
        commands.add_parser("list", help="what is installed, and the published checkpoints that are not")
        add = commands.add_parser("add", help="install a model; the batch worker of a running Stipple does it")
        add.add_argument("source", metavar="NAME|URL|FILE", help="a published checkpoint, an address or a file")
        add.add_argument("--name", default="", help="what projects call it (needed for URL and FILE)")
        add.add_argument("--preset", default="", help="found out from the weights when left out")
        add.add_argument("--sha256", default="", help="of the file at URL")
        add.add_argument("--no-wait", action="store_true", help="do not follow the installation")
        remove = commands.add_parser("remove", help="delete a model and its files")
        remove.add_argument("name")
        remove.add_argument("--force", action="store_true", help="even while projects or images use it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            {"list": self._list, "add": self._add, "remove": self._remove}[options["action"]](options)
        except Problem as problem:
            raise CommandError(problem.sentence) from None

    def _list(self, options: dict[str, Any]) -> None:
        counts = dict(Project.objects.order_by().values_list("model").annotate(count=Count("pk")))
        for model in StoredModel.objects.order_by("name"):
            state = "disabled" if model.is_usable is False and model.state == State.READY else model.state
            facts = (
                f"{model.digest[:8] or '-':9}{'+'.join(model.engines) or '-':12}{counts.get(model.name, 0)} projects"
            )
            self.stdout.write(f"{model.name:24}{state:12}{facts}  {model.detail}".rstrip())
        for published in published_models().values():
            if not StoredModel.objects.filter(name=published.name).exists():
                self.stdout.write(f"{published.name:24}{'published':12}{published.title}")

    def _add(self, options: dict[str, Any]) -> None:
        model = self._added(options)
        self.stdout.write(f"{model.name} is queued; the batch worker installs it")
        if not options["no_wait"]:
            self._follow(model)

    def _added(self, options: dict[str, Any]) -> StoredModel:
        source, name = options["source"], options["name"]
        if source.partition("://")[0] in SCHEMES:
            return actions.do_add_url(None, source, name, options["preset"], options["sha256"])
        if source in published_models():
            return actions.do_add_published(None, source, name)
        if not Path(source).is_file():
            names = ", ".join(published_models())
            raise CommandError(f"{source!r} is no file, no address and no published checkpoint; published: {names}")
        return self._added_file(Path(source), options)

    def _added_file(self, file: Path, options: dict[str, Any]) -> StoredModel:
        name = check_file_name(file.name)
        folders.incoming().mkdir(parents=True, exist_ok=True)
        upload = folders.incoming() / f"{uuid.uuid4().hex}-{name}"
        shutil.copyfile(file, upload)
        try:
            with upload.open("rb") as copied:
                sha256 = hashlib.file_digest(copied, "sha256").hexdigest()
            return actions.do_add_file(None, upload, name, sha256, options["name"], options["preset"])
        except BaseException:
            upload.unlink(missing_ok=True)
            raise

    def _follow(self, model: StoredModel) -> None:
        told, began = "", time.monotonic()
        while model.state in (State.QUEUED, *INSTALLING):
            said = f"{model.state} {model.progress:.0%} {model.detail}"
            if said != told:
                self.stdout.write(said)
                told = said
            if model.state == State.QUEUED and time.monotonic() - began > NOBODY_AFTER_S:
                self.stdout.write("no batch worker has taken it yet; it is installed once Stipple runs (make run)")
                return
            time.sleep(POLL_S)
            model.refresh_from_db()
        if model.state != State.READY:
            raise CommandError(f"{model.name} {model.state}: {model.detail}")
        self.stdout.write(
            f"{model.name} is ready: digest {model.digest}, {', '.join(model.engines)}  {model.detail}".rstrip()
        )

    def _remove(self, options: dict[str, Any]) -> None:
        model = StoredModel.objects.filter(name=options["name"]).first()
        if model is None:
            raise CommandError(f"there is no model {options['name']!r}; manage.py model list")
        actions.do_delete_model(model, is_forced=options["force"])
        self.stdout.write(f"{options['name']} is removed")
