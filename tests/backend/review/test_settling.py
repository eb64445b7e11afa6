"""Replicas that were handed in: compared with gold, or merged into the original once all are there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from backend.accounts.models import Membership
from backend.annotation.models import Object, Operation
from backend.annotation.reading import annotation_of, read_status
from backend.annotation.replay import differences
from backend.images.models import Image
from backend.projects.actions import change_project
from backend.projects.models import Project
from backend.review import settling
from backend.review.models import Comparison, Consensus, Submission
from backend.review.tasks import settle_replica
from backend.work.actions import do_lease_next


@pytest.fixture
def people(alice: Any, manager: Any, bob: Any) -> list[Any]:
    return [alice, manager, bob]


@pytest.fixture
def replicas(project: Project, image: Image, people: list[Any], make_replica: Any) -> list[Image]:
    """Of one image, for three people."""
    Project.objects.filter(pk=project.pk).update(replicas=3)
    return [make_replica(image, person, number) for number, person in enumerate(people, start=1)]


@pytest.fixture
def handed_in(replicas: list[Image], people: list[Any], label: Any, draw: Any, move: Any) -> list[Image]:
    """Everybody has drawn the same cup, each a pixel further to the right, and one a speck."""
    for step, (person, replica) in enumerate(zip(people, replicas, strict=True)):
        draw(person, replica, label, 10 + step, 10, 12, 12)
    draw(people[0], replicas[0], label, 50, 30, 4, 4)
    for person, replica in zip(people, replicas, strict=True):
        move(person, replica, "submit")
    return replicas


def run(sent: list[tuple[str, str]]) -> None:
    """The tasks that were queued, in order."""
    while sent:
        name, argument = sent.pop(0)
        assert name == "backend.review.tasks.settle_replica"
        settle_replica(argument)


def test_the_last_replica_makes_the_consensus(
    image: Image, handed_in: list[Image], people: list[Any], sent: Any, label: Any
) -> None:
    run(sent)
    image.refresh_from_db()
    assert image.state == "submitted"
    cup = Object.objects.get(annotation__image=image)
    assert (cup.bbox, cup.label, cup.source) == ([11, 10, 12, 12], label, "import")
    consensus = Consensus.objects.get(image=image)
    assert (consensus.people, consensus.object_count, consensus.left_out) == ([p.pk for p in people], 1, 1)
    assert {Image.objects.get(pk=replica.pk).state for replica in handed_in} == {"accepted"}
    assert set(Submission.objects.filter(image__in=handed_in).values_list("verdict", flat=True)) == {"compared"}
    waiting = Submission.objects.get(image=image)
    assert (waiting.kind, waiting.annotator, waiting.verdict, waiting.objects_in_effect) == ("consensus", None, "", 1)
    assert Comparison.objects.filter(kind="pair").count() == 3


def test_replaying_the_log_gives_the_same_bytes_and_says_who_took_part(
    image: Image, handed_in: list[Image], people: list[Any], sent: Any
) -> None:
    run(sent)
    annotation = annotation_of(image)
    assert differences(annotation.pk) == []
    operation = Operation.objects.get(annotation=annotation)
    assert (operation.kind, operation.actor, operation.payload["left_out"]) == ("import", None, 1)
    assert [row["person"] for row in operation.payload["people"]] == [person.pk for person in people]
    assert operation.payload["objects"][0]["votes"] == 3


def test_what_the_original_had_before_goes_and_comes_back_by_going_back(
    image: Image, reviewer: Any, label: Any, replicas: list[Image], people: list[Any], draw: Any, move: Any, sent: Any
) -> None:
    from uuid import uuid4

    from backend.annotation import messages
    from backend.annotation.actions import perform

    old = draw(reviewer, image, label, 0, 0, 30, 30)
    for person, replica in zip(people, replicas, strict=True):
        draw(person, replica, label, 10, 10, 12, 12)
        move(person, replica, "submit")
    run(sent)
    assert not Object.objects.filter(pk=old).exists()
    perform(reviewer, image.pk, messages.Restore(uuid4(), 1))
    assert Object.objects.filter(annotation__image=image).get().pk == old
    assert differences(annotation_of(image).pk) == []


def test_nothing_happens_before_all_are_there(
    image: Image, replicas: list[Image], people: list[Any], move: Any, sent: Any
) -> None:
    for person, replica in list(zip(people, replicas, strict=True))[:2]:
        move(person, replica, "submit")
    run(sent)
    image.refresh_from_db()
    assert image.state == "new"
    assert not Consensus.objects.exists()


def test_doing_it_again_does_nothing_twice(image: Image, handed_in: list[Image], sent: Any) -> None:
    tasks = list(sent)
    run(sent)
    run(tasks)
    settling.sweep(timezone.now() + timedelta(hours=1))
    assert Operation.objects.filter(annotation__image=image).count() == 1
    assert Consensus.objects.count() == 1


def test_a_worker_that_dies_on_the_way_leaves_nothing(
    image: Image, handed_in: list[Image], sent: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.review import merging

    def die(*_: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(merging, "_hand_in", die)
        with pytest.raises(SystemExit):
            settle_replica(str(handed_in[0].pk))
    assert not Operation.objects.filter(annotation__image=image).exists()
    assert not Comparison.objects.exists()
    settling.sweep(timezone.now() + timedelta(hours=1))
    assert Consensus.objects.filter(image=image).exists()


def test_the_sweep_leaves_alone_what_was_handed_in_just_now(image: Image, handed_in: list[Image]) -> None:
    settling.sweep()
    assert not Consensus.objects.exists()


def test_boxes_and_attributes_take_part(
    image: Image, replicas: list[Image], people: list[Any], label: Any, move: Any, sent: Any
) -> None:
    from uuid import uuid4

    from backend.annotation import messages
    from backend.annotation.actions import perform

    for step, (person, replica) in enumerate(zip(people, replicas, strict=True)):
        annotation_of(replica)
        item = uuid4()
        perform(person, replica.pk, messages.Bounds(uuid4(), item, label.pk, (10 + step, 10, 30, 30)))
        color = {"color": "red" if step else "blue"}
        perform(person, replica.pk, messages.Set(uuid4(), (item,), "attributes", color))
        move(person, replica, "submit")
    run(sent)
    box = Object.objects.get(annotation__image=image)
    assert (box.shape, box.bbox, box.attributes) == ("box", [11, 10, 19, 20], {"color": "red"})
    assert differences(annotation_of(image).pk) == []


def test_the_review_list_shows_how_far_people_agreed(
    image: Image, handed_in: list[Image], sent: Any, reviewer: Any, client_of: Any
) -> None:
    run(sent)
    (row,) = client_of(reviewer).get(f"/api/v1/projects/{image.project_id}/reviews/").json()["results"]
    assert row["annotator"] is None
    assert 0.3 < row["agreement"] < 0.9


def test_a_replica_of_gold_is_compared_and_never_reviewed(
    make_image: Any, make_replica: Any, reviewer: Any, bob: Any, label: Any, draw: Any, move: Any, sent: Any
) -> None:
    gold = make_image("gold.jpg", is_gold=True, state=Image.State.ACCEPTED)
    draw(reviewer, gold, label, 10, 10, 20, 10)
    replica = make_replica(gold, bob, 1)
    draw(bob, replica, label, 10, 10, 10, 10)
    move(bob, replica, "submit")
    replica.refresh_from_db()
    assert replica.state == "submitted"  # nothing tells the annotator what it was
    run(sent)
    replica.refresh_from_db()
    assert replica.state == "accepted"
    found = Comparison.objects.get()
    assert (found.kind, found.person, found.other, found.other_person) == ("gold", bob, gold, None)
    assert found.mean_iou == pytest.approx(0.5)
    assert found.per_label[str(label.pk)]["matched"] == 1
    assert Submission.objects.get(image=replica).verdict == "compared"


def test_a_lost_task_of_gold_is_found_by_the_sweep(make_image: Any, make_replica: Any, bob: Any, move: Any) -> None:
    replica = make_replica(make_image("gold.jpg", is_gold=True), bob, 1)
    move(bob, replica, "submit")
    settling.sweep(timezone.now() + timedelta(hours=1))
    assert Comparison.objects.get().mean_iou == 1.0


def test_images_without_replicas_are_untouched(image: Image, bob: Any, move: Any, sent: Any) -> None:
    move(bob, image, "submit")
    assert sent == []
    settle_replica(str(image.pk))
    image.refresh_from_db()
    assert image.state == "submitted"


def accept_as_gold(image: Image, user: Any, label: Any, draw: Any, move: Any) -> UUID:
    truth: UUID = draw(user, image, label, 5, 5, 20, 20)
    move(user, image, "submit")
    move(user, image, "accept")
    Image.objects.filter(pk=image.pk).update(is_gold=True)
    image.refresh_from_db()
    return truth


@pytest.mark.parametrize("way", ["task", "sweep"])
def test_replicas_of_an_image_that_is_gold_no_more_overwrite_nothing(
    way: str, image: Image, manager: Any, alice: Any, bob: Any, label: Any, draw: Any, move: Any, make_replica: Any,
    sent: Any,
) -> None:  # fmt: skip
    truth = accept_as_gold(image, alice, label, draw, move)
    replicas = [make_replica(image, person, number) for number, person in enumerate((manager, bob), start=1)]
    Image.objects.filter(pk=image.pk).update(is_gold=False)
    for person, replica in zip((manager, bob), replicas, strict=True):
        move(person, replica, "submit")
    run(sent) if way == "task" else settling.sweep(timezone.now() + timedelta(hours=1))
    image.refresh_from_db()
    assert image.state == "accepted"
    assert Object.objects.get(annotation__image=image).pk == truth
    assert not Consensus.objects.exists()
    assert not Comparison.objects.exists()
    assert {Image.objects.get(pk=replica.pk).state for replica in replicas} == {"accepted"}


@pytest.mark.parametrize("way", ["task", "sweep"])
def test_replicas_of_an_image_that_was_handed_in_itself_are_closed(
    way: str, image: Image, bob: Any, manager: Any, alice: Any, label: Any, draw: Any, move: Any, make_replica: Any,
    sent: Any,
) -> None:  # fmt: skip
    replicas = [make_replica(image, person, number) for number, person in enumerate((manager, bob), start=1)]
    drawn = draw(alice, image, label, 5, 5, 20, 20)
    move(alice, image, "submit")
    move(alice, image, "accept")
    for person, replica in zip((manager, bob), replicas, strict=True):
        move(person, replica, "submit")
    run(sent) if way == "task" else settling.sweep(timezone.now() + timedelta(hours=1))
    image.refresh_from_db()
    assert (image.state, Object.objects.get(annotation__image=image).pk) == ("accepted", drawn)
    assert set(Submission.objects.filter(image__in=replicas).values_list("verdict", flat=True)) == {"compared"}


def given(project: Project, user: Any) -> Image | None:
    key = do_lease_next(project, user, "annotate")
    return Image.objects.get(pk=key) if key else None


@pytest.fixture
def merged(
    image: Image, project: Project, manager: Any, bob: Any, label: Any, draw: Any, move: Any, sent: Any
) -> Image:
    """Bob and Mallory have annotated it; their consensus waits for review."""
    pairs = change_project(project, replicas=2)
    for person in (manager, bob):
        replica = given(pairs, person)
        draw(person, replica, label, 10, 10, 10, 10)
        move(person, replica, "submit")
    run(sent)
    image.refresh_from_db()
    assert image.state == "submitted"
    return image


def test_a_rejected_consensus_is_given_as_itself_to_whoever_asks(
    merged: Image, project: Project, alice: Any, bob: Any, reviewer: Any, move: Any
) -> None:
    project.refresh_from_db()
    move(reviewer, merged, "reject", "bad")
    assert given(project, bob) == merged  # who took part mends it as well as anybody
    assert given(project, alice) is None
    Image.objects.filter(pk=merged.pk).update(lease_holder=None, state="in_progress")
    change_project(project, replicas=1)
    change_project(project, replicas=2)
    assert given(project, alice) == merged
    assert merged.replicas.count() == 2


def test_a_rejected_consensus_that_is_assigned_is_on_that_persons_list(
    merged: Image, project: Project, bob: Any, reviewer: Any, move: Any, client_of: Any
) -> None:
    move(reviewer, merged, "reject", "bad")
    Image.objects.filter(pk=merged.pk).update(assignee=bob)
    (row,) = client_of(bob).get("/api/v1/me/rejected/").json()["results"]
    assert row["image"]["id"] == str(merged.pk)
    assert given(project, bob) == merged


@pytest.mark.parametrize("change", ["left", "lowered", "inactive"])
def test_a_rejected_image_of_who_may_not_annotate_any_more_is_for_whoever_asks(
    change: str, image: Image, project: Project, alice: Any, bob: Any, reviewer: Any, label: Any, draw: Any, move: Any
) -> None:
    draw(bob, image, label, 1, 1, 9, 9)
    move(bob, image, "submit")
    move(reviewer, image, "accept")
    membership = Membership.objects.filter(user=bob)
    if change == "left":
        membership.delete()
    elif change == "lowered":
        membership.update(role="viewer")
    else:
        type(bob).objects.filter(pk=bob.pk).update(is_active=False)
    move(reviewer, image, "reject", "no")
    image.refresh_from_db()
    assert image.assignee is None
    assert given(project, alice) == image


def test_one_person_an_image_settles_what_waits_for_others(
    image: Image, project: Project, bob: Any, manager: Any, label: Any, draw: Any, move: Any, sent: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    pairs = change_project(project, replicas=2)
    replica = given(pairs, bob)
    draw(bob, replica, label, 10, 10, 10, 10)
    move(bob, replica, "submit")
    run(sent)
    with django_capture_on_commit_callbacks(execute=True):
        change_project(pairs, replicas=1)
    run(sent)
    image.refresh_from_db()
    assert image.state == "submitted"
    consensus = Consensus.objects.get(image=image)
    assert (consensus.people, consensus.object_count, consensus.mean_iou) == ([bob.pk], 1, None)
    assert differences(annotation_of(image).pk) == []


def test_the_sweep_settles_one_replica_where_one_is_enough(
    image: Image, bob: Any, label: Any, draw: Any, move: Any, make_replica: Any
) -> None:
    replica = make_replica(image, bob, 1)
    draw(bob, replica, label, 10, 10, 10, 10)
    move(bob, replica, "submit")
    settling.sweep(timezone.now() + timedelta(hours=1))
    assert Consensus.objects.filter(image=image).exists()


def test_who_annotates_learns_nothing_of_gold(
    image: Image, alice: Any, bob: Any, reviewer: Any, label: Any, draw: Any, move: Any, make_replica: Any, sent: Any,
    client_of: Any,
) -> None:  # fmt: skip
    accept_as_gold(image, alice, label, draw, move)
    for person, number in ((bob, 1), (reviewer, 2)):
        replica = make_replica(image, person, number)
        draw(person, replica, label, 30, 30, 5, 5)
        move(person, replica, "submit")
    run(sent)
    mine, theirs = (client_of(person).get("/api/v1/me/statistics/").json() for person in (bob, reviewer))
    assert (mine["people"][0]["gold_score"], mine["people"][0]["gold_count"], mine["agreement"]) == (None, 0, [])
    assert mine["totals"]["gold_score"] is None
    assert (theirs["people"][0]["gold_count"], [row["kind"] for row in theirs["agreement"]]) == (1, ["gold"])
    own = Image.objects.get(assignee=bob, replica=1)
    for address in (f"/api/v1/images/{own.pk}/", f"/api/v1/images/{own.pk}/annotation/"):
        seen = [client_of(person).get(address).json()["state"] for person in (bob, reviewer)]
        assert seen == ["submitted", "accepted"], address
    states = [status.state for person in (bob, reviewer) if (status := read_status(person.pk, own.pk))]
    assert states == ["submitted", "accepted"]
    again = client_of(bob).post(f"/api/v1/images/{own.pk}/annotation/submit/")
    assert (again.status_code, again.json()["state"]) == (200, "submitted")
    assert Image.objects.get(pk=own.pk).state == Image.State.ACCEPTED


def test_counts_of_a_project_leave_gold_out_as_its_list_does(
    make_image: Any, project: Project, bob: Any, reviewer: Any, client_of: Any
) -> None:
    make_image("a.jpg", state="accepted")
    make_image("gold.jpg", state="accepted", is_gold=True)
    for person, count in ((bob, 1), (reviewer, 2)):
        for shown in (
            client_of(person).get(f"/api/v1/projects/{project.pk}/").json(),
            client_of(person).get("/api/v1/projects/").json()["results"][0],
        ):
            assert (shown["image_count"], shown["states"]["accepted"]) == (count, count)


def test_what_was_abandoned_and_is_handed_in_after_all_counts_and_the_other_is_given_to_nobody(
    image: Image, project: Project, alice: Any, bob: Any, manager: Any, label: Any, draw: Any, move: Any, sent: Any
) -> None:
    pairs = change_project(project, replicas=2)
    replicas = []
    for person in (bob, manager, alice):
        replica = given(pairs, person)
        draw(person, replica, label, 10, 10, 10, 10)
        replicas.append(replica)
        if person == manager:
            Image.objects.filter(pk=replicas[0].pk).update(replica_for=Image.ReplicaFor.ABANDONED)
            Image.objects.filter(pk=image.pk).update(is_dealt=False)
    assert len({replica.pk for replica in replicas}) == 3
    for person, replica in ((bob, replicas[0]), (manager, replicas[1])):
        move(person, replica, "submit")
    run(sent)
    assert Consensus.objects.get(image=image).people == [bob.pk, manager.pk]
    assert given(pairs, alice) is None
    move(alice, replicas[2], "submit")
    run(sent)
    assert Image.objects.get(pk=replicas[2].pk).state == "accepted"
    assert Operation.objects.filter(annotation__image=image).count() == 1
