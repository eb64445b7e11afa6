"""What an export has read survives the death of its run, and the next run goes on there."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.annotation.models import Annotation, Object
from backend.formats.export import GATHERED, export
from backend.formats.gathered import Gathered
from backend.formats.options import Options
from backend.images.models import Image
from backend.projects.models import Label, Project
from kernels import rle

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "media_root")]

MakeImage = Callable[..., Image]


class Killed(BaseException):
    """Stands for the end of the process: nothing after it runs."""


@pytest.fixture
def filled(project: Project, make_image: MakeImage, label: Label) -> Project:
    mask = rle.encode(np.pad(np.ones((4, 5), dtype=bool), ((2, 6), (3, 8))))
    for number in range(7):
        image = make_image(f"{number}.jpg", width=16, height=12)
        annotation = Annotation.objects.create(image=image)
        for z in range(number % 3):
            Object.objects.create(annotation=annotation, label=label, rle=mask, z=z)
    return project


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines()


def gathered(project: Project, path: Path) -> Gathered:
    rows = Gathered(path)
    rows.gather(Image.objects.filter(project=project), lambda done: None)
    return rows


def test_images_and_objects_come_back_as_they_were(filled: Project, tmp_path: Path) -> None:
    Image.objects.filter(name="1.jpg").get().tags.create(name="Night", key="night")
    found = list(gathered(filled, tmp_path / "one.rows"))
    assert [row.image.name for row in found] == [f"{n}.jpg" for n in range(7)]
    assert [len(row.objects) for row in found] == [n % 3 for n in range(7)]
    assert found[1].tags == ("Night",)
    stored = Object.objects.get(annotation__image__name="1.jpg")
    thawed = found[1].objects[0]
    assert (str(stored.pk), stored.rle, stored.label_id, stored.source) == (
        str(thawed.pk),
        thawed.rle,
        thawed.label_id,
        thawed.source,
    )


@pytest.mark.parametrize("kept", [0, 1, 4, 7])
@pytest.mark.parametrize("torn", [b"", b'[["3.jpg","', b"\x00" * 50])
def test_the_next_run_goes_on_after_the_last_whole_line(
    filled: Project, tmp_path: Path, kept: int, torn: bytes
) -> None:
    whole = lines(gathered(filled, tmp_path / "whole.rows").path)
    old = tmp_path / "1.rows"
    old.write_bytes(b"".join(line + b"\n" for line in whole[:kept]) + torn)
    rows = Gathered(tmp_path / "2.rows", [old])
    assert rows.count == kept
    assert not old.exists()
    ticks: list[int] = []
    rows.gather(Image.objects.filter(project=filled), ticks.append)
    assert ticks == list(range(kept, 7))
    assert lines(rows.path) == whole


def test_what_was_gathered_is_not_read_again(filled: Project, tmp_path: Path) -> None:
    rows = gathered(filled, tmp_path / "one.rows")
    again = Gathered(tmp_path / "two.rows", [rows.path])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        again.gather(Image.objects.filter(project=filled), lambda done: None)
    assert len(queries) == 1


def test_an_export_after_a_killed_one_is_the_same(filled: Project, tmp_path: Path) -> None:
    export(filled, Options("coco"), tmp_path / "whole.zip", lambda done, total: None)
    half = lines(gathered(filled, tmp_path / "all.rows").path)[:3]
    (tmp_path / "job.1.rows").write_bytes(b"\n".join(half) + b"\n")
    steps: list[tuple[int, int]] = []
    export(
        filled,
        Options("coco"),
        tmp_path / "job.2.zip",
        lambda done, total: steps.append((done, total)),
        [tmp_path / "job.1.rows"],
    )
    assert steps[0] == (1, 7)
    assert steps[-1] == (7, 7)
    assert steps == sorted(steps)
    documents = [
        json.loads(zipfile.ZipFile(tmp_path / name).read("annotations/instances.json"))
        for name in ("whole.zip", "job.2.zip")
    ]
    assert documents[0]["annotations"] == documents[1]["annotations"]
    assert documents[0]["images"] == documents[1]["images"]
    assert list(tmp_path.glob(f"job*{GATHERED}")) == []
