"""``init="vit_patch"``: a small transformer over the patch around each click (after ViT, arXiv 2010.11929).

``source`` "rgb" cuts 64 pixels square out of the network's input, beside it two maps of all clicks in it by sign, and
makes 16 tokens of it; "feat" reads a grid of 9 x 9 cells of the mask features, which a decode has at hand anyway.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model.attention import MultiheadAttention
from model.bilinear import sample
from model.config import ModelConfig
from model.queries.scene import MASK_STRIDE, PADDING, Scene, group_max, group_mean, itself, same_object

CROP_PX = 64
PATCH_PX = 16
SPREAD_PX = 5.0
GRID_CELLS = 9
GRID_LAYERS = 2


class PatchContent(nn.Module):
    """Tokens around each click, attended to each other, pooled per click or per object: (B, L, C)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        part = config.transformer.vit
        self.part = part
        over_image = part.source == "rgb"
        width, depth, heads = part.width, part.depth, part.heads
        if not over_image:
            width, depth, heads = config.hidden, GRID_LAYERS, config.transformer.heads
        self.tokens: ImageTokens | GridTokens
        self.tokens = ImageTokens(width, config.click_shift) if over_image else GridTokens()
        self.cls_token = nn.Parameter(torch.randn(width) * 0.02)
        self.pos_embed = nn.Parameter(torch.randn(self.tokens.count + 1, width) * 0.02)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        if part.pooling == "attn":
            self.pool_query = nn.Parameter(torch.randn(width) * 0.02)
        self.head = nn.Linear(width, config.hidden)
        if part.add == "sum":
            self.gate = nn.Parameter(torch.zeros(()))

    def forward(self, scene: Scene) -> Tensor:
        tokens = self.tokens(scene)  # (B, L, T, W)
        batch, clicks = tokens.shape[:2]
        first = self.cls_token.expand(batch, clicks, 1, -1)
        x = (torch.cat((first, tokens), dim=2) + self.pos_embed).flatten(0, 1)  # (B·L, 1 + T, W)
        for block in self.blocks:
            x = block(x)
        pooled = self._pool(self.norm(x).unflatten(0, (batch, clicks)), scene.owner)
        content = self.head(pooled)
        if self.part.add == "replace":
            return content
        read = [sample(level, scene.places_xy / scene.size_xy) for level in scene.levels]
        return torch.stack(read).mean(0) + self.gate * content

    def _pool(self, x: Tensor, owner: Tensor) -> Tensor:
        """Tokens (B, L, 1 + T, W) to (B, L, W): over each click's own, or over all of its object's."""
        same = same_object(owner) if self.part.query == "per_instance" else itself(owner)
        if self.part.pooling == "cls_mean":
            return group_mean(x[:, :, 0], same)
        patches = x[:, :, 1:]
        if self.part.pooling == "mean":
            return group_mean(patches.mean(2), same)
        if self.part.pooling == "max":
            return group_max(patches.amax(2), same)
        scores = patches @ self.pool_query * patches.shape[-1] ** -0.5  # (B, L, T)
        # One peak for a whole group: its clicks' sums can then be added up.
        peak = group_max(scores.detach().amax(-1, keepdim=True), same)
        weights = (scores - peak).exp()
        total = group_mean(weights.sum(-1, keepdim=True), same)
        return group_mean((weights.unsqueeze(-1) * patches).sum(2), same) / total


class Block(nn.Module):
    """Pre-norm transformer block: x + attention(LN(x)), then x + MLP(LN(x)), the MLP four times as wide."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = MultiheadAttention(width, heads)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x: Tensor) -> Tensor:
        normed = self.norm1(x)
        x = x + self.attention(normed, normed, normed)
        return x + self.mlp(self.norm2(x))


class GridTokens(nn.Module):
    """The mask features at 9 x 9 places, a cell apart, around each click: (B, L, 81, C)."""

    count = GRID_CELLS**2
    offsets: Tensor

    def __init__(self) -> None:
        super().__init__()
        reach = (torch.arange(GRID_CELLS) - GRID_CELLS // 2) * float(MASK_STRIDE)
        self.register_buffer("offsets", torch.cartesian_prod(reach, reach).flip(-1), persistent=False)  # rows first

    def forward(self, scene: Scene) -> Tensor:
        points = (scene.places_xy.unsqueeze(2) + self.offsets) / scene.size_xy  # (B, L, 81, 2)
        return sample(scene.mask_features, points.flatten(1, 2)).unflatten(1, points.shape[1:3])


class ImageTokens(nn.Module):
    """Crops of the input and of its clicks, in 4 x 4 patches of 16 pixels: (B, L, 16, W)."""

    count = (CROP_PX // PATCH_PX) ** 2

    def __init__(self, width: int, shift: float) -> None:
        super().__init__()
        self.shift = shift
        self.patch_embed = nn.Conv2d(5, width, PATCH_PX, stride=PATCH_PX)

    def forward(self, scene: Scene) -> Tensor:
        if scene.image is None:
            raise ValueError("vit.source='rgb' reads the input image; give it to decode as the last of the levels")
        crops = torch.cat((self._colours(scene, scene.image), self._clicks(scene)), dim=2)  # (B, L, 5, 64, 64)
        tokens = self.patch_embed(crops.flatten(0, 1)).flatten(2).transpose(1, 2)
        return tokens.unflatten(0, crops.shape[:2])

    def _colours(self, scene: Scene, image: Tensor) -> Tensor:
        """(B, L, 3, 64, 64) around the clicks, 0 outside the image."""
        batch, clicks = scene.owner.shape
        reach = torch.arange(CROP_PX, device=image.device) - (CROP_PX - 1) / 2
        places = scene.places_xy + self.shift
        x = (places[..., 0].unsqueeze(-1) + reach)[:, :, None, :].expand(batch, clicks, CROP_PX, CROP_PX)
        y = (places[..., 1].unsqueeze(-1) + reach)[:, :, :, None].expand(batch, clicks, CROP_PX, CROP_PX)
        grid = 2 * torch.stack((x, y), dim=-1) / scene.size_xy - 1
        read = F.grid_sample(image.float(), grid.flatten(1, 2), padding_mode="zeros", align_corners=False)
        return read.unflatten(2, (clicks, CROP_PX)).transpose(1, 2)  # (B, 3, L·64, 64) -> (B, L, 3, 64, 64)

    @staticmethod
    def _clicks(scene: Scene) -> Tensor:
        """Two maps (B, L, 2, 64, 64): Gaussians of the clicks that share the crop's owner, and of all others."""
        reach = torch.arange(CROP_PX, device=scene.clicks.device) - (CROP_PX - 1) / 2
        between = scene.places_xy.unsqueeze(1) - scene.places_xy.unsqueeze(2)  # (B, L, L, 2), from crop to click
        falls = (-0.5 * ((between.unsqueeze(-1) - reach) / SPREAD_PX).square()).exp()  # (B, L, L, 2, 64)
        seen = (between.abs() <= CROP_PX / 2).all(-1) & (scene.owner != PADDING).unsqueeze(1)
        owned = scene.owner.unsqueeze(2) == scene.owner.unsqueeze(1)
        maps = []
        for chosen in (seen & owned, seen & ~owned):
            columns = falls[..., 0, :] * chosen.unsqueeze(-1)
            maps.append((falls[..., 1, :].transpose(2, 3) @ columns).clamp(max=1))  # (B, L, 64, 64)
        return torch.stack(maps, dim=2)
