"""Run lengths of Label Studio's brush: bits, packed into bytes, of the words of an RGBA picture row by row.

A head of 32 bits (number of words), 5 (bits of a word, less 1) and four times 4 (bits of each size of run, less 1).
Then runs: 1 bit says whether one word is repeated or each is written out; 2 bits say which size the length (less 1)
has; the length; the word or words. https://github.com/thi-ng/umbrella/tree/develop/packages/rle-pack. Inside is where
the fourth word of a pixel, its alpha, is not 0.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from backend.formats.fields import BadRecord
from backend.formats.row_runs import check_size, runs_of

CHANNELS = 4
WORD = 8
SIZES = (3, 4, 8, 16)
LONGEST = 1 << SIZES[-1]


def decode(packed: Any, size_hw: tuple[int, int]) -> np.ndarray:
    """Bool (H, W). Raises BadRecord."""
    height, width = size_hw
    check_size(size_hw)
    bits = _Bits(packed)
    count, word = bits.take(32), bits.take(5) + 1
    sizes = [bits.take(4) + 1 for _ in range(4)]
    if count != height * width * CHANNELS:
        detail = f"the run lengths are of {count:,} values; {height * width * CHANNELS:,} are expected"
        raise BadRecord(f"{detail} for {width}x{height} pixels in {CHANNELS} channels", "bad-mask")
    alpha = np.zeros(height * width, dtype=bool)
    at = 0
    while at < count:
        is_repeated = bits.take(1)
        end = min(at + 1 + bits.take(sizes[bits.take(2)]), count)
        if is_repeated:
            alpha[at // CHANNELS : end // CHANNELS] = bits.take(word) != 0
        else:
            written = bits.take_many(end - at, word)
            alpha[at // CHANNELS : end // CHANNELS] = written[(CHANNELS - 1 - at) % CHANNELS :: CHANNELS]
        at = end
    return alpha.reshape(height, width)


def encode(mask: np.ndarray) -> list[int]:
    """Of ``mask``, bool or integer (H, W): bytes as numbers, white and opaque inside."""
    pieces = [f"{mask.size * CHANNELS:032b}{WORD - 1:05b}", *(f"{size - 1:04b}" for size in SIZES)]
    for number, pixels in enumerate(runs_of(mask)):
        value, left = 255 * (number % 2), pixels * CHANNELS
        while left:
            length = min(left, LONGEST)
            pieces.append(_run(length - 1, value))
            left -= length
    text = "".join(pieces)
    text += "0" * (-len(text) % 8)
    return list(int(text, 2).to_bytes(len(text) // 8, "big"))


def _run(length: int, value: int) -> str:
    index = next(index for index, size in enumerate(SIZES) if length < 1 << size)
    return f"1{index:02b}{length:0{SIZES[index]}b}{value:0{WORD}b}"


class _Bits:
    def __init__(self, packed: Any) -> None:
        try:
            self.data = bytes(packed) if isinstance(packed, list) else b""
        except (TypeError, ValueError):
            self.data = b""
        if not self.data:
            raise BadRecord("rle is not a list of bytes, as numbers from 0 to 255", "bad-mask")
        self.at = 0

    def take(self, count: int) -> int:
        """``count`` bits as a number."""
        first, last = self._move(count)
        piece = int.from_bytes(self.data[first:last], "big")
        return piece >> (last * 8 - self.at) & ((1 << count) - 1)

    def take_many(self, count: int, size: int) -> np.ndarray:
        """Which of ``count`` numbers of ``size`` bits are not 0."""
        first, last = self._move(count * size)
        bits = np.unpackbits(np.frombuffer(self.data[first:last], dtype=np.uint8))
        begin = self.at - count * size - first * 8
        return bits[begin : begin + count * size].reshape(count, size).max(axis=1) != 0

    def _move(self, count: int) -> tuple[int, int]:
        """The bytes in which the next ``count`` bits lie."""
        first, self.at = self.at // 8, self.at + count
        last = -(-self.at // 8)
        if last > len(self.data):
            raise BadRecord("the run lengths break off", "bad-mask")
        return first, last
