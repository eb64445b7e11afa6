"""A batch of samples as tensors, and its clicks as tensors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor
from torch.utils.data import Dataset

from model.data.sample import OUTSIDE, UNLABELLED
from model.data.samples import Samples
from model.losses import Targets
from model.preprocess import InputPolicy
from model.train_clicks import ClickList

MASK_STRIDE = 4
PADDING = -2
Padding = Literal["unknown", "background"]


class SampleDataset(Dataset[tuple[Tensor, Tensor]]):
    """Samples for torch's loader, asked for by (index, size): image uint8 (3, S, S), labels uint8 (S, S)."""

    def __init__(self, samples: Samples) -> None:
        self.samples = samples

    def __getitem__(self, wanted: tuple[int, int]) -> tuple[Tensor, Tensor]:
        sample = self.samples.draw(*wanted)
        image = torch.from_numpy(np.ascontiguousarray(sample.image.transpose(2, 0, 1)))
        return image, torch.from_numpy(np.ascontiguousarray(sample.labels))


@dataclass(frozen=True)
class Batch:
    """images float (B, 3, S, S) normalised; labels uint8 (B, S, S); objects per image.

    ``targets`` are soft masks at stride 4, ``loss_targets`` what the loss compares with (the same, or finer).
    """

    images: Tensor
    labels: np.ndarray
    objects: list[int]
    targets: Targets
    loss_targets: Targets


def make_batch(
    images: Tensor,
    labels: Tensor,
    policy: InputPolicy,
    device: torch.device | str = "cpu",
    target_stride: int = MASK_STRIDE,
    padding: Padding = "unknown",
) -> Batch:
    """Normalise images uint8 (B, 3, S, S) and turn label maps uint8 (B, S, S) into masks, both on ``device``."""
    images, on_device = images.to(device, non_blocking=True), labels.to(device, non_blocking=True)
    mean, std = (torch.tensor(each, device=device).view(1, 3, 1, 1) for each in (policy.mean, policy.std))
    normalised = (images.float() - mean) / std
    if padding == "unknown":
        normalised = normalised * (on_device != OUTSIDE).unsqueeze(1)
    kept = torch.where(labels < UNLABELLED, labels, torch.zeros_like(labels))
    objects = [int(count) for count in kept.flatten(1).amax(1)]
    targets = masks_of(on_device, objects, MASK_STRIDE, "unknown")
    is_same = target_stride == MASK_STRIDE and padding == "unknown"
    loss_targets = targets if is_same else masks_of(on_device, objects, target_stride, padding)
    normalised = normalised.contiguous(memory_format=torch.channels_last)
    return Batch(normalised, labels.numpy(), objects, targets, loss_targets)


def masks_of(labels: Tensor, objects: list[int], stride: int, padding: Padding) -> Targets:
    """Masks (B, K+1, S / stride, S / stride) of label maps, averaged over what is known of each cell.

    Cells with anything unknown have no weight. With ``padding`` "background" the padding is known, and in no mask.
    """
    known = labels < UNLABELLED
    if padding == "background":
        known = known | (labels == OUTSIDE)
    numbers = torch.tensor([*range(1, max(objects) + 1), 0], dtype=labels.dtype, device=labels.device)
    masks = (labels.unsqueeze(1) == numbers[:, None, None]).float()  # (B, K+1, S, S), background last
    weight = known.float()
    if stride > 1:
        share = F.avg_pool2d(weight.unsqueeze(1), stride)
        masks = F.avg_pool2d(masks, stride) / share.clamp(min=1e-6)
        weight = (share.squeeze(1) > 0.99).float()
    valid = torch.tensor([[index < count for index in range(max(objects))] + [True] for count in objects])
    return Targets(masks, valid.to(labels.device), weight)


def click_tensors(
    lists: Sequence[ClickList], shift: float = 0.0, at_least: int = 1, device: torch.device | str = "cpu"
) -> tuple[Tensor, Tensor]:
    """Clicks float (B, L, 3) of (y, x, t), owners int64 (B, L); rows beyond an image's clicks are padding.

    ``shift`` pixels are taken off y and x (``ModelConfig.click_shift``). L is the longest list, or ``at_least``.
    """
    longest = max(at_least, *(len(clicks.rows) for clicks in lists))
    points = torch.full((len(lists), longest, 3), -1.0)
    owner = torch.full((len(lists), longest), PADDING, dtype=torch.long)
    for index, clicks in enumerate(lists):
        # Clicks of one object stand together, background clicks last: the order of the queries.
        rows = sorted(clicks.rows, key=lambda row: (row[3] if row[3] >= 0 else 1 << 30, row[2]))
        if not rows:
            continue
        points[index, : len(rows)] = torch.tensor(
            [[max(y - shift, 0.0), max(x - shift, 0.0), t] for y, x, t, _ in rows]
        )
        owner[index, : len(rows)] = torch.tensor([row[3] for row in rows])
    return points.to(device), owner.to(device)
