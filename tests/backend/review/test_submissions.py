"""What is written down when an image is handed in and judged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from backend.annotation.models import Operation
from backend.annotation.workflow import do_transition
from backend.comments.models import Comment
from backend.images.models import Image
from backend.review.effort import Effort, effort
from backend.review.models import Submission

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def at(*seconds: float) -> list[tuple[str, datetime]]:
    return [("click", NOON + timedelta(seconds=second)) for second in seconds]


def test_active_time_is_the_sum_of_the_short_gaps_up_to_handing_in() -> None:
    assert effort(at(0, 10, 25), NOON + timedelta(seconds=30)).seconds == 30
    assert effort(at(0, 10, 80), NOON + timedelta(seconds=85)).seconds == 15


def test_work_is_counted_by_kind() -> None:
    kinds = ["click", "click", "scribble", "paint", "reshape", "box", "bounds", "set", "undo"]
    operations = [(kind, NOON) for kind in kinds]
    assert effort(operations, NOON) == Effort(0.0, clicks=2, strokes=5)


def test_handing_in_without_a_stroke_took_no_time() -> None:
    assert effort([], NOON) == Effort()


def test_a_submission_tells_what_was_done(
    image: Image, bob: Any, label: Any, second_label: Any, draw: Any, move: Any
) -> None:
    draw(bob, image, label, 2, 2, 10, 10)
    draw(bob, image, label, 20, 2, 10, 10)
    draw(bob, image, second_label, 40, 2, 10, 10)
    first = Operation.objects.order_by("revision").first()
    Operation.objects.filter(pk=first.pk).update(created=first.created - timedelta(seconds=20))
    move(bob, image, "submit")
    found = Submission.objects.get()
    assert (found.annotator, found.attempt, found.objects_in_effect, found.strokes) == (bob, 1, 3, 3)
    assert 20 <= found.seconds < 30
    counts = dict(found.label_counts.values_list("label__name", "count"))
    assert counts == {"cup": 2, "table": 1}


def test_who_hands_in_an_image_has_it_from_then_on(image: Image, bob: Any, move: Any) -> None:
    move(bob, image, "submit")
    image.refresh_from_db()
    assert image.assignee == bob


def test_an_image_that_was_given_to_somebody_stays_theirs(make_image: Any, bob: Any, manager: Any, move: Any) -> None:
    image = make_image(assignee=bob)
    move(manager, image, "submit")
    image.refresh_from_db()
    assert image.assignee == bob


def test_handing_in_twice_makes_one_submission(image: Image, bob: Any, label: Any, draw: Any, move: Any) -> None:
    draw(bob, image, label, 2, 2, 10, 10)
    move(bob, image, "submit")
    move(bob, image, "submit")
    assert Submission.objects.get().strokes == 1
    draw(bob, image, label, 20, 2, 10, 10)
    move(bob, image, "submit")
    extended = Submission.objects.get()
    assert (extended.strokes, extended.objects_in_effect, extended.revision) == (2, 2, 2)


def test_a_rejected_image_is_handed_in_anew(
    image: Image, bob: Any, reviewer: Any, label: Any, draw: Any, move: Any
) -> None:
    draw(bob, image, label, 2, 2, 10, 10)
    move(bob, image, "submit")
    move(reviewer, image, "reject", "the ear is missing")
    draw(bob, image, label, 20, 2, 10, 10)
    move(bob, image, "submit")
    move(reviewer, image, "accept")
    first, second = Submission.objects.order_by("attempt")
    assert (first.verdict, first.reason, first.reviewer) == ("rejected", "the ear is missing", reviewer)
    assert (second.attempt, second.verdict, second.strokes) == (2, "accepted", 1)
    assert second.verdict_at is not None


def test_what_the_reviewer_mended_is_counted(
    image: Image, bob: Any, reviewer: Any, label: Any, draw: Any, move: Any
) -> None:
    draw(bob, image, label, 2, 2, 10, 10)
    move(bob, image, "submit")
    draw(reviewer, image, label, 20, 2, 10, 10)
    draw(reviewer, image, label, 40, 2, 10, 10)
    move(reviewer, image, "accept")
    assert Submission.objects.get().fixed_objects == 2


def test_a_verdict_that_is_changed_changes_the_submission(image: Image, bob: Any, reviewer: Any, move: Any) -> None:
    move(bob, image, "submit")
    move(reviewer, image, "accept")
    move(reviewer, image, "reject", "not quite")
    found = Submission.objects.get()
    assert (found.verdict, found.reason) == ("rejected", "not quite")


def test_an_image_that_was_accepted_before_anything_was_written_down_can_be_rejected(
    make_image: Any, reviewer: Any, move: Any
) -> None:
    move(reviewer, make_image(state=Image.State.ACCEPTED), "reject")
    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_submission(image: Image, bob: Any) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        do_transition(bob, image, "submit")
        raise ZeroDivisionError
    assert not Submission.objects.exists()


def test_the_list_of_what_waits_shows_the_oldest_first_and_filters(
    make_image: Any, bob: Any, manager: Any, reviewer: Any, label: Any, draw: Any, move: Any, client_of: Any
) -> None:
    first, second, third = make_image("a.jpg"), make_image("b.jpg"), make_image("c.jpg")
    draw(bob, first, label, 2, 2, 10, 10)
    move(bob, first, "submit")
    move(manager, second, "submit")
    move(bob, third, "submit")
    move(reviewer, third, "accept")
    client, url = client_of(reviewer), f"/api/v1/projects/{first.project_id}/reviews/"
    rows = client.get(url).json()["results"]
    assert [(row["image"]["name"], row["annotator"]["name"], row["objects"]) for row in rows] == [
        ("a.jpg", "Bob", 1),
        ("b.jpg", "Mallory", 0),
    ]
    assert [r["image"]["name"] for r in client.get(url, {"person": manager.pk}).json()["results"]] == ["b.jpg"]
    assert [r["image"]["name"] for r in client.get(url, {"label": label.pk}).json()["results"]] == ["a.jpg"]
    assert [r["image"]["name"] for r in client.get(url, {"ordering": "-at"}).json()["results"]] == ["b.jpg", "a.jpg"]
    summary = client.get(url + "summary/").json()
    assert summary["count"] == 2
    assert summary["oldest"] == rows[0]["at"]
    assert {(person["name"], person["count"]) for person in summary["people"]} == {("Bob", 1), ("Mallory", 1)}


def test_what_was_sent_back_is_listed_with_its_reason_until_it_is_handed_in(
    image: Image, bob: Any, reviewer: Any, label: Any, draw: Any, move: Any, client_of: Any
) -> None:
    move(bob, image, "submit")
    move(reviewer, image, "reject", "the ear is missing")
    for number in (1, 2):
        Comment.objects.create(image=image, number=number, x=5, y=6, author=reviewer, text="Here.")
    (row,) = client_of(bob).get("/api/v1/me/rejected/").json()["results"]
    assert row["open_comments"] == 2
    assert (row["image"]["id"], row["reason"], row["reviewer"]["name"]) == (
        str(image.pk),
        "the ear is missing",
        "Rita",
    )
    assert client_of(reviewer).get("/api/v1/me/rejected/").json()["results"] == []
    draw(bob, image, label, 2, 2, 10, 10)
    assert len(client_of(bob).get("/api/v1/me/rejected/").json()["results"]) == 1
    move(bob, image, "submit")
    assert client_of(bob).get("/api/v1/me/rejected/").json()["results"] == []
