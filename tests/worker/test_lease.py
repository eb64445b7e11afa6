from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from backend.annotation.live_workers import LiveWorker, connection, features_of, features_state, lease_key, read_live
from backend.annotation.presence import presence_key
from worker.lease import STUCK_S, Lease

pytestmark = pytest.mark.database


@pytest.fixture
def redis(redis_url: str) -> Iterator[None]:
    connection.cache_clear()
    for key in connection().scan_iter("stipple:*"):
        connection().delete(key)
    yield
    connection.cache_clear()


DIGEST = "d" * 64


def describe(worker: str, boot: str) -> LiveWorker:
    return LiveWorker(worker, boot, "cuda", ("onnx", "torch"), {"discs": DIGEST}, loading=(DIGEST,))


def lease(features: list[str] | None = None, busy_since: float | None = None) -> Lease:
    pinned: list[list[str]] = []
    made = Lease("w1", describe, lambda: features or [], pinned.append, lambda: busy_since)
    made.pinned = pinned  # type: ignore[attr-defined]
    return made


def test_renewed_lease_makes_the_worker_known_with_its_boot_device_and_models(redis: None) -> None:
    held = lease()
    held.renew()
    assert read_live() == {"w1": describe("w1", held.boot)}
    assert 0 < connection().pttl(lease_key("w1")) <= 3000


def test_lease_that_was_given_back_is_gone_at_once(redis: None) -> None:
    held = lease()
    held.renew()
    held.stop()
    assert read_live() == {}


def test_each_boot_has_a_token_of_its_own(redis: None) -> None:
    assert lease().boot != lease().boot


def test_worker_that_hangs_loses_its_lease(redis: None) -> None:
    lease(busy_since=time.monotonic() - STUCK_S - 1).renew()
    assert read_live() == {}


def test_worker_with_a_large_model_is_given_more_time(redis: None) -> None:
    held = lease(busy_since=time.monotonic() - STUCK_S - 1)
    held._slowest_s = lambda: 60.0
    held.renew()
    assert "w1" in read_live()
    held._busy_since = lambda: time.monotonic() - STUCK_S - 61
    connection().delete(lease_key("w1"))
    held.renew()
    assert read_live() == {}


def test_lease_of_another_version_is_nobodys(redis: None) -> None:
    lease().renew()
    connection().set(lease_key("w1"), "d29f5a47")
    assert read_live() == {}


def test_features_that_are_held_are_known_with_their_model(redis: None) -> None:
    held = lease([features_of("image1", DIGEST)])
    assert features_state("image1", DIGEST, "w1") == "encoding"
    held.renew()
    assert features_state("image1", DIGEST, "w1") == "ready"
    assert features_state("image1", "e" * 64, "w1") == "encoding"
    assert features_state("image2", DIGEST, "w1") == "encoding"
    assert features_state("image1", DIGEST, None) == "unavailable"


def test_open_images_are_pinned(redis: None) -> None:
    connection().hset(presence_key("image2"), "c1", "{}")
    held = lease([features_of("image1", DIGEST), features_of("image2", DIGEST)])
    held.renew()
    assert held.pinned == [[features_of("image2", DIGEST)]]  # type: ignore[attr-defined]
