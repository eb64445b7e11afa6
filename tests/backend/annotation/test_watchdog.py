"""Unanswered requests are sent again, once, to somebody who lives."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from backend.annotation import live_workers, watchdog
from backend.annotation.answers import note_failure
from backend.annotation.live_workers import LiveWorker
from backend.annotation.models import Annotation
from backend.annotation.reading import read_status
from backend.annotation.retries import MAX_ATTEMPTS
from backend.annotation.watchdog import sweep

A, B = uuid.UUID(int=1), uuid.UUID(int=2)


MODELS = {"discs": "d" * 64}


def alive(*names: str, boot: str = "boot2") -> Any:
    """What ``LIVE.workers`` says when these live, each serving the project's model."""
    return lambda fresh=False: {name: LiveWorker(name, boot, models=MODELS) for name in names}


def later(seconds: float) -> Any:
    return timezone.now() + timedelta(seconds=seconds)


def test_request_to_a_dead_worker_goes_to_a_living_one(desk: Any, bob: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.click(bob, A, 16, 24)
    lost = desk.sent.pop()
    monkeypatch.setattr(live_workers.LIVE, "workers", alive("w2"))
    assert sweep(later(1)) == 0
    assert sweep(later(2)) == 1
    assert desk.sent[0]["objects"] == lost["objects"]
    assert desk.annotation.requested_worker == "w2/boot2"
    desk.answer()
    assert desk.mask(A)[24, 16]


@pytest.mark.parametrize("looks", [1, 2, 3])
def test_click_is_kept_when_the_lease_ends_while_it_is_noted(
    desk: Any, bob: Any, monkeypatch: pytest.MonkeyPatch, looks: int
) -> None:
    answers = iter([alive("w1", boot="boot1")()] * looks)
    monkeypatch.setattr(live_workers.LIVE, "workers", lambda fresh=False: next(answers, {}))
    desk.click(bob, A, 16, 24)
    assert desk.annotation.requested_revision == 1


def test_worker_that_was_started_again_is_another_one(desk: Any, bob: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.click(bob, A, 16, 24)
    monkeypatch.setattr(live_workers.LIVE, "workers", alive("w1"))
    assert sweep(later(2)) == 1


def test_silent_worker_gets_the_request_again_after_a_while(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    assert sweep(later(2)) == 0
    assert sweep(later(9)) == 1


def test_without_any_worker_nothing_is_sent_and_nothing_forgotten(
    desk: Any, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_workers.LIVE, "workers", alive())
    desk.click(bob, A, 16, 24)
    assert desk.sent == []
    assert sweep(later(60)) == 0
    monkeypatch.setattr(live_workers.LIVE, "workers", alive("w2"))
    assert sweep(later(2)) == 1


def test_only_one_of_two_watchdogs_sends(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    when = later(9)
    assert [sweep(when), sweep(when)] == [1, 0]


def test_answered_work_is_left_alone(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer()
    assert sweep(later(60)) == 0


def test_work_that_was_undone_is_no_longer_pending(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.sent.clear()
    desk.undo(bob)
    assert sweep(later(60)) == 0
    assert desk.annotation.answered_revision == desk.annotation.requested_revision


def test_request_lost_between_two_people_is_found_whole(desk: Any, alice: Any, bob: Any) -> None:
    desk.click(alice, A, 16, 24)
    desk.click(bob, B, 44, 24)
    desk.sent.clear()
    assert sweep(later(9)) == 1
    desk.answer()
    assert desk.mask(A)[24, 16]
    assert desk.mask(B)[24, 44]
    desk.check()


def test_a_request_that_always_fails_is_sent_later_each_time_and_at_last_no_more(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    now = timezone.now()
    sent_after = []
    for second in range(0, 3600, 2):
        if sweep(now + timedelta(seconds=second)):
            sent_after.append(second)
    waits = [b - a for a, b in zip([0, *sent_after], sent_after, strict=False)]
    assert len(waits) == MAX_ATTEMPTS
    assert all(abs(wait - 8 * 2**n) <= 4 for n, wait in enumerate(waits)), waits


def test_the_next_click_begins_anew_after_it_was_given_up(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    Annotation.objects.update(attempts=MAX_ATTEMPTS)
    desk.sent.clear()
    assert sweep(later(10_000)) == 0
    desk.click(bob, A, 20, 24)
    assert (len(desk.sent), desk.annotation.attempts) == (1, 0)
    assert sweep(later(9)) == 1


def test_another_worker_gets_one_try_of_what_was_given_up(desk: Any, bob: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.click(bob, A, 16, 24)
    Annotation.objects.update(attempts=MAX_ATTEMPTS)
    monkeypatch.setattr(live_workers.LIVE, "workers", alive("w1"))  # started again
    assert [sweep(later(400)), sweep(later(20_000))] == [1, 0]


def test_what_kills_every_worker_is_not_handed_round_for_ever(
    desk: Any, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.click(bob, A, 16, 24)
    now, sent = timezone.now(), 0
    for second in range(0, 600, 2):  # a new boot at every look
        monkeypatch.setattr(live_workers.LIVE, "workers", alive("w1", boot=f"boot{second}"))
        sent += sweep(now + timedelta(seconds=second))
    assert 4 <= sent <= 8


def test_images_whose_model_nobody_serves_wait_and_hold_nobody_up(
    make_desk: Any, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "MAX_ROWS", 2)
    desks = [make_desk(name=f"{n}.jpg") for n in range(4)]
    for desk in desks:
        desk.click(bob, uuid.uuid4(), 16, 24)
    gone = {"model_name": "gone", "model_digest": "9" * 64, "requested_worker": ""}
    Annotation.objects.exclude(image=desks[3].image).update(**gone)
    assert sweep(later(60)) == 1
    assert desks[0].sent[-1]["image"] == str(desks[3].image.pk)


def test_a_failure_is_kept_until_it_is_answered(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    request = desk.sent[0]
    assert note_failure(request, "out-of-memory", "too large")
    assert read_status(bob.pk, desk.image.pk).availability.problem == {"code": "out-of-memory", "detail": "too large"}
    desk.answer()
    assert desk.annotation.problem is None
    assert not note_failure(request, "out-of-memory", "too late")
