"""Losses of a whole set of exclusive masks: softmax over the objects and the background, as the argmax sees them."""

from __future__ import annotations

from torch import Tensor

from model.bilinear import resize
from model.losses.targets import Targets, Totals, without_absent

NO_MASS = 1e-6


def softmax_loss(logits: Tensor, targets: Targets, totals: Totals) -> Tensor:
    """Cross entropy over [objects, background] of every cell, soft targets."""
    entropy = -(without_absent(logits, targets).log_softmax(1) * targets.masks).sum(1)
    return (entropy * targets.weight).sum() / totals.cells


def set_softmax_loss(logits: Tensor, targets: Targets, totals: Totals) -> Tensor:
    """HODOR's loss (arXiv 2112.09131), classes balanced: cross entropy and multiclass dice 1 : 1, at the masks' size.

    Cross entropy is averaged over the cells of each group, then over the M groups, so that small objects count as much
    as the background. Dice is that of the objects alone; those of which nothing is seen are left out.
    """
    logits = without_absent(resize(logits, targets.masks.shape[-2:]), targets)
    truth = targets.masks * (targets.weight.unsqueeze(1) * targets.valid[..., None, None])
    mass = truth.sum((2, 3))  # (B, K+1)
    seen = (mass > NO_MASS).float()
    log_share = logits.log_softmax(1)
    entropy = -(log_share * truth).sum((2, 3)) / mass.clamp(min=NO_MASS)
    share = log_share.exp() * targets.weight.unsqueeze(1)
    dice = 1 - (2 * (share * truth).sum((2, 3)) + 1) / (share.sum((2, 3)) + mass + 1)
    return (entropy * seen).sum() / totals.maps + (dice * seen)[:, :-1].sum() / totals.objects
