"""Label Studio's JSON as Label Studio writes it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend.accounts.models import User
from backend.annotation.models import Object
from backend.formats import brush_rle
from backend.images.models import Image
from backend.projects.models import Label, Project
from kernels import rle
from tests.backend.formats.conftest import Imported, bring, disc, pack

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
Import = Callable[..., Imported]


def region(kind: str, value: dict[str, Any], *labels: str, **more: Any) -> dict[str, Any]:
    return {
        "original_width": 64, "original_height": 48, "image_rotation": 0, "id": uuid.uuid4().hex[:10], "type": kind,
        "from_name": "tag", "to_name": "image", "origin": "manual",
        "value": value | ({kind: list(labels)} if labels else {}),
    } | more  # fmt: skip


def task(*results: Any, predictions: Any = (), **more: Any) -> dict[str, Any]:
    annotation = {"id": 9, "completed_by": 1, "was_cancelled": False, "ground_truth": False, "result": list(results)}
    return {
        "id": 4, "annotations": [annotation], "drafts": [], "predictions": list(predictions),
        "file_upload": "3b9f3e35-photo.jpg", "data": {"image": "/data/upload/1/3b9f3e35-photo.jpg"}, "meta": {},
    } | more  # fmt: skip


def polygon(x: float, y: float, side: float) -> dict[str, Any]:
    """In percent of 64x48."""
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    return {"points": [[100 * x / 64, 100 * y / 48] for x, y in corners], "closed": True}


def box(x: float, y: float, width: float, height: float, rotation: float = 0) -> dict[str, Any]:
    return {
        "x": 100 * x / 64, "y": 100 * y / 48, "width": 100 * width / 64, "height": 100 * height / 48,
        "rotation": rotation,
    }  # fmt: skip


def brush(mask: Any) -> dict[str, Any]:
    return {"format": "rle", "rle": brush_rle.encode(mask)}


def test_regions_with_an_area_come_in_and_points_are_reported(
    overlapping: Project, alice: User, image: Image, imported: Import, tmp_path: Path
) -> None:
    inside = disc(48, 64, 40, 20, 6)
    results = [
        region("brushlabels", brush(inside), "cup"),
        region("polygonlabels", polygon(4, 4, 5), "plate"),
        region("rectanglelabels", box(10, 20, 8, 4), "plate"),
        region("rectanglelabels", box(30, 10, 8, 4, 90), "cup"),
        region("ellipselabels", {"x": 50, "y": 50, "radiusX": 10, "radiusY": 10, "rotation": 0}, "plate"),
        region("keypointlabels", {"x": 5, "y": 5, "width": 0.3}, "cup"),
        region("polygonlabels", polygon(4, 4, 5), "plate", image_rotation=90),
        region("brushlabels", {"format": "rle", "rle": [0, 0, 1]}, "cup"),
        {"id": "c1", "type": "choices", "from_name": "when", "to_name": "image", "value": {"choices": ["night"]}},
        {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right"},
    ]
    path = pack(tmp_path / "a.zip", {"project-1.json": [task(*results)]})
    result = imported(overlapping, alice, path)
    assert (result.summary["format"], result.objects) == ("labelstudio", {"in": 8, "made": 5, "left_out": 3})
    assert {problem["record"]: problem["code"] for problem in result.problems} == {
        "[0].annotations[0].result[5]": "unsupported",
        "[0].annotations[0].result[6]": "unsupported",
        "[0].annotations[0].result[7]": "bad-mask",
    }
    rows = Object.objects.select_related("label")
    assert rle.encode(inside)["counts"] in [row.rle["counts"] for row in rows if row.rle]
    assert rows.get(area=25).bbox == [4, 4, 5, 5]
    assert rows.get(shape="box").bbox == [10, 20, 8, 4]
    assert rows.get(area=32, shape="mask").bbox == [26, 10, 4, 8]
    assert rows.filter(bbox=[26, 19, 12, 10]).count() == 1
    assert [tag.name for tag in image.tags.all()] == ["night"]
    assert imported(overlapping, alice, path, existing="update").objects == {"in": 8, "unchanged": 5, "left_out": 3}


def test_labels_and_answers_of_a_region_stand_in_results_of_their_own(
    project: Project, alice: User, image: Image, imported: Import, tmp_path: Path
) -> None:
    shape = region("polygon", polygon(4, 4, 5), id="r1")
    named = region("labels", polygon(4, 4, 5), "cup", id="r1")
    answer = region("choices", polygon(4, 4, 5) | {"choices": ["clay"]}, id="r1", from_name="material")
    config = '<View><Labels name="l"><Label value="cup" background="#FF00AA"/></Labels></View>'
    files = {"a.json": [task(named, shape, answer)], "label_config.xml": config}
    assert imported(project, alice, pack(tmp_path / "a.zip", files)).objects == {"in": 1, "made": 1}
    found = Object.objects.select_related("label").get()
    assert found.label is not None and (found.label.name, found.label.color) == ("cup", "#ff00aa")
    assert found.attributes == {"material": "clay"}


def test_predictions_become_proposals_with_their_score_where_no_annotation_counts(
    project: Project, alice: User, image: Image, make_image: Callable[..., Image], imported: Import, tmp_path: Path
) -> None:
    make_image("other.jpg")
    prediction = {"model_version": "v1", "score": 0.5, "result": [
        region("polygonlabels", polygon(4, 4, 5), "cup", score=0.9), region("polygonlabels", polygon(20, 4, 5), "cup"),
    ]}  # fmt: skip
    open_task = task(predictions=[prediction], annotations=[], data={"image": "/data/local-files/?d=a/other.jpg"})
    done = task(region("polygonlabels", polygon(4, 4, 6), "cup"), predictions=[prediction])
    result = imported(project, alice, pack(tmp_path / "a.zip", {"a.json": [open_task, done]}))
    assert result.objects == {"in": 5, "made": 3, "left_out": 2}
    assert result.summary["reasons"] == {"superseded": 2}
    proposals = Object.objects.filter(is_proposal=True)
    assert sorted(proposals.values_list("quality", flat=True)) == [0.5, 0.9]
    assert Object.objects.get(is_proposal=False).area == 36


def test_of_several_annotations_the_ground_truth_counts_and_cancelled_ones_do_not(
    project: Project, alice: User, image: Image, imported: Import, tmp_path: Path
) -> None:
    def annotation(x: int, **more: Any) -> dict[str, Any]:
        return {"result": [region("polygonlabels", polygon(x, 4, x), "cup")]} | more

    annotations = [
        annotation(3, updated_at="2024-01-03"), annotation(4, ground_truth=True, updated_at="2024-01-01"),
        annotation(5, updated_at="2024-01-02"), annotation(6, was_cancelled=True, ground_truth=True),
    ]  # fmt: skip
    result = imported(project, alice, pack(tmp_path / "a.zip", {"a.json": [task(annotations=annotations)]}))
    assert (result.objects, Object.objects.get().area) == ({"in": 4, "made": 1, "left_out": 3}, 16)


def test_one_task_a_file_and_one_annotation_a_file_are_read(
    project: Project, alice: User, make_image: Callable[..., Image], imported: Import, tmp_path: Path
) -> None:
    for name in ("a.jpg", "b.jpg"):
        make_image(name)
    single = task(region("polygonlabels", polygon(4, 4, 5), "cup"), data={"image": "s3://bucket/x/a.jpg"})
    stored = task(region("polygonlabels", polygon(4, 4, 5), "cup"))["annotations"][0]
    stored["task"] = {"id": 2, "data": {"image": "https://example.org/p/b.jpg?token=1"}}
    files = {"1.json": single, "2.json": stored, "3.json": '{"data": 1'}
    result = imported(project, alice, pack(tmp_path / "a.zip", files))
    assert (result.objects, result.summary["images"]["matched"]) == ({"in": 2, "made": 2}, 2)
    assert [problem["code"] for problem in result.problems] == ["bad-json"]


def test_proposals_go_out_as_predictions_and_come_back_as_proposals(
    project: Project,
    alice: User,
    image: Image,
    label: Label,
    exported: Callable[..., Path],
    imported: Import,
    twin: Callable[[], Project],
) -> None:
    bring(
        alice,
        image,
        {"object": str(uuid.uuid4()), "label": label.pk, "rle": rle.encode(disc(48, 64, 40, 20, 6)), "quality": 0.5,
         "proposal": True},
        {"object": str(uuid.uuid4()), "label": label.pk, "rle": rle.encode(disc(48, 64, 10, 20, 6))},
    )  # fmt: skip
    other = twin()
    assert imported(other, alice, exported(project, "labelstudio")).objects == {"in": 2, "made": 2}
    rows = Object.objects.filter(annotation__image__project=other)
    assert sorted(rows.values_list("is_proposal", "quality")) == [(False, None), (True, 0.5)]
