from __future__ import annotations

import threading

import pytest

from model.types import Features
from tests.worker.fake_model import features_of
from worker.feature_cache import FeatureCache


def make(key: str) -> Features:
    return features_of((4, 4), key, 1000)


def test_second_look_is_a_hit() -> None:
    encoded: list[str] = []

    def encode(key: str) -> Features:
        encoded.append(key)
        return make(key)

    cache = FeatureCache(10_000, encode)
    assert cache.get("a")[1] is False
    assert cache.get("a")[1] is True
    assert encoded == ["a"]


def test_lets_features_go_when_the_budget_is_full() -> None:
    cache = FeatureCache(2500, make)
    for key in "abc":
        cache.get(key)
    assert cache.keys() == ["b", "c"]
    assert cache.used_bytes == 2000


def test_who_comes_second_waits_for_the_first_instead_of_encoding_again() -> None:
    started, may_finish = threading.Event(), threading.Event()
    encoded: list[str] = []

    def encode(key: str) -> Features:
        encoded.append(key)
        started.set()
        assert may_finish.wait(5)
        return make(key)

    cache = FeatureCache(10_000, encode)
    results: list[bool] = []
    threads = [threading.Thread(target=lambda: results.append(cache.get("a")[1])) for _ in range(2)]
    threads[0].start()
    assert started.wait(5)
    assert cache.has("a")
    threads[1].start()
    may_finish.set()
    for thread in threads:
        thread.join(5)
    assert encoded == ["a"]
    assert results == [False, False]
    assert cache.get("a")[1] is True


def test_failed_encode_is_told_and_the_next_one_tries_again() -> None:
    answers = iter([ValueError("damaged"), None])

    def encode(key: str) -> Features:
        error = next(answers)
        if error:
            raise error
        return make(key)

    cache = FeatureCache(10_000, encode)
    with pytest.raises(ValueError, match="damaged"):
        cache.get("a")
    assert not cache.has("a")
    assert cache.get("a")[1] is False
