"""The loss of a batch: the terms of a form, weighted and summed over all predictions of the network."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from model.interactive_transformer import Prediction
from model.losses.click_terms import click_anchor_loss, click_softmax_loss, per_click_loss
from model.losses.forms import LossConfig
from model.losses.mask_terms import map_losses
from model.losses.quality import quality_loss
from model.losses.set_softmax import set_softmax_loss, softmax_loss
from model.losses.targets import Targets, Totals, batch_totals, merged


def total_loss(
    prediction: Prediction,
    targets: Targets,
    clicks: Tensor,
    owner: Tensor,
    config: LossConfig,
    totals: Tensor | None = None,
) -> tuple[Tensor, dict[str, float]]:
    """The weighted sum over all layers, and its terms for the log.

    clicks (B, L, 3) of (y, x, t) in pixels, owner (B, L); the predictions have owners of their own, those of all
    queries. ``totals`` (4,) are the counts of ``batch_totals``, averaged over all ranks; None counts this batch.
    """
    counts = Totals.from_vector(batch_totals(targets, owner) if totals is None else totals)
    final = len(prediction.layers) - 1
    skipped = None if config.skip_layer is None else range(final + 1)[config.skip_layer]
    sums: dict[str, Tensor] = {}
    for index, maps in enumerate(prediction.layers):
        if index == skipped:
            continue
        logits = merged(maps, prediction.owner, targets.masks.shape[1] - 1)
        # A fusion head's transformer works at twice the stride of the masks.
        factor = prediction.maps.shape[-1] // maps.shape[-1]
        shares = replace(counts, cells=counts.cells / factor**2)
        terms = _every_layer(maps, logits, prediction.owner, targets.pooled(factor), shares, config)
        if index == final:
            terms |= _last_layer(prediction, logits, targets, clicks, owner, counts, config)
        scale = 1.0 if index == final else config.auxiliary
        for name, term in terms.items():
            sums[name] = sums[name] + scale * term if name in sums else scale * term
    total = torch.stack([getattr(config, name) * term for name, term in sums.items()]).sum()
    return total, {name: float(term.detach()) for name, term in sums.items()}


def _every_layer(
    maps: Tensor, logits: Tensor, owner: Tensor, targets: Targets, counts: Totals, config: LossConfig
) -> dict[str, Tensor]:
    each = map_losses(logits, targets.masks, targets.weight, config)
    terms = {name: (values * targets.valid).sum() / counts.maps for name, values in each.items()}
    if config.softmax:
        terms["softmax"] = softmax_loss(logits, targets, counts)
    if config.set_softmax:
        terms["set_softmax"] = set_softmax_loss(logits, targets, counts)
    if config.per_click:
        terms["per_click"] = per_click_loss(maps, owner, targets, counts, config)
    return terms


def _last_layer(
    prediction: Prediction,
    logits: Tensor,
    targets: Targets,
    clicks: Tensor,
    owner: Tensor,
    counts: Totals,
    config: LossConfig,
) -> dict[str, Tensor]:
    terms = {}
    if config.click_softmax:
        terms["click_softmax"] = click_softmax_loss(logits, targets, clicks, owner, counts)
    if config.click_anchor:
        terms["click_anchor"] = click_anchor_loss(logits, targets, clicks, owner, counts)
    if config.quality and prediction.quality is not None:
        terms["quality"] = quality_loss(prediction.quality, prediction.owner, logits, targets, counts)
    return terms
