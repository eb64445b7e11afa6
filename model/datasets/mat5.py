"""MATLAB files of version 5, as far as annotations need them: numeric matrices and 1 x 1 structs of them.

"MAT-File Format" (The MathWorks), level 5: a 128-byte header, then elements of (type, size, data), each padded to 8
bytes; an element of at most 4 bytes shares 8 bytes with its tag; a compressed element is a zlib stream of one other.
SBD alone needs it, and SciPy would add 100 MB to every installation for this.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

HEADER_BYTES = 128
MATRIX, COMPRESSED = 14, 15
STRUCT = 2
NUMBERS = {1: "i1", 2: "u1", 3: "i2", 4: "u2", 5: "i4", 6: "u4", 7: "f4", 9: "f8", 12: "i8", 13: "u8"}
CLASSES = {6: "f8", 7: "f4", 8: "i1", 9: "u1", 10: "i2", 11: "u2", 12: "i4", 13: "u4", 14: "i8", 15: "u8"}

Order = Literal["<", ">"]
ORDERS: dict[bytes, Order] = {b"IM": "<", b"MI": ">"}


@dataclass(frozen=True)
class Element:
    """One element: its type, its bytes and their order."""

    type: int
    data: bytes
    order: Order

    def numbers(self) -> np.ndarray:
        """The values of a numeric element. Raises KeyError for another type."""
        return np.frombuffer(self.data, dtype=np.dtype(NUMBERS[self.type]).newbyteorder(self.order))


def read_mat(path: Path) -> dict[str, Any]:
    """The variables of the file by name: arrays, dictionaries for structs, None for what else MATLAB can hold.

    Raises FileNotFoundError, and ValueError for what is no such file or damaged.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(f"{path} does not exist") from None
    order = ORDERS.get(content[126:128])
    if order is None:
        raise ValueError(f"{path} is not a MATLAB file of version 5 (its header names no byte order)")
    try:
        return dict(_variables(content[HEADER_BYTES:], order))
    except (zlib.error, struct.error, KeyError, IndexError, ValueError) as error:
        raise ValueError(f"{path} is damaged ({error}); copy it again from the data set") from error


def _variables(content: bytes, order: Order) -> Iterator[tuple[str, Any]]:
    for element in _elements(content, order):
        inner = element
        if element.type == COMPRESSED:
            (inner,) = _elements(zlib.decompress(element.data), order)
        if inner.type == MATRIX:
            yield _matrix(inner)


def _elements(content: bytes, order: Order) -> Iterator[Element]:
    at = 0
    while at + 8 <= len(content):
        (tag,) = struct.unpack_from(order + "I", content, at)
        if tag >> 16:  # a small element: size and type share one word, the data follow in the same 8 bytes
            kind, size, start, end = tag & 0xFFFF, tag >> 16, at + 4, at + 8
        else:
            kind = tag
            (size,) = struct.unpack_from(order + "I", content, at + 4)
            start = at + 8
            end = start + size if kind == COMPRESSED else start + -(-size // 8) * 8
        if start + size > len(content):
            raise ValueError(f"an element of {size} bytes at {at} passes the end")
        yield Element(kind, content[start : start + size], order)
        at = end


def _matrix(element: Element) -> tuple[str, Any]:
    """(name, value) of a matrix element."""
    if not element.data:
        return "", None
    parts = list(_elements(element.data, element.order))
    kind = int(parts[0].numbers()[0]) & 0xFF
    shape = tuple(int(side) for side in parts[1].numbers())
    name = parts[2].data.decode("latin-1")
    if kind == STRUCT and int(np.prod(shape)) == 1:
        return name, _fields(parts)
    if kind in CLASSES:
        # MATLAB stores columns one after another, and small whole numbers in fewer bytes than their class has.
        values = parts[3].numbers().astype(CLASSES[kind])
        return name, values.reshape(shape, order="F")
    return name, None


def _fields(parts: list[Element]) -> dict[str, Any]:
    length = int(parts[3].numbers()[0])
    text = parts[4].data
    names = [text[at : at + length].split(b"\0")[0].decode("latin-1") for at in range(0, len(text), length)]
    return {name: _matrix(part)[1] for name, part in zip(names, parts[5:], strict=True)}
