"""The sizes of one standard transformer, as ``model.universal.detr_transformer`` takes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EncoderSizes:
    """``hidden`` is the width of tokens, ``ffn`` that of the feed-forward between."""

    hidden: int
    heads: int
    layers: int
    ffn: int
