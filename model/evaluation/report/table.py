"""Tables of texts and numbers; a sortable one is sorted by the few lines of ``report.js`` in the page."""

from __future__ import annotations

from collections.abc import Sequence

from model.evaluation.report.markup import Html, element


def table(head: Sequence[str], rows: Sequence[Sequence[str]], sortable: bool = False) -> Html:
    """``rows`` under ``head``; the first column names its row, the others are aligned like numbers."""
    heads = [element("th", element("button", text, type="button") if sortable else text, scope="col") for text in head]
    body = [
        element("tr", element("th", row[0], scope="row"), *(element("td", text) for text in row[1:])) for row in rows
    ]
    return element(
        "div",
        element(
            "table",
            element("thead", element("tr", *heads)),
            element("tbody", *body),
            class_="sortable" if sortable else None,
        ),
        class_="scroll",
        tabindex=0,
    )
