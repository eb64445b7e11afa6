"""One training run, fresh or continued: what :mod:`model.train` starts in every process.

A step's randomness depends on the seed, the step and the places of its images in the global batch, never on the
process, so that a run may stop anywhere and go on, in as many processes as divide the batch.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader

from model.data.samples import Samples
from model.drop_path import DropPath
from model.dynamite import Dynamite
from model.training import checkpoint
from model.training.average import WeightAverage
from model.training.batch import SampleDataset, make_batch
from model.training.optimiser import optimiser_of, rate_factor, scale_rates
from model.training.options import RunOptions
from model.training.parallel import Ranks, average_gradients
from model.training.precision import Arithmetic, keep_float32
from model.training.reporter import Reporter
from model.training.shared_norm import with_shared_norms
from model.training.start import start_backbone_from, start_from, train_only
from model.training.step import supervised_step
from model.training.validation import Case, validate

log = logging.getLogger("model.train")
ROUNDS_STREAM, CLICKS_STREAM, SIZES_STREAM = 1, 2, 3
"""Second entry of the seeds of numpy's generators, so that no two of them are the same."""


class Run:
    """The network and everything that changes with it. ``step`` counts finished steps, ``elapsed_s`` their time."""

    def __init__(self, options: RunOptions, ranks: Ranks | None = None) -> None:
        self.options, self.ranks = options, ranks or Ranks()
        self.recipe, self.places = options.recipe, self.ranks.share_of(options.recipe.batch)
        torch.manual_seed(options.seed)
        self.network = self._network()
        self._still = train_only(self.network, options.train_only)
        self.average = WeightAverage(self.network, self.recipe.average)
        self.optimizer = optimiser_of(self.network, self.recipe.optimiser)
        self.arithmetic = Arithmetic(self.recipe.precision, self.ranks.device)
        self.step, self.elapsed_s = 0, 0.0
        self.path = options.out / "checkpoint.pt"
        if self.path.exists():
            self.step, self.elapsed_s = checkpoint.load(
                self.path, self.network, self.average, self.optimizer, self.arithmetic.scaler
            )
            log.info("continuing %s at step %d, %.0f s", self.path, self.step, self.elapsed_s)
        self.ranks.wait()  # nobody writes a new checkpoint before everyone has read this one

    def _network(self) -> Dynamite:
        options = self.options
        network = Dynamite(options.config).train()
        if options.init_backbone is not None:
            start_backbone_from(network, options.init_backbone)
        if options.init is not None:
            start_from(network, options.init)
        if options.shared_norm and self.ranks.count > 1:
            with_shared_norms(network)
        if self.recipe.float32_decoder and self.recipe.precision != "fp32":
            keep_float32(network.sem_seg_head.pixel_decoder)
        for module in network.modules():
            if isinstance(module, DropPath):
                module.share = (self.ranks.rank, self.ranks.count)
        return network.to(self.ranks.device, memory_format=torch.channels_last)  # type: ignore[call-overload]

    @property
    def progress(self) -> float:
        """0..1 of the budget."""
        if self.recipe.steps:
            return self.step / self.recipe.steps
        return self.elapsed_s / (60 * self.recipe.minutes)

    def train(self, samples: Samples, cases: Sequence[Case]) -> None:
        """Train until the budget is spent; validates and saves on the way and at the end.

        A validation comes before the checkpoint of its step, so that what a checkpoint says was done has been.
        """
        options, reporter = self.options, self._reporter()
        saved = validated = self.elapsed_s
        started = time.monotonic() - self.elapsed_s
        batches = self.batches(samples)
        while self.progress < 1:
            cpu_s = time.process_time()
            row = self.train_step(*next(batches), started)
            row["cpu"] = round(time.process_time() - cpu_s, 3)
            if reporter is not None:
                reporter.step(row, self.step if self.recipe.steps else self.elapsed_s / 60)
            is_last = self.progress >= 1
            passed_s = self.elapsed_s - validated
            if is_last or _is_due(passed_s, options.validate_minutes, self.step, options.validate_steps):
                self.validate(cases, reporter)
                validated = self.elapsed_s
            if is_last or _is_due(self.elapsed_s - saved, options.save_minutes, self.step, options.save_steps):
                self.save()
                saved = self.elapsed_s
        if reporter is not None:
            reporter.close()

    def _reporter(self) -> Reporter | None:
        if not self.ranks.is_first:
            return None
        total, unit = (self.recipe.steps, "steps") if self.recipe.steps else (self.recipe.minutes, "min")
        return Reporter(self.options.out, self.step, total, unit, self.options.report_steps, self.options.tensorboard)

    def train_step(self, images: Tensor, labels: Tensor, started: float) -> dict[str, float | int]:
        """One optimiser step on images uint8 (B, 3, S, S) and labels uint8 (B, S, S) of this rank: its row of the log.

        ``started``: the monotonic clock when the run would have begun, had it never stopped.
        """
        options, recipe = self.options, self.recipe
        torch.manual_seed(options.seed * 1_000_003 + self.step)
        self.network.train()
        for module in self._still:
            module.eval()
        rounds = recipe.corrections.draw_rounds(np.random.default_rng((options.seed, ROUNDS_STREAM, self.step)))
        draws = [np.random.default_rng((options.seed, CLICKS_STREAM, self.step, place)) for place in self.places]
        batch = make_batch(
            images, labels, options.config.input, self.ranks.device, recipe.target_stride, recipe.padding
        )
        result = supervised_step(self.network, batch, rounds, draws, self.places, recipe, self.arithmetic, self.ranks)
        factor = rate_factor(recipe.optimiser, self.step, self.progress)
        scale_rates(self.optimizer, factor)
        self.optimizer.zero_grad(set_to_none=True)
        self.arithmetic.backward(result.loss)
        local = [time.monotonic() - started, float(result.loss.detach()), result.iou_sum, result.clicks, result.objects]
        seen = torch.tensor([*local, *result.terms.values()], device=self.ranks.device)
        averaged = average_gradients(self.network, seen, self.ranks).tolist()
        norm = self._move()
        self.elapsed_s, loss, iou_sum, clicks, objects, *terms = averaged
        self.step += 1
        return {
            "step": self.step,
            "elapsed": round(self.elapsed_s, 3),
            "loss": loss,
            **dict(zip(result.terms, terms, strict=True)),
            "iou": iou_sum / objects,
            "clicks": clicks / objects,
            "rounds": rounds,
            "size": images.shape[-1],
            "lr": recipe.optimiser.rate * factor,
            "grad_norm": norm,
        }

    def _move(self) -> float:
        """Let the optimiser move the weights, unless the gradient is not finite; returns the norm before clipping."""
        trained = [p for group in self.optimizer.param_groups for p in group["params"]]
        norm = self.arithmetic.clipped_norm(self.optimizer, trained, self.recipe.optimiser.clip)
        if self.arithmetic.step(self.optimizer, norm):
            self.average.update(self.network, self.step)
        else:
            log.warning("step %d: gradient is not finite, step left out", self.step)
        return norm

    def save(self) -> None:
        """Write the checkpoint, the averaged weights and their config."""
        if not self.ranks.is_first:
            return
        checkpoint.save(
            self.path,
            self.network,
            self.average,
            self.optimizer,
            self.arithmetic.scaler,
            self.step,
            self.elapsed_s,
        )
        checkpoint.save_weights(self.options.out / "weights.safetensors", self.average.values)
        (self.options.out / "config.json").write_text(json.dumps({"model": self.options.config.to_dict()}, indent=1))

    def validate(self, cases: Sequence[Case], reporter: Reporter | None = None) -> None:
        """Validate the averaged weights."""
        if not cases:
            return
        with self.average.inside(self.network):
            sessions = validate(self.network, cases, self.ranks)
        if reporter is not None:
            reporter.validation(self.step, self.elapsed_s, cases, sessions)

    def batches(self, samples: Samples) -> Iterator[tuple[Tensor, Tensor]]:
        """This rank's images and labels of each step from here on, endlessly."""
        loader: DataLoader[tuple[Tensor, Tensor]] = DataLoader(
            SampleDataset(samples),
            batch_size=len(self.places),
            sampler=self._order(),
            num_workers=self.options.workers,
            worker_init_fn=_single_threaded,
            pin_memory=self.ranks.device.type == "cuda",
        )
        yield from loader

    def _order(self) -> Iterator[tuple[int, int]]:
        """(index, size) of every sample: the indices of step s are s·batch .. (s+1)·batch - 1."""
        for step in range(self.step, 1 << 40):
            size = int(np.random.default_rng((self.options.seed, SIZES_STREAM, step)).choice(self.recipe.sizes))
            for place in self.places:
                yield step * self.recipe.batch + place, size


def _is_due(passed_s: float, minutes: float, step: int, steps: int) -> bool:
    return (minutes > 0 and passed_s > 60 * minutes) or (steps > 0 and step % steps == 0)


def _single_threaded(_: int) -> None:
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
