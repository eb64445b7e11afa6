"""The pages name every format that can be imported, and none that cannot."""

from __future__ import annotations

import re

from backend.config.env import REPOSITORY
from backend.formats.table import FORMATS

NAMES = REPOSITORY / "frontend" / "src" / "i18n" / "en" / "importFormats.ts"


def test_the_pages_offer_the_formats_of_the_table() -> None:
    named = re.findall(r"^  '?([a-z0-9-]+)'?: ", NAMES.read_text(encoding="utf-8"), re.MULTILINE)
    assert named == [row.name for row in FORMATS if row.read]
