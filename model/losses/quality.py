"""What the predicted quality of masks learns from: the IoU that the masks have reached."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from model.losses.overlap import soft_iou
from model.losses.targets import Targets, Totals


def quality_loss(quality: Tensor, owner: Tensor, logits: Tensor, targets: Targets, totals: Totals) -> Tensor:
    """Binary cross entropy between the predicted and the reached IoU of each object's argmax mask."""
    objects = targets.masks.shape[1] - 1
    reached = soft_iou(logits, targets)  # (B, K)
    losses = []
    for index in range(objects):
        member = (owner == index).float()
        mean = (quality * member).sum(1) / member.sum(1).clamp(min=1)
        loss = F.binary_cross_entropy_with_logits(mean, reached[:, index], reduction="none")
        losses.append(loss * targets.valid[:, index])
    return torch.stack(losses).sum() / totals.objects
