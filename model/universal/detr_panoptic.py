"""DETR with masks (arXiv 2005.12872, section 4.4): each query's attention over the image, refined by a small pyramid."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model.universal.detr import Detr, DetrFound
from model.universal.detr_config import DetrConfig

CHUNK = 16
"""Queries whose masks are computed at once: at stride 4 a hundred of them would fill the memory. Exact for any value."""
GROUPS = 8


class DetrPanoptic(nn.Module):
    """``detr`` finds classes and boxes, ``mask_logits`` draws the masks of those queries that are asked for."""

    def __init__(self, config: DetrConfig) -> None:
        super().__init__()
        self.config = config
        self.detr = Detr(config)
        self.bbox_attention = BoxAttention(config.hidden, config.heads)
        self.mask_head = MaskHead(config.hidden, config.heads, config.backbone.channels[:3])

    def forward(self, pixels: Tensor, padding: Tensor) -> tuple[DetrFound, Tensor]:
        """As ``Detr.forward``, with the masks of all queries: logits (B, Q, H / 4, W / 4)."""
        found: DetrFound = self.detr(pixels, padding)
        return found, self.mask_logits(found)

    def mask_logits(self, found: DetrFound, queries: Tensor | None = None, chunk: int = CHUNK) -> Tensor:
        """Mask logits (B, n, H / 4, W / 4) of ``queries``, integer (B, n) indices of each image, or of all.

        A query's mask depends on no other query.
        """
        states = found.queries
        if queries is not None:
            states = states.gather(1, queries.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        if states.shape[1] == 0:
            return states.new_zeros(len(states), 0, *found.features[0].shape[-2:])
        coarse_to_fine = self.mask_head.adapted(found.features)
        parts = []
        for part in states.split(chunk, dim=1):
            attention = self.bbox_attention(part, found.memory, found.padding)
            parts.append(self.mask_head(found.projected, attention, coarse_to_fine))
        return torch.cat(parts, dim=1)


class BoxAttention(nn.Module):
    """How much each query looks at each cell with each head; one softmax runs over heads and cells together."""

    def __init__(self, channels: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_linear = nn.Linear(channels, channels)
        self.k_linear = nn.Linear(channels, channels)

    def forward(self, queries: Tensor, memory: Tensor, padding: Tensor) -> Tensor:
        """queries (B, Q, C), memory (B, C, h, w), padding bool (B, h, w) -> (B, Q, heads, h, w), 0 in the padding."""
        q = self.q_linear(queries).unflatten(-1, (self.heads, -1))  # (B, Q, heads, c)
        k = self.k_linear(memory.flatten(2).transpose(1, 2)).unflatten(-1, (self.heads, -1))  # (B, h·w, heads, c)
        logits = torch.einsum("bqnc,bpnc->bqnp", q * q.shape[-1] ** -0.5, k)
        logits = logits.masked_fill(padding.flatten(1)[:, None, None], float("-inf"))
        return logits.flatten(2).softmax(dim=-1).unflatten(2, (self.heads, *memory.shape[-2:]))


class MaskHead(nn.Module):
    """Five 3x3 convolutions from the last feature map to stride 4, finer features added on the way."""

    def __init__(self, channels: int, heads: int, finer: tuple[int, ...]) -> None:
        super().__init__()
        first = channels + heads
        widths = (first, first, channels // 2, channels // 4, channels // 8, channels // 16)
        for index in range(1, 6):
            self.add_module(f"lay{index}", nn.Conv2d(widths[index - 1], widths[index], 3, padding=1))
            self.add_module(f"gn{index}", nn.GroupNorm(GROUPS, widths[index]))
        self.out_lay = nn.Conv2d(widths[-1], 1, 3, padding=1)
        for index in range(1, 4):
            self.add_module(f"adapter{index}", nn.Conv2d(finer[-index], widths[index + 1], 1))

    def adapted(self, features: tuple[Tensor, ...]) -> list[Tensor]:
        """What is added at strides 16, 8 and 4: the backbone's maps, as wide as the head is there."""
        return [self.get_submodule(f"adapter{index}")(features[3 - index]) for index in range(1, 4)]

    def forward(self, projected: Tensor, attention: Tensor, finer: list[Tensor]) -> Tensor:
        """projected (B, C, h, w), attention (B, Q, heads, h, w), ``adapted`` maps -> logits (B, Q, H / 4, W / 4)."""
        count = attention.shape[1]
        shared = projected.unsqueeze(1).expand(-1, count, -1, -1, -1)
        x = torch.cat((shared, attention), dim=2).flatten(0, 1)  # (B, Q, C + heads, h, w) -> (B·Q, ...)
        x = self._layer(2, self._layer(1, x))
        for index, added in enumerate(finer):
            x = F.interpolate(x, size=added.shape[-2:], mode="nearest") + added.repeat_interleave(count, dim=0)
            x = self._layer(index + 3, x)
        return self.out_lay(x).unflatten(0, (-1, count)).squeeze(2)

    def _layer(self, index: int, x: Tensor) -> Tensor:
        x = self.get_submodule(f"lay{index}")(x)
        normed: Tensor = self.get_submodule(f"gn{index}")(x)
        return normed.relu()
