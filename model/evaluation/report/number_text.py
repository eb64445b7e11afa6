"""Figures as a reader of tables expects them. None is an en dash: there was nothing to average."""

from __future__ import annotations

NOTHING = "–"


def percent(value: float | None) -> str:
    """93.4 %; a whole number of per cent without a decimal."""
    return NOTHING if value is None else f"{value * 100:.1f}".removesuffix(".0") + " %"


def percent_points(value: float | None) -> str:
    """A change of IoU with its sign: +4.21 or −0.35, in percentage points."""
    return NOTHING if value is None else f"{value * 100:+.2f}".replace("-", "−")


def two_decimals(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.2f}"


def whole(value: float | None) -> str:
    return NOTHING if value is None else f"{value:,.0f}".replace(",", " ")


def milliseconds(value: float | None) -> str:
    """A number of milliseconds, two digits below ten."""
    return NOTHING if value is None else f"{value:.0f}" if value >= 10 else f"{value:.2g}"


def seconds_as_ms(value: float | None) -> str:
    return NOTHING if value is None else milliseconds(value * 1000) + " ms"
