"""What whole uploads become, once, whatever dies in between."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from backend.formats import import_files, tasks
from backend.formats.models import ImportFile
from backend.images import storage
from backend.images.models import Image
from backend.jobs import actions as job_actions
from backend.jobs.models import Job
from backend.uploads import partial, sweeping
from backend.uploads.models import Upload
from tests.backend.images.pictures import jpeg
from tests.backend.uploads.tus import Tus, key_of
from tests.conftest import Cast

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "news", "sent")]


def sent_whole(tus: Tus, content: bytes, name: str = "a.jpg", purpose: str = "image") -> Any:
    path = tus.begun(len(content), name, purpose)
    assert tus.patch(path, 0, content).status_code == 204
    return tus.get(path)["result"]


def whole_but_unsettled(tus: Tus, content: bytes, name: str = "a.jpg", purpose: str = "image") -> str:
    """As a web process leaves it that is killed once the last byte is written and before anybody is told."""
    path = tus.begun(len(content), name, purpose)
    partial.path_of(key_of(path)).write_bytes(content)
    return path


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_an_image_is_accepted_once_and_then_a_duplicate(tus: Tus, cast: Cast) -> None:
    first = sent_whole(tus, jpeg(seed=1), "one.jpg")
    image = Image.objects.get()
    assert first == {
        "verdict": "accepted", "image": str(image.pk), "import_file": None, "job": None, "problem": None
    }  # fmt: skip
    assert (image.name, image.created_by, image.media_type) == ("one.jpg", cast.alice, "image/jpeg")
    assert storage.original(image.sha256).read_bytes() == jpeg(seed=1)
    again = sent_whole(tus, jpeg(seed=1), "two.jpg")
    assert (again["verdict"], again["image"]) == ("duplicate", str(image.pk))
    assert Image.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_image_is_queued_for_processing(tus: Tus, sent: list[tuple[str, str]]) -> None:
    image = sent_whole(tus, jpeg(seed=1))["image"]
    assert sent == [("backend.images.tasks.process_image", image)]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"<svg/>", "svg"), (b"", "empty-file"), (b"%PDF-1.7", "unsupported-type"), (b"?", "not-an-image")],
)
def test_what_is_no_image_is_refused_with_the_reason(tus: Tus, content: bytes, code: str) -> None:
    path = tus.begun(len(content))
    if content:
        tus.patch(path, 0, content)
    result = tus.get(path)["result"]
    assert (result["verdict"], result["problem"]["code"]) == ("refused", code)
    assert Image.objects.count() == 0 and list(partial.folder().iterdir()) == []


def test_a_file_to_import_is_kept_as_if_it_had_come_at_once(tus: Tus, cast: Cast) -> None:
    result = sent_whole(tus, b'{"images": []}', "a.json", "import")
    file = ImportFile.objects.get()
    assert (result["verdict"], result["import_file"], result["job"]) == ("accepted", str(file.pk), None)
    assert (file.name, file.size_bytes, file.created_by, file.project) == ("a.json", 14, cast.alice, tus.project)
    assert import_files.path_of(file.pk).read_bytes() == b'{"images": []}'
    assert tus.client.get(f"/api/v1/import-files/{file.pk}/").status_code == 200


def test_the_photos_of_an_archive_become_images_each_with_its_verdict(tus: Tus) -> None:
    Image.objects.all().delete()
    archive = zipped(
        {
            "a/1.jpg": jpeg(seed=1),
            "b/1.jpg": jpeg(seed=2),
            "again.jpg": jpeg(seed=1),
            "broken.png": b"no",
            "x.txt": b"?",
        }
        | {".DS_Store": b"litter"}
    )
    result = sent_whole(tus, archive, "photos.zip", "archive")
    tasks.import_data(result["job"])
    job = tus.get(f"/api/v1/jobs/{result['job']}/")
    assert (job["state"], job["problem"]) == ("done", None)
    assert sorted(Image.objects.values_list("name", "status")) == [("1.jpg", "ready"), ("1.jpg", "ready")]
    assert job["summary"]["images"]["added"] == 2
    left_out = job["summary"]["first"]
    assert left_out["not-an-image"][0]["image"] == "broken.png"
    assert left_out["not-a-photo"][0]["file"] == "x.txt"


def test_an_archive_without_photos_says_so(tus: Tus) -> None:
    result = sent_whole(tus, zipped({"x.txt": b"?"}), "photos.zip", "archive")
    tasks.import_data(result["job"])
    job = tus.get(f"/api/v1/jobs/{result['job']}/")
    assert list(job["summary"]["first"]) == ["no-photos"]


@pytest.mark.parametrize("ask", ["head", "get", "sweep"])
def test_a_lost_last_answer_is_found_by_asking(tus: Tus, ask: str) -> None:
    path = whole_but_unsettled(tus, jpeg(seed=1))
    if ask == "sweep":
        sweeping.sweep()
    else:
        tus.head(path) if ask == "head" else tus.get(path)
    upload = Upload.objects.get()
    assert upload.result is not None and upload.result["verdict"] == "accepted"
    assert tus.offset(path) == upload.size_bytes
    assert tus.get(path)["result"] == upload.result
    assert Image.objects.count() == 1


@pytest.mark.parametrize("purpose", ["image", "archive", "import"])
def test_a_death_between_the_deed_and_its_record_does_nothing_twice(tus: Tus, purpose: str) -> None:
    content = jpeg(seed=1) if purpose == "image" else zipped({"1.jpg": jpeg(seed=1)})
    result = sent_whole(tus, content, "a.bin", purpose)
    upload = Upload.objects.get()
    Upload.objects.update(result=None)
    partial.path_of(upload.pk).write_bytes(content)
    assert tus.get(f"/api/v1/uploads/{upload.pk}/")["result"] == result
    counts = (Image.objects.count(), ImportFile.objects.count(), Job.objects.count())
    assert counts == {"image": (1, 0, 0), "import": (0, 1, 0), "archive": (0, 1, 1)}[purpose]


def test_an_image_of_the_same_content_that_came_before_is_a_duplicate_also_after_a_death(tus: Tus) -> None:
    sent_whole(tus, jpeg(seed=1))
    path = whole_but_unsettled(tus, jpeg(seed=1))
    Upload.objects.filter(pk=key_of(path)).update(settling=timezone.now())
    assert tus.get(path)["result"]["verdict"] == "duplicate"


def test_an_archive_that_comes_while_too_many_jobs_run_waits_for_one_to_end(tus: Tus) -> None:
    for _ in range(job_actions.ACTIVE_PER_PROJECT):
        Job.objects.create(project=tus.project, kind=Job.Kind.EXPORT, heartbeat=timezone.now())
    content = zipped({"1.jpg": jpeg(seed=1)})
    path = tus.begun(len(content), "a.zip", "archive")
    answer = tus.patch(path, 0, content)
    assert (answer.status_code, answer["Upload-Offset"]) == (204, str(len(content)))
    assert tus.get(path)["result"] is None
    Job.objects.update(state=Job.State.DONE)
    sweeping.sweep()
    assert tus.get(path)["result"]["job"] == str(Job.objects.get(kind=Job.Kind.IMPORT).pk)


def test_who_may_not_upload_any_more_leaves_nothing_behind_in_the_project(tus: Tus, cast: Cast) -> None:
    whole_but_unsettled(tus, jpeg(seed=1))
    cast.alice.memberships.all().delete()
    sweeping.sweep()
    assert Image.objects.count() == 0
    assert Upload.objects.get().result is None


def test_uploads_past_their_time_and_files_of_nobody_go(tus: Tus) -> None:
    old, new = tus.begun(100), tus.begun(100)
    tus.patch(old, 0, b"x")
    Upload.objects.filter(pk=key_of(old)).update(expires=timezone.now())
    partial.path_of(UUID(int=5)).write_bytes(b"nobody's")
    partial.aside_of(UUID(int=6)).write_bytes(b"a piece that was never verified")
    (partial.folder() / "README").write_bytes(b"not ours")
    sweeping.sweep()
    assert {path.name for path in partial.folder().iterdir()} == {key_of(new), "README"}
    assert tus.head(old).status_code == 404 and tus.offset(new) == 0


def test_each_piece_puts_the_end_off(tus: Tus) -> None:
    path = tus.begun(100)
    soon = timezone.now()
    Upload.objects.update(expires=soon)
    tus.patch(path, 0, b"x")
    assert (Upload.objects.get().expires - soon).days >= 6


def test_files_go_with_their_project(tus: Tus) -> None:
    tus.begun(100)
    tus.project.delete()
    sweeping.sweep()
    assert list(partial.folder().iterdir()) == []
