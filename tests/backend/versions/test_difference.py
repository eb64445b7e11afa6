"""What differs between two versions is what an independent reading of both says: pixels, sets and dictionaries."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from pycocotools import mask as coco_mask

from backend.annotation.models import Object
from backend.images.actions import do_delete_image
from backend.images.models import Image
from backend.images.tags import do_change_tags
from backend.projects.actions import change_label, create_label
from backend.projects.models import Label, Project
from backend.versions import comparing
from backend.versions.models import Version
from tests.backend.versions.conftest import SIZE, Bench, MakeVersion, object_at
from tests.conftest import Cast, ClientOf

pytestmark = pytest.mark.database


@dataclass
class Known:
    """The dataset as this test reads it at one moment: by sha256, then by object."""

    images: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    tags: dict[str, set[str]] = field(default_factory=dict)


def read(project: Project) -> Known:
    known = Known()
    for image in Image.objects.filter(project=project):
        rows = Object.objects.filter(annotation__image=image).values(
            "id", "rle", "bbox", "label", "attributes", "z", "shape"
        )
        known.images[image.sha256] = {str(row["id"]): row for row in rows}
        known.tags[image.sha256] = set(image.tags.values_list("name", flat=True))
    return known


def pixels(row: dict[str, Any]) -> np.ndarray:
    if row["rle"] is None:
        x, y, width, height = row["bbox"]
        filled = np.zeros(SIZE, bool)
        filled[y : y + height, x : x + width] = True
        return filled
    return coco_mask.decode(row["rle"] | {"counts": row["rle"]["counts"].encode()}).astype(bool)


def iou(one: dict[str, Any], other: dict[str, Any]) -> float:
    a, b = pixels(one), pixels(other)
    return float((a & b).sum() / (a | b).sum()) if (a | b).any() else 1.0


def expected_changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    changes: dict[str, tuple[Any, ...]] = {}
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            changes[key] = ("removed",) if new is None else ("added",)
            continue
        parts = set()
        if not np.array_equal(pixels(old), pixels(new)):
            parts.add("mask")
        parts |= {name for name in ("label", "attributes") if old[name] != new[name]}
        if old["z"] != new["z"]:
            parts.add("order")
        if parts:
            changes[key] = ("changed", frozenset(parts), old["label"], new["label"], round(iou(old, new), 9))
    return changes


def told_changes(rows: list[dict[str, Any]]) -> dict[str, tuple[Any, ...]]:
    """What the API says of one image, in the words of ``expected_changes``; how an object was made is left out."""
    changes: dict[str, tuple[Any, ...]] = {}
    for row in rows:
        if row["change"] != "changed":
            changes[row["id"]] = (row["change"],)
        elif parts := frozenset(row["parts"]) - {"origin"}:
            changes[row["id"]] = ("changed", parts, row["label_before"], row["label_after"], round(row["iou"], 9))
    return changes


class Asked:
    """The API's answers about two versions."""

    def __init__(self, client: Any, before: Version, after: Version) -> None:
        self.client, self.path = client, f"/api/v1/versions/{before.pk}/diff/{after.pk}/"

    def summary(self) -> Any:
        return self.client.get(self.path).json()

    def images(self, change: str) -> dict[str, Any]:
        rows: list[dict[str, Any]] = []
        path: str | None = f"{self.path}images/?change={change}&limit=3"
        while path:
            page = self.client.get(path).json()
            rows, path = rows + page["results"], page["next"]
        assert len({row["sha256"] for row in rows}) == len(rows)
        return {row["sha256"]: row for row in rows}


def work(bench: Bench, chance: random.Random, labels: list[Label], dataset: list[Image]) -> None:
    for image in dataset:
        for item in Object.objects.filter(annotation__image=image).order_by("z", "id").values_list("pk", flat=True):
            act = chance.choice(("keep", "keep", "delete", "more", "label", "z", "attributes"))
            if act == "delete":
                bench.delete(image, item)
            elif act == "more":
                bench.paint(image, None, (chance.randrange(40), chance.randrange(30), 9, 9), item)
            elif act == "label":
                bench.set(image, item, "label", chance.choice(labels).pk)
            elif act == "z":
                bench.set(image, item, "z", chance.randrange(50, 99))
            elif act == "attributes":
                bench.set(image, item, "attributes", {"worn": chance.randrange(9)})
        if chance.random() < 0.3:
            bench.paint(image, chance.choice(labels), (50, 1, 8, 4))


