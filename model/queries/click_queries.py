"""Clicks and static background queries as the transformer takes them in: content, position and owner of each query.

DynaMITe (arXiv 2304.06668, section 3.2). Every option of :class:`TransformerConfig` that makes queries is decided here.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from model.config import ModelConfig
from model.queries.content import CONTENTS
from model.queries.position import WITHOUT_CODE, click_code, has_vector, projected_width, static_grid
from model.queries.projection import PROJECTIONS
from model.queries.scene import BACKGROUND, PADDING, Scene, group_mean, same_stroke


class ClickQueries(nn.Module):
    """The first part of the interactive transformer, a base class because the published names have no prefix for it."""

    bg_query: Tensor
    grid_code: Tensor

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        part, wide = config.transformer, config.hidden
        self.config, self.hidden = part, wide
        if has_vector(part.position):
            self.query_embed = nn.Parameter(torch.randn(wide))
        self.register_buffer("bg_query", torch.zeros(wide))
        if part.static_queries:
            self.static_bg_query = nn.Parameter(nn.init.xavier_uniform_(torch.empty(part.static_queries, wide)))
            self.static_bg_pe = nn.Parameter(torch.randn(part.static_queries, wide))
        if part.static_grid:
            self.register_buffer("grid_code", static_grid(part.static_queries, wide), persistent=False)
        if width := projected_width(part.position, wide):
            self.ca_qpos_sine_proj = nn.Linear(width, wide)
        self.queries_nonlinear_projection = PROJECTIONS[part.projection](wide)
        self.query_content = CONTENTS[part.init](config)

    @property
    def rest(self) -> int:
        """How many queries no click makes: the static ones, or one of padding."""
        return max(self.config.static_queries, 1)

    def make_queries(self, scene: Scene) -> tuple[Tensor, Tensor, Tensor]:
        """Content and position (B, Q, C) and owner (B, Q): the clicks of ``scene``, then those that no click made."""
        batch = scene.owner.shape[0]
        rest_content, rest_position = self._background_queries(scene.clicks, scene.padded_hw)
        content = self._projected(self.click_content(scene), rest_content.expand(batch, -1, -1))
        place = self._click_position(scene.clicks, scene.owner, scene.padded_hw)
        position = torch.cat((place, rest_position.expand(batch, -1, -1)), dim=1)
        rest_owner = torch.full((1, 1), BACKGROUND, device=scene.owner.device).expand(batch, self.rest)
        return content, position, torch.cat((scene.owner, rest_owner), dim=1)

    def click_content(self, scene: Scene) -> Tensor:
        """What the features say where the clicks were made (B, L, C); zeros in padding."""
        read = self.query_content(scene)
        if self.config.scribble == "pool":
            read = group_mean(read, same_stroke(scene.clicks, scene.owner))
        return torch.where((scene.owner == PADDING).unsqueeze(-1), self.bg_query.to(read.dtype), read)

    def _projected(self, content: Tensor, rest_content: Tensor) -> Tensor:
        if self.config.projection_static or not self.config.static_queries:
            return self.queries_nonlinear_projection(torch.cat((content, rest_content), dim=1))
        return torch.cat((self.queries_nonlinear_projection(content), rest_content), dim=1)

    def _background_queries(self, clicks: Tensor, padded_hw: tuple[int, int]) -> tuple[Tensor, Tensor]:
        """Content and position of the queries that no click made, both (S, C): learned, or one padding query."""
        if self.config.static_grid:
            return self.static_bg_query, self.static_bg_pe + self.grid_code
        if self.config.static_queries:
            return self.static_bg_query, self.static_bg_pe
        unused = torch.full((1, 1, 3), -1.0, device=clicks.device)
        padding = torch.full((1, 1), PADDING, device=clicks.device)
        return self.bg_query.unsqueeze(0), self._click_position(unused, padding, padded_hw).squeeze(0)

    def _click_position(self, clicks: Tensor, owner: Tensor, padded_hw: tuple[int, int]) -> Tensor:
        """Positions (B, L, C) of clicks (B, L, 3): one learned vector, and the encoding of place and time."""
        mode, size = self.config.position, (*owner.shape, self.hidden)
        vector = self.query_embed.expand(size) if has_vector(mode) else clicks.new_zeros(()).expand(size)
        if mode in WITHOUT_CODE:
            return vector
        code = click_code(clicks, owner, padded_hw, mode, self.hidden)
        return vector + (self.ca_qpos_sine_proj(code) if projected_width(mode, self.hidden) else code)
