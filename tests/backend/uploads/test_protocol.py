"""tus 1.0.0, verb by verb."""

from __future__ import annotations

import fcntl
import io
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from django.utils import timezone

from backend.images.models import Image
from backend.uploads import partial
from backend.uploads.models import Upload
from tests.backend.images.pictures import jpeg
from tests.backend.uploads.tus import Tus, checksum, encoded, key_of, on_disk

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "news", "sent")]

CONTENT = jpeg(seed=3)


def test_options_tells_what_the_server_can_do(tus: Tus) -> None:
    for path in (f"/api/v1/projects/{tus.project.pk}/uploads/", tus.begun(10)):
        answer = tus.client.options(path)
        assert answer.status_code == 204
        assert answer["Tus-Resumable"] == answer["Tus-Version"] == "1.0.0"
        told = {"creation", "creation-with-upload", "termination", "expiration", "checksum"}
        assert set(answer["Tus-Extension"].split(",")) == told
        assert answer["Tus-Checksum-Algorithm"] == "sha1,sha256"
        assert int(answer["Tus-Max-Size"]) == 20_480 << 20


def test_a_file_in_pieces_arrives_whole(tus: Tus) -> None:
    path = tus.begun(len(CONTENT))
    assert tus.offset(path) == 0
    for start in range(0, len(CONTENT), 300):
        answer = tus.patch(path, start, CONTENT[start : start + 300])
        assert answer.status_code == 204
        assert int(answer["Upload-Offset"]) == tus.offset(path) == min(start + 300, len(CONTENT))
        if start + 300 < len(CONTENT):
            assert on_disk(path) == CONTENT[: start + 300]
    assert tus.get(path)["result"]["verdict"] == "accepted"
    assert not partial.path_of(key_of(path)).exists()


def test_head_says_where_an_upload_stands_and_is_never_cached(tus: Tus) -> None:
    path = tus.begun(100)
    tus.patch(path, 0, b"x" * 40)
    answer = tus.head(path)
    assert (answer.status_code, answer["Upload-Offset"], answer["Upload-Length"]) == (200, "40", "100")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Upload-Metadata"] == f"filename {encoded('a.jpg')},purpose {encoded('image')}"
    assert parsedate_to_datetime(answer["Upload-Expires"]) > timezone.now() + timedelta(days=6)


def test_the_first_piece_may_come_with_the_creation(tus: Tus) -> None:
    answer = tus.begin(len(CONTENT), body=CONTENT[:500])
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "500")
    answer = tus.begin(len(CONTENT), body=CONTENT)
    path = str(answer["Location"]).removeprefix("http://testserver")
    assert tus.get(path)["result"]["verdict"] == "accepted"


@pytest.mark.parametrize("offset", [0, 39, 41, 100])
def test_another_offset_is_refused_and_changes_nothing(tus: Tus, offset: int) -> None:
    path = tus.begun(100)
    tus.patch(path, 0, b"x" * 40)
    answer = tus.patch(path, offset, b"y" * 10)
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong-offset")
    assert on_disk(path) == b"x" * 40


def test_of_two_writers_one_goes_on_and_the_other_is_told_to_wait(tus: Tus) -> None:
    path = tus.begun(100)
    with partial.path_of(key_of(path)).open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        answer = tus.patch(path, 0, b"y" * 10)
        assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (423, "upload-busy", "1")
        assert tus.offset(path) == 0
    assert tus.patch(path, 0, b"y" * 10).status_code == 204


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_piece_is_held_against_its_checksum(tus: Tus, algorithm: str) -> None:
    path = tus.begun(100)
    good, bad = checksum(algorithm, b"x" * 40), checksum(algorithm, b"y" * 40)
    answer = tus.patch(path, 0, b"x" * 40, **{"Upload-Checksum": bad})
    assert (answer.status_code, answer.json()["code"]) == (460, "checksum-mismatch")
    assert answer.json()["title"] == "Checksum Mismatch"
    assert tus.offset(path) == 0
    assert tus.patch(path, 0, b"x" * 40, **{"Upload-Checksum": good}).status_code == 204
    assert on_disk(path) == b"x" * 40
    assert [name.name for name in partial.folder().iterdir()] == [key_of(path)]