@pytest.mark.parametrize("seed", range(4))
def test_the_api_says_what_an_independent_reading_says(
    bench: Bench, project: Project, make: MakeVersion, client_of: ClientOf, cast: Cast, seed: int
) -> None:
    chance = random.Random(seed)
    labels = [create_label(project, name=name, color="#228be6") for name in ("cup", "table")]
    dataset = [bench.image(f"{number}.jpg") for number in range(9)]
    for image in dataset:
        for _ in range(chance.randrange(4)):
            bench.paint(image, chance.choice(labels), (chance.randrange(40), chance.randrange(30), 12, 9))
    do_change_tags(dataset[0], ["train"], [])
    first, before = make("first", by="tag"), read(project)
    work(bench, chance, labels, dataset)
    do_delete_image(dataset[8])
    bench.paint(bench.image("late.jpg"), labels[0], (1, 1, 4, 4))
    do_change_tags(dataset[0], ["held out"], ["train"])
    do_change_tags(dataset[1], ["train"], [])
    change_label(labels[0], name="mug")
    create_label(project, name="plate", color="#00ff00")
    second, after = make("second", by="tag"), read(project)

    asked = Asked(client_of(cast.rita), first, second)
    both = before.images.keys() & after.images.keys()
    assert asked.images("added").keys() == after.images.keys() - both
    assert asked.images("removed").keys() == before.images.keys() - both
    found = asked.images("changed")
    wanted = {key: expected_changes(before.images[key], after.images[key]) for key in both}
    assert {k: told_changes(row["objects"]) for k, row in found.items()} == {k: w for k, w in wanted.items() if w}
    moved = {row["sha256"]: (row["split_before"], row["split"]) for row in asked.images("moved").values()}
    assert moved == {dataset[0].sha256: ("train", "test"), dataset[1].sha256: ("", "train")}

    summary = asked.summary()
    fates = Counter(change[0] for changes in wanted.values() for change in changes.values())
    fates["added"] += sum(len(after.images[key]) for key in after.images.keys() - both)
    fates["removed"] += sum(len(before.images[key]) for key in before.images.keys() - both)
    assert summary["objects"] == {name: fates[name] for name in ("added", "removed", "changed")}
    assert summary["images"] == {
        "added": 1, "removed": 1, "changed": len(found), "moved": 2, "unchanged": len(both) - len(found)
    }  # fmt: skip
    for row in summary["label_counts"]:
        assert row["before"] == count(before, row["id"]) and row["after"] == count(after, row["id"])
    assert [row["name"] for row in summary["labels"]["added"]] == ["plate"]
    assert summary["labels"]["changed"] == [{"id": labels[0].pk, "name": "mug", "before": "cup", "parts": ["name"]}]


def count(known: Known, label: int | None) -> int:
    return sum(row["label"] == label for rows in known.images.values() for row in rows.values())


def test_a_version_and_itself_differ_in_nothing(
    dataset: list[Image], make: MakeVersion, client_of: ClientOf, cast: Cast
) -> None:
    version = make()
    summary = Asked(client_of(cast.rita), version, version).summary()
    assert summary["images"] == {"added": 0, "removed": 0, "changed": 0, "moved": 0, "unchanged": 6}
    assert summary["objects"] == {"added": 0, "removed": 0, "changed": 0}


def test_a_renamed_label_changes_no_image(
    dataset: list[Image], make: MakeVersion, client_of: ClientOf, cast: Cast, label: Label
) -> None:
    first = make("first")
    change_label(label, name="mug", color="#000000")
    summary = Asked(client_of(cast.rita), first, make("second")).summary()
    assert summary["images"]["changed"] == 0
    assert summary["labels"]["changed"][0]["parts"] == ["name", "color"]


def test_objects_of_very_many_changed_images_are_not_counted(
    bench: Bench, dataset: list[Image], make: MakeVersion, client_of: ClientOf, cast: Cast, monkeypatch: Any
) -> None:
    first = make("first")
    for image in dataset[:3]:
        bench.delete(image, object_at(image, 0))
    monkeypatch.setattr(comparing, "MOST_COUNTED", 2)
    summary = Asked(client_of(cast.rita), first, make("second")).summary()
    assert summary["objects"] is None and summary["images"]["changed"] == 3
