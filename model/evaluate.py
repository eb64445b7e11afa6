"""Measure a model by simulated clicks: ``python -m model.evaluate --dataset grabcut --root DIR --json``.

The protocols, their options and the files of a run folder are described in docs/evaluation.md. ``manage.py eval`` runs
``single`` through a product and must print the same figures.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from model import datasets
from model.engines.choice import WANTED as ENGINES
from model.engines.choice import EngineMissing
from model.engines.device import WANTED as DEVICES
from model.engines.device import DeviceMissing
from model.evaluation import settings as options
from model.evaluation.measured import PEER
from model.evaluation.processes import ProcessDied
from model.evaluation.progress import progress_bar
from model.evaluation.runner import evaluate, summarise_folder
from model.evaluation.settings import Settings
from model.evaluation.summary import figures
from model.loading import model_folder

ALL = "all"
DEFAULT_MODE = "dt"
INTERRUPTED = 130
LONG = ("clicks_by_image", "effects", "switches")
"""Figures that only the JSON shows."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.list_datasets:
        print("\n".join(f"{name}: {reader.describe()}" for name, reader in datasets.READERS.items()))
        return
    try:
        result = summarise_folder(given.summarise) if given.summarise else _evaluate(given)
    except (ValueError, OSError, EngineMissing, DeviceMissing, ProcessDied) as problem:
        parser.exit(1, f"{problem}\n")
    except KeyboardInterrupt:
        kept = f"the same command goes on in {given.out}" if given.out else "a run without --out keeps nothing"
        parser.exit(INTERRUPTED, f"stopped; {kept}\n")
    print(json.dumps(result) if given.json else _lines(result))


def _evaluate(given: argparse.Namespace) -> dict[str, Any]:
    """The printed result: one summary, or with ``--strategy all`` one by each strategy."""
    if given.root is None:
        raise ValueError("--root is missing; give the folder of the data set (or --summarise and a run folder)")
    if given.mode is not None and given.protocol != "global-error":
        raise ValueError(f"--mode is of global-error; {given.protocol} has none, leave it out")
    if given.strategy is not None and given.protocol != "multi":
        raise ValueError(f"--strategy is of multi; {given.protocol} has none, leave it out")
    strategies = list(options.STRATEGIES) if given.strategy == ALL else [given.strategy]
    results = {}
    for strategy in strategies:
        settings = _settings(given, strategy)
        out = given.out / settings.run_name if given.out and given.strategy == ALL else given.out
        with progress_bar(f"{settings.protocol} {settings.strategy or ''}".strip()) as progress:
            summary = evaluate(settings, out, given.processes, given.threads, progress)
        if out and not given.no_report:
            _write_report(out)
        results[str(strategy)] = figures(summary) | summary
    return results if given.strategy == ALL else results[str(given.strategy)]


def _settings(given: argparse.Namespace, strategy: str | None) -> Settings:
    target, clicks = options.defaults(given.protocol)
    if given.protocol == "global-error":
        strategy = given.mode or DEFAULT_MODE
    return Settings(
        protocol=given.protocol,
        strategy=strategy,
        dataset=given.dataset,
        root=str(given.root.resolve()),
        model=given.model if given.model.startswith(PEER) else str(model_folder(given.model, given.store)),
        engine=given.engine,
        device=given.device,
        threshold=target if given.target is None else given.target,
        max_clicks=clicks if given.clicks is None else given.clicks,
        max_clicks_per_image=given.clicks_per_image,
        radius=given.radius,
        seed=options.FIRST_SEED + given.seed_id,
        rng=given.rng,
        zoom_in=given.zoom_in,
        flip=given.flip,
        every=given.every,
        limit=given.limit,
    )


def _write_report(folder: Path) -> None:
    from model.evaluation.report import write_report  # loads fonts and pictures, which a summary does not need

    write_report(folder)
    print(f"report: {folder / 'report.html'}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m model.evaluate", description="Measure a model by simulated clicks (docs/evaluation.md)."
    )
    parser.add_argument("--model", default="default", help="a model's name or folder, or peer:NAME; 'default' is nano")
    parser.add_argument("--store", type=Path, metavar="DIR", help="the folder of an installation's models")
    parser.add_argument("--engine", default="auto", choices=ENGINES, help="auto: onnx where the model has graphs")
    parser.add_argument("--device", default="cpu", choices=DEVICES, help="auto: CUDA where the engine has it")
    parser.add_argument("--dataset", default="grabcut", choices=sorted(datasets.READERS))
    parser.add_argument("--list-datasets", action="store_true", help="print what each data set's folder holds")
    parser.add_argument("--root", type=Path, help="folder of the data set")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th image")
    parser.add_argument("--limit", type=int, help="only the first so many images")
    parser.add_argument("--protocol", default="single", choices=options.PROTOCOLS)
    parser.add_argument("--strategy", choices=(*options.STRATEGIES, ALL), help="of multi: who gets the next click")
    parser.add_argument("--mode", choices=tuple(options.MODES), help="of global-error: the largest error (default: dt)")
    parser.add_argument("--target", type=float, help="IoU that ends a session; single makes every click without it")
    parser.add_argument("--clicks", type=int, help="budget of clicks per object (single 20, several objects 10)")
    parser.add_argument("--clicks-per-image", type=int, help="budget of clicks per image, whatever its objects")
    parser.add_argument("--radius", type=int, default=options.BLOCKED_RADIUS, help="pixels that a click blocks around")
    parser.add_argument("--seed-id", type=int, default=0, help="repetition: 0, 1, 2, ...")
    parser.add_argument(
        "--rng", default="image", choices=("image", "reference"), help="random draws by image, or one row as published"
    )
    parser.add_argument("--zoom-in", metavar="MODE", help="crop around the object: cvpr, cvprN, fixedN, native")
    parser.add_argument("--flip", action="store_true", help="average with the answer on the mirrored image")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0, help="cores of each process (0: all, shared out)")
    parser.add_argument("--out", type=Path, help="run folder: log, summary, report; a stopped run goes on there")
    parser.add_argument("--no-report", action="store_true", help="do not write report.html")
    parser.add_argument("--summarise", type=Path, metavar="DIR", help="only compute the summary of a run folder again")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _lines(result: Mapping[str, Any]) -> str:
    if "metrics" in result:
        shown = {name: value for name, value in figures(result).items() if name not in LONG}
        return "\n".join(f"{name}: {value}" for name, value in shown.items())
    return "\n\n".join(f"{name}\n{_lines(summary)}" for name, summary in result.items())


if __name__ == "__main__":
    main()
