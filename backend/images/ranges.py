"""Which part of a file a request asks for (RFC 9110, 14.2): one range of bytes, so that a download can go on. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Unsatisfiable(ValueError):
    """The file holds no such part."""


def wanted(headers: Mapping[str, str], size: int, tag: str) -> range | None:
    """The part, None for the whole file: nothing was asked for, or the caller has begun another file (``If-Range`` is
    not ``tag``), or what is asked for is several parts or none of ours, which a server may ignore."""
    found = ONE.fullmatch(headers.get("Range", "").replace(" ", ""))
    if found is None or found.groups() == ("", "") or headers.get("If-Range", tag).strip() != tag:
        return None
    first, last = found.groups()
    if not first:  # so many bytes of the end
        part = range(max(size - int(last), 0), size)
    elif last and int(last) < int(first):
        return None
    else:
        part = range(int(first), min(int(last) + 1, size) if last else size)
    if not len(part):
        raise Unsatisfiable(headers["Range"])
    return part
