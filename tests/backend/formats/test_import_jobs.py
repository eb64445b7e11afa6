"""An import from the upload to the report, for everybody in the cast."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from rest_framework.test import APIClient

from backend.annotation.models import Object
from backend.formats import import_files, tasks
from backend.formats.models import ImportFile
from backend.images.models import Image
from backend.jobs.models import Job
from backend.projects.models import Project
from tests.backend.formats.test_coco_import import document
from tests.conftest import Cast, ClientOf

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "media_root", "news", "sent")]


def hand_over(client: APIClient, project: Project, content: bytes, name: str = "a.json") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(f"/api/v1/projects/{project.pk}/import-files/", {"files": file}, format="multipart")


def ask(client: APIClient, project: Project, **body: Any) -> Any:
    return client.post(f"/api/v1/projects/{project.pk}/jobs/", {"kind": "import"} | body, format="json")


def test_an_import_runs_from_the_upload_to_the_report(
    client_of: ClientOf, cast: Cast, project: Project, image: Image
) -> None:
    client = client_of(cast.mallory)
    whole = document()
    whole["annotations"].append({"id": 6, "image_id": 1, "category_id": 8, "bbox": [1, 1, 5, 5]})
    answer = hand_over(client, project, json.dumps(whole, indent=1).encode())
    assert answer.status_code == 201
    file = answer.json()
    assert (file["name"], file["created_by"]) == ("a.json", cast.mallory.pk)
    for dry_run, made in ((True, 0), (False, 1)):
        answer = ask(client, project, file=file["id"], dry_run=dry_run)
        assert answer.status_code == 202, answer.json()
        tasks.import_data(answer.json()["id"])
        job = client.get(f"/api/v1/jobs/{answer.json()['id']}/").json()
        assert (job["state"], job["problem"]) == ("done", None)
        objects = {"in": 2, "made": 1, "updated": 0, "unchanged": 0, "left_out": 1, "removed": 0}
        assert job["summary"]["objects"] == objects
        (first,) = job["summary"]["first"]["unknown-label"]
        assert (first["file"], first["record"]) == ("a.json", "annotations[1]") and first["line"] > 20
        assert Object.objects.count() == made
    assert job["log"][-1] == "Done: 1 images; objects: 1 made; left out: 1 unknown-label."
    download = client.get(job["result"])
    assert download["Content-Type"] == "application/json"
    report = json.loads(download.getvalue())
    assert report["objects"] == objects
    (problem,) = report["problems"]
    assert (problem["file"], problem["record"]) == ("a.json", "annotations[1]") and problem["line"] > 20


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({}, "file="),
        ({"file": "0b9d6a86-4a5e-4d0a-9a3b-0d6f1f0c7a11"}, "no file of this project"),
        ({"format": "coco+labelmap"}, "format="),
        ({"existing": "wipe"}, "existing"),
        ({"labels": {"a": 99999}}, "label 99999"),
        ({"labels": {"a": 1.5}}, "must be the id"),
        ({"other_labels": "guess"}, "other_labels"),
    ],
)
def test_what_cannot_be_done_is_refused(
    client_of: ClientOf, cast: Cast, project: Project, body: dict[str, Any], says: str
) -> None:
    client = client_of(cast.alice)
    file = hand_over(client, project, b"[]").json()["id"] if body else None
    answer = ask(client, project, **({"file": file} if file else {}) | body)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert says in answer.json()["detail"]


def test_only_who_may_upload_imports(client_of: ClientOf, cast: Cast, project: Project) -> None:
    file = hand_over(client_of(cast.alice), project, b"[]").json()["id"]
    for user, status in ((cast.rita, 403), (cast.bob, 403), (cast.victor, 403), (cast.charlie, 404), (None, 401)):
        client = client_of(user)
        assert hand_over(client, project, b"[]").status_code == status
        assert ask(client, project, file=file).status_code == status


def test_a_file_of_another_project_is_none_here(client_of: ClientOf, cast: Cast, project: Project) -> None:
    own = Project.objects.get(name="Charlie's project")
    file = hand_over(client_of(cast.charlie), own, b"[]").json()["id"]
    answers = [ask(client_of(cast.alice), project, file=key) for key in (file, str(uuid4()))]
    told = [answer.content.decode().replace(key, "") for answer, key in zip(answers, (file, ""), strict=True)]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert told[0] == re.sub(r"[0-9a-f-]{36}", "", told[1])
    assert not Job.objects.exists()


@pytest.mark.parametrize("content", [b"", b"{", b"\x00" * 100, b"PK\x03\x04broken", b'{"a": 1}', b"[[[["])
def test_what_is_in_no_format_fails_with_a_sentence(
    client_of: ClientOf, cast: Cast, project: Project, content: bytes
) -> None:
    client = client_of(cast.alice)
    file = ImportFile.objects.create(project=project, name="a.json", size_bytes=len(content))
    import_files.folder().mkdir(parents=True, exist_ok=True)
    import_files.path_of(file.pk).write_bytes(content)
    job = ask(client, project, file=str(file.pk)).json()["id"]
    tasks.import_data(job)
    row = Job.objects.get(pk=job)
    assert row.state == "failed" and row.problem is not None and row.problem["code"] == "unknown-format"


def test_files_go_after_a_week_and_with_their_project(client_of: ClientOf, cast: Cast, project: Project) -> None:
    client = client_of(cast.alice)
    old, new = (hand_over(client, project, b"[]").json()["id"] for _ in range(2))
    ImportFile.objects.filter(pk=old).update(created=timezone.now() - timedelta(days=8))
    import_files.sweep()
    assert [path.name for path in import_files.folder().iterdir()] == [new]
    project.delete()
    import_files.sweep()
    assert list(import_files.folder().iterdir()) == []


def test_the_summary_holds_the_first_places_of_a_reason_and_only_what_databases_keep(
    client_of: ClientOf, cast: Cast, project: Project, image: Image
) -> None:
    client = client_of(cast.alice)
    whole = document()
    whole["images"] += [{"id": number, "file_name": f"\x00{number}{'x' * 900}.jpg"} for number in range(10, 18)]
    file = hand_over(client, project, json.dumps(whole).encode()).json()["id"]
    job = ask(client, project, file=file, dry_run=True).json()["id"]
    tasks.import_data(job)
    summary = Job.objects.get(pk=job).summary
    first = summary["first"]["no-such-image"]
    assert (summary["reasons"]["no-such-image"], len(first)) == (8, 5)
    assert all(
        "\x00" not in value and len(value) <= 300 for line in first for value in line.values() if type(value) is str
    )
