"""Strict query strings: only the parameters that a view names may be given, and only allowed values.

An unknown parameter is an error, never ignored: a filter that does nothing shows rows that were not asked for, and a
filter that reaches through relations shows what nobody may read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, time
from typing import Any, Protocol

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from backend.config.problems import Code, Problem

ALWAYS = frozenset({"cursor", "limit", "format"})
YEARS = range(2000, 2201)


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


def share(request: Asking, name: str) -> float | None:
    """The value of ``?name=`` as a number from 0 to 1, None when absent; Problem 400 when it is none."""
    text = request.query_params.get(name, "")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise Problem(Code.INVALID, f"{name}={text[:40]!r} is not allowed: it must be a number from 0 to 1.")
    return value


def moment(request: Asking, name: str, of_day: time) -> datetime | None:
    """The value of ``?name=`` as a time, a day standing for ``of_day`` in it; Problem 400 when it is neither, or far
    from any that there is: databases hold no year before 1 or after 9999 in another time zone."""
    text = request.query_params.get(name, "")
    if not text:
        return None
    try:
        day = parse_date(text)
        found = datetime.combine(day, of_day) if day else parse_datetime(text.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        detail = (
            f"{name}={text[:40]!r} is not allowed: write a day like 2026-01-31 or a time like 2026-01-31T12:00:00Z, "
            f"of the years {YEARS[0]} to {YEARS[-1]}."
        )
        raise Problem(Code.INVALID, detail)
    return found if timezone.is_aware(found) else timezone.make_aware(found)
