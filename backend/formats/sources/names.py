"""Names inside archives: what they mean, whoever packed them, and which are refused."""

from __future__ import annotations

import re

from backend.config.text import cleaned

DRIVE = re.compile(r"^[A-Za-z]:")
JUNK_FOLDERS = frozenset({"__macosx", "@eadir", ".git"})
JUNK_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
LONGEST = 1024


class UnsafeName(ValueError):
    """A name that leads out of the archive, or that no file can have."""


def member_name(raw: str) -> str | None:
    """The name as readers see it; None for what systems leave in archives unasked. Raises UnsafeName."""
    if "\x00" in raw:
        raise UnsafeName("the name holds a NUL character")
    path = raw.replace("\\", "/")
    if path.startswith("/") or DRIVE.match(path):
        raise UnsafeName("the name begins at the root of a disk; pack the files with relative names")
    parts = [cleaned(part) for part in path.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise UnsafeName("the name leads out of the archive ('..')")
    if len(path) > LONGEST:
        raise UnsafeName(f"the name is longer than {LONGEST} characters")
    if not parts or any(part.casefold() in JUNK_FOLDERS for part in parts[:-1]):
        return None
    last = parts[-1].casefold()
    return None if last in JUNK_FILES or last.startswith("._") else "/".join(parts)


def zip_name(raw: str, is_utf8: bool) -> str:
    """Zip stores old names in the code page of the packer's machine; where the bytes are UTF-8, they are meant so."""
    if is_utf8:
        return raw
    try:
        return raw.encode("cp437").decode("utf-8")
    except UnicodeError:
        return raw
