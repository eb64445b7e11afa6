"""The calibration plot of the documentation: predicted against reached IoU, as a standalone SVG.

Light colours on a background of its own, so that it reads the same in a dark page; nothing is told by colour alone.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from model.evaluation.report.markup import Html, element, join
from model.quality.figures import EQUAL_MASS_BINS, equal_mass_bins

WIDTH, HEIGHT = 640, 470
LEFT, TOP, SIDE = 70, 64, 330
STRIP = 40
"""Height of the histogram below the plot."""
BANDS = ((0.0, 0.75, "#fbe3df", "below 75"), (0.75, 0.9, "#fdf1d3", "75 to 89"), (0.9, 1.0, "#dff1e4", "90 and more"))
INK, MUTED, LINE, DOT = "#1f2933", "#5f6b7a", "#c9d1da", "#1b5fa8"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"


def reliability_plot(predicted: np.ndarray, reached: np.ndarray, report: dict[str, Any]) -> str:
    """``predicted`` and ``reached`` IoUs (N,) in 0..1; ``report`` as ``model.quality.calibrate`` makes it."""
    inside = join(
        element("title", "Predicted quality against the IoU that masks reached"),
        element("rect", width=WIDTH, height=HEIGHT, fill="#ffffff", rx=8),
        _text(LEFT, 28, "Predicted quality against true IoU", size=17, weight=600),
        _text(LEFT, 48, f"{report['model']}: {report['masks']:,} masks on {report['photos']} photos", fill=MUTED),
        _bands(),
        _axes(),
        _bins(predicted, reached),
        _histogram(predicted),
        _legend(report["calibrated"]),
    )
    attributes = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img"}
    return element("svg", inside, **attributes, font_family=FONT, font_size=12, fill=INK) + "\n"


def _x(value: float) -> float:
    return LEFT + SIDE * value


def _y(value: float) -> float:
    return TOP + SIDE * (1 - value)


def _text(x: float, y: float, words: str, size: int = 12, fill: str = INK, **rest: Any) -> Html:
    weight = rest.pop("weight", None)
    return element("text", words, x=float(x), y=float(y), font_size=size, fill=fill, font_weight=weight, **rest)


def _bands() -> Html:
    """What the editor's three signs stand for, behind the plot."""
    return join(
        *(
            element("rect", x=_x(low), y=float(TOP), width=_x(high) - _x(low), height=float(SIDE), fill=fill)
            for low, high, fill, _ in BANDS
        )
    )


def _axes() -> Html:
    marks = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        marks.append(element("line", x1=_x(0), x2=_x(1), y1=_y(tick), y2=_y(tick), stroke=LINE))
        marks.append(_text(LEFT - 8, _y(tick) + 4, f"{tick * 100:.0f}", fill=MUTED, text_anchor="end"))
        marks.append(_text(_x(tick), TOP + SIDE + STRIP + 18, f"{tick * 100:.0f}", fill=MUTED, text_anchor="middle"))
    middle = TOP + SIDE / 2
    return join(
        *marks,
        element("line", x1=_x(0), y1=_y(0), x2=_x(1), y2=_y(1), stroke=MUTED, stroke_dasharray="5 4"),
        _text(_x(0.5), TOP + SIDE + STRIP + 34, "predicted quality, of 100", text_anchor="middle"),
        _text(22, middle, "true IoU, of 100", text_anchor="middle", transform=f"rotate(-90 22 {middle:.0f})"),
    )


def _bins(predicted: np.ndarray, reached: np.ndarray) -> Html:
    """A dot at the means of each bin of equal mass, and a line over the middle half of what it reached."""
    drawn = []
    for part in equal_mass_bins(predicted, EQUAL_MASS_BINS):
        x = _x(float(predicted[part].mean()))
        low, high = (float(value) for value in np.quantile(reached[part], (0.25, 0.75)))
        mean = float(reached[part].mean())
        words = f"predicted {100 * predicted[part].mean():.0f}, reached {100 * mean:.0f}"
        drawn.append(element("line", x1=x, x2=x, y1=_y(low), y2=_y(high), stroke=DOT, stroke_width=2, opacity=0.45))
        drawn.append(element("circle", element("title", words), cx=x, cy=_y(mean), r=4.5, fill=DOT))
    return join(*drawn)


def _histogram(predicted: np.ndarray) -> Html:
    counts, edges = np.histogram(predicted, bins=40, range=(0, 1))
    base, tallest = TOP + SIDE + STRIP, max(int(counts.max()), 1)
    bars = [
        element(
            "rect",
            x=_x(float(edge)) + 0.5,
            y=base - (STRIP - 6) * int(count) / tallest,
            width=SIDE / 40 - 1,
            height=(STRIP - 6) * int(count) / tallest,
            fill=LINE,
        )
        for count, edge in zip(counts, edges, strict=False)
    ]
    return join(*bars, element("line", x1=_x(0), x2=_x(1), y1=float(base), y2=float(base), stroke=MUTED))


def _legend(found: dict[str, float]) -> Html:
    x, y = LEFT + SIDE + 28, TOP + 10
    rows: list[Html] = []
    for name, value in (
        ("Pearson correlation", f"{found['pearson']:.2f}"),
        ("Spearman correlation", f"{found['spearman']:.2f}"),
        ("mean error", f"{100 * found['mae']:.1f} points"),
        ("calibration error", f"{100 * found['ece']:.1f} points"),
        ("AUROC, IoU below 85", f"{found['auroc_below_85']:.2f}"),
    ):
        rows += [_text(x, y, name, fill=MUTED), _text(x, y + 18, value, size=15, weight=600)]
        y += 44
    signs = [
        (element("circle", cx=x + 7.0, cy=y + 6.0, r=5, fill=DOT), "mean of each fifteenth"),
        (
            element("line", x1=x + 7, x2=x + 7, y1=y + 20, y2=y + 36, stroke=DOT, stroke_width=2, opacity=0.45),
            "its middle half",
        ),
        (element("line", x1=x, x2=x + 14, y1=y + 50, y2=y + 50, stroke=MUTED, stroke_dasharray="5 4"), "as promised"),
    ]
    for number, (sign, words) in enumerate(signs):
        rows += [sign, _text(x + 22, y + 10 + 22 * number, words)]
    for number, (_, _, fill, words) in enumerate(BANDS):
        top = y + 66 + 20 * number
        rows += [element("rect", x=float(x), y=float(top), width=14, height=14, fill=fill, stroke=LINE)]
        rows += [_text(x + 22, top + 11, f"quality {words}")]
    return join(*rows)
