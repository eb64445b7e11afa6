"""What a predicted IoU learns from: three terms over the objects of a batch (mask_scoring, section 3.2).

Smooth L1 brings the value close, the cross entropy with the IoU as a soft label keeps gradients where the sigmoid is
flat, and the rank term puts the objects of one image into their order. Every tenth of the IoU weighs about the same,
however many objects reached it.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

SMOOTH, SOFT_LABEL, RANK = 1.0, 0.5, 0.1
BETA = 0.1
BINS = 10
MOST_WEIGHT = 5.0
RANKED_APART = 0.1
"""Two objects are ranked where their IoUs lie further apart."""


def score_loss(score: Tensor, reached: Tensor, image: Tensor) -> Tensor:
    """Mean loss of logits ``score`` (N,) against IoUs ``reached`` (N,) in 0..1 of objects of images ``image`` (N,)."""
    if score.numel() == 0:
        return score.sum()
    weight = bin_weights(reached)
    smooth = F.smooth_l1_loss(score.sigmoid(), reached, beta=BETA, reduction="none")
    entropy = F.binary_cross_entropy_with_logits(score, reached, reduction="none")
    balanced = ((SMOOTH * smooth + SOFT_LABEL * entropy) * weight).sum() / weight.sum()
    return balanced + RANK * rank_loss(score, reached, image)


def bin_weights(reached: Tensor) -> Tensor:
    """One over the frequency of each IoU's tenth, at most ``MOST_WEIGHT``; tenths that are all as full weigh 1."""
    tenth = (reached * BINS).long().clamp(0, BINS - 1)
    count = torch.bincount(tenth, minlength=BINS).clamp(min=1).to(reached.dtype)
    return (reached.numel() / BINS / count)[tenth].clamp(max=MOST_WEIGHT)


def rank_loss(score: Tensor, reached: Tensor, image: Tensor) -> Tensor:
    """Mean of softplus(score of the worse - score of the better) over the pairs within an image."""
    gap = reached.unsqueeze(1) - reached.unsqueeze(0)
    is_pair = (gap > RANKED_APART) & (image.unsqueeze(1) == image.unsqueeze(0))
    cost = F.softplus(score.unsqueeze(0) - score.unsqueeze(1))
    return (cost * is_pair).sum() / is_pair.sum().clamp(min=1)
