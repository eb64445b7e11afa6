"""What tests of exports and imports share: objects on images, an export as an archive, an import of any file."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from PIL import Image as Pillow

from backend.accounts.models import User
from backend.annotation.imports import Change, do_import
from backend.annotation.models import Object
from backend.annotation.replay import differences
from backend.formats.export import export
from backend.formats.importing.importer import import_file
from backend.formats.importing.options import ImportOptions
from backend.formats.importing.report import ImportReport
from backend.formats.options import Options
from backend.images.models import Image
from backend.projects.models import Label, Project
from kernels import rle

Named = dict[str, Any]
BOX = "a box"


@dataclass
class Imported:
    """``summary`` is what the job keeps, ``problems`` what the report lists. ``peak_bytes``: where memory is traced."""

    summary: dict[str, Any]
    problems: list[dict[str, Any]]
    peak_bytes: int

    @property
    def objects(self) -> dict[str, int]:
        """Without what is 0."""
        return {name: count for name, count in self.summary["objects"].items() if count}


@pytest.fixture
def exported(tmp_path: Path) -> Callable[..., Path]:
    """``exported(project, "coco", geometry="rle")`` is the path of the archive."""

    def run(project: Project, name: str, **options: Any) -> Path:
        path = tmp_path / f"{name}-{project.pk}.zip"
        export(project, Options(name, **options), path, lambda done, total: None)
        return path

    return run


@pytest.fixture
def imported(tmp_path: Path, media_root: Path) -> Callable[..., Imported]:
    """``imported(project, user, path, existing="add")``; every document is the replay of its log afterwards."""

    def run(project: Project, user: User, path: Path, **options: Any) -> Imported:
        report = ImportReport(tmp_path)
        summary = import_file(
            project, user, ImportOptions("", **options), path, path.name, lambda done, total: None, report
        )
        peak_bytes = tracemalloc.get_traced_memory()[1]
        problems = json.loads(b"".join(report.pieces(summary)))["problems"]
        for image in Image.objects.filter(project=project, annotation__isnull=False).select_related("annotation"):
            assert differences(image.annotation.pk) == []
        counts = summary["objects"]
        assert counts["in"] == sum(counts[name] for name in ("made", "updated", "unchanged", "left_out"))
        return Imported(summary, problems, peak_bytes)

    return run


def bring(user: User, image: Image, *objects: Named) -> None:
    """Give the image objects as an operation of its log: {"object", "label", "rle" | "box", ...}."""
    do_import(user, image, "test", lambda present: Change(objects))


def drawn(project: Project) -> list[tuple[Any, ...]]:
    """What of a project's objects every import has to keep: image, label, mask or box, attributes, quality."""
    rows = Object.objects.filter(annotation__image__project=project).select_related("label", "annotation__image")
    return sorted(
        (
            row.annotation.image.name,
            row.label.name if row.label else "",
            row.rle["counts"] if row.rle else f"{BOX} {row.bbox}",
            json.dumps(row.attributes, sort_keys=True),
            row.quality or 0.0,
        )
        for row in rows
    )


def pack(path: Path, files: Mapping[str, Any]) -> Path:
    """A zip archive of ``files``: bytes, text, or anything else as JSON, by name."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, bytes | str) else json.dumps(content))
    return path


def disc(height: int, width: int, x: int, y: int, radius: int) -> np.ndarray:
    rows, columns = np.ogrid[:height, :width]
    return ((columns - x) ** 2 + (rows - y) ** 2 <= radius**2).astype(np.uint8)


@pytest.fixture
def twin(project: Project) -> Callable[[], Project]:
    """An empty project beside ``project`` with the same images, to import into what was exported from there."""

    def make() -> Project:
        other = Project.objects.create(organization=project.organization, name="Twin", overlap=project.overlap)
        for image in Image.objects.filter(project=project):
            image.pk, image._state.adding, image.project = None, True, other
            image.save()
        return other

    return make


@pytest.fixture
def overlapping(project: Project) -> Project:
    Project.objects.filter(pk=project.pk).update(overlap=True)
    project.refresh_from_db()
    return project


def png(pixels: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Pillow.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def filled(alice: User, make_image: Callable[..., Image], label: Label, second_label: Label) -> list[Image]:
    """Two images: masks with a hole, in parts, without a label; a box, attributes, a quality."""
    images = [make_image("a.jpg"), make_image("b.png", width=48, height=64)]
    ring = disc(48, 64, 40, 20, 12) - disc(48, 64, 40, 20, 5)
    parts = disc(64, 48, 10, 10, 6) | disc(64, 48, 30, 50, 8)
    bring(
        alice,
        images[0],
        {"object": str(uuid4()), "label": label.pk, "rle": rle.encode(disc(48, 64, 15, 20, 9)), "quality": 0.75},
        {"object": str(uuid4()), "label": second_label.pk, "rle": rle.encode(ring), "attributes": {"full": True}},
        {"object": str(uuid4()), "label": None, "rle": rle.encode(disc(48, 64, 40, 20, 4))},
    )
    bring(
        alice,
        images[1],
        {"object": str(uuid4()), "label": label.pk, "rle": rle.encode(parts)},
        {"object": str(uuid4()), "label": label.pk, "box": [3, 4, 20, 10], "attributes": {"iscrowd": True}},
    )
    return images
