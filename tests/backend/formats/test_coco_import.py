"""COCO instances come in as they were exported, and as tools really write them."""

from __future__ import annotations

import json
import tracemalloc
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backend.accounts.models import User
from backend.annotation.actions import perform
from backend.annotation.messages import Delete, Set, Undo
from backend.annotation.models import Object, Operation
from backend.formats.importing import importer
from backend.images.models import Image
from backend.projects.models import Label, Project
from kernels import rle
from tests.backend.formats.conftest import Imported, bring, disc, drawn, pack

MakeImage = Callable[..., Image]
Import = Callable[..., Imported]

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]


def document(**changes: Any) -> dict[str, Any]:
    """A COCO document as hands write it: one photo, one category, one square."""
    annotation = {"id": 5, "image_id": 1, "category_id": 7, "segmentation": [[10, 10, 30, 10, 30, 30, 10, 30]]}
    return {
        "images": [{"id": 1, "file_name": "photo.jpg", "width": 64, "height": 48}],
        "annotations": [annotation | changes],
        "categories": [{"id": 7, "name": "cup"}],
    }


def test_what_was_exported_comes_in_exactly_so_and_a_second_time_changes_nothing(
    project: Project,
    alice: User,
    filled: list[Image],
    exported: Callable[..., Path],
    imported: Import,
    twin: Callable[[], Project],
) -> None:
    path, other = exported(project, "coco"), twin()
    first = imported(other, alice, path)
    assert first.summary["format"] == "coco"
    assert (first.objects, first.problems) == ({"in": 5, "made": 5}, [])
    assert drawn(other) == drawn(project)
    assert first.summary["labels"]["created"] == ["cup", "table"]
    revisions = list(Operation.objects.order_by("pk").values_list("pk", flat=True))
    for existing in ("add", "replace", "update"):
        again = imported(other, alice, path, existing=existing)
        assert again.objects == {"in": 5, "unchanged": 5}, existing
    assert list(Operation.objects.order_by("pk").values_list("pk", flat=True)) == revisions
    assert imported(project, alice, path).objects == {"in": 5, "unchanged": 5}


def test_a_dry_run_counts_the_same_and_changes_nothing(
    project: Project,
    alice: User,
    filled: list[Image],
    exported: Callable[..., Path],
    imported: Import,
    twin: Callable[[], Project],
) -> None:
    path, other = exported(project, "coco"), twin()
    dry = imported(other, alice, path, dry_run=True)
    assert drawn(other) == [] and not Label.objects.filter(project=other).exists()
    real = imported(other, alice, path)
    assert dry.summary | {"dry_run": False} == real.summary


def test_an_import_is_one_step_that_undo_takes_back(
    alice: User, image: Image, project: Project, imported: Import, tmp_path: Path
) -> None:
    imported(project, alice, pack(tmp_path / "a.zip", {"a.json": document()}))
    assert Operation.objects.get().kind == "import"
    assert Image.objects.get().state == "in_progress"
    perform(alice, image.pk, Undo(uuid.uuid4()))
    assert not Object.objects.exists()
    again = imported(project, alice, pack(tmp_path / "a.zip", {"a.json": document()}))
    assert again.objects == {"in": 1, "made": 1}


