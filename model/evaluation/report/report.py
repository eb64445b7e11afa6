"""The report of one run as a page: figures, curves, cross-effects, the worst cases, all images, all settings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from model.datasets import open_dataset
from model.datasets.sample import Dataset, Sample
from model.evaluation.log import Recorded
from model.evaluation.report.charts import charts_of_run
from model.evaluation.report.effects import effects
from model.evaluation.report.figures import figure_texts, tiles
from model.evaluation.report.image_table import image_table
from model.evaluation.report.markup import Html, element
from model.evaluation.report.number_text import NOTHING, percent
from model.evaluation.report.page import facts, page, section
from model.evaluation.report.run import Run, read_run
from model.evaluation.report.setting_text import setting_rows, setting_text
from model.evaluation.report.table import table
from model.evaluation.report.worst_cases import SHOWN_CASES, Case, LoadSample, draw_cases, worst_cases

REPORT = "report.html"


def write_report(run_dir: Path, worst: int = SHOWN_CASES) -> Path:
    """Write ``report.html`` into the run folder ``run_dir``, with pictures of the ``worst`` sessions; return its path.

    The page holds everything and loads nothing. Photos that are no longer where the run found them are named in place
    of their picture. Raises FileNotFoundError or ValueError where the folder holds no finished run.
    """
    run = read_run(run_dir)
    path = run_dir / REPORT
    fresh = path.with_name(REPORT + ".new")
    fresh.write_text(report(run, draw_cases(run, _photos(run), worst)), encoding="utf-8")
    fresh.replace(path)
    return path


def report(run: Run, cases: list[Case]) -> str:
    """The page of ``run`` with the pictures ``cases``."""
    title = f"{run.model} on {run.summary['dataset']}"
    figures = [[name, text, says] for name, says, text in figure_texts(run)]
    sections: list[Html | None] = [
        section("Over the clicks", element("div", *charts_of_run(run), class_="charts")),
        section("Objects among each other", effects(run)) if run.is_multi else None,
        section("Worst cases", worst_cases(run, cases)) if cases else None,
        section("All images", element("div", image_table(run), class_="card")),
        section("All figures", element("div", table(["figure", "value", "what it is"], figures), class_="card texts")),
        section(
            "Settings", element("div", table(["setting", "value"], setting_rows(run.description)), class_="card texts")
        ),
    ]
    return page(title, _header(title, run), tiles(run), *(part for part in sections if part is not None))


def _header(title: str, run: Run) -> Html:
    described = run.description
    model = described["model"]
    strategy = f", {described['strategy']}" if described["strategy"] else ""
    clicks, images, objects = run.summary["timing"]["clicks"], run.summary["images"], run.summary["objects"]
    return element(
        "header",
        element("h1", title),
        element(
            "p", f"{run.protocol}{strategy}: {clicks} clicks on {objects} objects of {images} images", class_="soft"
        ),
        facts(
            [
                ("model", run.model + (f", {model['engine']} on {model['device']}" if model["engine"] else "")),
                ("digest", _first_characters(str(model["digest"]))),
                ("sessions end at", _target(described["threshold"])),
                ("budget", _budget(described)),
                ("test-time transforms", _transforms(run)),
                ("seed", setting_text(described["seed"])),
                ("processes, threads of each", f"{described.get('processes')}, {described.get('threads')}"),
                ("machine", _machine(described.get("machine"))),
                ("date", str(described.get("date", NOTHING)).replace("T", " ").replace("+00:00", " UTC")),
            ]
        ),
    )


def _first_characters(digest: str) -> str:
    """Enough to tell digests apart; the whole one is among the settings."""
    return digest if len(digest) <= 20 else digest[:16] + "…"


def _target(threshold: float | None) -> str:
    return "the last click" if threshold is None else f"IoU {percent(threshold)}"


def _budget(described: Mapping[str, Any]) -> str:
    per_image = described["max_clicks_per_image"]
    return f"{per_image} clicks per image" if per_image else f"{described['max_clicks']} clicks per object"


def _machine(machine: object) -> str:
    if not isinstance(machine, Mapping):
        return setting_text(machine)
    return f"{machine.get('cores')} cores, {machine.get('processor')}"


def _transforms(run: Run) -> str:
    zoom_in, flip = run.description["zoom_in"], run.description["flip"]
    used = [f"zoom-in {zoom_in}" if zoom_in else "", "flip" if flip else ""]
    return ", ".join(name for name in used if name) or "none"


def _photos(run: Run) -> LoadSample:
    """Loads the photo of a session from the data set, by the name and the folder that run.json has."""
    opened: list[Dataset] = []

    def load(session: Recorded) -> Sample:
        if not opened:
            opened.append(open_dataset(str(run.description["dataset"]), Path(run.description["root"])))
        sample = opened[0][session.end.loader_index]
        if session.end.image_id not in (sample.name, f"{sample.name}#{(session.end.object or 0) + 1}"):
            raise ValueError(f"the data set has {sample.name} in its place; it is not the one that was measured")
        return sample

    return load
