"""Sources over REST: managers add, try, sync and remove them; others see that there are some."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from backend.accounts.models import AuditEntry
from backend.jobs.models import Job
from backend.projects.models import Project
from backend.sources.actions import PER_PROJECT
from backend.sources.models import Source
from backend.sources.sealing import unseal
from backend.sources.tasks import sync_source
from tests.backend.images.pictures import jpeg
from tests.backend.sources.conftest import KEYS, Cloud, put, synced
from tests.conftest import Cast, ClientOf

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "media_root", "news", "sent")]


@pytest.fixture
def mallorys(client_of: ClientOf, cast: Cast) -> APIClient:
    """A manager's client."""
    return client_of(cast.mallory)


def add(client: APIClient, project: Project, **body: Any) -> Any:
    text = json.dumps({"name": "Camera"} | body)
    return client.post(f"/api/v1/projects/{project.pk}/sources/", text, content_type="application/json")


def test_a_folder_is_chosen_added_synced_and_its_refusals_are_listed(
    mallorys: APIClient, project: Project, share: Path
) -> None:
    put(share, "2024/day 1/a.jpg", jpeg())
    put(share, "2024/day 1/notes.txt", b"text")
    put(share, ".hidden/b.jpg", jpeg(seed=1))
    (share / "link").symlink_to("/etc")
    folders = f"/api/v1/projects/{project.pk}/source-folders/"
    roots = mallorys.get(folders).json()
    assert roots == {"roots": [str(share)], "folders": [], "has_more": False}
    assert mallorys.get(folders, {"root": str(share)}).json()["folders"] == ["2024"]
    assert mallorys.get(folders, {"root": str(share), "path": "2024"}).json()["folders"] == ["day 1"]
    body = {"kind": "folder", "place": {"root": str(share), "path": "2024/day 1"}}
    tried = mallorys.post(f"/api/v1/projects/{project.pk}/sources/test/", body).json()
    assert tried["is_reachable"] and tried["first"] in ("a.jpg", "notes.txt")
    assert not Source.objects.exists()
    source = add(mallorys, project, **body).json()
    assert (source["state"], source["counts"], source["place"]) == ("new", None, body["place"])
    job = mallorys.post(f"/api/v1/sources/{source['id']}/sync/")
    assert (job.status_code, job.json()["kind"]) == (202, "sync")
    assert mallorys.get(f"/api/v1/sources/{source['id']}/").json()["state"] == "queued"
    assert mallorys.post(f"/api/v1/sources/{source['id']}/sync/").status_code == 409
    sync_source(job.json()["id"])
    shown = mallorys.get(f"/api/v1/projects/{project.pk}/sources/").json()["results"][0]
    assert (shown["state"], shown["counts"]["added"], shown["counts"]["refused"]) == ("synced", 1, 1)
    refused = mallorys.get(f"/api/v1/sources/{source['id']}/refused/").json()["results"]
    assert [(file["key"], file["code"]) for file in refused] == [("notes.txt", "not-an-image")]
    assert mallorys.delete(f"/api/v1/sources/{source['id']}/").status_code == 204
    assert project.images.count() == 1


@pytest.mark.parametrize("path", ["..", "a/../..", "/etc", "a\\..\\..", "link", "link/ssl", "nothing"])
def test_no_folder_outside_the_roots_is_listed_or_taken(
    mallorys: APIClient, project: Project, share: Path, path: str
) -> None:
    (share / "a").mkdir()
    (share / "link").symlink_to("/etc")
    answer = mallorys.get(f"/api/v1/projects/{project.pk}/source-folders/", {"root": str(share), "path": path})
    assert answer.status_code == 400 and "ssl" not in answer.json()["detail"].replace(path, "")
    body = {"kind": "folder", "place": {"root": str(share), "path": path}}
    answer = mallorys.post(f"/api/v1/projects/{project.pk}/sources/test/", body)
    assert answer.status_code == 400 or not answer.json()["is_reachable"]


def test_a_root_that_no_operator_allows_is_refused(mallorys: APIClient, project: Project, share: Path) -> None:
    for root in ("/", "/etc", str(share.parent), str(share / "a"), ""):
        answer = add(mallorys, project, kind="folder", place={"root": root, "path": ""})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_without_the_setting_there_are_no_folders(mallorys: APIClient, project: Project, settings: Settings) -> None:
    settings.ENV = replace(settings.ENV, source_folders=())
    assert mallorys.get(f"/api/v1/projects/{project.pk}/source-folders/").json()["roots"] == []
    answer = add(mallorys, project, kind="folder", place={"root": "/", "path": ""})
    assert answer.status_code == 400 and "STIPPLE_SOURCE_FOLDERS" in answer.json()["detail"]


