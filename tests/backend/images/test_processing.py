"""From accepted to ready or failed, also when it happens twice or the worker dies on the way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.utils import timezone
from PIL import Image as Pillow
from pytest_django import DjangoCaptureOnCommitCallbacks

from backend.accounts.models import User
from backend.images import processing, storage
from backend.images.actions import do_add_image, do_delete_image
from backend.images.models import Image
from backend.images.reading import open_display
from backend.images.refusal import Refused
from backend.jobs import queue
from backend.projects.models import Project
from tests.backend.images.pictures import encoded, four_corners, jpeg, mean_difference, noise, received

pytestmark = pytest.mark.usefixtures("media_root", "news")


def add(project: Project, content: bytes, media_type: str = "image/jpeg") -> Image:
    image, is_new = do_add_image(project, None, "photo", received(content), media_type)
    assert is_new
    return image


def processed(project: Project, content: bytes) -> Image:
    image = add(project, content)
    processing.process(image.pk)
    image.refresh_from_db()
    return image


def size_of(path: Path) -> tuple[int, int]:
    with Pillow.open(path) as picture:
        return picture.size


def test_a_small_photo_is_shown_as_it_is(project: Project) -> None:
    image = processed(project, jpeg(640, 480))
    assert (image.status, image.width, image.height, image.problem) == ("ready", 640, 480, None)
    assert storage.display(image.sha256) == storage.original(image.sha256)
    assert size_of(storage.thumbnail(image.sha256)) == (320, 240)


def test_a_large_photo_gets_a_display_version_and_tiles(project: Project) -> None:
    image = processed(project, encoded(four_corners(3000, 1500), "JPEG"))
    assert (image.width, image.height) == (3000, 1500)
    assert size_of(storage.display(image.sha256)) == (2048, 1024)
    assert storage.tile(image.sha256, 4, 11, 5).exists()
    assert open_display(image).shape == (1024, 2048, 3)


def test_a_turned_photo_is_upright_everywhere(project: Project) -> None:
    exif = Pillow.Exif()
    exif[274] = 6
    stored = Pillow.fromarray(four_corners(640, 480)).transpose(Pillow.Transpose.ROTATE_90)
    image = processed(project, encoded(stored, "JPEG", exif=exif.tobytes(), quality=95))
    assert (image.width, image.height) == (640, 480)
    assert mean_difference(open_display(image), four_corners(640, 480)) < 4
    assert size_of(storage.thumbnail(image.sha256)) == (320, 240)


def test_a_thin_image_keeps_a_pixel_of_each_side(project: Project) -> None:
    image = processed(project, encoded(noise(5000, 2), "PNG"))
    assert size_of(storage.thumbnail(image.sha256)) == (320, 1)
    assert open_display(image).shape == (1, 2048, 3)


def test_damage_that_only_the_full_decode_finds_fails_with_a_reason(project: Project, news: list[Any]) -> None:
    content = bytearray(encoded(noise(64, 64), "PNG"))
    content[len(content) // 2] ^= 0xFF
    image = processed(project, bytes(content))
    assert image.status == "failed"
    assert image.problem is not None and image.problem["code"] == "cannot-decode"
    assert [(n["op"], n["image"]["status"], n["project"]) for n in news] == [("image", "failed", project.pk)]


def test_open_pages_hear_when_an_image_is_ready(project: Project, news: list[Any]) -> None:
    image = processed(project, jpeg())
    assert [n["image"]["id"] for n in news] == [str(image.pk)]
    assert news[0]["image"]["thumbnail"] == f"/api/v1/images/{image.pk}/thumbnail/"


def test_processing_again_changes_nothing(project: Project, news: list[Any]) -> None:
    image = processed(project, jpeg())
    before = storage.thumbnail(image.sha256).stat().st_mtime_ns
    processing.process(image.pk)
    assert storage.thumbnail(image.sha256).stat().st_mtime_ns == before
    assert len(news) == 1
    processing.process("00000000-0000-0000-0000-000000000000")


def test_a_missing_file_is_said(project: Project) -> None:
    image = add(project, jpeg())
    storage.remove(image.sha256)
    processing.process(image.pk)
    image.refresh_from_db()
    assert image.problem is not None and image.problem["code"] == "file-missing"


def test_sending_a_failed_file_again_gives_it_another_try(project: Project) -> None:
    image = add(project, jpeg())
    storage.remove(image.sha256)
    processing.process(image.pk)
    assert add(project, jpeg()) == image
    processing.process(image.pk)
    image.refresh_from_db()
    assert (image.status, image.problem, image.attempts) == ("ready", None, 1)


def test_a_worker_that_dies_each_time_is_not_asked_for_ever(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(path: Path) -> None:
        raise SystemExit

    image = add(project, jpeg())
    monkeypatch.setattr(processing, "read", die)
    for _ in range(processing.MAX_ATTEMPTS):
        with pytest.raises(SystemExit):
            processing.process(image.pk)
    processing.process(image.pk)
    image.refresh_from_db()
    assert (image.status, image.problem and image.problem["code"]) == ("failed", "processing-failed")


def age(image: Image, by: timedelta, attempts: int = 0) -> None:
    Image.objects.filter(pk=image.pk).update(heartbeat=timezone.now() - by, attempts=attempts)


def test_the_sweep_sends_lost_work_once(project: Project, sent: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "is_empty", lambda: True)
    lost, fresh = add(project, jpeg(seed=1)), add(project, jpeg(seed=2))
    age(lost, timedelta(minutes=5), attempts=1)
    processing.sweep()
    processing.sweep()
    assert sent == [(queue.PROCESS_IMAGE, str(lost.pk))]
    assert fresh.status == "processing"


def test_the_sweep_waits_while_the_queue_is_long(
    project: Project, sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "is_empty", lambda: False)
    image = add(project, jpeg())
    age(image, timedelta(minutes=5))
    processing.sweep()
    assert sent == []
    age(image, timedelta(minutes=31))
    processing.sweep()
    assert len(sent) == 1


def test_the_sweep_gives_up_after_three_deaths(
    project: Project, sent: list[Any], news: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "is_empty", lambda: True)
    image = add(project, jpeg())
    age(image, timedelta(minutes=5), attempts=processing.MAX_ATTEMPTS)
    processing.sweep()
    image.refresh_from_db()
    assert (image.status, sent, len(news)) == ("failed", [], 1)


def test_an_image_deleted_while_it_is_processed_leaves_no_files(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    image = add(project, jpeg())
    write = processing.write_versions

    def write_after_deletion(*args: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            do_delete_image(image)
        write(*args)

    monkeypatch.setattr(processing, "write_versions", write_after_deletion)
    processing.process(image.pk)
    assert not storage.folder(image.sha256).exists()


def test_files_go_with_the_last_image_that_has_them(
    project: Project, alice: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    other = Project.objects.create(organization=project.organization, name="Croquet")
    first, second = add(project, jpeg()), add(other, jpeg())
    with django_capture_on_commit_callbacks(execute=True):
        do_delete_image(first)
    assert storage.original(second.sha256).exists()
    with django_capture_on_commit_callbacks(execute=True):
        other.delete()
    assert not storage.folder(second.sha256).exists()


def test_a_refusal_carries_code_and_sentence() -> None:
    refusal = Refused("code", "A sentence.")
    assert (refusal.code, refusal.detail, str(refusal)) == ("code", "A sentence.", "A sentence.")


def test_fitting_never_enlarges() -> None:
    assert processing.fitted(np.zeros((10, 20, 3), np.uint8), 320).size == (20, 10)
