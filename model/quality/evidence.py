"""What speaks for or against a mask, read off the network's last answer (after Mask Scoring R-CNN, 1903.00241).

Everything is computed on the masks as they are served: queries merged by object, every cell to the strongest. Each
query gets the numbers of its whole object, so no loop over objects is needed and the ONNX graph stays free of one. A
cell has stride 4; whatever needs neighbourhoods works on blocks of 2 x 2 cells, stride 8.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

CELL = 4
"""Pixels of the network's input along the side of a cell."""
BLOCK = 2 * CELL
BACKGROUND, PADDING = -1, -2
FORBIDDEN = -1e4
STATISTICS = (
    "expected_iou",  # of the mask with its own soft map
    "mean_inside",
    "mass_outside",
    "mean_sigmoid",
    "log_area",
    "roughness",  # ring blocks for the root of the area
    "solidity",  # what survives erosion
    "unsure",
    "ring_contrast",
    "image_contrast",
    "overlap_objects",
    "overlap_background",
    "settled",  # IoU with the mask one layer before
    "own_clicks",
    "background_clicks",
    "clicks_kept",
    "clicks_crossed",  # clicks of others that lie in the mask
    "clicks_near",
    "deepest_click",
    "shallowest_click",
)


@dataclass(frozen=True)
class Shape:
    """A mask per query on cells and on blocks.

    inside (B, Q, N) 0 or 1, probability (B, Q, N), area (B, Q) in cells; share_inside, ring, reach, core
    (B, Q, h/2, w/2): part of a block that is inside, the border's blocks, the mask grown and shrunk by a block.
    """

    inside: Tensor
    probability: Tensor
    area: Tensor
    share_inside: Tensor
    ring: Tensor
    reach: Tensor
    core: Tensor


class MaskEvidence(nn.Module):
    """Content, pooled features and statistics of each query's object, (B, Q, 3 C + statistics). Has no parameters."""

    def forward(self, x: Tensor, before: Tensor, maps: Tensor, pixels: Tensor, clicks: Tensor, owner: Tensor) -> Tensor:
        """x (B, Q, C) queries, maps (B, Q, h, w) of the last layer and ``before`` it, pixels (B, C, h, w) or, of a
        network with a fusion head, (B, C, h/2, w/2).

        h and w are even, as the padding of the input to multiples of 32 makes them.
        clicks (B, L, 3) of (y, x, t) in pixels of the input, owner (B, Q): object, -1 background, -2 padding; the
        first L queries are the clicks.
        """
        size = maps.shape[-2:]
        is_used = (owner != PADDING).unsqueeze(2)  # (B, Q, 1)
        flat = maps.flatten(2).masked_fill(~is_used, FORBIDDEN)
        top, winner = flat.max(1)  # (B, N)
        same = ((owner.unsqueeze(2) == owner.unsqueeze(1)) & is_used).float()  # (B, Q, Q)
        label = owner.gather(1, winner)
        shape = _shape(flat, top, label, same, owner, size)
        wins = (winner.unsqueeze(1) == torch.arange(owner.shape[1], device=owner.device).view(1, -1, 1)).float().sum(-1)
        weights = same * (wins + 1e-3).unsqueeze(1)
        content = (weights / (weights.sum(-1, keepdim=True) + 1e-6)) @ x
        is_fine = pixels.shape[-1] == size[-1]
        blocks = (F.avg_pool2d(pixels, 2) if is_fine else pixels).flatten(2).transpose(1, 2)  # (B, n, C)
        fill = F.avg_pool2d((shape.inside * shape.probability).unflatten(2, size), 2).flatten(2)
        filled, around = _pooled(fill, blocks), _pooled(shape.ring.flatten(2), blocks)
        mean = blocks.mean(1, keepdim=True)
        numbers = [
            *_certainty(shape, top),
            *_outline(shape),
            F.cosine_similarity(filled, around, dim=-1, eps=1e-6),
            F.cosine_similarity(filled, mean, dim=-1, eps=1e-6),
            *_overlaps(shape, same, owner, size),
            _settled(before.flatten(2).masked_fill(~is_used, FORBIDDEN), label, shape, owner),
            *_click_numbers(shape, label, same, clicks, owner, size),
        ]
        return torch.cat((content, filled, around, torch.stack(numbers, dim=-1)), dim=-1)


def _shape(flat: Tensor, top: Tensor, label: Tensor, same: Tensor, owner: Tensor, size: torch.Size) -> Shape:
    strength = (flat - top.unsqueeze(1)).exp()
    probability = same @ (strength / strength.sum(1, keepdim=True))
    inside = (label.unsqueeze(1) == owner.unsqueeze(2)).float()
    share = F.avg_pool2d(inside.unflatten(2, size), 2)
    reach = (F.max_pool2d(share, 3, 1, 1) > 0).float()
    core = (F.max_pool2d(1 - share, 3, 1, 1) <= 0).float()
    return Shape(inside, probability, inside.sum(-1), share, reach - core, reach, core)


