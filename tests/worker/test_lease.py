from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from backend.annotation.live_workers import connection, features_state, lease_key, read_live
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


def lease(images: list[str] | None = None, busy_since: float | None = None) -> Lease:
    pinned: list[list[str]] = []
    made = Lease("w1", lambda: images or [], pinned.append, lambda: busy_since)
    made.pinned = pinned  # type: ignore[attr-defined]
    return made


def test_renewed_lease_makes_the_worker_known_with_its_boot(redis: None) -> None:
    held = lease()
    held.renew()
    assert read_live() == {"w1": held.boot}
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


def test_features_that_are_held_are_known(redis: None) -> None:
    held = lease(["image1"])
    assert features_state("image1", "w1") == "encoding"
    held.renew()
    assert features_state("image1", "w1") == "ready"
    assert features_state("image2", "w1") == "encoding"
    assert features_state("image1", None) == "unavailable"


def test_open_images_are_pinned(redis: None) -> None:
    connection().hset(presence_key("image2"), "c1", "{}")
    held = lease(["image1", "image2"])
    held.renew()
    assert held.pinned == [["image2"]]  # type: ignore[attr-defined]
