"""``python -m model.ablate --data DIR --out DIR``: train the design options against each other; resumes where it was.

Every arm (:mod:`model.ablations.arms`) with every seed is a run of ``python -m model.train`` in one thread; where there
is a GPU the runs share it. Each run leaves one small file in ``docs/benchmarks/ablations/``, after which the page
``docs/ablations.md`` is written anew, so that a sweep may be spread over days. ``--table`` only writes the page;
``--gradients`` measures how hard the loss forms pull.
"""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import default_collate

from model.ablations.arms import PRESET, chosen_arms
from model.ablations.command import Budget
from model.ablations.gradient_norms import gradient_norms, section
from model.ablations.page import page
from model.ablations.result import read_results
from model.ablations.sweep import Places, Sweep
from model.data.readers import open_photos
from model.data.samples import open_samples
from model.dynamite import Dynamite
from model.losses import Targets
from model.presets import preset
from model.train_clicks import initial_clicks
from model.training.batch import SampleDataset, click_tensors, make_batch
from model.training.recipe import recipe

DOCS = Path(__file__).parents[1] / "docs"
RESULTS, PAGE = DOCS / "benchmarks" / "ablations", DOCS / "ablations.md"
GRADIENTS = "gradients.json"
TRAINER = (sys.executable, "-m", "model.train")
PACK_SIDE = 384
"""Longer side of packed photos, that of model.train for windows up to 384 px."""


def main(arguments: list[str] | None = None) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    parser = _parser()
    given = parser.parse_args(arguments)
    budget = Budget(given.minutes, given.steps, given.size, given.batch, given.photos, given.preset)
    try:
        if given.table:
            write_page(given.results, given.page, budget)
            return 0
        if given.data is None or (given.out is None and not given.gradients):
            parser.error("--data and --out are needed, except with --table")
        if given.gradients:
            return _measure_gradients(given, budget)
        return _sweep(given, budget)
    except (ValueError, FileNotFoundError) as error:
        parser.error(str(error))


def write_page(results: Path, target: Path, budget: Budget) -> None:
    """Write the page from the files in ``results``."""
    gradients = results / GRADIENTS
    measured = json.loads(gradients.read_text()) if gradients.exists() else None
    target.write_text(page(read_results(results), budget, section(measured)))


def _sweep(given: argparse.Namespace, budget: Budget) -> int:
    pack = given.pack or given.out / "pack"
    arms, seeds = chosen_arms(given.arms), [int(seed) for seed in given.seeds.split(",")]
    open_photos(given.data, "auto", pack, PACK_SIDE)  # packs once, before many runs want it at the same time
    places = Places(given.data, pack, given.out, given.results)
    sweep = Sweep(places, budget, given.jobs, TRAINER, lambda: write_page(given.results, given.page, budget))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    failed = sweep.run(arms, seeds)
    if failed:
        logging.getLogger("model.ablate").error("without a result: %s", ", ".join(failed))
    return 1 if failed else 0


def _measure_gradients(given: argparse.Namespace, budget: Budget) -> int:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    network = Dynamite(preset(budget.preset)).train()
    norms = gradient_norms(network, _batches(given, budget))
    measured = {"batches": given.batches, "batch": budget.batch, "norms": {k: round(v, 5) for k, v in norms.items()}}
    given.results.mkdir(parents=True, exist_ok=True)
    (given.results / GRADIENTS).write_text(json.dumps(measured, indent=1) + "\n")
    write_page(given.results, given.page, budget)
    return 0


def _batches(given: argparse.Namespace, budget: Budget) -> Iterator[tuple[Tensor, Targets, Tensor, Tensor]]:
    rule, config = recipe("nano"), preset(budget.preset)
    pack = given.pack or (given.out or Path()) / "pack"
    samples = SampleDataset(open_samples(open_photos(given.data, "auto", pack, PACK_SIDE), rule.data, seed=0))
    rng = np.random.default_rng(0)
    for first in range(0, given.batches * budget.batch, budget.batch):
        images, labels = default_collate([samples[index, budget.size] for index in range(first, first + budget.batch)])
        batch = make_batch(images, labels, config.input)
        lists = [
            initial_clicks(each, count, rule.clicks, rng)
            for each, count in zip(batch.labels, batch.objects, strict=True)
        ]
        yield batch.images, batch.targets, *click_tensors(lists, config.click_shift)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model.ablate", description=__doc__)
    defaults: dict[str, Any] = Budget().to_dict()
    parser.add_argument("--data", type=Path, help="folder of annotated photos")
    parser.add_argument("--out", type=Path, help="folder of the runs; those that were begun go on")
    parser.add_argument("--pack", type=Path, help="folder of the packed photos (default: OUT/pack)")
    parser.add_argument("--arms", default="", metavar="A,B", help="only these (default: all)")
    parser.add_argument("--seeds", default="0,1", metavar="0,1", help="the first for all arms, then the second")
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time, one thread each")
    parser.add_argument(
        "--minutes", type=float, default=defaults["minutes"], help="wall clock of each run with --steps 0"
    )
    parser.add_argument("--steps", type=int, default=defaults["steps"], help="of each run; 0: minutes instead")
    parser.add_argument("--size", type=int, default=defaults["size"], help="side of the windows in pixels")
    parser.add_argument("--batch", type=int, default=defaults["batch"])
    parser.add_argument("--photos", type=int, default=defaults["photos"], help="validation photos")
    parser.add_argument("--preset", default=PRESET, help="of the base arm")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of the result files")
    parser.add_argument("--page", type=Path, default=PAGE, help="the page that is written from them")
    parser.add_argument("--table", action="store_true", help="only write the page")
    parser.add_argument("--gradients", action="store_true", help="measure the pull of the loss forms instead")
    parser.add_argument("--batches", type=int, default=100, help="of --gradients")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
