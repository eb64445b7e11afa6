"""Clicks become queries, queries become masks: DynaMITe's transformer (arXiv 2304.06668, section 3).

Encoder: queries read the image, masked by their own last prediction. Decoder (reverse attention): the mask features
read the queries. A query's map is the product of its embedding with the mask features.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from model.bilinear import resize, sample
from model.config import ModelConfig
from model.mask_head import MaskEmbed
from model.positional_encoding import RADII_PX, click_encoding, pixel_encoding, radial_basis, scaled_time
from model.quality_head import MaskQualityHead, QualityHead
from model.query_encoder import QueryEncoder
from model.reverse_attention import ReverseAttention

LEVELS = 3
MASK_STRIDE = 4
BACKGROUND = -1
PADDING = -2
FORBIDDEN = -1e4


@dataclass
class Queries:
    """What stays the same in all layers: positions (B, Q, C), owners (B, Q), clicks (B, L, 3), key bias or None."""

    position: Tensor
    owner: Tensor
    clicks: Tensor
    key_bias: Tensor | None


@dataclass
class Prediction:
    """Maps (B, Q, h, w) of all queries after each layer, last one final; owner (B, Q); quality logits (B, Q) or None.

    ``owner`` counts from 0 for objects, -1 is the background (its clicks and the static queries), -2 padding.
    """

    layers: list[Tensor]
    owner: Tensor
    quality: Tensor | None

    @property
    def maps(self) -> Tensor:
        return self.layers[-1]


class InteractiveTransformer(nn.Module):
    """Features and clicks in, one map per query out."""

    bg_query: Tensor

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        part, wide = config.transformer, config.hidden
        self.config, self.hidden = part, wide
        self.query_embed = nn.Parameter(torch.randn(wide))
        self.register_buffer("bg_query", torch.zeros(wide))
        if part.static_queries:
            self.static_bg_query = nn.Parameter(nn.init.xavier_uniform_(torch.empty(part.static_queries, wide)))
            self.static_bg_pe = nn.Parameter(torch.randn(part.static_queries, wide))
        if part.position != "none":
            width = wide * 3 // 2 if part.position == "spatio_temporal" else wide
            self.ca_qpos_sine_proj = nn.Linear(width, wide)
        self.queries_nonlinear_projection = nn.Sequential(nn.Linear(wide, wide), nn.ReLU(), nn.Linear(wide, wide))
        self.level_embed = nn.Embedding(LEVELS, wide)
        self.layer_norm = nn.LayerNorm(wide)
        self.mask_embed = MaskEmbed(wide)
        self.encoder = QueryEncoder(wide, part.heads, part.encoder_layers, part.encoder_ffn)
        self.decoder = ReverseAttention(wide, part.heads, part.decoder_layers, part.decoder_ffn, part.mix)
        if part.sign:
            self.sign_embed = nn.Embedding(2, wide)
            self.same_object = nn.Parameter(torch.zeros(part.encoder_layers, part.heads, 2))
        if part.relative:
            radii = len(RADII_PX)
            self.encoder_radial = nn.ModuleList(_zero_linear(radii, part.heads) for _ in range(part.encoder_layers))
            self.decoder_radial = nn.ModuleList(_zero_linear(radii, part.heads) for _ in range(part.decoder_layers))
            self.mask_radial = _zero_linear(wide, radii)
        if part.quality != "none":
            self.quality_head = (MaskQualityHead if part.quality == "mask" else QualityHead)(wide)

    def forward(self, levels: list[Tensor], mask_features: Tensor, clicks: Tensor, owner: Tensor) -> Prediction:
        """levels [F32, F16, F8], mask features (B, C, h, w), clicks (B, L, 3) of (y, x, t), owner (B, L)."""
        x, queries = self._queries(levels, mask_features, clicks, owner)
        grid_hw = mask_features.shape[-2:]
        memories, positions, level_bases = self._memories(levels, clicks)
        fine_basis = self._basis(clicks, grid_hw, MASK_STRIDE)
        layers = [self._maps(x, mask_features, fine_basis)]
        for index in range(self.config.encoder_layers):
            level = index % LEVELS
            bias = self._masked(layers[-1], levels[level].shape[-2:])
            basis = level_bases[level]
            if basis is not None:
                bias = bias + self._radial(self.encoder_radial[index], basis)
            x = self.encoder.layer(
                index, x, queries.position, memories[level], positions[level], bias, self._self_bias(index, queries)
            )
            layers.append(self._maps(x, mask_features, fine_basis))
        if self.config.decoder_layers:
            mask_features = self._decode(x, queries, mask_features, fine_basis)
            layers.append(self._maps(x, mask_features, fine_basis))
        return Prediction(layers, queries.owner, self._quality(x, layers, mask_features, queries))

    def _quality(self, x: Tensor, layers: list[Tensor], mask_features: Tensor, queries: Queries) -> Tensor | None:
        """Detached: the score must not shape the masks that it judges."""
        if self.config.quality == "none":
            return None
        x, before, maps = x.detach(), layers[-2:][0].detach(), layers[-1].detach()
        if self.config.quality == "query":
            return self.quality_head(x, maps)  # type: ignore[no-any-return]
        return self.quality_head(  # type: ignore[no-any-return]
            x.float(), before, maps, mask_features.detach().float(), queries.clicks, queries.owner
        )

    def _queries(
        self, levels: list[Tensor], mask_features: Tensor, clicks: Tensor, owner: Tensor
    ) -> tuple[Tensor, Queries]:
        batch = clicks.shape[0]
        padded_hw = (mask_features.shape[-2] * MASK_STRIDE, mask_features.shape[-1] * MASK_STRIDE)
        size_xy = torch.stack((clicks.new_tensor(1.0) * padded_hw[1], clicks.new_tensor(1.0) * padded_hw[0]))
        points_xy = clicks[..., :2].flip(-1) / size_xy
        read = torch.stack([sample(level, points_xy) for level in levels]).mean(0)  # (B, L, C)
        is_padding = (owner == PADDING).unsqueeze(-1)
        content = torch.where(is_padding, self.bg_query.to(read.dtype), read)
        rest_content, rest_position = self._background_queries(clicks, padded_hw)
        content = torch.cat((content, rest_content.expand(batch, -1, -1)), dim=1)
        content = self.queries_nonlinear_projection(content)
        position = torch.cat((self._click_position(clicks, padded_hw), rest_position.expand(batch, -1, -1)), dim=1)
        rest_owner = torch.full((1, 1), BACKGROUND, device=owner.device).expand(batch, rest_content.shape[0])
        owners = torch.cat((owner, rest_owner), dim=1)
        if self.config.sign:
            content = content + self.sign_embed((owners >= 0).long())
        key_bias = None
        if self.config.valid_mask:
            key_bias = ((owners == PADDING) * FORBIDDEN)[:, None, None, :]  # (B, 1, 1, Q)
        return content, Queries(position, owners, clicks, key_bias)

    def _background_queries(self, clicks: Tensor, padded_hw: tuple[int, int]) -> tuple[Tensor, Tensor]:
        """Content and position of the queries that no click made, both (S, C): learned, or one padding query."""
        if self.config.static_queries:
            return self.static_bg_query, self.static_bg_pe
        unused = torch.full((1, 1, 3), -1.0, device=clicks.device)
        return self.bg_query.unsqueeze(0), self._click_position(unused, padded_hw).squeeze(0)

    def _click_position(self, clicks: Tensor, padded_hw: tuple[int, int]) -> Tensor:
        """Positions (B, L, C) of clicks (B, L, 3): one learned vector, and the encoding of place and time."""
        position = self.query_embed.expand(clicks.shape[0], clicks.shape[1], -1)
        if self.config.position == "none":
            return position
        code = click_encoding(scaled_time(clicks), padded_hw, self.config.position, self.hidden)
        return position + self.ca_qpos_sine_proj(code)

    def _memories(self, levels: list[Tensor], clicks: Tensor) -> tuple[list[Tensor], list[Tensor], list[Tensor | None]]:
        memories, positions, bases = [], [], []
        for index, level in enumerate(levels):
            height, width = level.shape[-2:]
            memories.append(level.flatten(2).transpose(1, 2) + self.level_embed.weight[index])
            positions.append(pixel_encoding(height, width, self.hidden, self.config.align, level))
            bases.append(self._basis(clicks, (height, width), 32 >> index))
        return memories, positions, bases

    def _basis(self, clicks: Tensor, grid_hw: Sequence[int], stride: int) -> Tensor | None:
        """Radial basis of all queries (B, Q, h·w, R); those that no click made have no place and get zeros."""
        if not self.config.relative:
            return None
        basis = radial_basis(clicks, grid_hw[0], grid_hw[1], stride)
        static = basis.new_zeros((1, 1, 1, 1)).expand(
            basis.shape[0], max(self.config.static_queries, 1), basis.shape[2], basis.shape[3]
        )
        return torch.cat((basis, static), dim=1)

    @staticmethod
    def _radial(weights: nn.Module, basis: Tensor) -> Tensor:
        return weights(basis).permute(0, 3, 1, 2)  # (B, Q, N, heads) -> (B, heads, Q, N)

    def _self_bias(self, index: int, queries: Queries) -> Tensor | None:
        bias = queries.key_bias
        if self.config.sign:
            same = (queries.owner.unsqueeze(2) == queries.owner.unsqueeze(1)).long()  # (B, Q, Q)
            table = self.same_object[index].t()[same].permute(0, 3, 1, 2)  # (B, heads, Q, Q)
            bias = table if bias is None else bias + table
        return bias

    def _decode(self, x: Tensor, queries: Queries, mask_features: Tensor, basis: Tensor | None) -> Tensor:
        height, width = mask_features.shape[-2:]
        position = pixel_encoding(height, width, self.hidden, self.config.align, mask_features)
        biases = (self._pixel_bias(index, queries, basis) for index in range(self.config.decoder_layers))
        return self.decoder(mask_features, position, x, queries.position, biases)

    def _pixel_bias(self, index: int, queries: Queries, basis: Tensor | None) -> Tensor | None:
        bias = None if queries.key_bias is None else queries.key_bias.transpose(2, 3)  # (B, 1, Q, 1)
        if basis is None:
            return bias
        radial = self._radial(self.decoder_radial[index], basis)  # (B, heads, Q, h·w)
        return radial if bias is None else bias + radial

    def _maps(self, x: Tensor, mask_features: Tensor, basis: Tensor | None) -> Tensor:
        normed = self.layer_norm(x)
        maps = (self.mask_embed(normed) @ mask_features.flatten(2)).float()  # (B, Q, h·w)
        if basis is not None:
            maps = maps + (basis @ self.mask_radial(normed).float().unsqueeze(-1)).squeeze(-1)
        return maps.unflatten(2, mask_features.shape[-2:])

    @staticmethod
    def _masked(maps: Tensor, size_hw: Sequence[int]) -> Tensor:
        """Attention may look where the last map is positive; a query that may look nowhere looks everywhere."""
        forbidden = resize(maps.detach(), size_hw).flatten(2) < 0  # (B, Q, N)
        forbidden = forbidden & ~forbidden.all(dim=-1, keepdim=True)
        return (forbidden * FORBIDDEN).unsqueeze(1)


def _zero_linear(inputs: int, outputs: int) -> nn.Linear:
    linear = nn.Linear(inputs, outputs)
    nn.init.zeros_(linear.weight)
    nn.init.zeros_(linear.bias)
    return linear
