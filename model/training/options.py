"""The command line of a training: a recipe, what is changed of it, and where the run takes place."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from model.config import ModelConfig
from model.data.mixes import MIXES
from model.data.readers import READERS
from model.data.rules import MixedData
from model.losses import LOSSES, OPEN_FORMS
from model.overrides import overridden
from model.presets import PRESETS, preset
from model.training.parallel import from_environment
from model.training.precision import DTYPES
from model.training.recipe import RECIPES, ROUNDS, Recipe, recipe

RECIPE_PREFIX = "recipe."


@dataclass(frozen=True)
class RunOptions:
    """What a run is told. ``config`` and ``recipe`` are complete: every change of the command line is in them.

    A period of 0 minutes or steps is off. ``threads`` 0: the cores, divided among the processes.
    """

    config: ModelConfig
    recipe: Recipe
    data: Path
    out: Path
    pack: Path
    form: str = "auto"
    pack_side: int = 384
    datasets: tuple[str, ...] = ()
    seed: int = 0
    device: str = "cpu"
    processes: int = 1
    threads: int = 0
    workers: int = 1
    shared_norm: bool = True
    init: Path | None = None
    init_backbone: Path | None = None
    train_only: tuple[str, ...] = ()
    save_minutes: float = 5.0
    save_steps: int = 0
    validate_minutes: float = 10.0
    validate_steps: int = 0
    validation_photos: int = 40
    validation_side: int = 384
    report_steps: int = 20
    tensorboard: bool = False

    def __post_init__(self) -> None:
        if self.recipe.batch % self.processes:
            raise ValueError(
                f"batch {self.recipe.batch} counts all processes and is not a multiple of {self.processes}; "
                "give --batch another size or use another number of processes"
            )

    def threads_each(self) -> int:
        """Threads of torch in each process."""
        return self.threads or max(1, (os.cpu_count() or 1) // self.processes)


def parse(arguments: list[str] | None = None) -> RunOptions:
    """Options from a command line; exits with a sentence where they are wrong."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        return _options(given)
    except (ValueError, NotImplementedError) as error:
        parser.error(str(error))


def _options(given: argparse.Namespace) -> RunOptions:
    assignments = [each.removeprefix(RECIPE_PREFIX) for each in given.set if each.startswith(RECIPE_PREFIX)]
    config = overridden(preset(given.preset), [each for each in given.set if not each.startswith(RECIPE_PREFIX)])
    chosen = overridden(_recipe(given), assignments)
    device = given.device
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    sides = max(chosen.sizes)
    return RunOptions(
        config=config,
        recipe=chosen,
        data=given.data,
        out=given.out,
        pack=given.pack or given.out / "pack",
        form=given.format,
        pack_side=given.pack_side if given.pack_side is not None else (384 if sides <= 384 else 0),
        datasets=_names(given.datasets),
        seed=given.seed,
        device=device,
        processes=started[1] if (started := from_environment()) else given.processes,
        threads=given.threads,
        workers=given.workers,
        shared_norm=not given.norm_per_process,
        init=given.init,
        init_backbone=given.init_backbone,
        train_only=_names(given.train_only),
        save_minutes=given.save_minutes,
        save_steps=given.save_steps,
        validate_minutes=given.validate_minutes,
        validate_steps=given.validate_steps,
        validation_photos=given.validation_photos,
        validation_side=given.validation_side or (384 if sides <= 384 else sides),
        report_steps=given.report_steps,
        tensorboard=given.tensorboard,
    )


def _recipe(given: argparse.Namespace) -> Recipe:
    """The named recipe with what has an option of its own."""
    base = recipe(given.recipe)
    plain = {name: getattr(given, name) for name in ("batch", "precision", "average", "loss")}
    base = replace(base, **{name: value for name, value in plain.items() if value is not None})
    if given.sizes or given.size:
        base = replace(
            base, sizes=tuple(int(side) for side in given.sizes.split(",")) if given.sizes else (given.size,)
        )
    if given.steps is not None:
        base = replace(base, steps=given.steps)
    if given.minutes is not None:
        base = replace(base, minutes=given.minutes, steps=given.steps or 0)
    numbers = {"rate": given.rate, "muon": given.muon, "decay": given.decay, "clip": given.clip}
    base = replace(
        base, optimiser=replace(base.optimiser, **{name: value for name, value in numbers.items() if value is not None})
    )
    if given.rounds:
        rounds, shares = ROUNDS[given.rounds]
        base = replace(base, corrections=replace(base.corrections, rounds=rounds, shares=shares))
    if given.corrections:
        base = replace(base, corrections=replace(base.corrections, images=given.corrections))
    if given.scribbles is not None:
        base = replace(
            base,
            clicks=replace(base.clicks, scribbles=given.scribbles),
            corrections=replace(base.corrections, scribbles=given.scribbles),
        )
    if given.unlabelled:
        base = replace(base, data=replace(base.data, unlabelled=given.unlabelled))
    if given.mix:
        if not isinstance(base.data, MixedData):
            raise ValueError(f"recipe {base.name!r} shows every photo once an epoch; --mix is for recipe nano")
        base = replace(base, data=replace(base.data, mix=given.mix))
    return base


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())


