"""Broken Parquet files and rows, each beside a good one."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tests.backend.formats import test_hf_parquet as parquet
from tests.backend.formats.broken.case import Case
from tests.backend.formats.broken.packing import packed

ROW = parquet.row("a.jpg")
GOOD_PARQUET = parquet.parquet([ROW])


def _rows(name: str, rows: list[dict[str, Any]], *says: str, made: int = 1) -> Case:
    return packed(f"Parquet with {name}", {"data/train.parquet": parquet.parquet(rows)}, *says, made=made)


def _raw(name: str, content: bytes, *says: str, made: int = 1) -> Case:
    return packed(f"Parquet {name}", {"data/a.parquet": GOOD_PARQUET, "data/b.parquet": content}, *says, made=made)


def _table(**columns: Any) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def _changed(content: bytes, at: int, by: bytes) -> bytes:
    found = bytearray(content)
    found[at : at + len(by) or None] = by
    return bytes(found)


PARQUET = (
    _raw("of 0 bytes", b"", "bad-parquet"),
    _raw("of its beginning alone", b"PAR1", "bad-parquet"),
    _raw("cut off", GOOD_PARQUET[:-20], "bad-parquet"),
    _raw("with a footer of 4 GB", _changed(GOOD_PARQUET, len(GOOD_PARQUET) - 8, b"\xff\xff\xff\xff"), "bad-parquet"),
    _raw("with a footer of 0 bytes", _changed(GOOD_PARQUET, len(GOOD_PARQUET) - 8, bytes(4)), "bad-parquet"),
    _raw(
        "with a footer of noise", _changed(GOOD_PARQUET, len(GOOD_PARQUET) - 200, bytes(range(100, 200))), "bad-parquet"
    ),
    _raw("with pages of noise", _changed(GOOD_PARQUET, 8, bytes(range(100, 180)))),
    _raw("of other columns", _table(a=[1], b=["x"]), "bad-record"),
    _raw("without rows", _table(image=pa.array([], pa.string())), made=1),
    _raw("of images that are numbers", _table(image=[7], objects=[7]), "bad-record"),
    _raw(
        "of a row group of 20 million numbers",
        _table(image=pa.array(np.zeros(20_000_000, np.int8))[:1], x=[1]),
        "bad-record",
    ),
    _rows(
        "a box of 3 numbers",
        [ROW, parquet.row("b.png", bbox=[[1.0, 1.0, 2.0]]) | {"width": 48, "height": 64}],
        "bad-record",
    ),
    _rows(
        "a category out of range",
        [ROW, parquet.row("b.png", category=[77]) | {"width": 48, "height": 64}],
        "unknown-label",
    ),
    _rows(
        "lists of other lengths",
        [ROW, parquet.row("b.png", category=[1, 1, 1]) | {"width": 48, "height": 64}],
        "bad-record",
    ),
    _rows("no objects", [ROW, parquet.row("b.png") | {"objects": None, "width": 48, "height": 64}]),
    _rows("a photo that is none", [ROW, parquet.row(None, b"no picture")], "not-an-image"),
    _rows("no image", [ROW, ROW | {"image": None}], "bad-record"),
    _rows("a path that leads out", [ROW, parquet.row("../../etc/passwd")], "no-such-image"),
    _rows("another size", [ROW, parquet.row("b.png") | {"width": 7, "height": 7}], "size-differs"),
)

PARQUET_FILES = PARQUET