@pytest.mark.parametrize("header", ["md5 AAAA", "sha1", "sha1 AAAA", "sha256 ***", "", "sha1 " + "A" * 5000])
def test_a_checksum_that_is_none_is_refused(tus: Tus, header: str) -> None:
    path = tus.begun(100)
    assert tus.patch(path, 0, b"x", **{"Upload-Checksum": header}).status_code == 400
    assert tus.offset(path) == 0


def test_an_ended_upload_is_gone_with_its_bytes(tus: Tus) -> None:
    path = tus.begun(100)
    tus.patch(path, 0, b"x" * 40)
    assert tus.end(path).status_code == 204
    assert tus.head(path).status_code == tus.end(path).status_code == 404
    assert list(partial.folder().iterdir()) == []


def test_ending_a_whole_upload_leaves_what_it_became(tus: Tus) -> None:
    path = tus.begun(len(CONTENT))
    tus.patch(path, 0, CONTENT)
    assert tus.end(path).status_code == 204
    assert Image.objects.count() == 1


def test_an_upload_that_is_ended_while_it_comes_in_stops(tus: Tus) -> None:
    path = tus.begun(100)
    pieces = [b"x" * 10, b"y" * 10, b""]

    def read(size: int) -> bytes:
        if len(pieces) == 2:
            tus.end(path)
        return pieces.pop(0)

    with partial.held(key_of(path)) as file, pytest.raises(Exception, match="was ended"):  # type: ignore[arg-type]
        partial.append(file, read, 100)
    assert pieces == [b""]


@pytest.mark.parametrize("version", [None, "0.2.2", "2.0.0"])
def test_another_version_of_the_protocol_is_refused(tus: Tus, version: str | None) -> None:
    path, said = tus.begun(100), {"Tus-Resumable": version}
    for answer in (tus.begin(5, **said), tus.patch(path, 0, b"x", **said), tus.head(path, **said)):
        assert (answer.status_code, answer["Tus-Version"], answer["Tus-Resumable"]) == (412, "1.0.0", "1.0.0")
    assert tus.offset(path) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Upload-Length": None},
        {"Upload-Length": "-1"},
        {"Upload-Length": "1e3"},
        {"Upload-Length": "9" * 30},
        {"Upload-Defer-Length": "1"},
        {"Upload-Metadata": "filename ***"},
        {"Upload-Metadata": "filename /w=="},
        {"Upload-Metadata": "filename " + "A" * 8000},
        {"Upload-Metadata": f"purpose {encoded('video')}"},
    ],
)
def test_a_creation_that_makes_no_sense_is_refused_with_the_reason(tus: Tus, headers: dict[str, Any]) -> None:
    answer = tus.begin(100, **headers)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert Upload.objects.count() == 0


def test_a_piece_needs_its_content_type_and_its_offset(tus: Tus) -> None:
    path = tus.begun(100)
    assert tus.patch(path, 0, b"x", **{"Content-Type": "text/plain"}).status_code == 415
    assert tus.patch(path, 0, b"x", **{"Upload-Offset": None}).status_code == 400
    assert tus.patch(path, 0, b"x", **{"Upload-Offset": "x"}).status_code == 400
    assert tus.offset(path) == 0


def test_more_than_was_announced_is_refused(tus: Tus) -> None:
    path = tus.begun(100)
    answer = tus.patch(path, 0, b"x" * 101)
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    assert tus.offset(path) == 0


def test_names_lose_folders_and_control_characters(tus: Tus) -> None:
    assert tus.get(tus.begun(5, "../../etc/pass\u0007wd"))["name"] == "passwd"


def test_a_broken_connection_keeps_what_had_arrived(tus: Tus) -> None:
    path = tus.begun(100)
    body = io.BytesIO(b"x" * 40)

    def read(size: int) -> bytes:
        if piece := body.read(15):
            return piece
        raise ConnectionResetError("gone")

    with partial.held(key_of(path)) as file, pytest.raises(ConnectionResetError):  # type: ignore[arg-type]
        partial.append(file, read, 100)
    assert tus.offset(path) == 40
    assert tus.patch(path, 40, b"y" * 20).status_code == 204
    assert on_disk(path) == b"x" * 40 + b"y" * 20


def test_a_list_shows_an_upload_whose_file_is_not_there_yet(tus: Tus) -> None:
    path = tus.begun(100)
    partial.path_of(key_of(path)).unlink()
    assert tus.get(f"/api/v1/projects/{tus.project.pk}/uploads/")["results"][0]["offset"] == 0
    assert tus.head(path).status_code == 410
