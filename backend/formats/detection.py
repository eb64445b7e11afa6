"""Which format files are in: by what they hold, never by what somebody called the archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePosixPath

from backend.formats.json_stream import BadElement, elements
from backend.formats.records import Place, Problem
from backend.formats.sources import Files, Unreadable
from backend.formats.table import BY_NAME, FORMATS, Format
from backend.formats.xml_records import records

MOST_REASONS = 3
TELLING = (".json", ".xml", ".jsonl", ".parquet")
OURS = frozenset({"report.json"})
"""What Stipple itself puts beside the files of an export."""
MOST_LOOKED_AT = 20
PACKED = {
    b"PK\x03\x04": "begins as a zip archive, but its end is missing: it was cut off; load or pack it again",
    b"\x1f\x8b": "is packed with gzip inside of something else; unpack it first",
    b"BZh": "is packed with bzip2; pack the files as zip, tar, tar.gz, tar.bz2 or tar.xz",
    b"\xfd7zXZ": "is packed with xz; pack the files as zip, tar, tar.gz, tar.bz2 or tar.xz",
    b"7z\xbc\xaf": "is a 7z archive; pack the files as zip or tar",
    b"Rar!": "is a rar archive; pack the files as zip or tar",
}


def format_of(files: Files, name: str = "") -> Format:
    """The format called ``name``, else the first of the table that recognises its own. Raises Unreadable."""
    if name:
        return BY_NAME[name]
    for row in FORMATS:
        with suppress(Unreadable):  # a damaged file among many hides the format of none but its own
            if row.recognises is not None and row.recognises(files):
                return row
    known = ", ".join(row.title for row in FORMATS if row.read)
    seen = ", ".join(files.names[:5]) or "nothing"
    why = "; ".join(list(dict.fromkeys(_reasons(files)))[:MOST_REASONS])
    detail = f"these files ({seen} ...) are in no format that is read here: {known}"
    raise Unreadable("unknown-format", f"{why}; {detail}" if why else detail)


def not_read(files: Files) -> Iterator[Problem]:
    """Files that may hold annotations and that the reader of the archive's format has made nothing of."""
    for name in files.ending(*TELLING):
        if name in files.used or PurePosixPath(name).name in OURS:
            continue
        try:
            why = next(_wrong_with(files, name), "it is none of this format; import it alone")
        except Unreadable as error:
            why = error.detail
        yield Problem(Place(name), "not-read", why, "file", count=0)


def _reasons(files: Files) -> Iterator[str]:
    """What is wrong with files that may have told the format, else with what could not even be opened."""
    for name in [*files.ending(".json"), *files.ending(".xml"), *files.names][:MOST_LOOKED_AT]:
        try:
            yield from _wrong_with(files, name)
        except Unreadable as error:
            yield error.detail
    for problem in files.problems:
        yield f"{problem.place.file[:100]}: {problem.detail}"


def _wrong_with(files: Files, name: str) -> Iterator[str]:
    """Raises Unreadable, with the line, where the file itself is broken."""
    with files.open(name) as file:
        head = file.read(64)
        while file.read(1 << 20):  # checksums are only told at the end
            pass
    for beginning, why in PACKED.items():
        if head.startswith(beginning):
            yield f"{name} {why}"
    if not files.sizes[name]:
        yield f"{name} is empty"
    elif name.casefold().endswith(".json"):
        for element in elements(files, name):
            if isinstance(element.value, BadElement):
                yield f"{name}, line {element.line}: {element.value.error}"
    elif name.casefold().endswith(".xml"):
        for _ in records(files, name, {""}):
            pass