@pytest.mark.parametrize(
    ("segmentation", "area"),
    [
        ([[10, 10, 30, 10, 30, 30, 10, 30]], 400),
        ([10, 10, 30, 10, 30, 30, 10, 30], 400),
        ([[[10, 10], [30, 10], [30, 30], [10, 30]]], 400),
        ([[10, 10, 30, 10, 30, 30, 10, 30], [40, 10, 50, 10, 50, 20, 40, 20]], 500),
        ([[-1e6, -1e6, 1e6, -1e6, 1e6, 1e6, -1e6, 1e6]], 48 * 64),
        ({"size": [48, 64], "counts": [0, 48, 48 * 63]}, 48),
        (rle.encode(disc(48, 64, 20, 20, 5)), int(disc(48, 64, 20, 20, 5).sum())),
    ],
)
def test_segmentations_of_every_kind_are_read(
    segmentation: Any, area: int, alice: User, image: Image, project: Project, imported: Import, tmp_path: Path
) -> None:
    result = imported(project, alice, pack(tmp_path / "a.zip", {"x/a.json": document(segmentation=segmentation)}))
    assert result.objects == {"in": 1, "made": 1}
    assert Object.objects.get().area == area


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"segmentation": {"size": [48, 64], "counts": "~~~"}}, "bad-mask"),
        ({"segmentation": {"size": [64, 48], "counts": "P`0"}}, "bad-mask"),
        ({"segmentation": {"size": [48, 64], "counts": [-3]}}, "bad-record"),
        ({"segmentation": [[1, 2, 3]]}, "bad-record"),
        ({"segmentation": "none"}, "bad-record"),
        ({"segmentation": [[1, 2, 3, 4, 5, float("nan")]]}, "bad-number"),
        ({"segmentation": [[100, 100, 120, 100, 120, 120]]}, "empty-mask"),
        ({"segmentation": [], "bbox": None}, "bad-record"),
        ({"segmentation": [], "bbox": [200, 200, 5, 5]}, "outside-image"),
        ({"segmentation": [], "bbox": [20, 20, -5, 5]}, "bad-box"),
        ({"category_id": 8}, "unknown-label"),
        ({"image_id": 2}, "unknown-image"),
    ],
)
def test_a_bad_record_is_named_by_file_and_line_and_the_rest_goes_in(
    changes: Any, code: str, alice: User, image: Image, project: Project, imported: Import, tmp_path: Path
) -> None:
    whole = document()
    whole["annotations"].append(document(**changes)["annotations"][0] | {"id": 6})
    path = pack(tmp_path / "a.zip", {"a.json": json.dumps(whole, indent=0)})
    result = imported(project, alice, path)
    assert result.objects == {"in": 2, "made": 1, "left_out": 1}
    (problem,) = result.problems
    assert (problem["file"], problem["record"], problem["code"]) == ("a.json", "annotations[1]", code)
    assert problem["line"] > 10 and problem["detail"]


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "\x00\ud800"},
        {"z": 10**30},
        {"attributes": {"a\x00": 1, "b": "\ud800", "c": float("nan"), "d": "x" * 20_000}},
        {"score": float("nan")},
        {"stipple_id": "\x00"},
        {"image_id": 1, "label": "\ud800"},
    ],
)
@pytest.mark.parametrize("existing", ["add", "update"])
def test_what_no_database_keeps_is_dropped_and_the_object_goes_in(
    changes: Any, existing: str, alice: User, image: Image, project: Project, imported: Import, tmp_path: Path
) -> None:
    path = pack(tmp_path / "a.zip", {"a.json": document(**changes)})
    assert imported(project, alice, path, existing=existing).objects == {"in": 1, "made": 1}
    assert imported(project, alice, path, existing=existing).objects == {"in": 1, "unchanged": 1}
    assert Object.objects.get().attributes == {}


@pytest.mark.parametrize("name", ["\ud800", "\x00", "../../a.jpg", "x" * 5000, "."])
def test_names_that_no_file_has_are_no_image(
    name: str, alice: User, image: Image, project: Project, imported: Import, tmp_path: Path
) -> None:
    whole = document()
    whole["images"].append({"id": name, "file_name": name})
    whole["annotations"].append(document(image_id=name)["annotations"][0])
    whole["categories"].append({"id": name, "name": name})
    result = imported(project, alice, pack(tmp_path / "a.zip", {"a.json": whole}))
    assert result.objects == {"in": 2, "made": 1, "left_out": 1}
    assert result.summary["reasons"] == {"no-such-image": 1}


