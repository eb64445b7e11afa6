"""What may be said of an address elsewhere: its host. Path and query of some receivers are as good as a password."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
