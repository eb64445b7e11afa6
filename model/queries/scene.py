"""What one decode is given, and who belongs together among its clicks."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

BACKGROUND = -1
PADDING = -2
LEVEL_STRIDES = (32, 16, 8)
MASK_STRIDE = 4


@dataclass(frozen=True)
class Scene:
    """Features and clicks of a batch.

    ``levels`` are [F32, F16, F8], each (B, C, h, w), ``mask_features`` (B, C, H / mask_stride, W / mask_stride).
    ``clicks`` (B, L, 3) are rows (y, x, t) in pixels of the padded input, -1 in padding; ``owner`` int (B, L): object,
    -1 background, -2 padding. ``image`` is the normalised input (B, 3, H, W), for networks that read it
    (``TransformerConfig.reads_image``).
    """

    levels: list[Tensor]
    mask_features: Tensor
    clicks: Tensor
    owner: Tensor
    image: Tensor | None = None
    mask_stride: int = MASK_STRIDE

    @property
    def padded_hw(self) -> tuple[int, int]:
        height, width = self.mask_features.shape[-2:]
        return height * self.mask_stride, width * self.mask_stride

    @property
    def size_xy(self) -> Tensor:
        """Width and height of the input (2,); computed, not constant, so that an exported graph keeps it dynamic."""
        height, width = self.padded_hw
        return torch.stack((self.clicks.new_tensor(1.0) * width, self.clicks.new_tensor(1.0) * height))

    @property
    def longer_px(self) -> Tensor:
        """The longer side of the input (), computed like :attr:`size_xy`."""
        return self.size_xy.amax(0)

    @property
    def places_xy(self) -> Tensor:
        """Places (B, L, 2) of the clicks as (x, y) in pixels of the input."""
        return self.clicks[..., :2].flip(-1)


def same_object(owner: Tensor) -> Tensor:
    """Which clicks (B, L, L) belong to one object; a click on the background, or padding, only to itself."""
    equal = (owner.unsqueeze(2) == owner.unsqueeze(1)) & (owner >= 0).unsqueeze(2)
    return equal | itself(owner)


def itself(owner: Tensor) -> Tensor:
    """The identity (1, L, L) as truth values, for ``owner`` (B, L)."""
    number = torch.arange(owner.shape[1], device=owner.device)
    return (number.unsqueeze(1) == number).unsqueeze(0)


def same_stroke(clicks: Tensor, owner: Tensor) -> Tensor:
    """Which clicks (B, L, L) are points of one stroke: the same owner and the same time. A click is its own stroke."""
    time = clicks[..., 2]
    return (owner.unsqueeze(2) == owner.unsqueeze(1)) & (time.unsqueeze(2) == time.unsqueeze(1))


def group_mean(values: Tensor, same: Tensor) -> Tensor:
    """Mean of ``values`` (B, L, C) over each click's group; ``same`` (B or 1, L, L) says who is in it."""
    member = same.to(values.dtype)
    return member @ values / member.sum(-1, keepdim=True)


def group_max(values: Tensor, same: Tensor) -> Tensor:
    """Maximum of ``values`` (B, L, C) over each click's group."""
    if values.shape[1] == 0:  # nothing has no maximum, and no group either
        return values
    return values.unsqueeze(1).masked_fill(~same.unsqueeze(-1), float("-inf")).amax(2)  # (B, L, L, C) -> (B, L, C)


def interaction_round(clicks: Tensor, owner: Tensor) -> Tensor:
    """How many earlier strokes the same object (or the background) has had, (B, L), from 0; all points of one alike."""
    time = clicks[..., 2]
    equal = (owner.unsqueeze(2) == owner.unsqueeze(1)).to(time.dtype)
    points = same_stroke(clicks, owner).to(time.dtype).sum(-1)  # (B, L), how many share each click's stroke
    earlier = (time.unsqueeze(1) < time.unsqueeze(2)).to(time.dtype) * equal
    return (earlier / points.unsqueeze(1)).sum(-1)
