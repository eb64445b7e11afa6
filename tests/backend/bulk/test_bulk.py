"""Many images changed at once: who may, what the preview says, what a run does, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from backend.accounts.models import AuditEntry, Membership
from backend.annotation.models import Annotation
from backend.bulk import actions, running
from backend.bulk.changes import CHANGES
from backend.bulk.models import BulkChunk
from backend.bulk.tasks import change_images
from backend.images.models import Image
from backend.jobs.models import Job
from backend.projects.models import Project
from backend.work.models import Batch
from tests.conftest import Cast, ClientOf

MakeImage = Callable[..., Image]
pytestmark = [pytest.mark.database, pytest.mark.usefixtures("sent", "news")]
BODIES: dict[str, dict[str, Any]] = {
    "tag": {"add": ["night"]},
    "metadata": {"set": {"camera": "left"}},
    "flag": {"reason": "blurred"},
    "unflag": {},
    "assign": {"assignee": None},
    "batch": {"batch": None},
    "reopen": {"reason": "The cup is missing."},
    "delete": {"expected": 0},
}
RANKS = {"annotate": 1, "review": 2, "assign-work": 3, "delete-image": 3}


@pytest.fixture
def ask(client_of: ClientOf, cast: Cast, project: Project) -> Callable[..., Any]:
    def asked(name: str, user: Any = None, **body: Any) -> Any:
        body = {"change": name, "filter": {}} | BODIES[name] | body
        if "images" in body:
            del body["filter"]
        return client_of(user or cast.alice).post(f"/api/v1/projects/{project.pk}/bulk/", body, format="json")

    return asked


@pytest.fixture
def do(ask: Callable[..., Any]) -> Callable[..., Job]:
    """Ask for a change and run it."""

    def done(change: str, user: Any = None, **body: Any) -> Job:
        answer = ask(change, user, **body)
        assert answer.status_code == 202, answer.json()
        return ran(answer.json()["id"])

    return done


def ran(key: str) -> Job:
    change_images(str(key))
    return Job.objects.get(pk=key)


def tags(image: Image) -> list[str]:
    return [tag.name for tag in image.tags.all()]


def undone(client_of: ClientOf, user: Any, job: Job) -> Job:
    answer = client_of(user).post(f"/api/v1/jobs/{job.pk}/undo/")
    assert answer.status_code == 202, answer.json()
    return ran(answer.json()["id"])


def test_each_change_takes_what_the_same_on_one_image_takes(
    ask: Callable[..., Any], cast: Cast, make_image: MakeImage
) -> None:
    make_image("a.jpg")
    assert CHANGES.keys() == BODIES.keys()
    for rank, user in enumerate((cast.victor, cast.bob, cast.rita, cast.mallory)):
        for name, change in CHANGES.items():
            may = rank >= RANKS[change.action]
            answer = ask(name, user, dry_run=True)
            assert (name, user.username, answer.status_code) == (name, user.username, 200 if may else 403)
    assert ask("tag", cast.charlie).status_code == 404


def test_the_preview_counts_without_changing_and_the_run_does_what_it_said(
    ask: Callable[..., Any], do: Callable[..., Job], cast: Cast, project: Project, make_image: MakeImage
) -> None:
    free, mine, held = make_image("a.jpg"), make_image("b.jpg", assignee=cast.bob), make_image("c.jpg")
    later = timezone.now() + timedelta(hours=1)
    Image.objects.filter(pk=held.pk).update(lease_holder=cast.rita, lease_expires=later)
    seen = ask("assign", assignee=cast.bob.pk, dry_run=True).json()
    assert (seen["matched"], seen["changed"], seen["unchanged"], seen["refused"]) == (3, 1, 1, {"held": 1})
    assert seen["first"] == {"change": ["a.jpg"], "unchanged": ["b.jpg"], "held": ["c.jpg"]}
    assert not Image.objects.filter(pk=free.pk, assignee=cast.bob).exists()
    job = do("assign", assignee=cast.bob.pk, expected=3)
    assert job.state == "done"
    assert job.summary == seen | {"can_undo": True}
    assert set(Image.objects.filter(assignee=cast.bob)) == {free, mine}
    entry = AuditEntry.objects.get(action="images-changed")
    assert (entry.target, entry.detail["images"], entry.project) == ("assign", 3, project)


def test_nothing_is_done_where_the_list_has_changed_since_the_preview(
    ask: Callable[..., Any], make_image: MakeImage
) -> None:
    make_image("a.jpg")
    answer = ask("delete", expected=2)
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert ask("delete", expected=None).status_code == 400
    assert Image.objects.count() == 1


def test_tags_come_and_go_and_undo_leaves_what_others_did_since(
    do: Callable[..., Job], client_of: ClientOf, cast: Cast, make_image: MakeImage
) -> None:
    first, second = make_image("a.jpg"), make_image("b.jpg")
    first.tags.create(name="Rain", key="rain")
    second.tags.create(name="NIGHT", key="night")
    job = do("tag", cast.bob, add=["night", "road"], remove=["rain"])
    assert (tags(first), tags(second)) == (["NIGHT", "road"], ["NIGHT", "road"])
    second.tags.create(name="later", key="later")
    back = undone(client_of, cast.bob, job)
    assert back.summary is not None and back.summary["changed"] == 2
    assert (tags(first), tags(second)) == (["Rain"], ["later", "NIGHT"])
    again = client_of(cast.bob).post(f"/api/v1/jobs/{job.pk}/undo/")
    assert (again.status_code, again.json()["code"]) == (409, "conflict")


def test_an_image_full_of_tags_is_refused(ask: Callable[..., Any], make_image: MakeImage) -> None:
    image = make_image("a.jpg")
    for number in range(30):
        image.tags.create(name=f"t{number}", key=f"t{number}")
    assert ask("tag", dry_run=True).json()["refused"] == {"too-many": 1}
    assert ask("tag", remove=["t3"], dry_run=True).json()["changed"] == 1


def test_metadata_is_set_and_put_back_where_it_is_still_so(
    do: Callable[..., Job], client_of: ClientOf, cast: Cast, make_image: MakeImage
) -> None:
    first = make_image("a.jpg", metadata={"camera": "right", "place": "yard"})
    second = make_image("b.jpg", metadata={"camera": "left"})
    full = make_image("c.jpg", metadata={f"n{number}": 1 for number in range(30)})
    job = do("metadata", set={"camera": "left", "speed": 3}, remove=["place"])
    assert job.summary is not None
    assert (job.summary["changed"], job.summary["refused"]) == (2, {"metadata-full": 1})
    first.refresh_from_db()
    assert first.metadata == {"camera": "left", "speed": 3}
    Image.objects.filter(pk=second.pk).update(metadata={"camera": "top", "speed": 3})
    undone(client_of, cast.alice, job)
    kept = {image.pk: image.metadata for image in Image.objects.all()}
    assert kept[first.pk] == {"camera": "right", "place": "yard"}
    assert kept[second.pk] == {"camera": "top"}
    assert len(kept[full.pk]) == 30


def test_flags_are_put_on_taken_off_and_undone(
    do: Callable[..., Job], client_of: ClientOf, cast: Cast, make_image: MakeImage
) -> None:
    image = make_image("a.jpg")
    job = do("flag", cast.bob, reason="dark")
    image.refresh_from_db()
    assert (image.flag_reason, image.flagged_by) == ("dark", cast.bob)
    cleared = do("unflag", cast.bob)
    undone(client_of, cast.bob, cleared)
    image.refresh_from_db()
    assert (image.flag_reason, image.flagged_by) == ("dark", cast.bob)
    undone(client_of, cast.bob, job)
    image.refresh_from_db()
    assert (image.flag_reason, image.flagged_at) == ("", None)


def test_images_go_into_a_batch_and_back_into_theirs(
    do: Callable[..., Job], client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage
) -> None:
    before, after = (Batch.objects.create(project=project, name=name) for name in ("before", "after"))
    images = [make_image("a.jpg", batch=before), make_image("b.jpg")]
    job = do("batch", batch=after.pk)
    assert after.images.count() == 2
    undone(client_of, cast.mallory, job)
    assert [Image.objects.get(pk=image.pk).batch for image in images] == [before, None]


def test_people_and_batches_of_elsewhere_are_as_good_as_none(
    ask: Callable[..., Any], cast: Cast, make_image: MakeImage
) -> None:
    image = make_image("a.jpg")
    elsewhere = Project.objects.get(name="Charlie's project")
    theirs = Batch.objects.create(project=elsewhere, name="theirs")
    for name, key in (("assignee", cast.charlie.pk), ("assignee", 999_999), ("batch", theirs.pk), ("batch", 999_999)):
        answer = ask("assign" if name == "assignee" else "batch", **{name: key})
        assert (name, answer.status_code, answer.json()["code"]) == (name, 400, "invalid")
    image.refresh_from_db()
    assert (image.assignee, image.batch) == (None, None)


def test_reopening_moves_what_the_workflow_allows(
    do: Callable[..., Job], client_of: ClientOf, cast: Cast, make_image: MakeImage
) -> None:
    states = {state: make_image(f"{state}.jpg", state=state) for state in ("new", "submitted", "accepted", "rejected")}
    make_image("gold.jpg", state="accepted", is_gold=True)
    for image in states.values():
        Annotation.objects.create(image=image)
    job = do("reopen", cast.rita, reason="The cup is missing.")
    assert job.summary is not None
    assert (job.summary["changed"], job.summary["unchanged"]) == (2, 1)
    assert job.summary["refused"] == {"gold": 1, "not-handed-in": 1}
    assert set(Image.objects.filter(state="rejected").values_list("name", flat=True)) == {
        "submitted.jpg", "accepted.jpg", "rejected.jpg",
    }  # fmt: skip
    answer = client_of(cast.rita).post(f"/api/v1/jobs/{job.pk}/undo/")
    assert answer.status_code == 409


def test_deleting_spares_gold_and_what_somebody_works_on(do: Callable[..., Job], make_image: MakeImage) -> None:
    make_image("a.jpg")
    make_image("gold.jpg", state="accepted", is_gold=True)
    job = do("delete", expected=2)
    assert job.summary is not None
    assert (job.summary["changed"], job.summary["refused"]) == (1, {"gold": 1})
    assert list(Image.objects.values_list("name", flat=True)) == ["gold.jpg"]


def small(monkeypatch: pytest.MonkeyPatch, name: str = "tag", **changes: Any) -> None:
    from dataclasses import replace

    monkeypatch.setitem(CHANGES, name, replace(CHANGES[name], chunk=2, **changes))


def test_a_killed_run_goes_on_after_its_last_chunk_and_changes_no_image_twice(
    ask: Callable[..., Any], make_image: MakeImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        make_image(f"{number}.jpg")
    changed: list[Any] = []
    apply = CHANGES["tag"].apply

    class Killed(BaseException):
        pass

    def killing(images: Any, *rest: Any) -> Any:
        done = apply(images, *rest)
        if len(changed) == 4:
            raise Killed
        changed.extend(image.pk for image in images)
        return done

    small(monkeypatch, apply=killing)
    job = ask("tag").json()["id"]
    with pytest.raises(Killed):
        change_images(job)
    assert Image.objects.filter(tags__key="night").count() == 4
    Job.objects.filter(pk=job).update(state="queued")
    changed.append("gone on")
    done = ran(job)
    assert done.state == "done"
    assert done.summary is not None and done.summary["changed"] == 7
    assert len(changed) == len(set(changed)) == 8
    assert (done.done, done.total) == (7, 7)


def test_a_worker_that_was_taken_for_dead_changes_nothing_more(
    ask: Callable[..., Any], make_image: MakeImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        make_image(f"{number}.jpg")
    small(monkeypatch)
    job = ask("tag").json()["id"]
    progress = running.Run.progress

    def taken_over(run: Any, done: int, total: int) -> None:
        progress(run, done, total)
        if done == 2:
            Job.objects.filter(pk=job).update(attempts=9)

    monkeypatch.setattr(running.Run, "progress", taken_over)
    change_images(job)
    assert Image.objects.filter(tags__key="night").count() == 2
    assert Job.objects.get(pk=job).state == "running"


def test_what_was_done_before_a_cancellation_is_told_and_undone(
    ask: Callable[..., Any], client_of: ClientOf, cast: Cast, make_image: MakeImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        make_image(f"{number}.jpg")
    small(monkeypatch)
    job = ask("tag", cast.bob).json()["id"]
    progress = running.Run.progress

    def cancelling(run: Any, done: int, total: int) -> None:
        progress(run, done, total)
        if done == 2:
            assert client_of(cast.bob).post(f"/api/v1/jobs/{job}/cancel/").status_code == 200

    with monkeypatch.context() as patched:
        patched.setattr(running.Run, "progress", cancelling)
        stopped = ran(job)
    assert stopped.state == "cancelled"
    assert stopped.summary is not None and stopped.summary["changed"] == 2
    undone(client_of, cast.bob, stopped)
    assert not Image.objects.filter(tags__key="night").exists()


def test_the_list_is_that_of_the_preview_and_images_uploaded_since_are_left_out(
    ask: Callable[..., Any], make_image: MakeImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(monkeypatch)
    for number in range(5):
        make_image(f"{number}.jpg").tags.create(name="night", key="night")
    job = ask("tag", filter={"tag": "night"}, add=[], remove=["night"]).json()["id"]
    make_image("late.jpg").tags.create(name="night", key="night")
    done = ran(job)
    assert done.summary is not None and done.summary["changed"] == 5
    assert list(Image.objects.filter(tags__key="night").values_list("name", flat=True)) == ["late.jpg"]


def test_who_has_lost_the_right_meanwhile_changes_nothing(
    ask: Callable[..., Any], cast: Cast, make_image: MakeImage
) -> None:
    make_image("a.jpg")
    job = ask("tag", cast.bob).json()["id"]
    Membership.objects.filter(user=cast.bob).update(role="viewer")
    failed = ran(job)
    assert (failed.state, failed.problem and failed.problem["code"]) == ("failed", "not-allowed")
    assert not Image.objects.filter(tags__key="night").exists()


def test_annotators_change_no_gold_image_that_lists_hide_from_them(
    do: Callable[..., Job], cast: Cast, make_image: MakeImage
) -> None:
    gold = make_image("gold.jpg", is_gold=True, state="accepted")
    job = do("tag", cast.bob, images=[str(gold.pk), str(make_image("a.jpg").pk)])
    assert job.summary is not None
    assert (job.summary["changed"], job.summary["refused"]) == (1, {"gone": 1})
    assert tags(gold) == []


@pytest.mark.parametrize(
    "body",
    [
        {"filter": {"project__organization": "1"}},
        {"filter": {"state": "lost"}},
        {"add": [], "remove": []},
        {"add": ["a"], "remove": ["A"]},
        {"images": []},
        {"change": "explode"},
    ],
)
def test_a_wish_that_cannot_be_is_refused_with_a_sentence(ask: Callable[..., Any], body: dict[str, Any]) -> None:
    answer = ask("tag", **body)
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_records_that_undo_reads_are_removed_after_a_week(
    do: Callable[..., Job], client_of: ClientOf, cast: Cast, make_image: MakeImage
) -> None:
    make_image("a.jpg")
    job = do("tag")
    actions.sweep()
    assert BulkChunk.objects.count() == 1
    Job.objects.update(finished=timezone.now() - timedelta(days=8))
    actions.sweep()
    assert BulkChunk.objects.count() == 0
    assert client_of(cast.alice).post(f"/api/v1/jobs/{job.pk}/undo/").status_code == 409
