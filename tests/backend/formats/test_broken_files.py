"""Readers meet files that are broken in many ways: they raise nothing but Unreadable, and tell what they leave out."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend.formats.records import ImageRecord, ObjectRecord, Problem
from backend.formats.sources import Unreadable, opened
from backend.formats.table import FORMATS, Format
from backend.images.models import Image
from backend.projects.models import Project
from tests.backend.formats.conftest import pack

pytestmark = pytest.mark.database
BOTH_WAYS = [row for row in FORMATS if row.read and row.writers]
ODD: list[Any] = [
    None, True, -1, 0, 1e308, 10**30, "", "x" * 5000, "\x00", "\ud800", [], {}, [[]], [None], {"a": []}, "../../a", "/"
]  # fmt: skip
TIMES = 40


def disturbed(content: bytes, chance: random.Random) -> bytes:
    """Cut off, with some bytes changed, doubled or emptied."""
    at = chance.randrange(len(content) + 1)
    match chance.randrange(4):
        case 0:
            return content[:at]
        case 1:
            return content[:at] + bytes(chance.randrange(256) for _ in range(3)) + content[at + 3 :]
        case 2:
            return content[:at] + content
        case _:
            return content.replace(chance.choice([b'"', b"<", b"1", b" ", b","]), b"", chance.randrange(1, 4))


def odd_json(value: Any, chance: random.Random) -> Any:
    """``value`` with something in it replaced by what nobody expects there, or gone."""
    if chance.random() < 0.15 or not isinstance(value, dict | list) or not value:
        return chance.choice(ODD)
    if isinstance(value, list):
        place = chance.randrange(len(value))
        return [odd_json(each, chance) if n == place else each for n, each in enumerate(value)]
    name = chance.choice(list(value))
    if chance.random() < 0.15:
        return {key: each for key, each in value.items() if key != name}
    return value | {name: odd_json(value[name], chance)}


def broken(files: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    name = chance.choice([name for name in files if files[name]])
    if name.endswith(".json") and chance.random() < 0.7:
        changed = json.dumps(odd_json(json.loads(files[name]), chance)).encode()
    else:
        changed = disturbed(files[name], chance)
    kept = {other: content for other, content in files.items() if other != name}
    return kept if chance.random() < 0.1 else kept | {name: changed}


@pytest.mark.parametrize("row", BOTH_WAYS, ids=lambda row: row.name)
def test_no_reader_raises_over_a_broken_file(
    row: Format, project: Project, filled: list[Image], exported: Callable[..., Path], tmp_path: Path
) -> None:
    assert row.read is not None
    with zipfile.ZipFile(exported(project, row.name)) as archive:
        whole = {name: archive.read(name) for name in archive.namelist() if name != "report.json"}
    told = 0
    for seed in range(TIMES):
        files = broken(whole, random.Random(seed))
        with opened(pack(tmp_path / "broken.zip", files)) as found:
            try:
                if row.recognises is not None:
                    row.recognises(found)
                records = list(row.read(found))
            except Unreadable as error:
                assert error.code and error.detail
                told += 1
                continue
            inside = [each for record in records if isinstance(record, ImageRecord) for each in record.objects]
            assert all(isinstance(each, ObjectRecord | Problem) and each.place.file for each in inside)
            told += any(isinstance(each, Problem) for each in [*records, *inside])
    assert told > 3
