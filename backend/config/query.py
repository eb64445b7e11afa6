"""Strict query strings: only the parameters that a view names may be given, and only allowed values.

An unknown parameter is an error, never ignored: a filter that does nothing shows rows that were not asked for, and a
filter that reaches through relations shows what nobody may read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from backend.config.problems import Code, Problem

ALWAYS = frozenset({"cursor", "limit", "format"})


class Asking(Protocol):
    """A request, or what stands in for one: a query string and who asks."""

    @property
    def query_params(self) -> Mapping[str, str]: ...

    @property
    def user(self) -> Any: ...


def allow_only(request: Asking, names: Collection[str]) -> None:
    """Raise Problem 400 for a query parameter that is neither in ``names`` nor one of pagination's."""
    for name in request.query_params:
        if name not in names and name not in ALWAYS:
            allowed = ", ".join(sorted(names)) or "none"
            raise Problem(Code.INVALID, f"There is no filter {name!r} here. Filters: {allowed}.")


def choice(request: Asking, name: str, allowed: Collection[str], default: str = "") -> str:
    """The value of ``?name=`` when it is one of ``allowed``, ``default`` when it is absent; Problem 400 otherwise."""
    value = request.query_params.get(name, "")
    if not value:
        return default
    if value not in allowed:
        raise Problem(Code.INVALID, f"{name}={value!r} is not allowed. Allowed: {', '.join(sorted(allowed))}.")
    return value


def whole_number(request: Asking, name: str) -> int | None:
    """The value of ``?name=`` as an id, None when absent; Problem 400 when it is no number."""
    value = request.query_params.get(name, "")
    if not value:
        return None
    if not value.isdecimal() or len(value) > 18:
        raise Problem(Code.INVALID, f"{name}={value!r} is not allowed: it must be a number.")
    return int(value)
