"""Several runs on one page: their curves over each other, one table of their figures."""

from __future__ import annotations

from collections.abc import Sequence

from model.evaluation.report.charts import RUN_PAINTS, charts_of_runs
from model.evaluation.report.figures import figure_texts
from model.evaluation.report.markup import Html, element
from model.evaluation.report.page import page, section, warning
from model.evaluation.report.run import Run
from model.evaluation.report.setting_text import setting_text
from model.evaluation.report.table import table

COMPARABLE = ("dataset", "threshold", "max_clicks", "max_clicks_per_image", "radius")
"""Settings that must be equal for figures to be compared; the others are what one may want to compare.

So must the protocol of single objects, while those of several differ only in who gets the next click.
"""
NAMING = ("strategy", "zoom_in", "flip", "seed")
"""Settings that tell runs of one model apart."""


def comparison(runs: Sequence[Run]) -> str:
    """The page. Raises ValueError where there is no run, or single- and multi-object protocols are mixed."""
    if not runs:
        raise ValueError("no run to compare; give at least one run folder")
    if len({run.is_multi for run in runs}) > 1:
        mixed = ", ".join(f"{run.folder}: {run.protocol}" for run in runs)
        raise ValueError(
            f"protocols with one and with several objects have no figure in common ({mixed}); compare them apart"
        )
    names = run_names(runs)
    datasets = ", ".join(sorted({str(run.summary["dataset"]) for run in runs}))
    title = f"{len(runs)} runs on {datasets}"
    protocols = ", ".join(sorted({run.protocol for run in runs}))

    def counts(name: str) -> str:
        return " or ".join(dict.fromkeys(str(run.summary[name]) for run in runs))

    keys = [
        element("li", element("i", class_=f"key {RUN_PAINTS[i % len(RUN_PAINTS)]}"), name)
        for i, name in enumerate(names)
    ]
    return page(
        title,
        element(
            "header",
            element("h1", title),
            element("p", f"{protocols}: {counts('objects')} objects of {counts('images')} images", class_="soft"),
            element("ul", *keys, class_="legend"),
        ),
        *_differences(names, runs),
        section("Figures", element("div", _figures(names, runs), class_="card long")),
        section("Over the clicks", element("div", *charts_of_runs(names, runs), class_="charts")),
        section("Settings", element("div", _settings(names, runs), class_="card texts")),
    )


def run_names(runs: Sequence[Run]) -> list[str]:
    """The model's name, with the settings that differ and, where that is not enough, the folder."""
    differing = [key for key in NAMING if len({str(run.description.get(key)) for run in runs}) > 1]
    names = [" ".join([run.model, *(_named(run, key) for key in differing if _named(run, key))]) for run in runs]
    return [name if names.count(name) == 1 else f"{name} ({run.folder})" for name, run in zip(names, runs, strict=True)]


def _named(run: Run, key: str) -> str:
    value = run.description.get(key)
    return "" if value in (None, False) else key if value is True else str(value)


def _differences(names: Sequence[str], runs: Sequence[Run]) -> list[Html]:
    """A warning where the runs were not made alike."""
    keys = COMPARABLE if runs[0].is_multi else ("protocol", *COMPARABLE)
    told = {key: [setting_text(run.description.get(key)) for run in runs] for key in keys}
    found = [f"{key} ({_listed(names, values)})" for key, values in told.items() if len(set(values)) > 1]
    if len({frozenset(session.key for session in run.sessions) for run in runs}) > 1:
        found.append(f"images ({_listed(names, [str(len(run.sessions)) for run in runs])})")
    if not found:
        return []
    return [warning(f"Not made alike, so the figures do not compare directly: {'; '.join(found)}.")]


def _listed(names: Sequence[str], values: Sequence[str]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in zip(names, values, strict=True))


def _figures(names: Sequence[str], runs: Sequence[Run]) -> Html:
    texts = [{name: text for name, _, text in figure_texts(run)} for run in runs]
    says = {name: what for run in runs for name, what, _ in figure_texts(run)}
    rows = [[f"{name}: {what}", *(row.get(name, "") for row in texts)] for name, what in says.items()]
    return table(["figure", *names], rows)


def _settings(names: Sequence[str], runs: Sequence[Run]) -> Html:
    keys = list(dict.fromkeys(key for run in runs for key in run.description))
    return table(
        ["setting", *names], [[key, *(setting_text(run.description.get(key)) for run in runs)] for key in keys]
    )
