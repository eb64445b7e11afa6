"""What clicks on one object do to the masks of the others: three small tables of a multi-object run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model.evaluation.report.markup import Html, element, join
from model.evaluation.report.number_text import NOTHING, percent, percent_points, two_decimals, whole
from model.evaluation.report.page import note
from model.evaluation.report.run import Run
from model.evaluation.report.table import table

EFFECTS = (
    ("own", "the clicked object"),
    ("passive", "all other objects"),
    ("neighbours", "others that touch it"),
    ("distant", "others that do not"),
    ("background", "all objects, click on the background"),
)
COUNTS = (
    ("rescued", "rescued: others lifted to the target"),
    ("broken_others", "broken: others fallen below it"),
    ("broken_own", "broken: the clicked object itself"),
    ("free_riders", "free riders: done with their first click"),
    ("wasted", "wasted: clicks without any gain"),
    ("clicks", "clicks after the initial ones"),
)
SWITCHES = (
    ("switches", "switches", two_decimals),
    ("switches_fg", "switches, background clicks left out", two_decimals),
    ("switches_with_init", "switches, the last initial click included", two_decimals),
    ("per_click", "switches per click", percent),
    ("visits_per_object", "visits per object", two_decimals),
)


def effects(run: Run) -> Html:
    """``run`` is of a multi-object protocol."""
    found = run.metrics["effects"]
    effect_rows = [
        [label, percent_points(found[key]["mean"]), whole(found[key]["clicks"]), whole(found[key]["images"])]
        for key, label in EFFECTS
    ]
    count_rows = [[label, two_decimals(found[key]["per_image"]), whole(found[key]["total"])] for key, label in COUNTS]
    drop = found["worst_drop"]
    return element(
        "div",
        _card(
            "Change of IoU by a click",
            f"In percentage points, mean per image, then of the images. Worst drop of another object: mean "
            f"{percent_points(drop['mean'])}, lowest {percent_points(drop['min'])}.",
            table(["on", "points", "clicks", "images"], effect_rows),
        ),
        _card(
            "Rescued and broken",
            "Objects that cross the target, and clicks.",
            table(["", "per image", "in all"], count_rows),
        ),
        _card(
            "Switches",
            "How often the next click is on another object, mean per image.",
            _switches(run.metrics["switches"]),
        ),
        class_="cards",
    )


def matrix(row: Mapping[str, Any]) -> Html:
    """The effects inside one image. ``row``: an entry of ``by_image`` of the summary."""
    values, clicks = row["effects"]["matrix"], row["effects"]["matrix_clicks"]
    names = [*(f"object {k + 1}" for k in range(len(values) - 1)), "background"]
    rows = [
        [name, *map(percent_points, line), whole(count)]
        for name, line, count in zip(names, values, clicks, strict=True)
        if count
    ]
    return join(
        note("Points of IoU per click: clicks on the object of the row, effect on the object of the column."),
        table(["clicks on", *(f"{k + 1}" for k in range(len(values) - 1)), "clicks"], rows),
    )


def _switches(found: Mapping[str, Any]) -> Html:
    targeted = found["targeted"]
    rows = [
        [label, text(found["owner"][key]), NOTHING if targeted is None else text(targeted[key])]
        for key, label, text in SWITCHES
    ]
    return table(["", "by owner", "by target"], rows)


def _card(title: str, says: str, content: Html) -> Html:
    return element("section", element("h3", title), element("p", says), content, class_="card")
