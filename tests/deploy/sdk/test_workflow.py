"""The whole job through the library, against the real product: once blocking, once with asyncio."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from stipple import AsyncClient, Client, ImagePredictions, Invalid, NotFound, Prediction

from tests.deploy.sdk.conftest import QUICK, Server
from tests.deploy.sdk.dataset import Dataset, broken_photo, disc, iou, make_dataset, noise

pytestmark = pytest.mark.product


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return make_dataset(tmp_path / "data")


def exported(path: Path) -> dict[str, Any]:
    """The COCO document with exact masks of an export."""
    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".json") and "report" not in name)
        found: dict[str, Any] = json.loads(archive.read(name))
        return found


def test_the_whole_job_blocking(client: Client, dataset: Dataset, tmp_path: Path) -> None:
    assert client.people.me()["username"] == "admin"
    project = client.projects.create("By the library")["id"]
    client.labels.import_set(project, [{"name": "thing", "color": "#228be6"}, {"name": "sky", "kind": "stuff"}])

    sent = client.images.upload(project, [dataset.photos, broken_photo(tmp_path)], wait=True)
    assert ({image["name"] for image in sent.accepted}, len(sent.refused)) == (set(dataset.masks), 1)
    again = client.images.upload(project, [dataset.photos])
    assert (len(again.accepted), len(again.duplicates)) == (0, 3)

    dry = client.imports.run(project, dataset.annotations, dry_run=True)
    assert (dry.is_dry_run, dry.objects["made"], dry.objects["left_out"]) == (True, 3, 1)
    report = client.imports.run(project, dataset.annotations, objects_as="proposals")
    assert (report.images["matched"], report.objects["made"]) == (3, 3)
    [problem] = report.problems
    assert (problem["file"], problem["line"], problem["code"]) == ("instances.json", 7, "unknown-label")

    images = list(client.images.list(project, ordering="name"))
    for image in images:
        [found] = client.annotations.masks(image["id"])
        assert np.array_equal(found.mask, dataset.masks[image["name"]])
        assert client.annotations.get(image["id"], revision=0)["objects"] == []
        assert [row["kind"] for row in client.annotations.operations(image["id"])] == ["import"]

    label = next(label["id"] for label in client.labels.list(project) if label["name"] == "thing")
    assert list(client.images.list(project, label=label)) == []  # proposals are nobody's objects yet
    assert len(list(client.images.list(project, state="prelabelled"))) == 3

    mine = [ImagePredictions(image, [Prediction("thing", 0.5, mask=disc(5))]) for image in images[:1]]
    assert client.predictions.upload(project, mine, as_proposals=False).objects["made"] == 1
    assert client.predictions.upload(project, mine, as_proposals=False).objects["unchanged"] == 1
    assert [image["id"] for image in client.images.list(project, label=label)] == [images[0]["id"]]

    first = client.versions.create(project, "first", split_rule={"by": "hash", "shares": {"train": 50, "test": 50}})
    assert (first["state"], first["image_count"]) == ("ready", 3)
    client.images.change_tags(images[0]["id"], add=["odd"])
    client.images.delete(images[2]["id"])
    second = client.versions.create(project, "second")
    difference = client.versions.diff(first["id"], second["id"])
    assert difference["images"]["removed"] == 1
    assert [row["name"] for row in client.versions.diff_images(first["id"], second["id"], "removed")] == [
        images[2]["name"]
    ]

    path = client.versions.export(first["id"], tmp_path / "first.zip", "coco")
    assert client.versions.export(first["id"], tmp_path / "again.zip", "coco").read_bytes() == path.read_bytes()


def test_an_export_gives_back_the_masks_that_came_in(client: Client, dataset: Dataset, tmp_path: Path) -> None:
    project = client.projects.create("There and back")["id"]
    client.images.upload(project, [dataset.photos], wait=True)
    client.imports.run(project, dataset.annotations)
    seen: list[str] = []
    path = client.exports.run(project, tmp_path, "coco", geometry="rle", progress=lambda job: seen.append(job["state"]))
    assert path.parent == tmp_path
    assert path.suffix == ".zip"
    assert seen[-1] == "done"
    assert iou(exported(path), dataset.masks) == [1.0, 1.0, 1.0]
    assert list(tmp_path.glob(".*.part")) == []


async def test_the_whole_job_with_asyncio(server: Server, dataset: Dataset, tmp_path: Path) -> None:
    async with AsyncClient(server.url, server.token, retries=QUICK) as client:
        project = (await client.projects.create("With asyncio"))["id"]
        await client.labels.create(project, "thing")
        sent = await client.images.upload(project, [dataset.photos], wait=True)
        assert len(sent.accepted) == 3
        report = await client.imports.run(project, dataset.annotations, objects_as="annotations")
        assert (report.objects["made"], report.objects["left_out"], report.is_clean) == (3, 1, False)
        names = [image["name"] async for image in client.images.list(project)]
        assert names == sorted(dataset.masks)
        version = await client.versions.create(project, "one")
        path = await client.versions.export(version["id"], tmp_path / "one.zip", "coco", geometry="rle")
        assert iou(exported(path), dataset.masks) == [1.0, 1.0, 1.0]
        with pytest.raises(NotFound):
            await client.projects.get(10**9)


def test_lists_go_over_all_their_pages(client: Client, dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    project = client.projects.create("Pages")["id"]
    client.labels.import_set(project, [{"name": f"label {number}"} for number in range(5)])
    from stipple import labels

    whole = labels._listing(project)
    monkeypatch.setattr(labels, "_listing", lambda project: type(whole)(whole.path, whole.params, limit=2))
    assert [label["name"] for label in client.labels.list(project)] == [f"label {number}" for number in range(5)]


def test_a_set_of_labels_comes_back_as_it_was(client: Client) -> None:
    one, other = (client.projects.create(name)["id"] for name in ("One", "Other"))
    kept = [
        {"name": "car", "color": "#ff0000", "attributes_schema": [{"name": "old", "type": "checkbox"}]},
        {"name": "road", "color": "#00ff00", "kind": "stuff", "hotkey": "r"},
    ]
    assert client.labels.import_set(one, kept).made == ("car", "road")
    found = client.labels.export_set(one)
    assert client.labels.import_set(other, found).made == ("car", "road")
    assert client.labels.export_set(other) == found
    assert client.labels.import_set(other, found).unchanged == ("car", "road")
    assert client.labels.import_set(other, [{"name": "car", "color": "#0000ff"}]).changed == ("car",)


def test_batches_are_made_and_given_to_people(client: Client, dataset: Dataset) -> None:
    project = client.projects.create("Work")["id"]
    images = client.images.upload(project, [dataset.photos], wait=True).accepted
    me = client.people.me()["id"]
    batch = client.batches.create(project, "Monday", priority=5, assignee=me)
    assert client.batches.assign(project, images=[image["id"] for image in images[:2]], batch=batch["id"])
    assert client.batches.get(batch["id"])["image_count"] == 2
    assert [row["name"] for row in client.batches.list(project)] == ["Monday"]
    assert [member["id"] for member in client.people.of_project(project)] == [me]


def test_an_archive_of_photos_is_taken_apart(client: Client, dataset: Dataset, tmp_path: Path) -> None:
    archive = tmp_path / "photos.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for photo in dataset.photos.iterdir():
            file.write(photo, f"some/folder/{photo.name}")
        file.writestr("notes.txt", "no photo")
    project = client.projects.create("Archive")["id"]
    done = client.images.upload(project, [archive])
    assert done.refused == []
    assert {image["name"] for image in client.images.list(project)} == set(dataset.masks)


def test_a_large_photo_arrives_whole(client: Client, tmp_path: Path) -> None:
    photo = noise(tmp_path / "large.png", 3500)
    assert photo.stat().st_size > 32 << 20
    project = client.projects.create("Large")["id"]
    told: list[tuple[int, int]] = []
    sent = client.images.upload(project, [photo], progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (photo.stat().st_size, photo.stat().st_size)
    [image] = sent.accepted
    copy = client.images.download(image["id"], tmp_path / "copy.png")
    assert copy.read_bytes() == photo.read_bytes()


def test_a_field_that_is_wrong_is_named(client: Client) -> None:
    project = client.projects.create("Wrong")["id"]
    with pytest.raises(Invalid) as caught:
        client.labels.create(project, "thing", "blue")
    assert (caught.value.code, list(caught.value.errors)) == ("invalid", ["color"])