def _pooled(weights: Tensor, blocks: Tensor) -> Tensor:
    """Weighted mean of blocks (B, n, C) under weights (B, Q, n); zeros where nothing weighs."""
    return (weights @ blocks) / (weights.sum(-1, keepdim=True) + 1e-3)


def _certainty(shape: Shape, top: Tensor) -> list[Tensor]:
    """How sure the maps are of the mask, four numbers (B, Q)."""
    shared = (shape.inside * shape.probability).sum(-1)
    mass = shape.probability.sum(-1)
    area = shape.area + 1e-3
    sigmoid = (shape.inside @ top.sigmoid().unsqueeze(-1)).squeeze(-1)
    return [shared / (area + mass - shared), shared / area, ((mass - shared) / area).clamp(max=3.0), sigmoid / area]


def _outline(shape: Shape) -> list[Tensor]:
    """Size, roughness, solidity and unsure area of the mask, four numbers (B, Q)."""
    area = shape.area + 1e-3
    cells = float(shape.inside.shape[-1])
    unsure = (shape.probability * (1 - shape.probability)).sum(-1)
    return [
        (1 + shape.area).log() / torch.log(area.new_tensor(1.0) * cells),
        (shape.ring.sum((2, 3)) / (8 * (1 + shape.area).sqrt())).clamp(max=3.0),
        4 * shape.core.sum((2, 3)) / area,
        (4 * unsure / area).clamp(max=3.0),
    ]


def _overlaps(shape: Shape, same: Tensor, owner: Tensor, size: torch.Size) -> list[Tensor]:
    """The largest soft IoU with another object, and the one with the background, (B, Q)."""
    soft = F.avg_pool2d(shape.probability.unflatten(2, size), 2).flatten(2)
    mass = soft.sum(-1)
    shared = soft @ soft.transpose(1, 2)
    iou = shared / (mass.unsqueeze(2) + mass.unsqueeze(1) - shared + 1e-3)
    others = iou * (1 - same)
    is_object = (owner >= 0).unsqueeze(1)
    is_background = (owner == BACKGROUND).unsqueeze(1)
    return [(others * is_object).amax(-1), (others * is_background).amax(-1)]


def _settled(before: Tensor, label: Tensor, shape: Shape, owner: Tensor) -> Tensor:
    """IoU (B, Q) of the mask with the one that the maps ``before`` (B, Q, N) give."""
    earlier = owner.gather(1, before.argmax(1))
    shared = (shape.inside @ (earlier == label).float().unsqueeze(-1)).squeeze(-1)
    area = (earlier.unsqueeze(1) == owner.unsqueeze(2)).float().sum(-1)
    return shared / (shape.area + area - shared + 1e-3)


def _click_numbers(
    shape: Shape, label: Tensor, same: Tensor, clicks: Tensor, owner: Tensor, size: torch.Size
) -> list[Tensor]:
    """What the clicks say about the mask, seven numbers (B, Q)."""
    height, width = size[0], size[1]
    made = owner[:, : clicks.shape[1]]  # (B, L)
    row = (clicks[..., 0] / CELL).long().clamp(0, height - 1)
    column = (clicks[..., 1] / CELL).long().clamp(0, width - 1)
    on = label.gather(1, row * width + column).unsqueeze(1) == owner.unsqueeze(2)  # (B, Q, L): lies in q's mask
    own = same[:, :, : clicks.shape[1]]
    other = (made != PADDING).float().unsqueeze(1) - own
    block = ((row // 2) * (width // 2) + column // 2).unsqueeze(1).expand(-1, owner.shape[1], -1)
    near = shape.reach.flatten(2).gather(2, block)
    background = (made == BACKGROUND).float().sum(1, keepdim=True).expand(-1, owner.shape[1])
    count = own.sum(-1)
    depth = _depths(shape, clicks).unsqueeze(1)  # (B, 1, L)
    return [
        count.log1p(),
        background.log1p(),
        (own * on).sum(-1) / (count + 1e-3),
        (other * on).sum(-1).log1p(),
        (other * near).sum(-1).log1p(),
        (own * depth).amax(-1),
        (depth + 4 * (1 - own)).amin(-1).clamp(max=4.0),
    ]


def _depths(shape: Shape, clicks: Tensor) -> Tensor:
    """Distance of each click to the nearest block outside its own mask, for the root of the mask's area: (B, L)."""
    height, width = shape.share_inside.shape[-2:]
    share = shape.share_inside[:, : clicks.shape[1]].flatten(2)
    rows = (torch.arange(height, device=clicks.device) + 0.5).view(-1, 1).expand(-1, width).flatten()
    columns = (torch.arange(width, device=clicks.device) + 0.5).expand(height, -1).flatten()
    squared = (clicks[..., :1] / BLOCK - rows) ** 2 + (clicks[..., 1:2] / BLOCK - columns) ** 2  # (B, L, n)
    nearest = (squared + 1e6 * (share >= 0.5)).amin(-1)
    side = (shape.area[:, : clicks.shape[1]] + 1e-3).sqrt() / 2
    return (nearest.sqrt() / (side + 1)).clamp(max=4.0)
