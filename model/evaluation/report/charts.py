"""The charts of one run, and of several runs laid over each other."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from model.evaluation.report import progress
from model.evaluation.report.bar_chart import BarChart, Layer, bar_chart
from model.evaluation.report.line_chart import Curve, LineChart, line_chart
from model.evaluation.report.markup import Html
from model.evaluation.report.number_text import milliseconds, percent, whole
from model.evaluation.report.run import Run

RUN_PAINTS = ("r1", "r2", "r3", "r4", "r5", "r6", "r7")
QUALITY_PAINTS = ("q1", "q2", "q3", "q4")
TENTH = 10
"""From so many sessions on the curve of the worst tenth is drawn."""


def charts_of_run(run: Run) -> list[Html]:
    """mIoU, failures at each IoU, clicks needed, cost of a click."""
    clicks = range(1, len(progress.miou_over_clicks(run)) + 1)
    return [_miou(run, clicks), _failures(run, clicks), _clicks_needed(run, clicks), _cost(run, clicks)]


def charts_of_runs(names: Sequence[str], runs: Sequence[Run]) -> list[Html]:
    """The same of several runs; ``names[i]`` is written beside the curves of ``runs[i]``."""
    mious = [progress.miou_over_clicks(run) for run in runs]
    clicks = range(1, max(len(values) for values in mious) + 1)
    x_label = _x_label(runs[0])
    charts = [
        LineChart(
            "mIoU over clicks",
            "Mean over the images of the mean IoU of their objects.",
            x_label,
            "mIoU",
            clicks,
            _curves(names, mious),
            percent,
            y_limit=1.0,
        )
    ]
    failures = [progress.failures_over_clicks(run) for run in runs]
    shared = sorted(set.intersection(*(set(found) for found in failures)))
    for quality in [quality for quality in shared if quality <= progress.target(runs[0])][-2:]:
        charts.append(
            LineChart(
                f"Failures at IoU {percent(quality)}",
                _failure_note(runs[0]),
                x_label,
                "objects not done",
                clicks,
                _curves(names, [found[quality] for found in failures]),
                percent,
                from_zero=True,
                y_limit=1.0,
            )
        )
    costs = [progress.cost_over_clicks(run, clicks) for run in runs]
    charts.append(
        LineChart(
            "Cost of a click",
            "Decode, simulation, and the encode spread over the clicks so far; the scale is logarithmic.",
            x_label,
            "ms per click",
            clicks,
            _curves(names, [[None if cost is None else cost.total_s * 1000 for cost in row] for row in costs]),
            milliseconds,
            is_logarithmic=True,
        )
    )
    return [line_chart(chart) for chart in charts]


def _curves(names: Sequence[str], values: Sequence[Sequence[float | None]]) -> list[Curve]:
    return [
        Curve(name, row, RUN_PAINTS[i % len(RUN_PAINTS)])
        for i, (name, row) in enumerate(zip(names, values, strict=True))
    ]


def _miou(run: Run, clicks: Sequence[int]) -> Html:
    curves = [Curve("all images", progress.miou_over_clicks(run), "r1")]
    note = "Mean over the images of the mean IoU of their objects."
    if len(run.sessions) >= TENTH:
        curves.append(Curve("worst tenth", progress.worst_tenth_over_clicks(run, clicks), "r2"))
        note = "Mean over the images, and over the tenth that is lowest after so many clicks."
    return line_chart(LineChart("mIoU over clicks", note, _x_label(run), "mIoU", clicks, curves, percent, y_limit=1.0))


def _failures(run: Run, clicks: Sequence[int]) -> Html:
    failures = progress.failures_over_clicks(run)
    paints = QUALITY_PAINTS[-len(failures) :] if failures else ()
    curves = [
        Curve(f"IoU {percent(quality)}", values, paint)
        for (quality, values), paint in zip(failures.items(), paints, strict=True)
    ]
    return line_chart(
        LineChart(
            "Failures over clicks",
            _failure_note(run),
            _x_label(run),
            "objects not done",
            clicks,
            curves,
            percent,
            from_zero=True,
            y_limit=1.0,
        )
    )


def _clicks_needed(run: Run, clicks: Sequence[int]) -> Html:
    quality = progress.target(run)
    needed = [value for session in run.sessions for value in progress.clicks_needed_by_object(session, quality)]
    counts = Counter(math.ceil(value) for value in needed if value is not None)
    bars = range(1, max((*clicks, *counts)) + 1)
    never = float(sum(value is None for value in needed))
    layers = [
        Layer("reached", [*(float(counts[k]) for k in bars), 0.0], "r1"),
        Layer("never reached", [*(0.0 for _ in bars), never], "failed"),
    ]
    what = "the clicks per object of their image, rounded up," if run.is_multi else "the clicks"
    return bar_chart(
        BarChart(
            "Clicks needed",
            f"Objects by {what} until they first had IoU {percent(quality)}.",
            _x_label(run),
            "objects",
            [*map(str, bars), "never"],
            layers,
            whole,
            is_count=True,
        )
    )


def _cost(run: Run, clicks: Sequence[int]) -> Html:
    costs = [cost or progress.Cost(0.0, 0.0, 0.0) for cost in progress.cost_over_clicks(run, clicks)]
    layers = [
        Layer("decode", [cost.decode_s * 1000 for cost in costs], "r1"),
        Layer("simulation", [cost.simulation_s * 1000 for cost in costs], "r6"),
        Layer("encode, spread over the clicks so far", [cost.encode_s * 1000 for cost in costs], "r5"),
    ]
    note = "Mean of an interaction by its parts. An image is encoded once, however many clicks follow."
    return bar_chart(
        BarChart("Cost of a click", note, _x_label(run), "ms per click", [str(k) for k in clicks], layers, milliseconds)
    )


def _failure_note(run: Run) -> str:
    if run.is_multi:
        return "Share of the objects whose IoU is lower in the state after that many clicks per object."
    return "Share of the objects that never had that IoU within so many clicks."


def _x_label(run: Run) -> str:
    return "clicks per object" if run.is_multi else "clicks"
