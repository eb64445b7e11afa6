"""The sessions that went worst, as pictures. A photo that is not where the run found it is named instead."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass

from model.datasets.painting import labels_of_one
from model.datasets.sample import Sample
from model.evaluation.log import Recorded
from model.evaluation.report import progress
from model.evaluation.report.effects import matrix
from model.evaluation.report.markup import Html, element, join
from model.evaluation.report.number_text import percent
from model.evaluation.report.page import note
from model.evaluation.report.picture import picture
from model.evaluation.report.run import Run, clicks_of, mean_iou

SHOWN_CASES = 12
MATRIX_OBJECTS = 12

LoadSample = Callable[[Recorded], Sample]
"""Raises OSError or ValueError where the photo cannot be had."""


@dataclass(frozen=True)
class Case:
    """``webp`` is None where there is no picture; ``problem`` then says why."""

    session: Recorded
    webp: bytes | None
    problem: str = ""


def draw_cases(run: Run, load: LoadSample, count: int = SHOWN_CASES) -> list[Case]:
    """The ``count`` worst sessions of ``run``, drawn."""
    return [_drawn(session, load) for session in progress.hardest_first(run)[:count]]


def worst_cases(run: Run, cases: list[Case]) -> Html:
    text = (
        "Left: the photo, the true outlines, and the clicks by their number (disc: on an object, in its colour; black "
        "square: on the background). Right: the final masks against the truth. A click on a picture enlarges it."
    )
    keys = [
        ("right", "right"),
        ("missed", "missed, or given to another object"),
        ("taken", "taken from the background"),
    ]
    legend = element(
        "ul", *(element("li", element("i", class_=f"key {paint}"), label) for paint, label in keys), class_="legend"
    )
    return join(note(text), legend, element("div", *(_card(run, case) for case in cases), class_="worst"))


def _drawn(session: Recorded, load: LoadSample) -> Case:
    try:
        sample = load(session)
        labels = sample.labels if session.end.object is None else labels_of_one(sample.labels, session.end.object)
        return Case(session, picture(sample.image, labels, session.end.masks, clicks_of(session)))
    except (OSError, ValueError) as problem:
        return Case(session, None, str(problem))


def _card(run: Run, case: Case) -> Html:
    says, name = _caption(run, case.session), case.session.end.image_id
    shown = (
        element("p", f"No picture: {case.problem}", class_="empty")
        if case.webp is None
        else element(
            "button",
            element(
                "img",
                src="data:image/webp;base64," + base64.b64encode(case.webp).decode(),
                alt=f"{name}: left the photo with its clicks, right the errors of the final masks. {says}",
            ),
            type="button",
            class_="enlarge",
            title="Larger or smaller",
            aria_expanded="false",
        )
    )
    return element(
        "figure", element("figcaption", element("h3", name), element("p", says)), shown, _matrix(run, case.session)
    )


def _matrix(run: Run, session: Recorded) -> Html | None:
    """The effects of the objects on each other, where the session has some and they fit on a page."""
    if not run.is_multi or not 2 <= session.end.objects <= MATRIX_OBJECTS or not session.refinements:
        return None
    row = next(row for row in run.summary["by_image"] if (row["loader_index"], row["image_id"]) == session.key)
    return element("details", element("summary", "Effects of the objects on each other"), matrix(row))


def _caption(run: Run, session: Recorded) -> str:
    quality = progress.target(run)
    needed = progress.clicks_needed(session, quality)
    parts = [f"{session.end.clicks} clicks", f"final IoU {percent(mean_iou(session.end.ious))}"]
    if run.is_multi:
        failed = sum(value < quality for value in session.end.ious)
        objects = "1 object" if session.end.objects == 1 else f"{session.end.objects} objects"
        parts = [objects, *parts, f"{failed} below {percent(quality)}"]
    elif needed is None:
        parts.append(f"never {percent(quality)} (best {percent(progress.best_iou(session))})")
    else:
        parts.append(f"{percent(quality)} after {needed:g}")
    return ", ".join(parts)
