"""A small dataset that people annotate through the log, and versions of it."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from backend.accounts.models import User
from backend.annotation import messages
from backend.annotation.actions import perform
from backend.annotation.models import Object
from backend.annotation.reading import annotation_of
from backend.formats.export import Progress
from backend.formats.options import Options
from backend.images import storage
from backend.images.models import Image
from backend.projects.models import Label, Project
from backend.versions import tasks
from backend.versions.actions import do_make_version
from backend.versions.export import export_version
from backend.versions.models import Version
from kernels import rle

SIZE = (48, 64)

MakeVersion = Callable[..., Version]


def ignore(done: int, total: int) -> None:
    """Progress that nobody follows."""


class Bench:
    """One project and who annotates it; every change of an object is an operation of the log."""

    def __init__(self, project: Project, user: User) -> None:
        self.project, self.user = project, user

    def image(self, name: str, **fields: Any) -> Image:
        content = f"{name} {fields.pop('content', '')}".encode()
        digest = hashlib.sha256(content).hexdigest()
        storage.original(digest).parent.mkdir(parents=True, exist_ok=True)
        storage.original(digest).write_bytes(content)
        values: dict[str, Any] = {
            "project": self.project,
            "name": name,
            "sha256": digest,
            "size_bytes": len(content),
            "media_type": "image/jpeg",
            "width": SIZE[1],
            "height": SIZE[0],
            "status": Image.Status.READY,
        }
        image = Image.objects.create(**(values | fields))
        annotation_of(image)
        return image

    def paint(
        self, image: Image, label: Label | None, box: tuple[int, int, int, int], item: UUID | None = None
    ) -> UUID:
        """Paint the rectangle x, y, width, height as an object, a new one or more of ``item``."""
        mask = np.zeros(SIZE, np.uint8)
        x, y, width, height = box
        mask[y : y + height, x : x + width] = 1
        item = item or uuid.uuid4()
        self.do(image, messages.Paint(uuid.uuid4(), item, label and label.pk, rle.encode(mask), "add"))
        return item

    def box(self, image: Image, label: Label, box_xyxy: tuple[int, int, int, int]) -> UUID:
        item = uuid.uuid4()
        self.do(image, messages.Bounds(uuid.uuid4(), item, label.pk, box_xyxy))
        return item

    def set(self, image: Image, item: UUID, field: str, value: Any) -> None:
        self.do(image, messages.Set(uuid.uuid4(), (item,), field, value))

    def delete(self, image: Image, item: UUID) -> None:
        self.do(image, messages.Delete(uuid.uuid4(), item))

    def do(self, image: Image, message: messages.Operation) -> None:
        perform(self.user, image.pk, message)


@pytest.fixture
def bench(project: Project, alice: User, media_root: Path, sent: list[Any], news: list[Any]) -> Bench:
    return Bench(project, alice)


@pytest.fixture
def dataset(bench: Bench, label: Label, second_label: Label) -> list[Image]:
    """Six images; the last two have no objects. The first has a box, and an object without a label."""
    images = [bench.image(f"{name}.jpg") for name in "abcdef"]
    bench.box(images[0], second_label, (2, 2, 9, 9))
    bench.paint(images[0], None, (30, 30, 5, 5))
    for number, image in enumerate(images[:4]):
        bench.paint(image, label, (10, 5, 10 + number, 12))
        bench.paint(image, second_label, (40, 8, 6, 20))
    return images


@pytest.fixture
def plan(project: Project, alice: User, sent: list[Any], news: list[Any]) -> MakeVersion:
    """Ask for a version, which nobody makes."""

    def ask(name: str = "first", by: str = "none", **wanted: Any) -> Version:
        rules = {
            "none": {"by": "none"},
            "hash": {"by": "hash", "shares": {"train": 50, "val": 25, "test": 25}, "seed": 3},
            "tag": {"by": "tag", "tags": {"train": "train", "test": "held out"}},
        }
        values = {"name": name, "filter": wanted.pop("filter", {}), "split_rule": rules[by]} | wanted
        return do_make_version(project, alice, values)

    return ask


@pytest.fixture
def make(plan: MakeVersion) -> MakeVersion:
    """Make a version as the batch worker does."""

    def run(*args: Any, **wanted: Any) -> Version:
        version = plan(*args, **wanted)
        tasks.make_version(str(version.job_id))
        made = Version.objects.get(pk=version.pk)
        assert made.state == Version.State.READY, made.job and made.job.problem
        return made

    return run


@pytest.fixture
def exported(tmp_path: Path) -> Callable[..., bytes]:
    """The bytes of an export of a version."""

    def run(version: Version, format_name: str = "coco", progress: Progress = ignore) -> bytes:
        path = tmp_path / f"{uuid.uuid4()}.zip"
        export_version(Version.objects.get(pk=version.pk), Options(format_name), path, progress)
        return path.read_bytes()

    return run


def object_at(image: Image, index: int) -> UUID:
    """The object of the image that was made as the ``index``-th of those in effect."""
    found: list[UUID] = list(
        Object.objects.filter(annotation__image=image).order_by("z", "id").values_list("pk", flat=True)
    )
    return found[index]
