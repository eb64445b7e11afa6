"""A batch of samples as tensors, and its clicks as tensors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor
from torch.utils.data import Dataset

from model.data.samples import UNKNOWN, Sample, Samples
from model.losses import Targets
from model.preprocess import InputPolicy
from model.train_clicks import ClickList

MASK_STRIDE = 4
PADDING = -2


class SampleDataset(Dataset[tuple[Tensor, Tensor]]):
    """Samples for torch's loader: image uint8 (3, S, S), labels uint8 (S, S)."""

    def __init__(self, samples: Samples, length: int) -> None:
        self.samples, self.length = samples, length

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        sample: Sample = self.samples[index]
        image = torch.from_numpy(np.ascontiguousarray(sample.image.transpose(2, 0, 1)))
        return image, torch.from_numpy(np.ascontiguousarray(sample.labels))


@dataclass(frozen=True)
class Batch:
    """images float (B, 3, S, S) normalised; labels uint8 (B, S, S); objects per image; targets at stride 4."""

    images: Tensor
    labels: np.ndarray
    objects: list[int]
    targets: Targets


def make_batch(images: Tensor, labels: Tensor, policy: InputPolicy) -> Batch:
    """Normalise images uint8 (B, 3, S, S) and average the label maps (B, S, S) into soft masks at stride 4."""
    mean = torch.tensor(policy.mean).view(1, 3, 1, 1)
    std = torch.tensor(policy.std).view(1, 3, 1, 1)
    known = labels != UNKNOWN
    normalised = (images.float() - mean) / std * known.unsqueeze(1)
    numbers = torch.where(known, labels, torch.zeros_like(labels)).long()
    objects = numbers.flatten(1).amax(1).tolist()
    most = max(objects)
    one_hot = F.one_hot(numbers, most + 1).permute(0, 3, 1, 2).float()  # (B, most + 1, S, S), background first
    one_hot = torch.cat((one_hot[:, 1:], one_hot[:, :1]), dim=1) * known.unsqueeze(1)
    weight = F.avg_pool2d(known.float().unsqueeze(1), MASK_STRIDE)
    masks = F.avg_pool2d(one_hot, MASK_STRIDE) / weight.clamp(min=1e-6)
    valid = torch.tensor([[index < count for index in range(most)] + [True] for count in objects])
    normalised = normalised.contiguous(memory_format=torch.channels_last)
    return Batch(normalised, labels.numpy(), objects, Targets(masks, valid, (weight.squeeze(1) > 0.99).float()))


def click_tensors(lists: list[ClickList]) -> tuple[Tensor, Tensor]:
    """Clicks float (B, L, 3) of (y, x, t), owners int64 (B, L); rows beyond an image's clicks are padding."""
    longest = max(len(clicks.rows) for clicks in lists)
    points = torch.full((len(lists), longest, 3), -1.0)
    owner = torch.full((len(lists), longest), PADDING, dtype=torch.long)
    for index, clicks in enumerate(lists):
        # Clicks of one object stand together, background clicks last: the order of the queries.
        rows = sorted(clicks.rows, key=lambda row: (row[3] if row[3] >= 0 else 1 << 30, row[2]))
        points[index, : len(rows)] = torch.tensor([row[:3] for row in rows])
        owner[index, : len(rows)] = torch.tensor([row[3] for row in rows])
    return points, owner
