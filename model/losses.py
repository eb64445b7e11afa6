"""Fixed assignment of queries to masks: object = max over its clicks' maps, background = max over the rest.

DynaMITe's loss (BCE and dice for every layer's maps) and named options (query variants): ``softmax`` over the objects
and the background, as the argmax at inference sees them, and ``click_anchor``, which makes clicks be honoured.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from model.bilinear import sample
from model.interactive_transformer import Prediction
from model.point_sampling import sample_points

EMPTY = -30.0


@dataclass(frozen=True)
class LossConfig:
    """Weights of the terms; ``points`` = 0 takes whole maps, otherwise that many sampled points (published: 12544)."""

    bce: float = 5.0
    dice: float = 5.0
    softmax: float = 0.0
    click_anchor: float = 0.0
    quality: float = 0.0
    auxiliary: float = 1.0
    points: int = 12544


@dataclass(frozen=True)
class Targets:
    """masks (B, K+1, h, w) in 0..1, the last one the background; valid (B, K+1), false where an image has fewer."""

    masks: Tensor
    valid: Tensor
    weight: Tensor  # (B, h, w), 0 where nothing is known (padding of a crop)


def merged(maps: Tensor, owner: Tensor, objects: int) -> Tensor:
    """Maximum per object and over all background queries: (B, Q, h, w) -> (B, objects + 1, h, w)."""
    groups = []
    for index in range(objects):
        groups.append(maps.masked_fill((owner != index)[..., None, None], EMPTY).amax(1))
    groups.append(maps.masked_fill((owner >= 0)[..., None, None] | (owner == -2)[..., None, None], EMPTY).amax(1))
    return torch.stack(groups, dim=1)


def total_loss(
    prediction: Prediction, targets: Targets, clicks: Tensor, owner: Tensor, config: LossConfig
) -> tuple[Tensor, dict[str, float]]:
    """The weighted sum over all layers, and its terms for the log."""
    objects = targets.masks.shape[1] - 1
    sums: dict[str, Tensor] = {}
    for index, maps in enumerate(prediction.layers):
        is_last = index == len(prediction.layers) - 1
        scale = 1.0 if is_last else config.auxiliary
        logits = merged(maps, prediction.owner, objects)
        terms = _mask_terms(logits, targets, config)
        if config.softmax:
            terms["softmax"] = softmax_loss(logits, targets)
        if is_last and config.click_anchor:
            terms["click_anchor"] = click_anchor_loss(logits, targets, clicks, owner)
        if is_last and config.quality and prediction.quality is not None:
            terms["quality"] = quality_loss(prediction.quality, prediction.owner, logits, targets)
        for name, term in terms.items():
            sums[name] = sums.get(name, torch.zeros(())) + scale * term
    total = torch.stack([getattr(config, name) * term for name, term in sums.items()]).sum()
    return total, {name: float(term.detach()) for name, term in sums.items()}


def _mask_terms(logits: Tensor, targets: Targets, config: LossConfig) -> dict[str, Tensor]:
    weight = targets.weight.unsqueeze(1).expand_as(logits)
    if config.points:
        flat, truth, known = sample_points(logits, targets.masks, weight, config.points)
    else:
        flat, truth, known = logits.flatten(2), targets.masks.flatten(2), weight.flatten(2)
    valid = targets.valid.float()
    count = valid.sum().clamp(min=1)
    bce = F.binary_cross_entropy_with_logits(flat, truth, reduction="none")
    bce = (bce * known).sum(-1) / known.sum(-1).clamp(min=1)
    probability = flat.sigmoid() * known
    overlap = (probability * truth).sum(-1)
    dice = 1 - (2 * overlap + 1) / (probability.sum(-1) + (truth * known).sum(-1) + 1)
    return {"bce": (bce * valid).sum() / count, "dice": (dice * valid).sum() / count}


def softmax_loss(logits: Tensor, targets: Targets) -> Tensor:
    """Cross entropy over [objects, background] of every cell, soft targets."""
    masked = logits.masked_fill(~targets.valid[..., None, None], EMPTY)
    entropy = -(masked.log_softmax(1) * targets.masks).sum(1)
    return (entropy * targets.weight).sum() / targets.weight.sum().clamp(min=1)


def click_anchor_loss(logits: Tensor, targets: Targets, clicks: Tensor, owner: Tensor) -> Tensor:
    """At every click its own group must win over all others: cross entropy at the click's place."""
    height, width = logits.shape[-2:]
    points_xy = clicks[..., :2].flip(-1) / clicks.new_tensor((4.0 * width, 4.0 * height))
    masked = logits.masked_fill(~targets.valid[..., None, None], EMPTY)
    read = sample(masked, points_xy).log_softmax(-1)  # (B, L, K+1)
    group = torch.where(owner >= 0, owner, logits.shape[1] - 1)
    used = (owner != -2).float()
    picked = read.gather(2, group.unsqueeze(-1)).squeeze(-1)
    return -(picked * used).sum() / used.sum().clamp(min=1)


def quality_loss(quality: Tensor, owner: Tensor, logits: Tensor, targets: Targets) -> Tensor:
    """Binary cross entropy between the predicted and the reached IoU of each object's argmax mask."""
    objects = targets.masks.shape[1] - 1
    reached = soft_iou(logits, targets)  # (B, K)
    losses = []
    for index in range(objects):
        member = (owner == index).float()
        mean = (quality * member).sum(1) / member.sum(1).clamp(min=1)
        loss = F.binary_cross_entropy_with_logits(mean, reached[:, index], reduction="none")
        losses.append(loss * targets.valid[:, index])
    return torch.stack(losses).sum() / targets.valid[:, :-1].sum().clamp(min=1)


@torch.no_grad()
def soft_iou(logits: Tensor, targets: Targets) -> Tensor:
    """IoU of the argmax masks with the (soft) targets, (B, K)."""
    masked = logits.masked_fill(~targets.valid[..., None, None], EMPTY)
    winner = masked.argmax(1, keepdim=True)
    chosen = torch.zeros_like(logits).scatter_(1, winner, 1.0) * targets.weight.unsqueeze(1)
    truth = targets.masks * targets.weight.unsqueeze(1)
    inter, union = (chosen * truth).sum((2, 3)), (chosen + truth - chosen * truth).sum((2, 3))
    return (inter / union.clamp(min=1e-6))[:, :-1]
