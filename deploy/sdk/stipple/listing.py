"""A list of the interface, which comes in pages by a cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic
from urllib.parse import urlsplit

from stipple.effects import Flow, T, ask

PAGE = 200


@dataclass(frozen=True)
class Page(Generic[T]):
    """``following``: path and query of the next page; None after the last one."""

    items: Sequence[T]
    following: str | None


@dataclass(frozen=True)
class Listing(Generic[T]):
    """``limit`` is how many a page holds, 1 to 500."""

    path: str
    params: Mapping[str, Any] = field(default_factory=dict)
    limit: int = PAGE

    def page(self, following: str = "") -> Flow[Page[T]]:
        """The first page, or the one that another page named."""
        if following:
            found = yield from ask("GET", following)
        else:
            found = yield from ask("GET", self.path, params={**self.params, "limit": self.limit})
        return Page(found["results"], _path(found["next"]))

    def all(self) -> Flow[list[T]]:
        """Every item, for lists that are short."""
        items: list[T] = []
        following: str | None = ""
        while following is not None:
            page = yield from self.page(following)
            items += page.items
            following = page.following
        return items


def _path(url: str | None) -> str | None:
    """Behind a proxy the server may know itself by another name; ours is the one that works from here."""
    if not url:
        return None
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"
