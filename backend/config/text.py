"""Text that people type: names are one line, descriptions several; no control characters in either."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from rest_framework import serializers

NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
KEPT = {"\n", "\t"}
# Direction overrides can make "gpj.exe" read "exe.jpg"; zero-width joiners stay, scripts and emoji need them.
OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def cleaned(text: str, is_multiline: bool = False) -> str:
    """NFC, without control characters and direction overrides; one line unless ``is_multiline``."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not is_multiline:
        text = text.replace("\n", " ").replace("\t", " ")
    return "".join(c for c in text if c in KEPT or not (unicodedata.category(c) in ("Cc", "Cs") or c in OVERRIDES))


def is_storable(value: Any) -> bool:
    """Whether every database keeps the JSON ``value``: PostgreSQL takes no NUL and no surrogates, nor any NaN."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        text.encode()
    except ValueError:
        return False
    return not NUL.search(text)


class TextField(serializers.CharField):
    """A CharField whose value is cleaned; ``is_multiline`` keeps line breaks."""

    def __init__(self, *, is_multiline: bool = False, **options: Any) -> None:
        self.is_multiline = is_multiline
        super().__init__(**options)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(cleaned(data, self.is_multiline) if isinstance(data, str) else data)
