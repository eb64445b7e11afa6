"""What speaks for or against a mask, read off the network's last answer (after Mask Scoring R-CNN, 1903.00241).

Everything is computed on the masks as they are served: queries merged by object, every cell to the strongest. Each
query gets the numbers of its whole object, so no loop over objects is needed and the ONNX graph stays free of one. A
cell has stride 4. Only who owns a cell is decided cell by cell; all else is read from blocks of 2 x 2 cells, stride 8,
which costs less than half (10 objects on 96 x 128 cells, 64 channels, ONNX Runtime, one core: 3.5 ms).
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
NORM = 8
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
    """A mask per query: area (B, Q) in cells; all else by blocks, n = h/2 · w/2.

    inside (B, Q, h/2, w/2) is the part of a block that is in the mask, probability (B, Q, n) the soft map of the
    query's object; ring, reach, core (B, Q, h/2, w/2): the border's blocks, the mask grown and shrunk by a block.
    """

    area: Tensor
    inside: Tensor
    probability: Tensor
    ring: Tensor
    reach: Tensor
    core: Tensor


class MaskEvidence(nn.Module):
    """Content, pooled features and statistics of each query's object, (B, Q, 3 C + statistics). Has no parameters."""

    def forward(self, x: Tensor, before: Tensor, maps: Tensor, pixels: Tensor, clicks: Tensor, owner: Tensor) -> Tensor:
        """x (B, Q, C) queries, maps (B, Q, h, w) of the last layer and ``before`` it, pixels (B, C, h, w).

        h and w are even, as the padding of the input to multiples of 32 makes them. clicks (B, L, 3) of (y, x, t) in
        pixels of the input, owner (B, Q): object, -1 background, -2 padding; the first L queries are the clicks.
        """
        is_used = (owner != PADDING).unsqueeze(2)  # (B, Q, 1)
        same = ((owner.unsqueeze(2) == owner.unsqueeze(1)) & is_used).float()  # (B, Q, Q)
        maps = maps.masked_fill(~is_used.unsqueeze(3), FORBIDDEN)
        label = owner.gather(1, maps.flatten(2).argmax(1))  # (B, N): whom each cell has gone to
        inside = (label.unsqueeze(1) == owner.unsqueeze(2)).float().unflatten(2, maps.shape[2:])
        logits = F.avg_pool2d(maps, 2).flatten(2)  # (B, Q, n)
        top = logits.amax(1)
        shape = _shape(inside, logits, top, same)
        wins = (logits == top.unsqueeze(1)).float().sum(-1)  # blocks
        weights = same * (wins + 1e-3).unsqueeze(1)
        content = (weights / (weights.sum(-1, keepdim=True) + 1e-6)) @ x
        blocks = F.avg_pool2d(pixels, 2).flatten(2).transpose(1, 2)  # (B, n, C)
        filled = _pooled(shape.inside.flatten(2) * shape.probability, blocks)
        around = _pooled(shape.ring.flatten(2), blocks)
        mean = blocks.mean(1, keepdim=True)
        numbers = [
            *_certainty(shape, top),
            *_outline(shape, maps.shape[2] * maps.shape[3]),
            F.cosine_similarity(filled, around, dim=-1, eps=1e-6),
            F.cosine_similarity(filled, mean, dim=-1, eps=1e-6),
            *_overlaps(shape, same, owner),
            _settled(F.avg_pool2d(before, 2).flatten(2).masked_fill(~is_used, FORBIDDEN), logits, owner),
            *_click_numbers(shape, label, same, clicks, owner, maps.shape[-2:]),
        ]
        return torch.cat((content, filled, around, torch.stack(numbers, dim=-1)), dim=-1)


