"""``python -m model.train --preset nano --data DIR --minutes N --out DIR``: train by simulated clicks.

``DIR`` of ``--data`` holds ``annotations.jsonl.gz`` and its photos; it is packed once into ``--pack``. The run writes
``checkpoint.pt`` every few minutes and goes on from it when started again; ``weights.safetensors`` is the running
average of the weights. Progress is wall clock (``--minutes``) or, exactly repeatable, ``--steps``.
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.utils.data import DataLoader

from model.backbones.initialisation import initialise_backbone
from model.data.pack import pack
from model.data.samples import MIXES, Samples
from model.dynamite import Dynamite
from model.losses import LOSSES
from model.presets import preset
from model.training import checkpoint
from model.training.average import WeightAverage
from model.training.batch import SampleDataset, make_batch
from model.training.parallel import average_gradients, launch
from model.training.schedule import rate_factor
from model.training.step import ROUND_SHARES, StepResult, draw_rounds, supervised_step
from model.training.validation import Case, validate, validation_cases

log = logging.getLogger("model.train")
LOSS = LOSSES["nano"]


@dataclass
class RunOptions:
    """What a run is told on the command line."""

    preset: str
    data: Path
    out: Path
    pack: Path
    minutes: float = 90.0
    steps: int = 0
    size: int = 256
    batch: int = 8
    rate: float = 1e-3
    decay: float = 0.02
    average: float = 0.998
    clip: float = 5.0
    seed: int = 0
    workers: int = 1
    processes: int = 2
    threads: int = 1
    mix: str = "broad"
    rounds: str = "few"
    bf16: bool = True
    save_minutes: float = 5.0
    validate_minutes: float = 10.0
    validation_photos: int = 40
    init_backbone: Path | None = None


class Run:
    """One training run, fresh or continued."""

    def __init__(self, options: RunOptions, rank: int = 0) -> None:
        self.options, self.rank = options, rank
        torch.manual_seed(options.seed)
        config = preset(options.preset)
        self.network = Dynamite(config).train()
        if options.init_backbone is not None:
            report = initialise_backbone(self.network.backbone, config.backbone.kind, options.init_backbone)
            log.info("backbone: %d keys loaded, %d as initialised", len(report.loaded), len(report.left))
        self.network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.average = WeightAverage(self.network, options.average)
        self.optimizer = torch.optim.AdamW(parameter_groups(self.network, options.decay), lr=options.rate)
        self.step, self.elapsed_s = 0, 0.0
        self.path = options.out / "checkpoint.pt"
        if self.path.exists():
            self.step, self.elapsed_s = checkpoint.load(self.path, self.network, self.average, self.optimizer)
            log.info("continuing %s at step %d, %.0f s", self.path, self.step, self.elapsed_s)

    @property
    def progress(self) -> float:
        if self.options.steps:
            return self.step / self.options.steps
        return self.elapsed_s / (60 * self.options.minutes)

    def train(self, samples: Samples, cases: list[Case]) -> None:
        """Train until the budget is spent; saves and validates on the way and at the end."""
        saved = validated = self.elapsed_s
        started = time.monotonic() - self.elapsed_s
        for images, labels in self.batches(samples):
            result, norm = self.train_step(images, labels, started)
            if self.rank:
                if self.progress >= 1:
                    break
                continue
            if self.step % 20 == 0:
                self._report(result, norm)
            if self.elapsed_s - saved > 60 * self.options.save_minutes:
                self.save()
                saved = self.elapsed_s
            if cases and self.elapsed_s - validated > 60 * self.options.validate_minutes:
                self.validate(cases)
                validated = self.elapsed_s
            if self.progress >= 1:
                break
        if self.rank == 0:
            self.save()
            if cases:
                self.validate(cases)

    def train_step(self, images: Tensor, labels: Tensor, started: float) -> tuple[StepResult, float]:
        """One optimiser step; its randomness depends on the seed, the step and the rank alone."""
        options = self.options
        torch.manual_seed(options.seed * 1_000_003 + self.step)
        rounds = draw_rounds(np.random.default_rng((options.seed, 1, self.step)), options.rounds)
        rng = np.random.default_rng((options.seed, 2, self.step, self.rank))
        batch = make_batch(images, labels, self.network.config.input)
        result = supervised_step(self.network, batch, rounds, rng, LOSS, options.bf16)
        factor = rate_factor(self.step, self.progress)
        for group in self.optimizer.param_groups:
            group["lr"] = options.rate * factor
        self.optimizer.zero_grad(set_to_none=True)
        result.loss.backward()
        self.elapsed_s = average_gradients(self.network, time.monotonic() - started)
        norm = float(nn.utils.clip_grad_norm_(self.network.parameters(), options.clip))
        if np.isfinite(norm):
            self.optimizer.step()
            self.average.update(self.network, self.step)
        else:
            log.warning("step %d: gradient is not finite, step left out", self.step)
        self.step += 1
        return result, norm

    def save(self) -> None:
        """Write the checkpoint and the averaged weights."""
        checkpoint.save(self.path, self.network, self.average, self.optimizer, self.step, self.elapsed_s)
        weights = {name: value.contiguous() for name, value in self.average.values.items()}
        save_file(weights, str(self.options.out / "weights.safetensors"))
        (self.options.out / "config.json").write_text(json.dumps({"model": self.network.config.to_dict()}, indent=1))

    def validate(self, cases: list[Case]) -> dict[str, float]:
        """Validate the averaged weights and log the result."""
        own = {name: value.clone() for name, value in self.network.state_dict().items()}
        self.network.load_state_dict(self.average.values)
        result = validate(self.network, cases)
        self.network.load_state_dict(own)
        log.info("validation step %d: %s", self.step, " ".join(f"{k} {v:.3f}" for k, v in result.items()))
        return result

    def batches(self, samples: Samples) -> Iterator[tuple[Tensor, Tensor]]:
        batch, every = self.options.batch, self.options.processes
        order = (
            (step * every + self.rank) * batch + place for step in range(self.step, 1 << 24) for place in range(batch)
        )
        loader: DataLoader[tuple[Tensor, Tensor]] = DataLoader(
            SampleDataset(samples, 1 << 30),
            batch_size=batch,
            sampler=order,
            num_workers=self.options.workers,
            worker_init_fn=_single_threaded,
        )
        yield from loader

    def _report(self, result: StepResult, norm: float) -> None:
        terms = " ".join(f"{name} {value:.3f}" for name, value in result.terms.items())
        rate = self.optimizer.param_groups[0]["lr"]
        log.info(
            "step %d %.1f min (%.0f %%) loss %.3f iou %.3f clicks %.1f lr %.1e grad %.2f | %s",
            self.step,
            self.elapsed_s / 60,
            100 * self.progress,
            float(result.loss.detach()),
            result.iou,
            result.clicks,
            rate,
            norm,
            terms,
        )


def parameter_groups(network: nn.Module, decay: float) -> list[dict[str, object]]:
    """Weight decay for matrices and kernels, none for norms, biases and embeddings of one dimension.

    What a backbone freezes is in neither group.
    """
    trained = [p for p in network.parameters() if p.requires_grad]
    decayed = [p for p in trained if p.ndim > 1]
    free = [p for p in trained if p.ndim <= 1]
    return [{"params": decayed, "weight_decay": decay}, {"params": free, "weight_decay": 0.0}]


def _single_threaded(_: int) -> None:
    cv2.setNumThreads(1)
    torch.set_num_threads(1)


def parse(arguments: list[str] | None = None) -> RunOptions:
    parser = argparse.ArgumentParser(prog="python -m model.train", description=__doc__)
    parser.add_argument("--preset", default="nano")
    parser.add_argument("--data", type=Path, required=True, help="folder with annotations.jsonl.gz and images/")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run; continued if it has a checkpoint")
    parser.add_argument("--pack", type=Path, help="folder of the packed data (default: OUT/pack)")
    defaults = RunOptions("", Path(), Path(), Path())
    for name in ("minutes", "steps", "size", "batch", "rate", "decay", "average", "clip", "seed", "workers"):
        value = getattr(defaults, name)
        parser.add_argument(f"--{name}", type=type(value), default=value)
    for name in ("processes", "threads"):
        value = getattr(defaults, name)
        parser.add_argument(f"--{name}", type=type(value), default=value)
    for name in ("save-minutes", "validate-minutes"):
        parser.add_argument(f"--{name}", type=float, default=getattr(defaults, name.replace("-", "_")))
    parser.add_argument("--validation-photos", type=int, default=defaults.validation_photos)
    parser.add_argument("--mix", choices=sorted(MIXES), default=defaults.mix, help="how often which data set is drawn")
    parser.add_argument("--rounds", choices=sorted(ROUND_SHARES), default=defaults.rounds, help="corrections a batch")
    parser.add_argument("--init-backbone", type=Path, help="official ImageNet file of the backbone (docs/models.md)")
    parser.add_argument("--no-bf16", dest="bf16", action="store_false", help="train in float32 throughout")
    options = RunOptions(**vars(parser.parse_args(arguments)))
    options.pack = options.pack or options.out / "pack"
    return options


def main(arguments: list[str] | None = None) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    options = parse(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    pack(options.data, options.pack)
    if options.processes == 1:
        run(options, 0)
    else:
        launch(partial(run, options), options.processes, (options.out / "meeting").absolute())


def run(options: RunOptions, rank: int) -> None:
    """Train in this process, as number ``rank`` of ``options.processes``."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    samples = Samples(options.pack, options.size, options.seed, mix=options.mix)
    photos = options.validation_photos if rank == 0 else 0
    cases = validation_cases(options.pack, photos, 384) if photos else []
    Run(options, rank).train(samples, cases)


if __name__ == "__main__":
    main()
