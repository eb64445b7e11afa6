"""Routing, the active set, the message rate: pure functions of the way of a click."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from backend.annotation.active_set import MAX_ACTIVE, Candidate, choose_active
from backend.annotation.live_workers import LiveWorker
from backend.annotation.rate import Rate
from backend.annotation.routing import choose_worker, servers_of

IMAGES = [f"image{n}" for n in range(300)]


def test_images_stick_to_their_worker_when_another_one_comes_or_goes() -> None:
    before = {image: choose_worker(image, ["a", "b", "c"]) for image in IMAGES}
    after = {image: choose_worker(image, ["c", "a"]) for image in IMAGES}
    assert all(after[image] == worker for image, worker in before.items() if worker != "b")


def test_images_spread_over_the_workers() -> None:
    counts = Counter(choose_worker(image, ["a", "b", "c"]) for image in IMAGES)
    assert min(counts.values()) > 60


def test_without_workers_there_is_no_choice() -> None:
    assert choose_worker("image1", []) is None


def test_a_model_is_asked_of_those_alone_that_serve_it() -> None:
    workers = {
        "laptop": LiveWorker("laptop", "b", "cpu", models={"nano": "small"}),
        "gpu1": LiveWorker("gpu1", "b", "cuda", models={"swin": "large"}),
        "gpu2": LiveWorker("gpu2", "b", "cuda", models={"swin": "large", "nano": "small"}),
    }
    assert servers_of("large", workers) == ["gpu1", "gpu2"]
    assert servers_of("small", workers) == ["laptop", "gpu2"]
    assert servers_of("gone", workers) == []
    assert {choose_worker(image, servers_of("large", workers)) for image in IMAGES} == {"gpu1", "gpu2"}


def candidate(n: int, answered: bool = True, locked: bool = False, x: int = 0) -> Candidate:
    return Candidate(UUID(int=n), answered, locked, n, (x, 0, x + 10, 10), (x + 5.0, 5.0))


def test_active_set_holds_the_clicked_the_unanswered_and_the_nearest() -> None:
    far = [candidate(n, x=1000 + 20 * n) for n in range(1, 60)]
    chosen = choose_active(
        [*far, candidate(99, x=5000), candidate(98, answered=False, x=9000), candidate(97, x=30)],
        UUID(int=99),
        (35.0, 5.0),
    )
    assert len(chosen) == MAX_ACTIVE
    assert {UUID(int=99), UUID(int=98), UUID(int=97), UUID(int=1)} <= set(chosen)
    assert UUID(int=59) not in chosen


def test_locked_objects_are_never_active() -> None:
    assert choose_active([candidate(1, locked=True), candidate(2)], UUID(int=1), None) == [UUID(int=2)]


def test_rate_allows_a_burst_and_then_so_many_a_second() -> None:
    rate = Rate(10, 5, 100.0)
    assert [rate.allows(100.0) for _ in range(6)] == [True] * 5 + [False]
    assert [rate.allows(100.25) for _ in range(3)] == [True, True, False]
