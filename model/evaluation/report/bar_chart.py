"""Stacked bars: how many sessions needed how many clicks, and what a click costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from model.evaluation.report.axes import TEXT, Frame, draw_axes, round_ticks
from model.evaluation.report.figure import figure
from model.evaluation.report.markup import Html, element, join


@dataclass(frozen=True)
class Layer:
    """One part of each bar; ``values[i]`` belongs to ``BarChart.bars[i]``. ``paint`` is a class of the style sheet."""

    label: str
    values: Sequence[float]
    paint: str


@dataclass(frozen=True)
class BarChart:
    title: str
    note: str
    x_label: str
    y_label: str
    bars: Sequence[str]
    layers: Sequence[Layer]
    """From the bottom up."""
    y_format: Callable[[float], str]
    is_count: bool = False
    """The y axis has whole numbers only."""


def bar_chart(chart: BarChart) -> Html:
    """The chart as a ``figure`` element with a legend where there are several layers."""
    tallest = max((sum(layer.values[i] for layer in chart.layers) for i in range(len(chart.bars))), default=0.0)
    head = [chart.x_label, *(layer.label for layer in chart.layers)]
    rows = [[bar, *(chart.y_format(layer.values[i]) for layer in chart.layers)] for i, bar in enumerate(chart.bars)]
    legend = [(layer.label, layer.paint) for layer in chart.layers] if len(chart.layers) > 1 else []
    return figure(chart.title, chart.note, _drawing(chart, tallest) if tallest > 0 else None, [head, *rows], legend)


def _drawing(chart: BarChart, tallest: float) -> Html:
    ticks = round_ticks(0.0, tallest, is_count=chart.is_count)
    frame = Frame((-0.5, len(chart.bars) - 0.5), (0.0, ticks[-1]))
    slot = frame.x(1) - frame.x(0)
    longest = max(len(bar) for bar in chart.bars)
    stride = max(1, -int(-(TEXT * longest + 4) // slot))
    last = len(chart.bars) - 1
    x_ticks = [
        (float(i), bar) for i, bar in enumerate(chart.bars) if i == last or (i % stride == 0 and (last - i >= stride))
    ]
    axes = draw_axes(frame, x_ticks, ticks, (chart.x_label, chart.y_label), chart.y_format)
    return join(axes, *(_bar(chart, frame, i, slot * 0.76) for i in range(len(chart.bars))))


def _bar(chart: BarChart, frame: Frame, index: int, width: float) -> Html:
    parts, below = [], 0.0
    for layer in chart.layers:
        above = below + layer.values[index]
        if above > below:
            says = f"{chart.x_label} {chart.bars[index]}, {layer.label}: {chart.y_format(layer.values[index])}"
            parts.append(
                element(
                    "rect",
                    element("title", says),
                    x=frame.x(index) - width / 2,
                    y=frame.y(above),
                    width=width,
                    height=frame.y(below) - frame.y(above),
                    class_=f"bar {layer.paint}",
                )
            )
        below = above
    return join(*parts)
