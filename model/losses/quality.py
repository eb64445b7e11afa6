"""What the predicted quality of masks learns from: the IoU that the masks have reached."""

from __future__ import annotations

import torch
from torch import Tensor

from model.losses.across_ranks import gathered, place_among_ranks
from model.losses.overlap import soft_iou
from model.losses.targets import Targets, Totals
from model.quality.loss import score_loss


def quality_loss(quality: Tensor, owner: Tensor, logits: Tensor, targets: Targets, totals: Totals) -> Tensor:
    """``score_loss`` between the predicted and the reached IoU of each object's argmax mask."""
    objects = targets.masks.shape[1] - 1
    reached = soft_iou(logits, targets)  # (B, K)
    member = (owner.unsqueeze(1) == torch.arange(objects, device=owner.device).view(1, -1, 1)).float()  # (B, K, Q)
    score = (member @ quality.float().unsqueeze(-1)).squeeze(-1) / member.sum(-1).clamp(min=1)
    valid = targets.valid[:, :-1]
    rank, ranks = place_among_ranks()
    image = (torch.arange(len(valid), device=valid.device) + rank * len(valid)).unsqueeze(1).expand_as(valid)
    # The loss weighs by the IoUs of the whole batch, so every rank needs all of them.
    score, reached, image = (gathered(each[valid]) for each in (score, reached, image))
    return score_loss(score, reached, image) * len(score) / (ranks * totals.objects)
