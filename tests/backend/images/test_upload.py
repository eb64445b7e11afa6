"""An upload of many files: each gets its own verdict, and nothing is left lying about."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from rest_framework.test import APIClient

from backend.images import storage
from backend.images.models import Image
from backend.images.upload import image_name, received
from backend.jobs import queue
from backend.projects.models import Project
from tests.backend.images.pictures import encoded, four_corners, jpeg, noise, png_header
from tests.conftest import Cast, ClientOf

pytestmark = pytest.mark.usefixtures("media_root")


def upload(client: APIClient, project: Project, *files: tuple[str, bytes], field: str = "files") -> Any:
    parts = [SimpleUploadedFile(name, content, "image/jpeg") for name, content in files]
    return client.post(f"/api/v1/projects/{project.pk}/images/", {field: parts}, format="multipart")


@pytest.fixture
def alices(client_of: ClientOf, cast: Cast) -> APIClient:
    return client_of(cast.alice)


def test_good_files_go_through_and_bad_ones_are_refused_one_by_one(
    alices: APIClient,
    project: Project,
    sent: list[Any],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = upload(
            alices,
            project,
            ("one.jpg", jpeg(seed=1)),
            ("empty.jpg", b""),
            ("two.png", encoded(four_corners(), "PNG")),
            ("again.jpg", jpeg(seed=1)),
            ("cut.jpg", jpeg(seed=2)[:-300]),
            ("note.jpg", b"this is a note"),
            ("drawing.png", b"<svg/>"),
            ("bomb.png", png_header(50_000, 50_000)),
            ("three.jpg", jpeg(seed=3)),
        )
    assert answer.status_code == 202
    body = answer.json()
    assert [image["name"] for image in body["accepted"]] == ["one.jpg", "two.png", "three.jpg"]
    assert {image["status"] for image in body["accepted"]} == {"processing"}
    assert body["duplicates"] == [{"name": "again.jpg", "image": body["accepted"][0]["id"]}]
    assert [(file["name"], file["code"]) for file in body["refused"]] == [
        ("empty.jpg", "empty-file"),
        ("cut.jpg", "truncated"),
        ("note.jpg", "not-an-image"),
        ("drawing.png", "svg"),
        ("bomb.png", "too-many-pixels"),
    ]
    assert sent == [(queue.PROCESS_IMAGE, image["id"]) for image in body["accepted"]]
    assert not list(storage.incoming_folder().iterdir())


def test_the_bytes_are_kept_as_they_came(alices: APIClient, cast: Cast, project: Project, sent: list[Any]) -> None:
    content = encoded(noise(700, 500), "PNG")
    upload(alices, project, ("photo.png", content))
    image = Image.objects.get()
    assert storage.original(image.sha256).read_bytes() == content
    assert (image.size_bytes, image.media_type, image.created_by) == (len(content), "image/png", cast.alice)


def test_the_same_content_in_two_projects_lies_in_the_storage_once(
    alices: APIClient, project: Project, cast: Cast, sent: list[Any], media_root: Path
) -> None:
    other = Project.objects.create(organization=project.organization, name="Croquet")
    for target in (project, other):
        assert len(upload(alices, target, ("a.jpg", jpeg())).json()["accepted"]) == 1
    assert Image.objects.count() == 2
    assert len(list(media_root.glob("*/*/original"))) == 1


def test_an_upload_into_a_project_that_was_deleted_meanwhile_leaves_no_file(
    alices: APIClient, project: Project, media_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise IntegrityError("the project is gone")

    monkeypatch.setattr(Image.objects, "create", refuse)
    assert upload(alices, project, ("a.jpg", jpeg())).status_code == 404
    assert not list(media_root.glob("*/*/original"))


def test_a_file_over_the_limit_is_refused_and_the_next_one_is_not(
    alices: APIClient, project: Project, sent: list[Any], settings: Settings
) -> None:
    settings.ENV = replace(settings.ENV, max_upload_mb=1)
    body = upload(alices, project, ("big.png", encoded(noise(900, 700), "PNG")), ("a.jpg", jpeg())).json()
    assert [(f["name"], f["code"]) for f in body["refused"]] == [("big.png", "too-large")]
    assert [image["name"] for image in body["accepted"]] == ["a.jpg"]
    assert not list(storage.incoming_folder().iterdir())


def test_a_file_in_another_field_is_refused(alices: APIClient, project: Project, sent: list[Any]) -> None:
    body = upload(alices, project, ("a.jpg", jpeg()), field="avatar").json()
    assert [f["code"] for f in body["refused"]] == ["unknown-field"]
    assert not Image.objects.exists()


def test_a_request_without_files_or_of_another_type_says_what_to_send(alices: APIClient, project: Project) -> None:
    path = f"/api/v1/projects/{project.pk}/images/"
    assert alices.post(path, {"note": "hi"}, format="multipart").status_code == 400
    assert alices.post(path, {"files": []}, format="json").status_code == 415
    broken = alices.post(path, b"--x\r\nnonsense", content_type="multipart/form-data; boundary=")
    assert (broken.status_code, broken.json()["code"]) == (400, "bad-request")


def test_nothing_is_stored_for_those_who_may_not_upload(
    client_of: ClientOf, cast: Cast, project: Project, media_root: Path, sent: list[Any]
) -> None:
    for user, status in ((cast.charlie, 404), (cast.victor, 403), (cast.bob, 403), (cast.rita, 403), (None, 401)):
        assert upload(client_of(user), project, ("a.jpg", jpeg())).status_code == status
    assert not Image.objects.exists()
    assert not list(media_root.iterdir())
    assert upload(client_of(cast.mallory), project, ("a.jpg", jpeg())).status_code == 202


def test_an_upload_by_cookie_needs_the_csrf_header(cast: Cast, project: Project, sent: list[Any]) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(cast.alice)
    assert upload(client, project, ("a.jpg", jpeg())).status_code == 403
    client.cookies["csrftoken"] = "a" * 32
    client.credentials(HTTP_X_CSRFTOKEN="a" * 32)
    assert upload(client, project, ("a.jpg", jpeg())).status_code == 202


class Endless(io.RawIOBase):
    """A multipart body of one file of ``size`` bytes, made while it is read."""

    BOUNDARY = b"stipple"

    def __init__(self, size: int) -> None:
        self.pieces = self._pieces(size)
        self.rest = b""

    def readable(self) -> bool:
        return True

    def _pieces(self, size: int) -> Iterator[bytes]:
        yield b'--%s\r\nContent-Disposition: form-data; name="files"; filename="a.bmp"\r\n\r\n' % self.BOUNDARY
        yield b"BM" + bytes(12) + (40).to_bytes(4, "little")
        for _ in range(size >> 20):
            yield bytes(1 << 20)
        yield b"\r\n--%s--\r\n" % self.BOUNDARY

    def read(self, size: int = -1) -> bytes:
        if not self.rest:
            self.rest = next(self.pieces, b"")
        piece, self.rest = self.rest[:size], self.rest[size:]
        return piece


def test_a_large_file_never_lies_in_memory_whole(rf: Any) -> None:
    request = rf.post("/")
    request.META |= {"CONTENT_TYPE": "multipart/form-data; boundary=stipple", "CONTENT_LENGTH": str(101 << 20)}
    request._stream = Endless(100 << 20)
    tracemalloc.start()
    with received(request) as files:
        assert files[0].incoming.size_bytes == (100 << 20) + 18
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12 << 20


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a.jpg", "a.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\photos\\a.jpg", "a.jpg"),
        ("a\x00b\nc.jpg", "ab c.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("", "image"),
        ("x" * 400 + ".jpeg", "x" * 250 + ".jpeg"),
        ("<img src=x onerror=alert(1)>.png", "<img src=x onerror=alert(1)>.png"),
    ],
)
def test_names_lose_folders_and_control_characters(given: str, kept: str) -> None:
    assert image_name(given) == kept
