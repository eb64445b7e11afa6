"""Versions over REST: asked for, followed, exported, deleted, and told to the audit log."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from backend.accounts.models import AuditEntry
from backend.formats import tasks as format_tasks
from backend.images.models import Image
from backend.images.tags import do_change_tags
from backend.jobs import queue
from backend.projects.models import Project
from backend.versions import preview, tasks
from backend.versions.models import Version
from tests.backend.versions.conftest import MakeVersion
from tests.conftest import Cast, ClientOf

pytestmark = pytest.mark.database
HASH = {"by": "hash", "shares": {"train": 50, "val": 25, "test": 25}, "seed": 3}


def test_a_version_goes_from_the_request_to_the_same_download_twice(
    dataset: list[Image],
    project: Project,
    client_of: ClientOf,
    cast: Cast,
    sent: list[Any],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    path, client = f"/api/v1/projects/{project.pk}/versions/", client_of(cast.mallory)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(path, {"name": "March", "note": "As delivered.", "split_rule": HASH})
    assert answer.status_code == 202
    version = answer.json()
    assert (version["number"], version["state"], version["job"]["state"]) == (1, "making", "queued")
    assert sent == [(queue.MAKE_VERSION, version["job"]["id"])]
    own = f"/api/v1/versions/{version['id']}/"
    assert client.post(f"{own}exports/", {"format": "coco"}).status_code == 409
    tasks.make_version(version["job"]["id"])
    version = client.get(own).json()
    assert (version["state"], version["image_count"], version["object_count"]) == ("ready", 6, 10)
    assert sum(version["splits"].values()) == 6 and version["made_by"] == "Mallory"
    assert [row["name"] for row in client.get(path).json()["results"]] == ["March"]
    archives = [download(client_of(cast.rita), own) for _ in range(2)]
    assert archives[0] == archives[1]
    assert "version.json" in zipfile.ZipFile(io.BytesIO(archives[0])).namelist()
    said = AuditEntry.objects.filter(project_id=project.pk).order_by("pk").values_list("action", "target")
    assert list(said) == [("version-made", "March"), ("export-made", "coco"), ("export-made", "coco")]


def download(client: Any, version: str) -> bytes:
    job = client.post(f"{version}exports/", {"format": "coco"}).json()
    format_tasks.export(job["id"])
    answer = client.get(client.get(f"/api/v1/jobs/{job['id']}/").json()["result"])
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def test_a_version_is_deleted_at_once_and_told(
    dataset: list[Image],
    make: MakeVersion,
    client_of: ClientOf,
    cast: Cast,
    sent: list[Any],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    version, client = make(), client_of(cast.mallory)
    sent.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.delete(f"/api/v1/versions/{version.pk}/").status_code == 204
    assert client.get(f"/api/v1/versions/{version.pk}/").status_code == 404
    assert client.get(f"/api/v1/projects/{version.project_id}/versions/").json()["results"] == []
    assert sent == [(queue.PURGE_VERSION, str(version.pk))]
    assert AuditEntry.objects.latest("pk").action == "version-deleted"
    tasks.purge_version(str(version.pk))
    assert not Version.objects.exists()


def test_nothing_changes_a_version(dataset: list[Image], make: MakeVersion, client_of: ClientOf, cast: Cast) -> None:
    version, client = make(), client_of(cast.alice)
    for method in (client.patch, client.put, client.post):
        assert method(f"/api/v1/versions/{version.pk}/", {"name": "Another"}).status_code == 405


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x", "filter": {"states": ["odd"]}}, "filter"),
        ({"name": "x", "filter": {"search": "no such image"}}, "filter"),
        ({"name": "x", "split_rule": {"by": "hash"}}, "split_rule"),
        ({"name": "x", "split_rule": {"by": "hash", "shares": {"train": 50}}}, "split_rule"),
        ({"name": "x", "split_rule": {"by": "hash", "shares": {"train": 50, "odd": 50}}}, "split_rule"),
        ({"name": "x", "split_rule": {"by": "tag", "tags": {"train": "a", "test": "A"}}}, "split_rule"),
        ({"name": "x", "split_rule": {"by": "tag"}}, "split_rule"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_field(
    dataset: list[Image], project: Project, client_of: ClientOf, cast: Cast, body: Any, field: str
) -> None:
    answer = client_of(cast.mallory).post(f"/api/v1/projects/{project.pk}/versions/", body)
    assert answer.status_code == 400 and field in answer.json()["errors"]
    assert not Version.objects.exists()


def test_a_name_is_taken_whatever_its_case(
    dataset: list[Image], make: MakeVersion, project: Project, client_of: ClientOf, cast: Cast
) -> None:
    make("March")
    answer = client_of(cast.mallory).post(f"/api/v1/projects/{project.pk}/versions/", {"name": "MARCH"})
    assert answer.status_code == 409 and "name" in answer.json()["errors"]


@pytest.mark.parametrize("is_large", [False, True])
def test_the_preview_counts_what_the_version_then_holds(
    dataset: list[Image],
    make: MakeVersion,
    project: Project,
    client_of: ClientOf,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    is_large: bool,
) -> None:
    if is_large:
        monkeypatch.setattr(preview, "COUNTED_EXACTLY", 5)
    do_change_tags(dataset[1], ["train"], [])
    do_change_tags(dataset[2], ["train", "Held out"], [])
    path, client = f"/api/v1/projects/{project.pk}/versions/preview/", client_of(cast.mallory)
    seen = client.post(path, {"split_rule": HASH}).json()
    assert (seen["images"], seen["states"], seen["is_estimate"]) == (6, {"in_progress": 4, "new": 2}, is_large)
    if is_large:
        assert seen["splits"] == {"train": 3, "val": 2, "test": 2}
    else:
        made = make("hash", by="hash").counts["splits"]
        assert {k: v for k, v in seen["splits"].items() if v} == {k: v["images"] for k, v in made.items()}
    by_tag = {"by": "tag", "tags": {"train": "train", "test": "held out"}}
    assert client.post(path, {"split_rule": by_tag}).json()["splits"] == {"train": 1, "val": 0, "test": 1, "": 4}


def test_the_images_of_a_version_are_listed_by_split_and_name(
    dataset: list[Image], make: MakeVersion, client_of: ClientOf, cast: Cast
) -> None:
    do_change_tags(dataset[1], ["train"], [])
    path, client = f"/api/v1/versions/{make(by='tag').pk}/images/", client_of(cast.rita)
    names = [
        [row["name"] for row in client.get(path + query).json()["results"]]
        for query in ("?split=train", "?split=none&search=C.J")
    ]
    assert names == [["b.jpg"], ["c.jpg"]]


def test_versions_of_two_projects_are_not_compared(
    dataset: list[Image], make: MakeVersion, client_of: ClientOf, cast: Cast
) -> None:
    version = make()
    other = Project.objects.create(organization=version.project.organization, name="Another")
    stranger = Version.objects.create(project=other, number=1, name="x", state="ready", project_name="Another")
    assert client_of(cast.alice).get(f"/api/v1/versions/{version.pk}/diff/{stranger.pk}/").status_code == 404


def test_a_job_of_this_kind_comes_with_its_version_alone(project: Project, client_of: ClientOf, cast: Cast) -> None:
    answer = client_of(cast.alice).post(f"/api/v1/projects/{project.pk}/jobs/", {"kind": "version"})
    assert answer.status_code == 400 and answer.json()["code"] == "not-available"
