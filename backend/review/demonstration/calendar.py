"""When people work: weekdays mostly, a holiday that all have, a week that one is away, office hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

WEEKEND_SHARE = 0.12
"""Of a weekday's work, on a Saturday or Sunday."""


@dataclass(frozen=True)
class Month:
    """``days`` in order, the last one included; on ``holiday`` nobody works."""

    days: tuple[date, ...]
    holiday: date

    @staticmethod
    def until(last: date, random: np.random.Generator, length: int = 30) -> Month:
        days = tuple(last - timedelta(days=length - 1 - step) for step in range(length))
        weekdays = [day for day in days if day.weekday() < 5]
        return Month(days, weekdays[int(random.integers(2, len(weekdays) - 2))])

    def shares(self, away: frozenset[date]) -> np.ndarray:
        """How much of a person's month falls on each day; adds up to 1."""
        weights = np.array([self._weight(day) if day not in away else 0.0 for day in self.days])
        return np.asarray(weights / weights.sum())

    def week_away(self, random: np.random.Generator) -> frozenset[date]:
        start = int(random.integers(3, len(self.days) - 10))
        return frozenset(self.days[start : start + 7])

    def moment(self, day: date, random: np.random.Generator) -> datetime:
        """Some time of the day between eight and five, with a lunch break."""
        hour = random.uniform(8, 12) if random.random() < 0.55 else random.uniform(13, 17)
        return datetime.combine(day, time(), tzinfo=UTC) + timedelta(hours=float(hour))

    def working_day_after(self, day: date) -> date:
        following = [other for other in self.days if other > day and self._weight(other) == 1.0]
        return following[0] if following else self.days[-1]

    def _weight(self, day: date) -> float:
        if day == self.holiday:
            return 0.0
        return 1.0 if day.weekday() < 5 else WEEKEND_SHARE
