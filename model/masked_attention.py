"""Masked attention (Mask2Former, arXiv 2112.01527, equation 3): a query reads the image where its last map is."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor

from model.bilinear import resize

FORBIDDEN = -1e4


def mask_bias(maps: Tensor, size_hw: Sequence[int], threshold: float = 0.0) -> Tensor:
    """Logits of maps (B, Q, h, w) -> bias (B, 1, Q, N) on the cells of a level of ``size_hw``, the same for all heads.

    Attention may look where the resized map is not under ``threshold``; a query that may look nowhere looks everywhere.
    """
    forbidden = resize(maps.detach(), size_hw).flatten(2) < threshold  # (B, Q, N)
    forbidden = forbidden & ~forbidden.all(dim=-1, keepdim=True)
    return (forbidden * FORBIDDEN).unsqueeze(1)
