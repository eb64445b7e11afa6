"""A version is made whole or not at all, and what did not change costs no copy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from backend.annotation.models import Object
from backend.images.models import Image
from backend.images.tags import do_change_tags
from backend.jobs import actions as job_actions
from backend.jobs import sweeping
from backend.jobs.actions import Run, do_cancel_job, do_start_job
from backend.jobs.models import Job
from backend.projects.models import Label, Project
from backend.versions import making, tasks
from backend.versions.actions import do_delete_version
from backend.versions.models import Content, Version, VersionImage
from backend.versions.purging import purge
from tests.backend.versions.conftest import Bench, MakeVersion, object_at

pytestmark = pytest.mark.database


def everything() -> tuple[int, int, int]:
    return Version.objects.count(), VersionImage.objects.count(), Content.objects.count()


def test_a_version_counts_what_it_holds(dataset: list[Image], make: MakeVersion, label: Label) -> None:
    Object.objects.filter(pk=object_at(dataset[3], 0)).update(is_proposal=True)
    do_change_tags(dataset[0], ["held out", "Night"], [])
    version = make(by="tag")
    counts = version.counts
    assert (counts["images"], counts["objects"], counts["left_out"]) == (6, 9, {"proposal": 1})
    assert counts["splits"] == {"": {"images": 5, "objects": 5}, "test": {"images": 1, "objects": 4}}
    assert sum(sum(found.values()) for found in counts["labels"].values()) == 9
    assert counts["labels"][""] == {"test": 1} and counts["labels"][str(label.pk)]["test"] == 1
    first = version.images.get(position=0)
    assert (first.name, first.image_id, first.split, first.tags) == (
        "a.jpg",
        dataset[0].pk,
        "test",
        ["held out", "Night"],
    )


def test_images_that_nobody_changed_share_their_contents_with_the_next_version(
    bench: Bench, dataset: list[Image], make: MakeVersion, label: Label
) -> None:
    first = make("first")
    held = Content.objects.count()
    bench.paint(dataset[1], label, (1, 1, 3, 3))
    second = make("second")
    assert held == 5  # four with objects; the two without any share one
    assert Content.objects.count() == held + 1
    assert [first.number, second.number] == [1, 2] and first.digest != second.digest


def test_two_versions_of_the_same_differ_in_nothing_that_counts(dataset: list[Image], make: MakeVersion) -> None:
    assert make("first", by="hash").digest == make("second", by="hash").digest


def test_the_filter_takes_what_the_list_of_images_takes(
    dataset: list[Image], make: MakeVersion, second_label: Label
) -> None:
    Image.objects.filter(pk__in=[image.pk for image in dataset[:3]]).update(state="accepted")
    Image.objects.filter(pk=dataset[3].pk).update(state="submitted")
    Image.objects.filter(pk=dataset[2].pk).update(status="failed")
    others = {"objects": "some", "pixels_to": 64 * 48, "annotator": "me", "flagged": False}
    version = make(filter={"states": ["accepted", "submitted"], "label": second_label.pk, "search": ".JPG"} | others)
    assert version.filter["annotator"] == str(version.created_by_id)
    assert list(version.images.values_list("name", flat=True)) == ["a.jpg", "b.jpg", "d.jpg"]
    assert version.counts["states"] == {"accepted": 2, "submitted": 1}


def test_an_image_stays_in_its_split_when_others_come_and_go(
    bench: Bench, dataset: list[Image], make: MakeVersion
) -> None:
    for number in range(20):
        bench.image(f"more {number}.jpg")
    before = dict(make("first", by="hash").images.values_list("sha256", "split"))
    dataset[0].delete()
    bench.image("0 first of all.jpg")
    after = dict(make("second", by="hash").images.values_list("sha256", "split"))
    assert set(before.values()) == {"train", "val", "test"}
    assert {key: after[key] for key in before if key in after} == {k: v for k, v in before.items() if k in after}


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "CHUNK", 2)
    monkeypatch.setattr(job_actions, "STEP_S", 0.0)


@pytest.mark.usefixtures("small_chunks")
def test_chunks_join_without_a_gap(dataset: list[Image], make: MakeVersion) -> None:
    version = make()
    assert list(version.images.values_list("position", "name")) == list(enumerate(f"{n}.jpg" for n in "abcdef"))


@pytest.mark.usefixtures("small_chunks")
def test_a_cancelled_version_leaves_nothing(
    dataset: list[Image], plan: MakeVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = plan()
    assert version.job is not None
    cancelled = stop_after(3, lambda: do_cancel_job(Job.objects.get(pk=version.job_id)), monkeypatch)
    tasks.make_version(str(version.job_id))
    assert cancelled and everything() == (0, 0, 0)
    assert Job.objects.get(pk=version.job_id).state == Job.State.CANCELLED


def stop_after(steps: int, act: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Do ``act`` when the run has told its progress so often."""
    tell, told = Run.progress, []

    def progress(run: Run, done: int, total: int) -> None:
        told.append(done)
        if len(told) == steps:
            assert VersionImage.objects.exists()
            act()
        tell(run, done, total)

    monkeypatch.setattr(Run, "progress", progress)
    return told


