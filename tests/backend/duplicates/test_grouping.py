"""Groups are those that comparing all pairs finds, and are found without doing so."""

from __future__ import annotations

import time

import numpy as np
import pytest

from backend.duplicates import grouping
from backend.duplicates.grouping import components
from backend.duplicates.lookup import flips, words


def differing(one: int, other: int) -> int:
    """How many of their 64 bits differ."""
    return ((one ^ other) & (1 << 64) - 1).bit_count()


def by_all_pairs(values: np.ndarray, distance: int) -> list[int]:
    groups = list(range(len(values)))
    for i in range(len(values)):
        for j in range(i):
            if differing(int(values[i]), int(values[j])) <= distance:
                low, high = sorted((groups[i], groups[j]))
                groups = [low if group == high else group for group in groups]
    return groups


def turned(values: np.ndarray, bits: int, random: np.random.Generator) -> np.ndarray:
    turned = values.copy()
    for _ in range(bits):
        turned ^= np.int64(1) << random.integers(0, 64, len(values))
    return turned


@pytest.mark.parametrize("distance", [0, 1, 3, 4, 6, 7, 8, 11])
@pytest.mark.parametrize("most_pairs", [1, 50, 1 << 20])
def test_groups_are_those_of_all_pairs(distance: int, most_pairs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "MOST_PAIRS", most_pairs)
    random = np.random.default_rng(distance)
    first = random.integers(-(1 << 63), (1 << 63) - 1, 30, np.int64)
    copies = [turned(first, bits, random) for bits in (0, distance // 2, distance, distance + 1)]
    values = random.permutation(np.concatenate([first, *copies]))
    assert components(values, distance, lambda share: None).tolist() == by_all_pairs(values, distance)


def test_a_chain_is_one_group() -> None:
    values = np.array([0, 0b111, 0b111111, 0b111111111, -1], np.int64)
    assert components(values, 3, lambda share: None).tolist() == [0, 0, 0, 0, 4]


@pytest.mark.parametrize("values", [[], [7], [7, 7], [-1, 1]])
def test_few_values(values: list[int]) -> None:
    firsts = components(np.array(values, np.int64), 6, lambda share: None)
    assert len(firsts) == len(values) and len(set(firsts.tolist())) == len(set(values))


def test_many_of_the_same_and_many_nearly_the_same_take_no_longer() -> None:
    """A hundred thousand blanks, and two thousand frames of a film that stands still."""
    random = np.random.default_rng(1)
    frames = turned(np.zeros(2000, np.int64), 3, random)
    values = np.concatenate([np.full(100_000, 1 << 40, np.int64), frames])
    begun = time.perf_counter()
    firsts = components(values, 6, lambda share: None)
    assert time.perf_counter() - begun < 20
    assert len(set(firsts[100_000:].tolist())) == 1


def test_what_stops_the_work_passes_through() -> None:
    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        components(np.array([1, 1, 2, 3], np.int64), 6, stop)


def test_words_and_flips() -> None:
    assert words(-1) == (0xFFFF,) * 4
    assert words(0x0001_0002_0003_0004) == (1, 2, 3, 4)
    assert [len(flips(d)) for d in (0, 3, 4, 7, 8, 11)] == [1, 1, 17, 17, 137, 137]
    assert len(set(flips(11))) == 137 and max(flip.bit_count() for flip in flips(11)) == 2
