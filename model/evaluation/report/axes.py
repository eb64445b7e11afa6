"""The frame of a chart: ticks at round numbers, grid lines, labels, and where a value lies in the drawing."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from model.evaluation.report.markup import Html, element, join

WIDTH, HEIGHT = 600, 300
"""Size of every drawing in SVG units; the page scales it to its column."""
TOP, BOTTOM, LEFT = 14, 46, 62
TEXT = 6.6
"""Mean width of a character of the labels, in SVG units: enough to keep room for them."""


@dataclass(frozen=True)
class Frame:
    """``right`` is the room kept free on the right for labels, in SVG units; y is linear, or logarithmic."""

    x_range: tuple[float, float]
    y_range: tuple[float, float]
    right: float = 16.0
    is_logarithmic: bool = False

    def x(self, value: float) -> float:
        first, last = self.x_range
        return LEFT + (value - first) / ((last - first) or 1) * (WIDTH - LEFT - self.right)

    def y(self, value: float) -> float:
        low, high = self.y_range
        if self.is_logarithmic:
            low, high, value = math.log10(low), math.log10(high), math.log10(value)
        return HEIGHT - BOTTOM - (value - low) / ((high - low) or 1) * (HEIGHT - TOP - BOTTOM)


def round_ticks(low: float, high: float, about: int = 5, is_count: bool = False) -> list[float]:
    """Multiples of 1, 2, 2.5 or 5 times a power of ten that cover ``low``..``high``, ``about`` so many.

    ``is_count``: whole numbers only.
    """
    span = (high - low) or abs(high) or 1.0
    power = 10.0 ** math.floor(math.log10(span / about))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power * about >= span * 0.999)
    if is_count:
        step = max(1.0, math.ceil(step))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(index * step, 12) for index in range(first, max(last, first + 1) + 1)]


def logarithmic_ticks(low: float, high: float) -> list[float]:
    """1, 2 and 5 times powers of ten that cover ``low``..``high``, both above 0; only the powers where many."""
    powers = range(math.floor(math.log10(low)), math.floor(math.log10(high)) + 2)
    factors = (1.0, 2.0, 5.0) if high / low < 200 else (1.0,)
    ticks = [factor * 10.0**power for power in powers for factor in factors]
    first = max((tick for tick in ticks if tick <= low * (1 + 1e-9)), default=ticks[0])
    last = min(tick for tick in ticks if tick >= high * (1 - 1e-9))
    return [tick for tick in ticks if first <= tick <= last] if last > first else [first, first * 2]


def draw_axes(
    frame: Frame,
    x_ticks: Sequence[tuple[float, str]],
    y_ticks: Sequence[float],
    labels: tuple[str, str],
    y_format: Callable[[float], str],
) -> Html:
    """Grid, tick labels and the names of both axes, ``labels`` = (x, y)."""
    right = WIDTH - frame.right
    grid = [
        join(
            element("line", x1=LEFT, x2=right, y1=frame.y(value), y2=frame.y(value), class_="grid"),
            element("text", y_format(value), x=LEFT - 8, y=frame.y(value) + 4, text_anchor="end"),
        )
        for value in y_ticks
    ]
    below = [
        element("text", text, x=frame.x(value), y=HEIGHT - BOTTOM + 18, text_anchor="middle") for value, text in x_ticks
    ]
    base = element("line", x1=LEFT, x2=right, y1=HEIGHT - BOTTOM, y2=HEIGHT - BOTTOM, class_="base")
    middle = (LEFT + right) / 2
    x_name = element("text", labels[0], x=middle, y=HEIGHT - 6, text_anchor="middle", class_="axis")
    height = TOP + (HEIGHT - TOP - BOTTOM) / 2
    y_name = element(
        "text", labels[1], x=13, y=height, text_anchor="middle", class_="axis", transform=f"rotate(-90 13 {height})"
    )
    return join(*grid, *below, base, x_name, y_name)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions near ``wanted``, in the same order, at least ``gap`` apart and within ``low``..``high`` if they fit."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed: dict[int, float] = {}
    lowest = low
    for index in order:
        placed[index] = max(wanted[index], lowest)
        lowest = placed[index] + gap
    highest = high
    for index in reversed(order):
        placed[index] = min(placed[index], highest)
        highest = placed[index] - gap
    return [placed[index] for index in range(len(wanted))]
