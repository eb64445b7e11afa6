"""A sync brings in what is new, once, whatever interrupts it, and never takes anything away."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from backend.accounts.models import User
from backend.config.problems import Problem
from backend.images import storage
from backend.images.models import Image
from backend.jobs import queue
from backend.jobs.actions import do_cancel_job
from backend.jobs.actions import sweep as sweep_jobs
from backend.jobs.models import Job
from backend.projects.models import Project
from backend.sources import watching
from backend.sources.actions import KEPT_JOBS, do_change_source, do_remove_source, do_sync_source
from backend.sources.entries import Entry, Tick, Unreachable, Unreadable
from backend.sources.folder import Folder
from backend.sources.models import WAITING, Source, SourceFile
from backend.sources.syncing import QUIET_S, Sync, sync
from backend.sources.tasks import sync_source
from tests.backend.images.pictures import jpeg
from tests.backend.sources.conftest import put, synced

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "media_root", "news", "sent")]


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.jpg", jpeg())
    return buffer.getvalue()


def rows() -> list[Any]:
    return [*SourceFile.objects.order_by("pk").values_list(), *Image.objects.order_by("pk").values_list()]


def test_a_sync_brings_images_in_as_an_upload_would(
    share: Path,
    of_folder: Source,
    project: Project,
    sent: list[Any],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    put(share, "day/a.jpg", jpeg(seed=1))
    put(share, "day/b.jpg", jpeg(seed=2))
    put(share, "day/again.jpg", jpeg(seed=1))
    with django_capture_on_commit_callbacks(execute=True):
        source, job = synced(of_folder)
    images = project.images.order_by("name")
    assert {image.name for image in images} <= {"a.jpg", "again.jpg", "b.jpg"} and len(images) == 2
    assert {image.created_by for image in images} == {of_folder.created_by}
    assert {(queue.PROCESS_IMAGE, str(image.pk)) for image in images} <= set(sent)
    assert (source.counts["added"], source.counts["duplicates"], job.summary["added"]) == (2, 1, 2)
    assert job.log[-1] == "Done: 2 images added; 0 of 3 files known; 1 are in the project already."
    assert not any(storage.incoming_folder().iterdir())


def test_a_second_sync_reads_no_file_and_changes_nothing(
    share: Path, of_folder: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(share, "a.jpg", jpeg(seed=1))
    put(share, "notes.txt", b"not an image")
    synced(of_folder)
    before = rows()
    monkeypatch.setattr(Folder, "pieces", lambda *_: pytest.fail("a file was read"))
    source, job = synced(of_folder)
    assert rows() == before
    counts = {name: source.counts[name] for name in ("listed", "unchanged", "refused_before", "refused", "vanished")}
    assert counts == {"listed": 2, "unchanged": 2, "refused_before": 1, "refused": 0, "vanished": 0}
    assert "1 left out before" in job.log[-1]


def test_what_is_no_image_is_refused_with_its_reason_and_the_rest_comes_in(
    share: Path, of_folder: Source, settings: Settings
) -> None:
    settings.ENV = replace(settings.ENV, max_upload_mb=1)
    put(share, "good.jpg", jpeg())
    put(share, "cut.jpg", jpeg()[:300])
    put(share, "notes.txt", b"just text")
    put(share, "empty.png", b"")
    put(share, "photos.zip", zipped())
    put(share, "labels.svg", b"<svg onload='alert(1)'/>")
    put(share, "huge.jpg", b"\xff\xd8\xff" + bytes(2 << 20))
    source, job = synced(of_folder)
    assert (source.counts["added"], source.counts["refused"]) == (1, 6)
    assert source.counts["reasons"] == {
        "archive": 1, "empty-file": 1, "not-an-image": 1, "svg": 1, "too-large": 1, "truncated": 1
    }  # fmt: skip
    assert source.counts["first"]["archive"][0]["key"] == "photos.zip"
    assert "1 archives ignored" in job.log[-1] and "5 left out" in job.log[-1]
    assert "photos.zip" not in str(job.summary) + str(job.log)
    assert dict(SourceFile.objects.exclude(code="").values_list("key", "code"))["cut.jpg"] == "truncated"


def test_what_was_refused_is_looked_at_again_when_it_changes_or_when_asked(share: Path, of_folder: Source) -> None:
    put(share, "a.jpg", jpeg()[:300])
    put(share, "b.jpg", b"not an image")
    synced(of_folder)
    put(share, "a.jpg", jpeg(), age_s=1800)
    source, _ = synced(of_folder)
    assert (source.counts["added"], source.counts["changed"], source.counts["refused"]) == (1, 1, 0)
    source, _ = synced(of_folder, is_again=True)
    assert (source.counts["refused"], source.counts["unchanged"]) == (1, 1)


def test_a_changed_file_comes_in_beside_the_image_it_was(share: Path, of_folder: Source, project: Project) -> None:
    put(share, "a.jpg", jpeg(seed=1))
    synced(of_folder)
    put(share, "a.jpg", jpeg(seed=2), age_s=1800)
    source, _ = synced(of_folder)
    assert (source.counts["added"], source.counts["changed"], project.images.count()) == (1, 1, 2)


def test_what_vanished_there_stays_here_and_is_counted(share: Path, of_folder: Source, project: Project) -> None:
    path = put(share, "a.jpg", jpeg(seed=1))
    put(share, "b.jpg", jpeg(seed=2))
    synced(of_folder)
    path.unlink()
    source, job = synced(of_folder)
    assert (source.counts["vanished"], project.images.count()) == (1, 2)
    assert "1 no longer there (their images stay)" in job.log[-1]


def test_an_image_that_was_deleted_here_does_not_come_back(share: Path, of_folder: Source, project: Project) -> None:
    put(share, "a.jpg", jpeg())
    synced(of_folder)
    project.images.all().delete()
    synced(of_folder)
    assert not project.images.exists()


@pytest.mark.parametrize("ahead_s", [0, 7200])
def test_a_file_that_is_still_written_waits_until_it_holds_still(
    share: Path, of_folder: Source, project: Project, ahead_s: float
) -> None:
    """Also where the clock of the file server is two hours ahead."""
    put(share, "a.jpg", jpeg()[:500], age_s=-ahead_s)
    source, job = synced(of_folder)
    assert (source.counts["waiting"], project.images.count()) == (1, 0)
    assert "1 still being written" in job.log[-1]
    put(share, "a.jpg", jpeg(), age_s=-ahead_s - 1)
    synced(of_folder)
    assert not project.images.exists()
    earlier = timezone.now() - timedelta(seconds=QUIET_S + 1)
    SourceFile.objects.filter(code=WAITING).update(since=earlier)
    source, _ = synced(of_folder)
    assert (source.counts["waiting"], project.images.count()) == (0, 1)


def test_half_written_files_that_went_away_are_forgotten(share: Path, of_folder: Source) -> None:
    put(share, "upload.tmp", b"half", age_s=0)
    synced(of_folder)
    (share / "upload.tmp").unlink()
    SourceFile.objects.update(since=timezone.now() - timedelta(days=2))
    source, _ = synced(of_folder)
    assert not SourceFile.objects.exists() and source.counts["vanished"] == 0


class Killed(BaseException):
    """What no code catches: the process is gone."""


def test_a_worker_that_is_killed_between_two_writes_brings_no_image_twice(
    share: Path, of_folder: Source, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(6):
        put(share, f"{seed}.jpg", jpeg(seed=seed))
    job = do_sync_source(of_folder, of_folder.created_by)
    real, calls = Sync._remember, Counter[str]()

    def dies(self: Sync, *args: Any, **options: Any) -> None:
        calls["n"] += 1
        if calls["n"] == 4:
            raise Killed
        real(self, *args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Sync, "_remember", dies)
        with pytest.raises(Killed):
            sync_source(str(job.pk))
    assert (project.images.count(), SourceFile.objects.count()) == (4, 3)
    Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - timedelta(minutes=5))
    sweep_jobs()
    sync_source(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)
    assert (project.images.count(), SourceFile.objects.count()) == (6, 6)
    assert job.summary["unchanged"] == 3 and job.summary["duplicates"] == 1 and job.summary["added"] == 2


def test_a_cancelled_sync_stops_and_leaves_nothing_half_received(
    share: Path, of_folder: Source, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(12):
        put(share, f"{seed:02}.jpg", jpeg(seed=seed))
    job = do_sync_source(of_folder, of_folder.created_by)
    monkeypatch.setattr("backend.jobs.actions.STEP_S", 0)
    real = Sync._add

    def add(self: Sync, each: Any) -> None:
        real(self, each)
        if project.images.count() == 3:
            do_cancel_job(Job.objects.get(pk=job.pk))

    monkeypatch.setattr(Sync, "_add", add)
    sync_source(str(job.pk))
    job.refresh_from_db()
    assert (job.state, project.images.count()) == ("cancelled", 3)
    assert not any(storage.incoming_folder().iterdir())


class Shelf:
    """A source of ``count`` files, none of which can be read."""

    def __init__(self, count: int) -> None:
        self.count, self.passed_over = count, Counter[str]()

    def entries(self, tick: Tick) -> Iterator[Entry]:
        for number in range(self.count):
            tick()
            key = f"{number:07}.jpg"
            yield Entry(key, key.encode(), 1000, "etag:1000")

    def pieces(self, entry: Entry) -> Iterator[bytes]:
        raise Unreadable("not-readable", "Reading it failed (Input/output error).")


def test_a_source_whose_every_file_fails_ends_the_sync_instead_of_walking_on(of_folder: Source) -> None:
    with pytest.raises(Unreachable, match=r"20 files in a row could not be read\. The last: Reading it failed"):
        sync(of_folder, Shelf(5000), lambda done, total: None)
    assert not SourceFile.objects.exists()


def test_memory_stays_flat_however_many_files_are_listed(of_folder: Source) -> None:
    shelf = Shelf(30_000)
    known = (
        SourceFile(source=of_folder, digest=each.digest, key=each.key, stamp=each.stamp, since=timezone.now())
        for each in shelf.entries(lambda: None)
    )
    SourceFile.objects.bulk_create(known, batch_size=1000)
    tracemalloc.start()
    tally = sync(of_folder, shelf, lambda done, total: None)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert tally.counts["unchanged"] == 30_000
    assert peak < 5 << 20


def test_progress_is_told_by_what_was_there_last_time(share: Path, of_folder: Source) -> None:
    for seed in range(3):
        put(share, f"{seed}.jpg", jpeg(seed=seed))
    synced(of_folder)
    told: list[tuple[int, int]] = []
    sync(of_folder, Folder(share, ""), lambda done, total: told.append((done, total)))
    assert told and all(done < total for done, total in told) and told[0][1] == 3


def test_a_source_is_synced_once_at_a_time(of_folder: Source, alice: User) -> None:
    do_sync_source(of_folder, alice)
    with pytest.raises(Problem, match="is being synced already") as refused:
        do_sync_source(of_folder, alice)
    assert refused.value.status_code == 409


def test_a_watched_source_is_synced_when_it_is_due_and_by_one_worker_only(
    share: Path, of_folder: Source, project: Project
) -> None:
    watching.sweep()
    assert not project.jobs.exists()
    do_change_source(of_folder, {"every_minutes": 5})
    stale = list(Source.objects.filter(due__lte=timezone.now()))
    watching.sweep()
    watching.sweep()
    assert project.jobs.count() == 1
    assert not Source.objects.filter(pk=stale[0].pk, due=stale[0].due).exists()
    sync_source(str(project.jobs.get().pk))
    watching.sweep()
    assert project.jobs.count() == 1  # not due yet
    Source.objects.update(due=timezone.now())
    watching.sweep()
    watching.sweep()
    assert project.jobs.count() == 2


def test_a_sync_that_is_still_running_when_the_next_is_due_is_left_alone(of_folder: Source, project: Project) -> None:
    do_change_source(of_folder, {"every_minutes": 1})
    watching.sweep()
    Source.objects.update(due=timezone.now())
    watching.sweep()
    assert project.jobs.count() == 1
    assert Source.objects.get().due > timezone.now()


def test_a_source_is_watched_on_when_who_added_it_has_left(
    share: Path, of_folder: Source, alice: User, project: Project
) -> None:
    put(share, "a.jpg", jpeg())
    do_change_source(of_folder, {"every_minutes": 5})
    Source.objects.update(created_by=None)
    watching.sweep()
    sync_source(str(project.jobs.get().pk))
    assert project.images.get().created_by is None


def test_old_syncs_of_a_watched_source_do_not_pile_up(of_folder: Source, project: Project) -> None:
    for _ in range(KEPT_JOBS + 3):
        synced(of_folder)
    assert project.jobs.count() == KEPT_JOBS + 1


def test_removing_a_source_keeps_its_images_and_stops_its_sync(
    share: Path, of_folder: Source, project: Project, alice: User
) -> None:
    put(share, "a.jpg", jpeg())
    source, _ = synced(of_folder)
    job = do_sync_source(source, alice)
    do_remove_source(Source.objects.select_related("job", "project").get())
    job.refresh_from_db()
    assert (job.state, project.images.count(), SourceFile.objects.count()) == ("cancelled", 1, 0)
    sync_source(str(job.pk))
    assert project.images.count() == 1
