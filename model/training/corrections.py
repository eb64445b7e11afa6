"""Corrective rounds: the network answers the clicks so far, a simulated person corrects it; nothing is learned.

The answers come in eval mode and without gradients, so neither batch norms nor dropped paths notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import torch
from torch import Tensor, nn

from model.bilinear import resize
from model.dynamite import Dynamite
from model.losses import EMPTY, merged
from model.train_clicks import ClickList, Corrections, corrective_clicks
from model.training.batch import Batch, click_tensors
from model.training.parallel import Ranks
from model.training.precision import Arithmetic


@contextmanager
def evaluating(network: nn.Module) -> Iterator[None]:
    """Eval mode inside, and what each module was before outside."""
    modes = [(module, module.training) for module in network.modules()]
    network.eval()
    try:
        yield
    finally:
        for module, mode in modes:
            module.training = mode


@torch.no_grad()
def correct(
    network: Dynamite,
    batch: Batch,
    features: tuple[list[Tensor], Tensor],
    lists: Sequence[ClickList],
    draws: Sequence[np.random.Generator],
    places: Sequence[int],
    rule: Corrections,
    arithmetic: Arithmetic,
    ranks: Ranks,
) -> None:
    """Append one round of clicks to ``lists``; ``places`` are those of the images in the global batch."""
    predicted = _label_maps(network, batch, features, lists, rule.stride, arithmetic, ranks)
    for index, (clicks, rng) in enumerate(zip(lists, draws, strict=True)):
        if not rule.corrects(places[index]):
            continue
        coarse = ClickList()
        labels = batch.labels[index, :: rule.stride, :: rule.stride]
        corrective_clicks(coarse, predicted[index], labels, batch.objects[index], rule, rng)
        clicks.add_all(coarse, rule.stride)  # a coarse pixel's label was read at its first full pixel


def _label_maps(
    network: Dynamite,
    batch: Batch,
    features: tuple[list[Tensor], Tensor],
    lists: Sequence[ClickList],
    stride: int,
    arithmetic: Arithmetic,
    ranks: Ranks,
) -> np.ndarray:
    """The network's answer to the clicks, uint8 (B, S / stride, S / stride)."""
    longest = ranks.largest(max(len(clicks.rows) for clicks in lists))
    points, owner = click_tensors(lists, network.config.click_shift, longest, batch.images.device)
    with evaluating(network), arithmetic.autocast():
        prediction = network.decode(*features, points, owner)
    most = max(batch.objects)
    logits = merged(prediction.maps, prediction.owner, most)
    logits = logits.masked_fill(~batch.targets.valid[..., None, None], EMPTY)
    size = batch.labels.shape[-1] // stride
    # Not argmax: over a dimension in the middle it takes four times as long.
    winner = resize(logits, (size, size)).max(1).indices
    return torch.where(winner == most, 0, winner + 1).to(torch.uint8).cpu().numpy()
