"""Which format files are in: by what they hold, never by what somebody called the archive."""

from __future__ import annotations

from backend.formats.sources import Files, Unreadable
from backend.formats.table import BY_NAME, FORMATS, Format


def format_of(files: Files, name: str = "") -> Format:
    """The format called ``name``, else the first of the table that recognises its own. Raises Unreadable."""
    if name:
        return BY_NAME[name]
    for row in FORMATS:
        if row.recognises is not None and row.recognises(files):
            return row
    known = ", ".join(row.title for row in FORMATS if row.read)
    seen = ", ".join(files.names[:5]) or "nothing"
    raise Unreadable("unknown-format", f"these files ({seen} ...) are in no format that is read here: {known}")
