"""One training step: encode once, correct by clicks without gradients, then one supervised decode."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from model.bilinear import resize
from model.dynamite import Dynamite
from model.losses import EMPTY, LossConfig, merged, soft_iou, total_loss
from model.train_clicks import ClickList, corrective_clicks, initial_clicks
from model.training.batch import Batch, click_tensors

ROUNDS = (0, 1, 2, 3, 5, 8, 12)
ROUND_SHARES = {
    "few": (0.24, 0.22, 0.2, 0.16, 0.1, 0.08, 0.0),
    "many": (0.12, 0.14, 0.18, 0.2, 0.16, 0.12, 0.08),
}
ERROR_STRIDE = 2


@dataclass(frozen=True)
class StepResult:
    loss: Tensor
    terms: dict[str, float]
    iou: float
    clicks: float


def draw_rounds(rng: np.random.Generator, shares: str) -> int:
    """How many times the clicks of a batch are corrected before the supervised pass."""
    return int(rng.choice(ROUNDS, p=ROUND_SHARES[shares]))


def autocast(enabled: bool) -> AbstractContextManager[object]:
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=enabled)


def supervised_step(
    network: Dynamite, batch: Batch, rounds: int, rng: np.random.Generator, loss: LossConfig, bf16: bool
) -> StepResult:
    """Forward and loss of one batch after ``rounds`` of simulated corrections; the caller runs backward."""
    lists = [initial_clicks(labels, count, rng) for labels, count in zip(batch.labels, batch.objects, strict=True)]
    with autocast(bf16):
        levels, mask_features = network.encode(batch.images)
    for _ in range(rounds):
        _correct(network, batch, levels, mask_features, lists, rng, bf16)
    points, owner = click_tensors(lists)
    with autocast(bf16):
        prediction = network.decode(levels, mask_features, points, owner)
    value, terms = total_loss(prediction, batch.targets, points, owner, loss)
    reached = soft_iou(merged(prediction.maps.detach(), prediction.owner, max(batch.objects)), batch.targets)
    valid = batch.targets.valid[:, :-1]
    clicks = float(np.mean([len(clicks.rows) / count for clicks, count in zip(lists, batch.objects, strict=True)]))
    return StepResult(value, terms, float(reached[valid].mean()), clicks)


@torch.no_grad()
def _correct(
    network: Dynamite,
    batch: Batch,
    levels: list[Tensor],
    mask_features: Tensor,
    lists: list[ClickList],
    rng: np.random.Generator,
    bf16: bool,
) -> None:
    points, owner = click_tensors(lists)
    with autocast(bf16):
        prediction = network.decode(levels, mask_features, points, owner)
    most = max(batch.objects)
    logits = merged(prediction.maps, prediction.owner, most)
    logits = logits.masked_fill(~batch.targets.valid[..., None, None], EMPTY)
    size = batch.labels.shape[-1]
    winner = resize(logits, (size // ERROR_STRIDE, size // ERROR_STRIDE)).argmax(1)
    predicted = torch.where(winner == most, 0, winner + 1).to(torch.uint8).numpy()
    for index, clicks in enumerate(lists):
        small = ClickList([])
        labels = batch.labels[index, ::ERROR_STRIDE, ::ERROR_STRIDE]
        corrective_clicks(small, predicted[index], labels, batch.objects[index], rng)
        for y, x, _, who in small.rows:
            # Centre of the coarse pixel in full pixels: the label was read at its first one.
            clicks.add(y * ERROR_STRIDE - 0.5, x * ERROR_STRIDE - 0.5, who)