def test_broken_json_costs_one_record(
    alice: User, image: Image, project: Project, imported: Import, tmp_path: Path
) -> None:
    broken = '"annotations": [\n{"id": 4, "image_id": 1, oops: [1, 2, "]"]},\n'
    text = json.dumps(document()).replace('"annotations": [', broken)
    result = imported(project, alice, pack(tmp_path / "a.zip", {"a.json": text}))
    assert result.objects == {"in": 2, "made": 1, "left_out": 1}
    assert [(p["line"], p["code"]) for p in result.problems] == [(2, "bad-record")]


def test_results_of_a_model_become_proposals_with_their_scores(
    alice: User, image: Image, project: Project, imported: Import, tmp_path: Path
) -> None:
    whole = document()
    results = [
        {"image_id": 1, "category_id": 7, "score": 0.9, "segmentation": rle.encode(disc(48, 64, 40, 20, 6))},
        {"image_id": 1, "category_id": 7, "score": 0.4, "bbox": [1, 2, 10, 12]},
    ]
    path = pack(tmp_path / "a.zip", {"instances.json": whole, "results.json": results})
    assert imported(project, alice, path, objects_as="proposals").objects == {"in": 2, "made": 2}
    rows = Object.objects.order_by("-quality")
    assert [(row.quality, row.is_proposal, row.shape) for row in rows] == [(0.9, True, "mask"), (0.4, True, "box")]
    assert Image.objects.get().state == "prelabelled"


def test_update_changes_objects_by_their_ids_and_leaves_the_others(
    alice: User, image: Image, project: Project, imported: Import, tmp_path: Path
) -> None:
    whole = document()
    whole["annotations"].append(document(id=6, segmentation=[[40, 10, 50, 10, 50, 20, 40, 20]])["annotations"][0])
    imported(project, alice, pack(tmp_path / "a.zip", {"a.json": whole}), existing="update")
    whole["annotations"][1]["segmentation"] = [[40, 10, 50, 10, 50, 30, 40, 30]]
    result = imported(project, alice, pack(tmp_path / "b.zip", {"b.json": whole}), existing="update")
    assert result.objects == {"in": 2, "updated": 1, "unchanged": 1}
    assert sorted(Object.objects.values_list("area", flat=True)) == [200, 400]


def test_replace_takes_what_earlier_imports_brought_but_no_work_of_people(
    alice: User, image: Image, project: Project, imported: Import, tmp_path: Path, label: Label
) -> None:
    mine = uuid.uuid4()
    bring(alice, image, {"object": str(mine), "label": label.pk, "rle": rle.encode(disc(48, 64, 50, 40, 5))})
    path = pack(tmp_path / "a.zip", {"a.json": document()})
    imported(project, alice, path, existing="replace")
    moved = pack(tmp_path / "b.zip", {"b.json": document(segmentation=[[11, 10, 30, 10, 30, 30, 11, 30]])})
    result = imported(project, alice, moved, existing="replace")
    assert result.objects == {"in": 1, "made": 1, "removed": 1}
    assert set(Object.objects.values_list("area", flat=True)) == {380, int(disc(48, 64, 50, 40, 5).sum())}
    gone = Object.objects.exclude(pk=mine).get().pk
    perform(alice, image.pk, Delete(uuid.uuid4(), gone))
    assert imported(project, alice, moved).summary["reasons"] == {"deleted-since": 1}
    assert imported(project, alice, moved, existing="replace").objects == {"in": 1, "made": 1}
    assert imported(project, alice, moved, existing="replace").objects == {"in": 1, "unchanged": 1}


