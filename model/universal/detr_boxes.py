"""From what DETR found to boxes and instance masks in pixels of the image: every query stays, nothing is suppressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from model.bilinear import resize


@dataclass(frozen=True)
class DetrBoxes:
    """One image's Q boxes: ``scores`` 0..1, ``labels`` indices of real classes, ``boxes_xyxy`` (Q, 4) image pixels."""

    scores: Tensor
    labels: Tensor
    boxes_xyxy: Tensor


def boxes_of(logits: Tensor, boxes: Tensor, image_hw: Sequence[tuple[int, int]]) -> list[DetrBoxes]:
    """``logits`` (B, Q, K + 1) and ``boxes`` (B, Q, 4) of ``DetrFound``, and each image's size -> a result per image.

    Boxes may reach over the image's border, as published.
    """
    scores, labels = logits.softmax(dim=-1)[..., :-1].max(dim=-1)
    centre, size = boxes[..., :2], boxes[..., 2:]
    corners = torch.cat((centre - 0.5 * size, centre + 0.5 * size), dim=-1)
    return [
        DetrBoxes(scores[index], labels[index], corners[index] * corners.new_tensor((width, height, width, height)))
        for index, (height, width) in enumerate(image_hw)
    ]


def instance_masks(
    mask_logits: Tensor, processed_hw: Sequence[tuple[int, int]], image_hw: Sequence[tuple[int, int]]
) -> list[Tensor]:
    """Masks of every query, bool (n, H, W) per image, from logits (B, n, h, w) of a whole batch.

    ``processed_hw`` are the sizes of all images in the batch; the largest are those that the logits cover.
    """
    height, width = (max(sides) for sides in zip(*processed_hw, strict=True))
    masks = []
    for logits, (h, w), size_hw in zip(mask_logits, processed_hw, image_hw, strict=True):
        if not len(logits):
            masks.append(torch.zeros(0, *size_hw, dtype=torch.bool, device=logits.device))
            continue
        inside = resize(logits[None], (height, width)).sigmoid()[:, :, :h, :w] > 0.5
        masks.append(F.interpolate(inside.float(), size=size_hw, mode="nearest")[0] > 0.5)
    return masks
