"""Every format that the server reads or writes has a name on the pages, and the lists of the pages are right."""

from __future__ import annotations

import re
from pathlib import Path

from backend.formats.table import FORMATS

FRONTEND = Path(__file__).resolve().parents[2] / "frontend" / "src"
BACKUP = "stipple"
"""No row of the table: written and restored by jobs of their own."""
LISTS = r"const (READ|WRITTEN)\b(.*?);\n"


def test_the_pages_know_the_formats_of_the_server() -> None:
    names = re.findall(r"^  '?([\w+-]+)'?: '", (FRONTEND / "i18n/en/formats.ts").read_text(), flags=re.M)
    assert sorted(names) == sorted([*(row.name for row in FORMATS), BACKUP])
    lists = (FRONTEND / "formats/formatNames.ts").read_text()
    left_out = {name: re.findall(r"format !== '([\w+-]+)'", line) for name, line in re.findall(LISTS, lists, re.S)}
    assert left_out["READ"] == [row.name for row in FORMATS if not row.read]
    assert left_out["WRITTEN"] == [row.name for row in FORMATS if not row.writers]