def _parser() -> argparse.ArgumentParser:
    defaults = argparse.ArgumentDefaultsHelpFormatter
    parser = argparse.ArgumentParser(
        prog="python -m model.train",
        formatter_class=defaults,
        description="Train a network by simulated clicks; docs/training.md explains every option.",
    )
    _add_data(parser.add_argument_group("data"))
    _add_network(parser.add_argument_group("network"))
    _add_recipe(parser.add_argument_group("recipe", "what is not given is as the recipe says"))
    _add_place(parser.add_argument_group("place and time"))
    _add_reports(parser.add_argument_group("reports"))
    return parser


def _add_data(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--data", type=Path, required=True, help="folder of the annotated photos")
    group.add_argument("--format", choices=["auto", *READERS], default="auto", help="form of the annotations")
    group.add_argument("--datasets", metavar="A,B", help="only these data sets of the folder (default: all)")
    group.add_argument("--pack", type=Path, help="folder of the packed data, form stipple (default: OUT/pack)")
    group.add_argument("--pack-side", type=int, help="longer side of packed photos, 0 as they are (default: 384 or 0)")
    group.add_argument("--workers", type=int, default=1, help="processes that prepare samples, for each process")


def _add_network(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--preset", choices=sorted(PRESETS), default="nano", metavar="NAME", help="size of the network")
    group.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="transformer.init=wms, recipe.clicks.centre=0"
    )
    group.add_argument("--init", type=Path, help="weights to start from; what does not fit is reported")
    group.add_argument("--init-backbone", type=Path, help="official ImageNet file of the backbone (docs/models.md)")
    group.add_argument("--train-only", metavar="A,B", help="starts of the names of the weights that change (regex)")


def _add_recipe(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--recipe", choices=list(RECIPES), default="nano", help="every number of the training")
    group.add_argument("--batch", type=int, help="images a step, over all processes")
    group.add_argument("--size", type=int, help="side of the windows")
    group.add_argument("--sizes", metavar="192,256", help="several sides, one drawn a step")
    group.add_argument("--rate", type=float, help="learning rate")
    group.add_argument("--muon", type=float, help="learning rate of Muon for matrices and kernels, 0 for AdamW")
    group.add_argument("--decay", type=float, help="weight decay")
    group.add_argument("--clip", type=float, help="largest norm of the gradient, 0 for none")
    group.add_argument("--average", type=float, help="decay of the running average of the weights, 0 for none")
    group.add_argument("--loss", choices=sorted({*LOSSES, *OPEN_FORMS}), help="form of the loss")
    group.add_argument("--rounds", choices=sorted(ROUNDS), help="how often a batch is corrected")
    group.add_argument("--corrections", choices=["all", "first_image"], help="images of a batch that are corrected")
    group.add_argument("--scribbles", metavar="SHARE", type=float, help="of the simulated clicks that become strokes")
    group.add_argument("--mix", help=f"how often which data set: {', '.join(MIXES)} or name=weight,...")
    group.add_argument("--unlabelled", choices=["background", "ignore"], help="what nobody labelled")
    group.add_argument("--precision", choices=["auto", *sorted(DTYPES)], help="numbers of the forward pass")


def _add_place(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--out", type=Path, required=True, help="folder of the run; continued if it has a checkpoint")
    group.add_argument("--minutes", type=float, help="budget in wall clock")
    group.add_argument("--steps", type=int, help="budget in steps: exactly repeatable")
    group.add_argument("--seed", type=int, default=0)
    group.add_argument("--device", choices=["auto", "cpu", "cuda"], default="auto")
    group.add_argument("--processes", type=int, default=1, help="of training; torchrun says it by itself")
    group.add_argument("--threads", type=int, default=0, help="of each process; 0: its share of the cores")
    group.add_argument(
        "--norm-per-process", action="store_true", help="batch norms see their process's images only: faster, not equal"
    )


def _add_reports(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--save-minutes", type=float, default=5.0)
    group.add_argument("--save-steps", type=int, default=0)
    group.add_argument("--validate-minutes", type=float, default=10.0)
    group.add_argument("--validate-steps", type=int, default=0)
    group.add_argument("--validation-photos", type=int, default=40)
    group.add_argument("--validation-side", type=int, help="longer side of these photos (default: 384 or the windows')")
    group.add_argument("--report-steps", type=int, default=20, help="steps between lines of the log")
    group.add_argument("--tensorboard", action="store_true", help="also write event files into OUT/tensorboard")
