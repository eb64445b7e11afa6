"""Clicks become queries, queries become masks: DynaMITe's transformer (arXiv 2304.06668, section 3).

Encoder: queries read the image, masked by their own last prediction. Decoder (reverse attention): the mask features
read the queries. A query's map is the product of its embedding with the mask features.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model.attention import Turns
from model.config import ModelConfig
from model.mask_head import MaskEmbed
from model.masked_attention import FORBIDDEN, mask_bias
from model.positional_encoding import RADII_PX, pixel_encoding, radial_basis
from model.quality_head import MaskQualityHead, QualityHead
from model.queries.bias import PLACE_BIASES, ClickBias
from model.queries.click_queries import ClickQueries
from model.queries.merge import SoftMaximum
from model.queries.rotation import click_angles, grid_angles
from model.queries.scene import BACKGROUND, LEVEL_STRIDES, MASK_STRIDE, PADDING, Scene
from model.query_encoder import QueryEncoder
from model.reverse_attention import ReverseAttention

__all__ = ["BACKGROUND", "MASK_STRIDE", "PADDING", "InteractiveTransformer", "Prediction", "Queries"]
LEVELS = len(LEVEL_STRIDES)


@dataclass
class Queries:
    """What stays the same in all layers: positions (B, Q, C), owners (B, Q), clicks (B, L, 3), biases or None.

    ``key_bias`` (B, 1, 1, Q) hides padding, ``click_bias`` (B, heads, Q, Q) relates clicks to each other.
    """

    position: Tensor
    owner: Tensor
    clicks: Tensor
    key_bias: Tensor | None
    click_bias: Tensor | None


@dataclass
class Memory:
    """One level as the queries read it: tokens (B, N, C), their positions (1, N, C), and how far each click is.

    ``basis`` (B, Q, N, R) is the radial basis of all queries, ``bias`` (B, heads, Q, N) the same in all layers;
    ``turns`` stand for the positions. None where the option is off.
    """

    tokens: Tensor
    position: Tensor
    basis: Tensor | None
    bias: Tensor | None
    turns: Turns | None


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


class InteractiveTransformer(ClickQueries):
    """Features and clicks in, one map per query out."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config)
        part, wide = config.transformer, config.hidden
        self.click_shift = config.click_shift
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
        self.place_bias = PLACE_BIASES[part.attention_bias](part.heads, part.alibi_learned)
        if part.click_bias:
            self.click_bias = ClickBias(part.heads)
        if part.merge == "lse":
            self.merge = SoftMaximum()

    def forward(self, levels: list[Tensor], mask_features: Tensor, clicks: Tensor, owner: Tensor) -> Prediction:
        """levels [F32, F16, F8], mask features (B, C, h, w), clicks (B, L, 3) of (y, x, t), owner (B, L).

        A network that reads the image (``TransformerConfig.reads_image``) has it as the last level.
        """
        return self.answer(self.scene(levels, mask_features, clicks, owner))

    def scene(self, levels: list[Tensor], mask_features: Tensor, clicks: Tensor, owner: Tensor) -> Scene:
        image = levels[-1] if self.config.reads_image else None
        return Scene(levels[:LEVELS], mask_features, clicks, owner, image, self.config.mask_stride)

    def answer(self, scene: Scene) -> Prediction:
        """Maps of all queries of ``scene``."""
        x, layers, mask_features, queries = self.read(scene)
        return Prediction(layers, queries.owner, self._quality(x, layers, mask_features, queries))

    def read(self, scene: Scene) -> tuple[Tensor, list[Tensor], Tensor, Queries]:
        """The queries x (B, Q, C) at last, the maps after each layer, the mask features that made the last ones."""
        levels, mask_features = scene.levels, scene.mask_features
        x, queries = self._queries(scene)
        memories = [self._memory(index, scene) for index in range(LEVELS)]
        fine_basis = self._basis(scene.clicks, mask_features.shape[-2:], self.config.mask_stride)
        layers = [self._maps(x, mask_features, fine_basis)]
        for index in range(self.config.encoder_layers):
            memory = memories[index % LEVELS]
            x = self.encoder.layer(
                index,
                x,
                queries.position,
                memory.tokens,
                memory.position,
                self._memory_bias(index, memory, layers[-1], levels[index % LEVELS].shape[-2:]),
                self._self_bias(index, queries),
                memory.turns,
            )
            layers.append(self._maps(x, mask_features, fine_basis))
        if self.config.decoder_layers:
            mask_features = self._decode(x, queries, mask_features, fine_basis)
            layers.append(self._maps(x, mask_features, fine_basis))
        if self.config.merge == "lse":
            layers = [self.merge(maps, queries.owner) for maps in layers]
        return x, layers, mask_features, queries

    def _quality(self, x: Tensor, layers: list[Tensor], mask_features: Tensor, queries: Queries) -> Tensor | None:
        """Detached: the score must not shape the masks that it judges."""
        if self.config.quality == "none":
            return None
        x, before, maps = x.detach(), layers[-2:][0].detach(), layers[-1].detach()
        if self.config.quality == "query":
            former: Tensor = self.quality_head(x, maps)
            return former
        pixels = mask_features.detach().float()
        score: Tensor = self.quality_head(x.float(), before, maps, pixels, queries.clicks, queries.owner)
        return score

    def _queries(self, scene: Scene) -> tuple[Tensor, Queries]:
        content, position, owner = self.make_queries(scene)
        if self.config.sign:
            content = content + self.sign_embed((owner >= 0).long())
        key_bias = click_bias = None
        if self.config.valid_mask:
            key_bias = ((owner == PADDING) * FORBIDDEN)[:, None, None, :]  # (B, 1, 1, Q)
        if self.config.click_bias:
            click_bias = self.click_bias(owner, scene.clicks.shape[1])
        return content, Queries(position, owner, scene.clicks, key_bias, click_bias)

    def _memory(self, index: int, scene: Scene) -> Memory:
        level, stride = scene.levels[index], LEVEL_STRIDES[index]
        height, width = level.shape[-2:]
        return Memory(
            tokens=level.flatten(2).transpose(1, 2) + self.level_embed.weight[index],
            position=pixel_encoding(height, width, self.hidden, self.config.align, level),
            basis=self._basis(scene.clicks, (height, width), stride),
            bias=self._place_bias(scene, (height, width), stride),
            turns=self._turns(scene, level, stride) if self.config.attention_bias == "rope2d" else None,
        )

    def _place_bias(self, scene: Scene, grid_hw: tuple[int, int], stride: int) -> Tensor | None:
        """Bias of all queries (B, heads, Q, h·w); those that no click made have no place and get zeros."""
        if self.place_bias is None:
            return None
        bias = self.place_bias(scene, grid_hw, stride, self.click_shift)
        return F.pad(bias, (0, 0, 0, self.rest))

    def _turns(self, scene: Scene, level: Tensor, stride: int) -> Turns:
        """Angles of all queries (B, Q, pairs), zero for those that no click made, and of a level's cells."""
        height, width = level.shape[-2:]
        longer_px, pairs = scene.longer_px, self.hidden // self.config.heads // 2
        of_clicks = click_angles(scene.clicks, longer_px, pairs, self.click_shift)
        return F.pad(of_clicks, (0, 0, 0, self.rest)), grid_angles(height, width, stride, longer_px, pairs, level)

    def _basis(self, clicks: Tensor, grid_hw: Sequence[int], stride: int) -> Tensor | None:
        """Radial basis of all queries (B, Q, h·w, R); those that no click made have no place and get zeros."""
        if not self.config.relative:
            return None
        basis = radial_basis(clicks, grid_hw[0], grid_hw[1], stride)
        static = basis.new_zeros((1, 1, 1, 1)).expand(basis.shape[0], self.rest, basis.shape[2], basis.shape[3])
        return torch.cat((basis, static), dim=1)

    @staticmethod
    def _radial(weights: nn.Module, basis: Tensor) -> Tensor:
        return weights(basis).permute(0, 3, 1, 2)  # (B, Q, N, heads) -> (B, heads, Q, N)

    def _memory_bias(self, index: int, memory: Memory, maps: Tensor, size_hw: Sequence[int]) -> Tensor:
        bias = mask_bias(maps, size_hw)
        if memory.basis is not None:
            bias = bias + self._radial(self.encoder_radial[index], memory.basis)
        return bias if memory.bias is None else bias + memory.bias

    def _self_bias(self, index: int, queries: Queries) -> Tensor | None:
        bias = queries.key_bias
        if self.config.sign:
            same = (queries.owner.unsqueeze(2) == queries.owner.unsqueeze(1)).long()  # (B, Q, Q)
            table = self.same_object[index].t()[same].permute(0, 3, 1, 2)  # (B, heads, Q, Q)
            bias = table if bias is None else bias + table
        if queries.click_bias is not None:
            bias = queries.click_bias if bias is None else bias + queries.click_bias
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


def _zero_linear(inputs: int, outputs: int) -> nn.Linear:
    linear = nn.Linear(inputs, outputs)
    nn.init.zeros_(linear.weight)
    nn.init.zeros_(linear.bias)
    return linear
