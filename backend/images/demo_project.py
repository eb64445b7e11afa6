"""The demo project: sixteen free photos (credits in demo/CREDITS.tsv) and a label set, so that a new user can click."""

from __future__ import annotations

import csv
from pathlib import Path

from django.db import transaction

from backend.accounts.models import Membership, Organization, User
from backend.accounts.roles import Role
from backend.images import processing, storage
from backend.images.actions import do_add_image
from backend.images.models import Image
from backend.images.reading import check_header
from backend.model_store.folders import default_name
from backend.projects.models import Label, Project

FOLDER = Path(__file__).parent / "demo"
ORGANIZATION = "Demo"
PROJECT = "Demo photos"
DESCRIPTION = "Sixteen free photos to try things out on. Open one and click on an object."
LABELS = (
    ("person", "#e64980"),
    ("animal", "#fd7e14"),
    ("food", "#40c057"),
    ("vehicle", "#228be6"),
    ("plant", "#82c91e"),
    ("furniture", "#7950f2"),
    ("object", "#fab005"),
)


@transaction.atomic
def setup_demo(owner: User) -> Project:
    """The demo project, owned by ``owner``, with every photo ready; all of it or nothing. Repeating adds what lacks."""
    project = _project(owner)
    for path in photos():
        _add(project, owner, path)
    return project


def is_wanted() -> bool:
    """True on a new installation only: who deleted the demo does not get it back unasked."""
    return not Project.objects.exists() and not Organization.objects.exists()


def photos() -> list[Path]:
    """The photos that CREDITS.tsv lists, by name; a photo without credits is not shown."""
    with (FOLDER / "CREDITS.tsv").open(newline="") as table:
        return sorted(FOLDER / row["file"] for row in csv.DictReader(table, delimiter="\t"))


def _project(owner: User) -> Project:
    existing = Project.objects.filter(organization__name=ORGANIZATION, name=PROJECT).first()
    if existing is not None:
        return existing
    organization = Organization.objects.create(name=ORGANIZATION)
    Membership.objects.create(organization=organization, user=owner, role=Role.OWNER)
    values = {"name": PROJECT, "description": DESCRIPTION, "model": default_name()}
    project = Project.objects.create(organization=organization, **values)
    Label.objects.bulk_create(
        Label(project=project, name=name, color=color, hotkey=str(position + 1), position=position)
        for position, (name, color) in enumerate(LABELS)
    )
    return project


def _add(project: Project, owner: User, path: Path) -> None:
    incoming = storage.Incoming()
    try:
        incoming.write(path.read_bytes())
        image, _ = do_add_image(project, owner, path.name, incoming, check_header(path))
    finally:
        incoming.discard()
    if image.status == Image.Status.PROCESSING:
        processing.process(image.pk, is_announced=False)
