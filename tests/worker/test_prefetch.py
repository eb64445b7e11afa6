from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from model.types import Features
from tests.worker.fake_model import features_of
from worker.feature_cache import FeatureCache
from worker.prefetch import MAX_WAITING, Prefetcher


class Ready:
    """Notes what became ready, and lets a test wait for it."""

    def __init__(self) -> None:
        self.images: list[str] = []
        self._changed = threading.Condition()

    def __call__(self, image: str) -> None:
        with self._changed:
            self.images.append(image)
            self._changed.notify_all()

    def wait_for(self, count: int) -> list[str]:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.images) >= count, 5), self.images
            return self.images


@pytest.fixture
def ready() -> Ready:
    return Ready()


@pytest.fixture
def prefetcher(ready: Ready) -> Iterator[Prefetcher]:
    def encode(key: str) -> Features:
        if key == "damaged":
            raise ValueError(key)
        return features_of((4, 4), key)

    thread = Prefetcher(FeatureCache(1 << 20, encode), ready)
    yield thread
    thread.stop()
    thread.join(5)


def test_encodes_the_opened_image_first_then_its_neighbours(prefetcher: Prefetcher, ready: Ready) -> None:
    prefetcher.ask(["old"])
    prefetcher.ask(["open", "next", "previous"])
    prefetcher.start()
    assert ready.wait_for(4) == ["open", "next", "previous", "old"]


def test_starts_nothing_while_a_click_is_in_hand(prefetcher: Prefetcher, ready: Ready) -> None:
    prefetcher.start()
    with prefetcher.paused():
        with prefetcher.paused():
            prefetcher.ask(["a"])
        assert ready.images == []
    assert ready.wait_for(1) == ["a"]


def test_image_that_cannot_be_encoded_stops_nothing(prefetcher: Prefetcher, ready: Ready) -> None:
    prefetcher.start()
    prefetcher.ask(["damaged", "b"])
    assert ready.wait_for(1) == ["b"]


def test_forgets_what_was_asked_for_long_ago(prefetcher: Prefetcher, ready: Ready) -> None:
    for n in range(MAX_WAITING + 5):
        prefetcher.ask([str(n)])
    prefetcher.start()
    assert ready.wait_for(MAX_WAITING)[0] == str(MAX_WAITING + 4)
    assert "0" not in ready.images
