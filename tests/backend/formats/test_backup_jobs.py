"""Backups over REST, for everybody in the cast: asked for, loaded, handed over and restored."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from backend.accounts.models import Organization
from backend.formats import tasks
from backend.formats.models import ImportFile
from backend.jobs.models import Job
from backend.projects.models import Project
from tests.backend.versions.conftest import Bench
from tests.conftest import Cast, ClientOf

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "media_root", "news", "sent")]


def backed_up(client: APIClient, project: Project) -> bytes:
    answer = client.post(f"/api/v1/projects/{project.pk}/jobs/", {"kind": "backup"}, format="json")
    assert answer.status_code == 202, answer.json()
    tasks.backup(answer.json()["id"])
    job = client.get(f"/api/v1/jobs/{answer.json()['id']}/").json()
    assert job["state"] == "done", job
    return bytes(client.get(job["result"]).getvalue())


def hand_over(client: APIClient, team: Organization, content: bytes, query: str = "") -> Any:
    file = SimpleUploadedFile("backup.zip", content)
    return client.post(f"/api/v1/organizations/{team.pk}/restore/{query}", {"files": file}, format="multipart")


def test_a_backup_becomes_a_new_project_of_the_team(
    client_of: ClientOf, cast: Cast, project: Project, organization: Organization, media_root: Any
) -> None:
    Bench(project, cast.alice).image("a.jpg")
    client = client_of(cast.mallory)
    answer = hand_over(client, organization, backed_up(client, project))
    assert answer.status_code == 202, answer.json()
    tasks.restore_backup(answer.json()["id"])
    job = client.get(f"/api/v1/jobs/{answer.json()['id']}/").json()
    assert (job["state"], job["summary"]["whole"]) == ("done", True), job
    restored = Project.objects.get(pk=job["project"])
    assert (restored.name, restored.organization, restored.images.get().name) == (
        "Tea party (2)",
        organization,
        "a.jpg",
    )
    assert not ImportFile.objects.exists()


def test_a_run_that_is_lost_begins_again(
    client_of: ClientOf, cast: Cast, project: Project, organization: Organization, media_root: Any
) -> None:
    bench = Bench(project, cast.alice)
    bench.paint(bench.image("a.jpg"), None, (1, 1, 5, 5))
    client = client_of(cast.alice)
    job = hand_over(client, organization, backed_up(client, project)).json()
    tasks.restore_backup(job["id"])
    Job.objects.filter(pk=job["id"]).update(state="queued")
    ImportFile.objects.create(pk=Job.objects.get(pk=job["id"]).params["file"], project_id=job["project"], size_bytes=1)
    tasks.restore_backup(job["id"])
    problem = Job.objects.get(pk=job["id"]).problem
    assert problem is not None and problem["code"] == "file-gone"
    assert Project.objects.get(pk=job["project"]).name == "Tea party (2) (restore failed)"


def test_a_damaged_backup_makes_a_project_that_says_so_or_is_restored_in_part(
    client_of: ClientOf, cast: Cast, project: Project, organization: Organization, media_root: Any
) -> None:
    Bench(project, cast.alice).image("a.jpg")
    client = client_of(cast.alice)
    content = bytearray(backed_up(client, project))
    content[content.index(b"a.jpg ")] ^= 1  # in the photo, which is stored as it is
    for query, state, name in (
        ("", "failed", "Tea party (restore failed)"),
        ("?damaged=in_part", "done", "Tea party (restored in part)"),
    ):
        job = hand_over(client, organization, bytes(content), query).json()
        tasks.restore_backup(job["id"])
        job = client.get(f"/api/v1/jobs/{job['id']}/").json()
        assert job["state"] == state, job
        assert Project.objects.get(pk=job["project"]).name == name
    assert job["summary"]["problem_count"] >= 1 and not job["summary"]["whole"]


def test_what_is_no_backup_makes_no_project(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    client, before = client_of(cast.alice), Project.objects.count()
    answer = hand_over(client, organization, b"PK\x03\x04 cut off")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert "no whole backup" in answer.json()["detail"] and Project.objects.count() == before
    assert hand_over(client, organization, b"x", "?damaged=yes").status_code == 400
    assert client.post(f"/api/v1/organizations/{organization.pk}/restore/", {}, format="json").status_code == 415


def test_only_managers_back_up_and_restore_and_load_a_backup(
    client_of: ClientOf, cast: Cast, project: Project, organization: Organization
) -> None:
    client = client_of(cast.alice)
    content = backed_up(client, project)
    job = Job.objects.get(kind="backup")
    url = f"/api/v1/projects/{project.pk}/jobs/"
    for user, status in ((cast.rita, 403), (cast.bob, 403), (cast.victor, 403), (cast.charlie, 404), (None, 401)):
        client = client_of(user)
        assert client.post(url, {"kind": "backup"}, format="json").status_code == status
        assert client.get(f"/api/v1/jobs/{job.pk}/result/").status_code == status
        assert hand_over(client, organization, content).status_code == status
    answer = client_of(cast.alice).post(url, {"kind": "restore"}, format="json")
    assert "organizations/{id}/restore/" in answer.json()["detail"]
