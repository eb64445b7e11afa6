"""A click's content: what is read of the features where it was made. Option ``init``, a class or two each.

DynaMITe (arXiv 2304.06668) reads three scales at the click and takes their mean (``point_ms``). Modules map a
:class:`Scene` to (B, L, C); what they give for padding is replaced afterwards.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from model.bilinear import sample
from model.config import ModelConfig
from model.queries.patches import PatchContent
from model.queries.scene import LEVEL_STRIDES, Scene, same_object

FIRST_RADIUS_PX = 8.0
LATER_RADIUS_PX = 3.0


def read_scales(scene: Scene) -> list[Tensor]:
    """F32, F16 and F8 at the clicks, each (B, L, C)."""
    points_xy = scene.places_xy / scene.size_xy
    return [sample(level, points_xy) for level in scene.levels]


class PointMean(nn.Module):
    """``point_ms``: the mean of all scales at the click; ``point_last``: stride 8 alone; ``ms_F``: stride 4, too."""

    def __init__(self, coarsest: int = 0, with_mask_features: bool = False) -> None:
        super().__init__()
        self.coarsest, self.with_mask_features = coarsest, with_mask_features

    def forward(self, scene: Scene) -> Tensor:
        read = read_scales(scene)[self.coarsest :]
        if self.with_mask_features:
            read.append(sample(scene.mask_features, scene.places_xy / scene.size_xy))
        return torch.stack(read).mean(0)


class WeightedScales(nn.Module):
    """``wms``: the scales at the click, weighted by a learned softmax that starts equal."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(len(LEVEL_STRIDES)))

    def forward(self, scene: Scene) -> Tensor:
        # Weights around 1 under a mean: equal ones give point_ms to the last bit.
        shares = self.weights.softmax(0) * len(LEVEL_STRIDES)
        return (torch.stack(read_scales(scene)) * shares[:, None, None, None]).mean(0)


class ProjectedScales(nn.Module):
    """``ms_proj``: a matrix for each scale; all start as a third of the identity (the third is the mean's)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        scales = [nn.Linear(channels, channels, bias=False) for _ in LEVEL_STRIDES]
        for linear in scales:
            nn.init.eye_(linear.weight)
        self.scales = nn.ModuleList(scales)

    def forward(self, scene: Scene) -> Tensor:
        read = zip(self.scales, read_scales(scene), strict=True)
        return torch.stack([linear(values) for linear, values in read]).mean(0)


class GlobalContext(nn.Module):
    """``ms_global``: ``point_ms`` and a projection, zero at first, of the mean of the whole image."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.project = nn.Linear(channels, channels, bias=False)
        nn.init.zeros_(self.project.weight)

    def forward(self, scene: Scene) -> Tensor:
        whole = torch.stack([level.mean((2, 3)) for level in scene.levels]).mean(0)  # (B, C)
        return torch.stack(read_scales(scene)).mean(0) + self.project(whole).unsqueeze(1)


class DiscCells(nn.Module):
    """``disc_ms``: the mean of the cells inside a disc around the click, then the mean of the scales.

    A cell counts if more than half of a bilinear resize of the disc's mask falls on it, that is three of the four
    pixels at its centre; if none does, the cell that the click lies in. ``shift`` is ``ModelConfig.click_shift``.
    """

    def __init__(self, shift: float) -> None:
        super().__init__()
        self.shift = shift

    def forward(self, scene: Scene) -> Tensor:
        radius = disc_radius(scene)
        means = []
        for level, stride in zip(scene.levels, LEVEL_STRIDES, strict=True):
            cells = self._cells(scene.clicks, radius, level, stride)  # (B, L, h·w)
            mean = cells @ level.float().flatten(2).transpose(1, 2) / cells.sum(-1, keepdim=True)
            means.append(mean)
        return torch.stack(means).mean(0)

    def _cells(self, clicks: Tensor, radius: Tensor, level: Tensor, stride: int) -> Tensor:
        place = clicks[..., :2] + self.shift
        dy, home_y = self._axis(place[..., 0], level.shape[-2], stride)
        dx, home_x = self._axis(place[..., 1], level.shape[-1], stride)
        limit = radius.square()[..., None, None]
        pixels = [(y.unsqueeze(-1) + x.unsqueeze(-2) <= limit).float() for y in dy for x in dx]  # four of (B, L, h, w)
        covered = (torch.stack(pixels).sum(0) > 2).flatten(2)
        home = (home_y.unsqueeze(-1) & home_x.unsqueeze(-2)).flatten(2)
        return (covered | (home & ~covered.any(-1, keepdim=True))).float()

    @staticmethod
    def _axis(place: Tensor, cells: int, stride: int) -> tuple[list[Tensor], Tensor]:
        """Squared distances of both centre pixels of each cell, (B, L, cells), and which cell holds the click."""
        number = torch.arange(cells, device=place.device)
        offset = (number + 0.5) * stride - place.unsqueeze(-1)
        home = (place / stride).floor().long().clamp(0, cells - 1).unsqueeze(-1) == number
        return [(offset - 0.5).square(), (offset + 0.5).square()], home


class DiscPixels(nn.Module):
    """``region_points``: the mean of bilinear reads at every pixel of the disc, then the mean of the scales."""

    offsets: Tensor

    def __init__(self) -> None:
        super().__init__()
        reach = torch.arange(-FIRST_RADIUS_PX, FIRST_RADIUS_PX + 1)
        offsets = torch.cartesian_prod(reach, reach)  # (x, y)
        offsets = offsets[offsets.norm(dim=1) <= FIRST_RADIUS_PX]
        self.register_buffer("offsets", offsets, persistent=False)

    def forward(self, scene: Scene) -> Tensor:
        points = scene.places_xy.unsqueeze(2) + self.offsets  # (B, L, P, 2)
        in_disc = self.offsets.norm(dim=1) <= disc_radius(scene).unsqueeze(-1)
        in_image = ((points >= 0) & (points <= scene.size_xy - 1)).all(-1)
        weights = (in_disc & in_image).float()
        weights = weights / weights.sum(-1, keepdim=True).clamp(min=1)
        flat = (points / scene.size_xy).flatten(1, 2)  # (B, L·P, 2)
        read = torch.stack([sample(level, flat) for level in scene.levels]).mean(0)
        return (weights.unsqueeze(-1) * read.unflatten(1, weights.shape[1:])).sum(2)


def disc_radius(scene: Scene) -> Tensor:
    """Radius (B, L) in pixels: larger for the first click (or stroke) of an object than for later and background."""
    time = scene.clicks[..., 2]
    earlier = same_object(scene.owner) & (time.unsqueeze(1) < time.unsqueeze(2))
    is_first = ~earlier.any(-1) & (scene.owner >= 0)
    return torch.where(is_first, FIRST_RADIUS_PX, LATER_RADIUS_PX)


CONTENTS: dict[str, Callable[[ModelConfig], nn.Module]] = {
    "point_ms": lambda config: PointMean(),
    "point_last": lambda config: PointMean(coarsest=2),
    "ms_F": lambda config: PointMean(with_mask_features=True),
    "wms": lambda config: WeightedScales(),
    "ms_proj": lambda config: ProjectedScales(config.hidden),
    "ms_global": lambda config: GlobalContext(config.hidden),
    "disc_ms": lambda config: DiscCells(config.click_shift),
    "region_points": lambda config: DiscPixels(),
    "vit_patch": PatchContent,
}
"""By ``init``."""
