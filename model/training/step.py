"""One training step: encode once, correct by clicks without gradients, then one supervised decode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from model.dynamite import Dynamite
from model.interactive_transformer import Prediction
from model.losses import LOSSES, batch_totals, merged, soft_iou, total_loss
from model.train_clicks import ClickList, initial_clicks
from model.training.batch import Batch, click_tensors
from model.training.corrections import correct, evaluating
from model.training.parallel import Ranks
from model.training.precision import Arithmetic
from model.training.recipe import Recipe

Features = tuple[list[Tensor], Tensor]


@dataclass(frozen=True)
class StepResult:
    """``loss`` with its graph; the rest for the log: terms before their weights, IoU and clicks summed over objects."""

    loss: Tensor
    terms: dict[str, float]
    iou_sum: float
    clicks: int
    objects: int

    @property
    def iou(self) -> float:
        return self.iou_sum / self.objects


def supervised_step(
    network: Dynamite,
    batch: Batch,
    rounds: int,
    draws: Sequence[np.random.Generator],
    places: Sequence[int],
    recipe: Recipe,
    arithmetic: Arithmetic,
    ranks: Ranks,
) -> StepResult:
    """Forward and loss of one batch after ``rounds`` of simulated corrections; the caller runs backward.

    ``draws``: a random generator an image; ``places``: their places in the global batch.
    """
    lists = [
        initial_clicks(labels, count, recipe.clicks, rng)
        for labels, count, rng in zip(batch.labels, batch.objects, draws, strict=True)
    ]
    features = encoded(network, batch.images, arithmetic)
    first = (
        _answer_loss(network, batch, features, lists, recipe, arithmetic, ranks)
        if rounds and recipe.first_answer
        else None
    )
    if rounds:
        shown = _shown_to_corrections(network, batch, features, recipe, arithmetic)
        for _ in range(rounds):
            correct(network, batch, shown, lists, draws, places, recipe.corrections, arithmetic, ranks)
    value, terms, prediction = _answer_loss(network, batch, features, lists, recipe, arithmetic, ranks)
    if first is not None:
        value = (1 - recipe.first_answer) * value + recipe.first_answer * first[0]
    reached = soft_iou(merged(prediction.maps.detach(), prediction.owner, max(batch.objects)), batch.targets)
    valid = batch.targets.valid[:, :-1]
    clicks = int(sum(clicks.next_t for clicks in lists))
    return StepResult(value, terms, float(reached[valid].sum()), clicks, sum(batch.objects))


def _answer_loss(
    network: Dynamite,
    batch: Batch,
    features: Features,
    lists: Sequence[ClickList],
    recipe: Recipe,
    arithmetic: Arithmetic,
    ranks: Ranks,
) -> tuple[Tensor, dict[str, float], Prediction]:
    """The answer to the clicks so far, its loss over the counts of all ranks, and the loss's terms."""
    longest = ranks.largest(max(len(clicks.rows) for clicks in lists))
    points, owner = click_tensors(lists, network.config.click_shift, longest, batch.images.device)
    with arithmetic.autocast():
        prediction = network.decode(*features, points, owner)
    totals = ranks.mean(batch_totals(batch.loss_targets, owner))
    value, terms = total_loss(prediction, batch.loss_targets, points, owner, LOSSES[recipe.loss], totals)
    return value, terms, prediction


def encoded(network: Dynamite, images: Tensor, arithmetic: Arithmetic) -> Features:
    """Features of ``images``, in the run's precision."""
    with arithmetic.autocast():
        return network.encode(images)


def _shown_to_corrections(
    network: Dynamite, batch: Batch, features: Features, recipe: Recipe, arithmetic: Arithmetic
) -> Features:
    if recipe.corrections.features == "shared":
        return [level.detach() for level in features[0]], features[1].detach()
    with torch.no_grad(), evaluating(network):
        return encoded(network, batch.images, arithmetic)