def test_a_viewer_sees_that_a_source_is_there_and_how_it_is(
    client_of: ClientOf, cast: Cast, cloud: Cloud, add_source: Callable[..., Source], project: Project
) -> None:
    cloud.put("hush.txt", b"text")
    source, job = synced(add_source("s3", cloud.place(prefix="hush"), credentials=KEYS))
    victors = client_of(cast.victor)
    shown = victors.get(f"/api/v1/sources/{source.pk}/").json()
    assert (shown["name"], shown["kind"], shown["state"]) == ("Camera", "s3", "synced")
    assert [shown[name] for name in ("place", "counts", "problem", "has_credentials")] == [None, None, None, False]
    for path in (f"projects/{project.pk}/sources/", f"projects/{project.pk}/jobs/", f"jobs/{job.pk}/"):
        text = victors.get(f"/api/v1/{path}").content.decode()
        assert "hush" not in text and cloud.bucket not in text


def test_credentials_come_in_and_never_go_out(mallorys: APIClient, cast: Cast, project: Project, cloud: Cloud) -> None:
    made = add(mallorys, project, kind="s3", place=cloud.place(), credentials=KEYS)
    source = made.json()
    assert (made.status_code, source["has_credentials"]) == (201, True)
    changed = mallorys.patch(f"/api/v1/sources/{source['id']}/", {"credentials": KEYS | {"secret_key": "another one"}})
    for answer in (made, changed, mallorys.get(f"/api/v1/sources/{source['id']}/")):
        text = answer.content.decode()
        assert KEYS["access_key"] not in text and KEYS["secret_key"] not in text and "another one" not in text
    row = Source.objects.get()
    assert unseal(row.credentials)["secret_key"] == "another one" and "another" not in row.credentials
    entries = list(AuditEntry.objects.order_by("pk").values_list("action", "target", "detail"))
    assert entries == [
        ("source-added", "Camera", {"kind": "s3"}),
        ("source-changed", "Camera", {"changed": ["credentials"]}),
    ]


def test_where_a_source_is_cannot_be_changed_so_its_credentials_go_nowhere_else(
    mallorys: APIClient, project: Project, cloud: Cloud
) -> None:
    source = add(mallorys, project, kind="s3", place=cloud.place(), credentials=KEYS).json()
    place = cloud.place(endpoint="https://evil.example.org")
    mallorys.patch(f"/api/v1/sources/{source['id']}/", {"place": place, "kind": "gcs", "name": "Other"})
    row = Source.objects.get()
    assert (row.place, row.kind, row.name) == (cloud.place(), "s3", "Other")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"kind": "s3", "place": {"bucket": "A"}}, "not the name of a bucket"),
        ({"kind": "s3", "place": {"bucket": "abc"}, "credentials": {"password": "x"}}, "access_key, secret_key"),
        ({"kind": "s3", "place": {"bucket": "abc", "prefix": "\ud800"}}, "prefix"),
        ({"kind": "ftp", "place": {}}, "kind"),
        ({"kind": "s3", "place": {"bucket": "abc"}, "every_minutes": -1}, "every_minutes"),
        ({"kind": "s3", "place": "abc"}, "place"),
        ({"kind": "s3", "place": {"bucket": ["abc"]}}, "bucket"),
    ],
)
def test_what_cannot_be_right_is_said(mallorys: APIClient, project: Project, body: Any, words: str) -> None:
    answer = add(mallorys, project, **body)
    assert answer.status_code == 400 and words in answer.json()["detail"]


def test_a_name_is_given_once_and_there_is_an_end_to_sources(
    mallorys: APIClient, project: Project, share: Path
) -> None:
    body: dict[str, Any] = {"kind": "folder", "place": {"root": str(share), "path": ""}}
    assert add(mallorys, project, **body).status_code == 201
    assert add(mallorys, project, **body).status_code == 409
    rows = (Source(project=project, name=str(n), kind="folder") for n in range(PER_PROJECT))
    Source.objects.bulk_create(rows)
    assert add(mallorys, project, **body, name="One more").json()["code"] == "too-many"


def test_a_job_of_this_kind_is_not_asked_for_without_its_source(mallorys: APIClient, project: Project) -> None:
    answer = mallorys.post(f"/api/v1/projects/{project.pk}/jobs/", {"kind": "sync"})
    assert answer.status_code == 400 and "sources/{id}/sync/" in answer.json()["detail"]
    assert not Job.objects.exists()
