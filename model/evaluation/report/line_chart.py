"""Curves over the number of clicks: an SVG drawing with a label at the end of each curve, and its numbers below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from model.evaluation.report.axes import (
    BOTTOM,
    HEIGHT,
    TOP,
    WIDTH,
    Frame,
    draw_axes,
    logarithmic_ticks,
    round_ticks,
    spread,
)
from model.evaluation.report.figure import figure
from model.evaluation.report.markup import Html, element, join

LABEL_WIDTH = 170.0
"""Room for the label of a curve in SVG units; longer ones are cut."""
MARKERS = 24
"""Up to so many points a curve each point is marked (and says its value under the pointer)."""


@dataclass(frozen=True)
class Curve:
    """``values[i]`` belongs to ``LineChart.x[i]``; None is a gap. ``paint`` is a class of the style sheet."""

    label: str
    values: Sequence[float | None]
    paint: str


@dataclass(frozen=True)
class LineChart:
    title: str
    note: str
    x_label: str
    y_label: str
    x: Sequence[int]
    curves: Sequence[Curve]
    y_format: Callable[[float], str]
    from_zero: bool = False
    y_limit: float | None = None
    """No tick lies above it (1.0 for an IoU)."""
    is_logarithmic: bool = False
    """The y axis; all values must then be above 0."""


def line_chart(chart: LineChart) -> Html:
    """The chart as a ``figure`` element; a chart without a value says so instead of drawing empty axes."""
    values = [value for curve in chart.curves for value in curve.values if value is not None]
    head = [chart.x_label, *(curve.label for curve in chart.curves)]
    rows = [
        [str(x), *(_text(chart, curve.values[i] if i < len(curve.values) else None) for curve in chart.curves)]
        for i, x in enumerate(chart.x)
    ]
    return figure(chart.title, chart.note, _drawing(chart, values) if values else None, [head, *rows])


def _drawing(chart: LineChart, values: Sequence[float]) -> Html:
    if chart.is_logarithmic:
        ticks = logarithmic_ticks(min(values), max(values))
    else:
        ticks = round_ticks(0.0 if chart.from_zero else min(values), max(values))
    if chart.y_limit is not None:
        ticks = [tick for tick in ticks if tick <= chart.y_limit]
    room = 22 + max(_width(_short(curve.label)) for curve in chart.curves)
    x_first, x_last = chart.x[0], max(chart.x[-1], chart.x[0] + 1)
    y_range = min(ticks[0], *values), max(ticks[-1], *values)
    frame = Frame((x_first, x_last), y_range, room, chart.is_logarithmic)
    x_ticks = [(float(x), str(x)) for x in chart.x if _is_labelled(x, chart.x)]
    axes = draw_axes(frame, x_ticks, ticks, (chart.x_label, chart.y_label), chart.y_format)
    return join(axes, *(_curve(chart, frame, curve) for curve in chart.curves), _labels(chart, frame))


def _is_labelled(x: int, xs: Sequence[int]) -> bool:
    """The first, and of many only the multiples of 5, 10, 20, ..."""
    if len(xs) <= 12:
        return True
    step = next(step for step in (5, 10, 20, 50, 100, 200, 500, 1000, len(xs)) if len(xs) // step <= 8)
    return x == xs[0] or x % step == 0


def _curve(chart: LineChart, frame: Frame, curve: Curve) -> Html:
    points = [(x, value) for x, value in zip(chart.x, curve.values, strict=False) if value is not None]
    if not points:
        return Html("")
    path = " ".join(f"{'L' if i else 'M'}{frame.x(x):.1f} {frame.y(y):.1f}" for i, (x, y) in enumerate(points))
    marks = [
        element(
            "circle",
            element("title", f"{curve.label}, {chart.x_label} {x}: {chart.y_format(y)}"),
            cx=frame.x(x),
            cy=frame.y(y),
            r=3,
        )
        for x, y in (points if len(points) <= MARKERS else ())
    ]
    return element("g", element("path", d=path), *marks, class_=f"curve {curve.paint}")


def _labels(chart: LineChart, frame: Frame) -> Html:
    """The name of each curve beside its last point; names that would overlap are moved apart."""
    ends = [
        (curve, next(v for v in reversed(curve.values) if v is not None))
        for curve in chart.curves
        if any(v is not None for v in curve.values)
    ]
    heights = spread([frame.y(value) for _, value in ends], 15, TOP + 4, HEIGHT - BOTTOM)
    x = WIDTH - frame.right
    return join(
        *(
            element(
                "g",
                element("line", x1=x + 2, y1=frame.y(value), x2=x + 12, y2=height),
                element("text", element("title", curve.label), _short(curve.label), x=x + 15, y=height + 4),
                class_=f"label {curve.paint}",
            )
            for (curve, value), height in zip(ends, heights, strict=True)
        )
    )


def _short(label: str) -> str:
    if _width(label) <= LABEL_WIDTH:
        return label
    return next(cut for end in range(len(label), -1, -1) if _width(cut := label[:end] + "…") <= LABEL_WIDTH)


def _width(text: str) -> float:
    """Of ``text`` in the bold type of labels, in SVG units: no less than in DejaVu Sans, the widest fall-back font."""
    return sum(13.3 if sign in "WMmw@%" or not sign.isascii() else 9.9 if sign.isupper() else 8.6 for sign in text)


def _text(chart: LineChart, value: float | None) -> str:
    return "" if value is None else chart.y_format(value)
