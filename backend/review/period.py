"""The days that statistics are asked for: ``?from=&to=``, both included, in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from rest_framework.request import Request

from backend.config.problems import Code, Problem

DEFAULT_DAYS = 30
MOST_DAYS = 1100


@dataclass(frozen=True)
class Period:
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Period:
        """As many days, just before."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """From the first moment to the one after the last."""
        start = datetime.combine(self.first, time(), tzinfo=UTC)
        return start, start + timedelta(days=self.days)


def period_of(request: Request, today: date) -> Period:
    """Raises Problem 400. Without ``from`` it is DEFAULT_DAYS until ``to``, which is today unless said otherwise."""
    last = _date(request, "to") or today
    first = _date(request, "from") or last - timedelta(days=DEFAULT_DAYS - 1)
    if first > last:
        raise Problem(Code.INVALID, f"from={first} comes after to={last}; give the earlier day as from.")
    period = Period(first, last)
    if period.days > MOST_DAYS:
        raise Problem(Code.INVALID, f"This asks for {period.days} days; ask for at most {MOST_DAYS}.")
    return period


def _date(request: Request, name: str) -> date | None:
    value = request.query_params.get(name, "")
    if not value:
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or not 2000 <= found.year <= 2200:
        raise Problem(Code.INVALID, f"{name}={value[:20]!r} is not allowed: write a day as YYYY-MM-DD, 2000 or later.")
    return found