def _shape(inside: Tensor, logits: Tensor, top: Tensor, same: Tensor) -> Shape:
    """inside (B, Q, h, w) 0 or 1, logits (B, Q, n) of the blocks and their largest (B, n)."""
    share = F.avg_pool2d(inside, 2)
    # An object's logit is the largest of its queries'; a high norm over them is that without a loop over objects.
    strength = (same @ (NORM * (logits - top.unsqueeze(1))).exp()) ** (1 / NORM)
    shares = strength / (same.sum(-1) + 1e-6).unsqueeze(-1)  # each of an object's queries has its part
    probability = strength / shares.sum(1, keepdim=True)
    reach = (F.max_pool2d(share, 3, 1, 1) > 0).float()
    core = (F.max_pool2d(1 - share, 3, 1, 1) <= 0).float()
    return Shape(4 * share.sum((2, 3)), share, probability, reach - core, reach, core)


def _pooled(weights: Tensor, blocks: Tensor) -> Tensor:
    """Weighted mean of blocks (B, n, C) under weights (B, Q, n); zeros where nothing weighs."""
    return (weights @ blocks) / (weights.sum(-1, keepdim=True) + 1e-3)


def _certainty(shape: Shape, top: Tensor) -> list[Tensor]:
    """How sure the maps are of the mask, four numbers (B, Q).

    Of a block that is half inside and half certain to be, half is shared: the minimum and not the product, which would
    hold every border against the mask.
    """
    inside = shape.inside.flatten(2)
    shared = torch.minimum(inside, shape.probability).sum(-1)
    mass = shape.probability.sum(-1)
    area = shape.area / 4 + 1e-3
    sigmoid = (inside @ top.sigmoid().unsqueeze(-1)).squeeze(-1)
    return [shared / (area + mass - shared), shared / area, ((mass - shared) / area).clamp(max=3.0), sigmoid / area]


def _outline(shape: Shape, cells: int) -> list[Tensor]:
    """Size, roughness, solidity and unsure area of the mask, four numbers (B, Q)."""
    area = shape.area + 1e-3
    unsure = (shape.probability * (1 - shape.probability)).sum(-1)
    return [
        (1 + shape.area).log() / torch.log(area.new_tensor(1.0) * cells),
        (shape.ring.sum((2, 3)) / (8 * (1 + shape.area).sqrt())).clamp(max=3.0),
        4 * shape.core.sum((2, 3)) / area,
        (16 * unsure / area).clamp(max=3.0),
    ]


def _overlaps(shape: Shape, same: Tensor, owner: Tensor) -> list[Tensor]:
    """The largest soft IoU with another object, and the one with the background, (B, Q)."""
    soft = shape.probability
    mass = soft.sum(-1)
    shared = soft @ soft.transpose(1, 2)
    iou = shared / (mass.unsqueeze(2) + mass.unsqueeze(1) - shared + 1e-3)
    others = iou * (1 - same)
    is_object = (owner >= 0).unsqueeze(1)
    is_background = (owner == BACKGROUND).unsqueeze(1)
    return [(others * is_object).amax(-1), (others * is_background).amax(-1)]


def _settled(before: Tensor, logits: Tensor, owner: Tensor) -> Tensor:
    """IoU (B, Q) of the masks that the maps of the last layer and of the one ``before`` it give, both (B, Q, n)."""
    earlier, now = (
        (owner.gather(1, maps.argmax(1)).unsqueeze(1) == owner.unsqueeze(2)).float() for maps in (before, logits)
    )
    shared = (now * earlier).sum(-1)
    return shared / (now.sum(-1) + earlier.sum(-1) - shared + 1e-3)


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
    height, width = shape.inside.shape[-2:]
    share = shape.inside[:, : clicks.shape[1]].flatten(2)
    rows = (torch.arange(height, device=clicks.device) + 0.5).view(-1, 1).expand(-1, width).flatten()
    columns = (torch.arange(width, device=clicks.device) + 0.5).expand(height, -1).flatten()
    squared = (clicks[..., :1] / BLOCK - rows) ** 2 + (clicks[..., 1:2] / BLOCK - columns) ** 2  # (B, L, n)
    nearest = (squared + 1e6 * (share >= 0.5)).amin(-1)
    side = (shape.area[:, : clicks.shape[1]] + 1e-3).sqrt() / 2
    return (nearest.sqrt() / (side + 1)).clamp(max=4.0)
