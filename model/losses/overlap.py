"""How well the argmax masks of a training batch overlap with its soft targets."""

from __future__ import annotations

import torch
from torch import Tensor

from model.losses.targets import Targets, without_absent


@torch.no_grad()
def soft_iou(logits: Tensor, targets: Targets) -> Tensor:
    """IoU of the argmax masks with the (soft) targets, (B, K)."""
    winner = without_absent(logits, targets).max(1, keepdim=True).indices
    chosen = torch.zeros_like(logits).scatter_(1, winner, 1.0) * targets.weight.unsqueeze(1)
    truth = targets.masks * targets.weight.unsqueeze(1)
    inter, union = (chosen * truth).sum((2, 3)), (chosen + truth - chosen * truth).sum((2, 3))
    return (inter / union.clamp(min=1e-6))[:, :-1]
