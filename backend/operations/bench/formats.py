"""`manage.py bench formats`: photos with their masks go through the export and the import of each format and back.

They come from the folder that STIPPLE_DATASETS names (``train/annotations.jsonl.gz``), spread over all of it, into a
database of its own beside that of STIPPLE_DATABASE_URL, which is dropped at the end. ``lossless``: image, label and
mask of every object are the same afterwards, or its box where the format has no masks. ``mean_iou`` is over all objects
that went in, each with the most alike of its label and image that came back.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from django.db import connection
from django.test import override_settings

from backend.accounts.models import Membership, Organization, User
from backend.accounts.roles import Role
from backend.annotation.models import Object
from backend.formats.export import export
from backend.formats.importing.importer import import_file
from backend.formats.importing.options import ImportOptions
from backend.formats.importing.report import ImportReport
from backend.formats.options import Options
from backend.formats.table import FORMATS, Format
from backend.images.models import Image
from backend.operations.bench.annotated_photos import fill
from backend.operations.bench.own_database import empty_database
from backend.projects.models import Project
from kernels import rle

DATABASE = "stipple_bench_formats"
EVERY = 20
NOBODY_LISTENS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

Thing = tuple[str, str, str]
"""Image, label, and run lengths or box as text."""


def run(datasets: Path, count: int, names: Sequence[str] = ()) -> dict[str, Any]:
    """``names``: of the formats to measure, all that go both ways unless said otherwise."""
    with (
        tempfile.TemporaryDirectory(prefix="stipple-bench-") as folder,
        empty_database(str(Path(folder) / DATABASE) if connection.vendor == "sqlite" else DATABASE),
        override_settings(MEDIA_ROOT=Path(folder) / "media", CHANNEL_LAYERS=NOBODY_LISTENS),
    ):
        user = User.objects.create(username="bench", name="Bench")
        team = Organization.objects.create(name="Bench")
        Membership.objects.create(organization=team, user=user, role=Role.OWNER)
        project = Project.objects.create(organization=team, name="Photos", overlap=True)
        fill(project, user, datasets, count, every=EVERY)
        rows = [row for row in FORMATS if row.read and row.writers and (not names or row.name in names)]
        return {"images": count, "formats": {row.name: measure(project, user, row, Path(folder)) for row in rows}}


def measure(project: Project, user: User, row: Format, folder: Path) -> dict[str, Any]:
    """Write ``project`` in a format, read that into an empty one, compare."""
    path = folder / f"{row.name}.zip"
    began = time.perf_counter()
    export(project, Options(row.name, geometry="rle"), path, lambda done, total: None)
    exported = time.perf_counter()
    twin = _twin(project, row.name)
    options = ImportOptions("", format=row.name)
    summary = import_file(twin, user, options, path, path.name, lambda done, total: None, ImportReport(folder))
    imported = time.perf_counter()
    path.unlink()
    return compared(things(project, row), things(twin, row), _sizes(project)) | {
        "kind": row.kinds[0],
        "left_out": summary["reasons"],
        "export_s": round(exported - began, 2),
        "import_s": round(imported - exported, 2),
    }


def things(project: Project, row: Format) -> list[Thing]:
    """What a format is to keep of each object."""
    objects = Object.objects.filter(annotation__image__project=project).select_related("label", "annotation__image")
    return [
        (
            each.annotation.image.name,
            each.label.name if each.label else "",
            each.rle["counts"] if each.rle and row.carries.masks else json.dumps(each.bbox),
        )
        for each in objects.iterator(chunk_size=500)
    ]


def compared(before: Sequence[Thing], after: Sequence[Thing], sizes: dict[str, tuple[int, int]]) -> dict[str, Any]:
    """``sizes``: (height, width) of each image by name."""
    missing, new = Counter(before) - Counter(after), Counter(after) - Counter(before)
    others: dict[tuple[str, str], list[str]] = {}
    for image, label, shape in new:
        others.setdefault((image, label), []).append(shape)
    total = float(sum((Counter(before) & Counter(after)).values()))
    for (image, label, shape), count in missing.items():
        ious = [iou(shape, other, sizes[image]) for other in others.get((image, label), ())]
        total += max(ious, default=0.0) * count
    return {
        "objects_in": len(before),
        "objects_out": len(after),
        "lossless": not missing and not new,
        "mean_iou": round(total / max(len(before), 1), 4),
    }


def iou(one: str, other: str, size_hw: tuple[int, int]) -> float:
    return rle.iou(_mask(one, size_hw), _mask(other, size_hw))


def _mask(shape: str, size_hw: tuple[int, int]) -> rle.Rle:
    try:
        x, y, width, height = json.loads(shape)
    except ValueError:
        return {"size": list(size_hw), "counts": shape}
    return rle.encode_box(np.ones((height, width), np.uint8), (x, y), size_hw)


def _twin(project: Project, name: str) -> Project:
    """An empty project with the same images."""
    twin = Project.objects.create(organization=project.organization, name=name, overlap=project.overlap)
    for image in Image.objects.filter(project=project):
        image.pk, image._state.adding, image.project = uuid4(), True, twin
        image.save()
    return twin


def _sizes(project: Project) -> dict[str, tuple[int, int]]:
    rows = Image.objects.filter(project=project).values_list("name", "height", "width")
    return {name: (height, width) for name, height, width in rows}
