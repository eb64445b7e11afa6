"""Terms of one map against one mask: cross entropy, dice, normalised focal loss.

BCE and dice are DynaMITe's (arXiv 2304.06668) on uncertain points or whole maps. The normalised focal loss (Sofiiuk et
al., AdaptIS, arXiv 1909.07829) weights cells by how wrong they are, and divides by the sum of the weights so that the
gradient does not fade as the maps get better; the sum itself gets no gradient.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

from model.interactive_transformer import MASK_STRIDE
from model.losses.boundary import boundary_weight
from model.losses.forms import LossConfig
from model.point_sampling import sample_points

PUBLISHED_CELLS = 256 * 256
FOCAL_ALPHA = 0.5
FOCAL_GAMMA = 2.0


def map_losses(logits: Tensor, masks: Tensor, weight: Tensor, config: LossConfig) -> dict[str, Tensor]:
    """Every term that ``config`` weighs, of every map: logits (B, M, h, w), weight (B, H, W) -> (B, M) each.

    ``masks`` (B, M, H, W) may be finer than the maps if points are read; whole maps need masks of their size.
    """
    if not (config.bce or config.dice or config.nfl):
        return {}
    emphasis = weight.unsqueeze(1).expand_as(masks)
    known = emphasis
    if config.boundary:
        emphasis = emphasis * boundary_weight(masks, MASK_STRIDE * logits.shape[-1] / masks.shape[-1])
    if config.points:
        count = max(1, round(config.points * logits[0, 0].numel() / PUBLISHED_CELLS))
        flat, (truth, known, emphasis) = sample_points(logits, (masks, known, emphasis), count)
    else:
        if logits.shape != masks.shape:
            raise ValueError(f"whole maps {tuple(logits.shape)} need masks of their size, not {tuple(masks.shape)}")
        flat, truth, known, emphasis = (x.flatten(2) for x in (logits, masks, known, emphasis))
    terms = {}
    if config.bce:
        terms["bce"] = bce_loss(flat, truth, emphasis, known)
    if config.dice:
        terms["dice"] = dice_loss(flat, truth, known)
    if config.nfl:
        terms["nfl"] = normalised_focal_loss(flat, truth, known)
    return terms


def bce_loss(logits: Tensor, truth: Tensor, emphasis: Tensor, known: Tensor) -> Tensor:
    """Binary cross entropy of each map, mean over its known cells, which count ``emphasis`` times: (…, N) -> (…)."""
    entropy = F.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    return (entropy * emphasis).sum(-1) / known.sum(-1).clamp(min=1)


def dice_loss(logits: Tensor, truth: Tensor, known: Tensor) -> Tensor:
    """1 - Dice of each map, smoothed by 1: (…, N) -> (…)."""
    probability = logits.sigmoid() * known
    overlap = (probability * truth).sum(-1)
    return 1 - (2 * overlap + 1) / (probability.sum(-1) + (truth * known).sum(-1) + 1)


def normalised_focal_loss(
    logits: Tensor, truth: Tensor, known: Tensor, gamma: float = FOCAL_GAMMA, alpha: float = FOCAL_ALPHA
) -> Tensor:
    """Focal loss of each map whose weights sum to the number of cells: (…, N) -> (…).

    With soft truth y the weight (1 - p_t)^gamma is |y - p|^gamma, which is the same where y is 0 or 1. ``gamma`` is 0
    or at least 1, below which the weight has no finite gradient at p = y.
    """
    entropy = F.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    side = alpha * truth + (1 - alpha) * (1 - truth)
    wrong = (truth - logits.sigmoid()).abs().pow(gamma) * known
    return (side * wrong * entropy).sum(-1) / wrong.detach().sum(-1).clamp(min=1e-6)
