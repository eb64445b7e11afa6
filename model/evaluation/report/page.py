"""The page around everything: one file that loads nothing, with its style and a few lines of script."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from model.evaluation.report.markup import Html, element

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
"""What the browser may load: nothing from anywhere, so that a name in a log can reach nothing either."""


def page(title: str, *content: Html) -> str:
    """A complete HTML document. Light or dark as the reader's system is, and fit for printing."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", _part("report.css")),
    )
    body = element("body", element("main", *content), element("script", _part("report.js")))
    return "<!doctype html>\n" + element("html", head, body, lang="en") + "\n"


def section(title: str, *content: Html | None) -> Html:
    return element("section", element("h2", title), *content)


def note(text: str) -> Html:
    return element("p", text, class_="note")


def facts(pairs: list[tuple[str, str]]) -> Html:
    """A grid of names and values."""
    return element(
        "dl", *(element("div", element("dt", name), element("dd", value)) for name, value in pairs), class_="facts"
    )


def warning(text: str) -> Html:
    return element("p", text, class_="warning", role="note")


@cache
def _part(name: str) -> Html:
    """A file of this package, as it is."""
    return Html(Path(__file__).with_name(name).read_text(encoding="utf-8"))
