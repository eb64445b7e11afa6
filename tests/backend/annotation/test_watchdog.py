"""Unanswered requests are sent again, once, to somebody who lives."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from backend.annotation import live_workers
from backend.annotation.live_workers import LiveWorker
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