def test_locked_objects_and_those_that_somebody_works_on_stay_as_they_are(
    alice: User, image: Image, project: Project, imported: Import, tmp_path: Path
) -> None:
    imported(project, alice, pack(tmp_path / "a.zip", {"a.json": document()}), existing="update")
    locked = Object.objects.get().pk
    perform(alice, image.pk, Set(uuid.uuid4(), (locked,), "locked", True))
    moved = pack(tmp_path / "b.zip", {"b.json": document(segmentation=[[5, 10, 30, 10, 30, 30, 5, 30]])})
    result = imported(project, alice, moved, existing="update")
    assert result.summary["reasons"] == {"locked": 1}
    result = imported(project, alice, moved, existing="replace")
    assert (result.objects, result.summary["notes"]) == ({"in": 1, "made": 1}, {"cut": 1})
    assert sorted(Object.objects.values_list("area", flat=True)) == [100, 400]


def test_memory_does_not_grow_with_the_number_of_images(
    alice: User,
    make_image: MakeImage,
    project: Project,
    imported: Import,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importer, "MOST_SHOWN", 0)  # the test's own list of news grows

    def peak_bytes(count: int) -> int:
        whole = document()
        masks = [rle.encode(np.random.default_rng(n).random((60, 160)) < 0.5) for n in range(count)]
        for number in range(count):
            make_image(f"{count}-{number}.jpg", width=160, height=60)
        whole["images"] = [{"id": n, "file_name": f"{count}-{n}.jpg"} for n in range(count)]
        whole["annotations"] = [document(image_id=n, segmentation=masks[n])["annotations"][0] for n in range(count)]
        path = pack(tmp_path / f"{count}.zip", {"a.json": whole})
        del whole, masks
        tracemalloc.start()
        result = imported(project, alice, path)
        tracemalloc.stop()
        assert result.objects == {"in": count, "made": count}
        return result.peak_bytes

    few = peak_bytes(40)  # more than kernels.rle keeps parsed
    assert peak_bytes(120) < few + 1_000_000


def test_labels_are_mapped_made_or_left_out(
    alice: User, image: Image, project: Project, label: Label, imported: Import, tmp_path: Path
) -> None:
    whole = document()
    whole["categories"] += [{"id": 8, "name": "CUP "}, {"id": 9, "name": "sky", "isthing": 0}, {"id": 10, "name": "x"}]
    for number, category in enumerate((8, 9, 10), 6):
        ring = [[10, 10 + number, 12, 10 + number, 12, 12 + number, 10, 12 + number]]
        whole["annotations"].append(document(id=number, category_id=category, segmentation=ring)["annotations"][0])
    path = pack(tmp_path / "a.zip", {"a.json": whole})
    result = imported(project, alice, path, labels={"sky": "heaven", "x": None, "cup": label.pk})
    assert result.objects == {"in": 4, "made": 3, "left_out": 1}
    assert result.summary["labels"] == {
        "mapped": {"cup": "cup", "CUP ": "cup", "sky": "heaven", "x": None},
        "created": ["heaven"],
    }
    assert Label.objects.get(name="heaven").kind == "stuff"


def test_masks_that_overlap_are_kept_apart_where_the_project_wants_it_so(
    alice: User, image: Image, project: Project, imported: Import, tmp_path: Path
) -> None:
    whole = document()
    whole["annotations"].append(document(id=6, segmentation=[[0, 0, 40, 0, 40, 40, 0, 40]])["annotations"][0])
    path = pack(tmp_path / "a.zip", {"a.json": whole})
    result = imported(project, alice, path)
    assert (result.objects, result.summary["notes"]) == ({"in": 2, "made": 2}, {"cut": 1})
    assert sorted(Object.objects.values_list("area", flat=True)) == [400, 1200]
    assert imported(project, alice, path).objects == {"in": 2, "unchanged": 2}


def test_where_masks_may_overlap_they_are_whole_and_in_order(
    alice: User, image: Image, project: Project, imported: Import, tmp_path: Path
) -> None:
    Project.objects.filter(pk=project.pk).update(overlap=True)
    project.refresh_from_db()
    whole = document(z=9)
    whole["annotations"].append(document(id=6, segmentation=[[0, 0, 40, 0, 40, 40, 0, 40]], z=4)["annotations"][0])
    imported(project, alice, pack(tmp_path / "a.zip", {"a.json": whole}))
    assert list(Object.objects.order_by("z").values_list("z", "area")) == [(4, 1600), (9, 400)]


