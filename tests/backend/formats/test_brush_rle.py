"""The brush of Label Studio, bit by bit."""

from __future__ import annotations

import numpy as np
import pytest

from backend.formats import brush_rle
from backend.formats.fields import BadRecord
from tests.backend.formats.conftest import disc


def packed(bits: str) -> list[int]:
    bits = bits.replace(" ", "")
    bits += "0" * (-len(bits) % 8)
    return [int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]


HEAD = f"{24:032b} 00111 0010 0011 0111 1111"


def test_words_that_are_repeated_and_words_that_are_written_out_are_read() -> None:
    """2x3 pixels; alpha 0, 9, 9, 0, 7, 0 in words that runs cut anywhere."""
    words = [1, 1, 1, 0, 5, 5, 5, 9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0]
    runs = [
        "1 00 010 00000001",
        "0 00 100" + "".join(f"{word:08b}" for word in words[3:8]),
        "1 01 0101 00001001",
        "0 10 00000101" + "".join(f"{word:08b}" for word in words[14:20]),
        "1 11 0000000000000011 00000000",
    ]
    found = brush_rle.decode(packed(HEAD + "".join(runs)), (2, 3))
    assert found.astype(int).tolist() == [[0, 1, 1], [0, 1, 0]]


@pytest.mark.parametrize("size", [(1, 1), (3, 7), (48, 64), (300, 401)])
def test_what_is_written_is_read(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(7).random(size) < 0.3
    for mask in (noise, np.ones(size), np.zeros(size), disc(*size, size[1] // 2, size[0] // 2, size[0] // 3)):
        assert np.array_equal(brush_rle.decode(brush_rle.encode(mask), size), mask != 0)


def test_it_is_written_as_label_studio_writes_it() -> None:
    """One pixel outside, two inside, in words of 8 bits and runs of 3, 4, 8 and 16."""
    expected = packed(f"{12:032b} 00111 0010 0011 0111 1111" + "1 00 011 00000000" + "1 00 111 11111111")
    assert brush_rle.encode(np.array([[0, 1, 1]])) == expected


@pytest.mark.parametrize(
    "broken",
    [None, [], "text", [1, 2, 300], packed(HEAD), packed(HEAD + "1 11 00"), packed(HEAD.replace("11000", "11001", 1))],
)
def test_what_breaks_off_or_is_of_another_size_is_refused(broken: object) -> None:
    with pytest.raises(BadRecord):
        brush_rle.decode(broken, (2, 3))
