"""Hugging Face datasets in Parquet: rows as other datasets have them, and what is wrong with some."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pycocotools import mask as coco_mask

from backend.accounts.models import User
from backend.annotation.models import Object
from backend.images.models import Image
from backend.projects.models import Label, Project
from tests.backend.formats.conftest import Imported, bring, disc, pack
from tests.backend.formats.shown import named, png

MakeImage = Callable[..., Image]
Import = Callable[..., Imported]

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
FEATURES = {
    "image": {"_type": "Image"},
    "objects": {"feature": {"category": {"names": ["Mask", "Gloves"], "_type": "ClassLabel"}}, "_type": "Sequence"},
}


def parquet(rows: list[dict[str, Any]], **columns: Any) -> bytes:
    """A file of the library ``datasets``; ``columns`` are types that pyarrow cannot guess."""
    table = pa.Table.from_pylist(rows, pa.schema(columns) if columns else None)
    metadata = {"huggingface": json.dumps({"info": {"features": FEATURES}})}
    buffer = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), buffer)
    return buffer.getvalue()


def row(name: str | None, content: bytes | None = None, **objects: Any) -> dict[str, Any]:
    lists = {"category": [1], "bbox": [[10.0, 10.0, 20.0, 20.0]]} | objects
    return {"image": {"bytes": content, "path": name}, "image_id": 15, "width": 64, "height": 48, "objects": lists}


def test_an_export_is_a_dataset_with_names_boxes_and_run_lengths(
    project: Project,
    label: Label,
    second_label: Label,
    alice: User,
    make_image: MakeImage,
    exported: Callable[..., Path],
) -> None:
    ring = disc(48, 64, 30, 20, 12) - disc(48, 64, 30, 20, 5)
    box = {"object": "0b9d6a86-4a5e-4d0a-9a3b-0d6f1f0c7a11", "label": label.pk, "box": [3, 4, 20, 10], "z": 2}
    bring(alice, make_image("a.jpg"), named(second_label, ring, 1), box)
    make_image("b.jpg")
    archive = zipfile.ZipFile(exported(project, "parquet"))
    (name,) = (name for name in archive.namelist() if name.endswith(".parquet"))
    table = pq.read_table(io.BytesIO(archive.read(name)))
    features = json.loads(table.schema.metadata[b"huggingface"])["info"]["features"]
    assert set(features) == set(table.column_names)
    names = features["objects"]["feature"]["category"]["names"]
    first, second = table.to_pylist()
    objects = first["objects"]
    assert (first["image"], second["objects"]["id"]) == ({"bytes": None, "path": "a.jpg"}, [])
    assert [names[number] for number in objects["category"]] == ["table", "cup"]
    assert objects["bbox"] == [[18.0, 8.0, 25.0, 25.0], [3.0, 4.0, 20.0, 10.0]]
    assert (coco_mask.decode(objects["segmentation"][0]) == ring).all() and objects["segmentation"][1] is None


def test_photos_within_the_rows_are_added_with_their_objects(
    alice: User, project: Project, imported: Import, tmp_path: Path
) -> None:
    photos = [png(np.full((48, 64, 3), shade, np.uint8)) for shade in (10, 200)]
    rows = [row(None, photos[0]), row("x/second.png", photos[1], category=[0])]
    path = pack(tmp_path / "a.zip", {"data/train-00000-of-00001.parquet": parquet(rows)})
    result = imported(project, alice, path)
    assert (result.summary["format"], result.objects, result.problems) == ("parquet", {"in": 2, "made": 2}, [])
    found = Object.objects.values_list("annotation__image__name", "label__name", "bbox")
    assert sorted(found) == [("15.png", "Gloves", [10, 10, 20, 20]), ("second.png", "Mask", [10, 10, 20, 20])]
    assert imported(project, alice, path).objects == {"in": 2, "unchanged": 2}


def test_objects_may_be_a_list_with_names_and_polygons(
    alice: User, make_image: MakeImage, project: Project, imported: Import, tmp_path: Path
) -> None:
    make_image("a.jpg")
    ring = [[10.0, 10.0, 30.0, 10.0, 30.0, 30.0, 10.0, 30.0]]
    rows = [{"image": "a.jpg", "objects": [{"label": "cat", "segmentation": ring, "bbox": [1.0, 2.0, 3.0, 4.0]}]}]
    assert imported(project, alice, pack(tmp_path / "a.zip", {"a.parquet": parquet(rows)})).objects["made"] == 1
    thing = Object.objects.get()
    assert (thing.label and thing.label.name, thing.area) == ("cat", 400)


def test_a_bad_row_or_object_is_named_and_the_rest_goes_in(
    alice: User, make_image: MakeImage, project: Project, imported: Import, tmp_path: Path
) -> None:
    make_image("a.jpg")
    make_image("b.jpg")
    rows = [
        row("a.jpg", category=[0, 7, 1], bbox=[[1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 3.0, 4.0], [1.0]]),
        row(None),
        row("b.jpg", category=[0, 1]),
        row("b.jpg"),
        row("c.jpg"),
        row("b.jpg") | {"width": 65},
    ]
    result = imported(project, alice, pack(tmp_path / "a.zip", {"a.parquet": parquet(rows), "b.parquet": b"PAR1PAR1"}))
    assert result.objects["made"] == 2
    assert [(problem["file"], problem["record"], problem["code"]) for problem in result.problems] == [
        ("a.parquet", "row 0, object 1", "unknown-label"),
        ("a.parquet", "row 0, object 2", "bad-record"),
        ("a.parquet", "row 1", "bad-record"),
        ("a.parquet", "row 2", "bad-record"),
        ("a.parquet", "row 4", "no-such-image"),
        ("a.parquet", "row 5", "size-differs"),
        ("b.parquet", "", "bad-parquet"),
    ]
