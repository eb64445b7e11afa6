"""Exports with something changed at random, imported: nothing is raised, written elsewhere, or lost in silence."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from backend.accounts.models import User
from backend.annotation.models import Object
from backend.formats import archive, export
from backend.formats.table import FORMATS, Format
from backend.images.models import Image
from backend.projects.models import Label, Project
from kernels import rle
from tests.backend.formats.broken.case import Stage
from tests.backend.formats.broken.mutations import mutated
from tests.backend.formats.conftest import bring, disc

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
BOTH_WAYS = [row for row in FORMATS if row.read and row.writers]
SEEDS = 24
MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
MADE = dict.fromkeys(("coco", "cvat", "datumaro", "labelme", "labelstudio", "parquet", "supervisely", "voc", "yolo"), 5)
"""Objects of a whole export, where boxes come along; else 4."""
SILENT = {
    "labelme-2": "a whole file is gone",
    "labelme-20": "a whole file is gone",
    "supervisely-18": "a whole file is gone",
    "voc-23": "a whole file is gone",
    "yolo-3": "a whole file is gone",
    "yolo-15": "a whole file is gone",
    "datumaro-17": "a whole record is gone",
}
"""Cases in which the files are whole and have less in them: nobody can know what is missing."""
_exports: dict[str, bytes] = {}


@pytest.fixture
def images(project: Project, alice: User, make_image: Callable[..., Image]) -> list[Image]:
    """As ``filled`` has them, under ids that are the same in each run: so are the exports, and what is changed."""
    cup, table = (
        Label.objects.create(pk=9000 + n, project=project, name=name, color=color, position=n)
        for n, (name, color) in enumerate({"cup": "#228be6", "table": "#40c057"}.items())
    )
    first = make_image("a.jpg", id=UUID(int=1), sha256="a" * 64)
    second = make_image("b.png", width=48, height=64, id=UUID(int=2), sha256="b" * 64)
    ring = disc(48, 64, 40, 20, 12) - disc(48, 64, 40, 20, 5)
    parts = disc(64, 48, 10, 10, 6) | disc(64, 48, 30, 50, 8)
    ids = [str(UUID(int=n)) for n in range(10, 15)]
    bring(
        alice,
        first,
        {"object": ids[0], "label": cup.pk, "rle": rle.encode(disc(48, 64, 15, 20, 9)), "quality": 0.75},
        {"object": ids[1], "label": table.pk, "rle": rle.encode(ring), "attributes": {"full": True}},
        {"object": ids[2], "label": None, "rle": rle.encode(disc(48, 64, 40, 20, 4))},
    )
    bring(
        alice,
        second,
        {"object": ids[3], "label": cup.pk, "rle": rle.encode(parts)},
        {"object": ids[4], "label": cup.pk, "box": [3, 4, 20, 10], "attributes": {"iscrowd": True}},
    )
    return [first, second]


def whole_export(row: Format, make: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The same bytes in each run."""
    if row.name not in _exports:
        with monkeypatch.context() as patched:
            patched.setattr(archive.time, "localtime", lambda: time.gmtime(MOMENT.timestamp()))
            patched.setattr(export.timezone, "now", lambda: MOMENT)
            _exports[row.name] = make().read_bytes()
    return _exports[row.name]


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("row", BOTH_WAYS, ids=lambda row: row.name)
def test_a_changed_export_is_read_as_far_as_it_goes_and_the_rest_is_told(
    row: Format,
    seed: int,
    project: Project,
    alice: User,
    images: list[Image],
    exported: Callable[..., Path],
    twin: Callable[[], Project],
    tmp_path: Path,
    media_root: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = twin()
    content = whole_export(row, lambda: exported(project, row.name), monkeypatch)
    mutation = mutated(content, f"{row.name}-{seed}")
    path = tmp_path / "broken.zip"
    path.write_bytes(mutation.content)
    outcome = Stage(other, alice, tmp_path, monkeypatch).run(path)
    is_silent = not outcome.told and outcome.made < MADE.get(row.name, 4)
    assert is_silent == (f"{row.name}-{seed}" in SILENT), mutation.name
    assert Object.objects.filter(annotation__image__project=other).count() == outcome.made