@pytest.mark.usefixtures("small_chunks")
def test_a_version_whose_making_fails_leaves_nothing_but_the_reason(
    dataset: list[Image], plan: MakeVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = plan()
    stop_after(2, lambda: 1 / 0, monkeypatch)
    tasks.make_version(str(version.job_id))
    job = Job.objects.get(pk=version.job_id)
    assert job.state == Job.State.FAILED and job.problem["code"] == "version-failed"
    assert everything() == (0, 0, 0)


@pytest.mark.usefixtures("small_chunks")
def test_a_run_that_was_given_up_for_lost_writes_nothing_beside_the_next_one(
    dataset: list[Image], plan: MakeVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = plan()

    def lose() -> None:
        monkeypatch.setattr(Run, "progress", tell)
        Job.objects.filter(pk=version.job_id).update(heartbeat=timezone.now() - timedelta(hours=1))
        job_actions.sweep()
        tasks.make_version(str(version.job_id))

    run, tell = do_start_job(version.job_id), Run.progress
    assert run is not None
    stop_after(2, lose, monkeypatch)
    tasks.run_making(run)
    made = Version.objects.get(pk=version.pk)
    assert made.state == Version.State.READY and made.images.count() == made.counts["images"] == 6
    assert Job.objects.get(pk=version.job_id).state == Job.State.DONE


def test_the_sweep_takes_away_what_was_cancelled_before_it_began(dataset: list[Image], plan: MakeVersion) -> None:
    version = plan()
    assert version.job is not None
    do_cancel_job(version.job)
    sweeping.SWEEPS["versions that were deleted or not finished"]()
    assert everything() == (0, 0, 0)


def test_deleting_a_version_leaves_the_contents_of_the_others(
    bench: Bench, dataset: list[Image], make: MakeVersion, label: Label, exported: Callable[..., bytes]
) -> None:
    first = make("first")
    bench.paint(dataset[0], label, (1, 1, 3, 3))
    second = make("second")
    before = exported(second)
    do_delete_version(first)
    purge(first.pk)
    assert everything() == (1, 6, 5) and exported(second) == before
    third = make("first")
    assert third.number == 3  # a number is never given twice; the name is free again


def test_a_project_is_deleted_with_its_versions(dataset: list[Image], make: MakeVersion, project: Project) -> None:
    make()
    project.delete()
    assert everything() == (0, 0, 0)


def test_an_image_that_is_deleted_after_it_was_read_is_not_kept_as_an_empty_one(
    dataset: list[Image], make: MakeVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = making._chunks

    def chunks(images: Any) -> Any:
        for rows in read(images):
            dataset[0].delete()
            yield rows

    monkeypatch.setattr(making, "_chunks", chunks)
    version = make()
    assert list(version.images.values_list("position", "name")) == list(enumerate(f"{n}.jpg" for n in "bcdef"))
    assert version.counts["images"] == 5