def test_images_are_found_by_name_and_said_to_be_missing_or_ambiguous(
    alice: User, make_image: MakeImage, project: Project, imported: Import, tmp_path: Path
) -> None:
    for name in ("one.jpg", "two.JPG", "three.png", "four.jpg", "four.jpg"):
        make_image(name)
    whole = document()
    names = ["train/one.jpg", "a\\two.jpg", "three", "four.jpg", "five.jpg"]
    whole["images"] = [{"id": n, "file_name": name} for n, name in enumerate(names)]
    whole["annotations"] = [document(id=n, image_id=n)["annotations"][0] for n in range(5)]
    result = imported(project, alice, pack(tmp_path / "a.zip", {"a.json": whole}))
    assert result.objects == {"in": 5, "made": 3, "left_out": 2}
    assert result.summary["images"] == {"in": 5, "matched": 3, "added": 0, "changed": 3, "left_out": 2}
    assert {(p["image"], p["code"]) for p in result.problems} == {
        ("four.jpg", "ambiguous-image"),
        ("five.jpg", "no-such-image"),
    }


def test_annotations_of_another_size_than_the_image_are_left_out(
    alice: User, image: Image, project: Project, imported: Import, tmp_path: Path
) -> None:
    whole = document()
    whole["images"][0] |= {"width": 640}
    result = imported(project, alice, pack(tmp_path / "a.zip", {"a.json": whole}))
    assert (result.objects, result.summary["reasons"]) == ({"in": 1, "left_out": 1}, {"size-differs": 1})
    assert "640x48" in result.problems[0]["detail"] and "64x48" in result.problems[0]["detail"]


def of_folder(file_name: str, x0: int) -> dict[str, Any]:
    found = document(segmentation=[[x0, 10, x0 + 9, 10, x0 + 9, 30, x0, 30]])
    found["images"][0]["file_name"] = file_name
    return found


def test_two_files_about_one_image_do_not_remove_what_the_other_brought(
    alice: User, image: Image, project: Project, imported: Import, tmp_path: Path
) -> None:
    files = {"a.json": of_folder("photo.jpg", 10), "b.json": of_folder("photo.jpg", 30)}
    found = imported(project, alice, pack(tmp_path / "a.zip", files), existing="replace")
    assert (found.objects, Object.objects.count()) == ({"in": 2, "made": 2}, 2)


def test_a_photo_of_another_folder_is_not_taken_for_the_same(
    alice: User, image: Image, project: Project, imported: Import, tmp_path: Path
) -> None:
    files = {"a.json": of_folder("cam1/photo.jpg", 10), "b.json": of_folder("cam2/photo.jpg", 30)}
    found = imported(project, alice, pack(tmp_path / "a.zip", files))
    assert found.objects == {"in": 2, "made": 1, "left_out": 1}
    assert [problem["code"] for problem in found.problems] == ["ambiguous-image"]


@pytest.mark.parametrize("judged", [{"state": "accepted"}, {"is_gold": True}])
def test_nothing_comes_into_an_image_behind_the_back_of_who_judged_it(
    alice: User, image: Image, project: Project, imported: Import, tmp_path: Path, judged: dict[str, Any]
) -> None:
    Image.objects.filter(pk=image.pk).update(**judged)
    for dry_run in (True, False):
        found = imported(project, alice, pack(tmp_path / "a.zip", {"a.json": document()}), dry_run=dry_run)
        assert found.objects == {"in": 1, "left_out": 1}
        assert [problem["code"] for problem in found.problems] == ["image-accepted"]
    assert not Object.objects.exists()
