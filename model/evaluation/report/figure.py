"""What every chart stands in: its title, one sentence, a legend, the drawing, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence

from model.evaluation.report.axes import HEIGHT, WIDTH
from model.evaluation.report.markup import Html, element
from model.evaluation.report.table import table


def figure(
    title: str,
    note: str,
    drawing: Html | None,
    numbers: Sequence[Sequence[str]],
    legend: Sequence[tuple[str, str]] = (),
) -> Html:
    """``numbers``: header row, then rows; the text alternative of ``drawing``. ``legend``: (label, paint)."""
    keys = [element("li", element("i", class_=f"key {paint}"), label) for label, paint in legend]
    svg = (
        element("p", "The log holds no figures for this chart.", class_="empty")
        if drawing is None
        else element(
            "svg",
            drawing,
            viewBox=f"0 0 {WIDTH} {HEIGHT}",
            role="img",
            aria_label=f"{title}. {note} The numbers are in the table below.",
        )
    )
    return element(
        "figure",
        element("figcaption", element("h3", title), element("p", note)),
        element("ul", *keys, class_="legend") if keys else None,
        svg,
        element("details", element("summary", "Numbers"), table(numbers[0], numbers[1:])) if drawing else None,
    )
