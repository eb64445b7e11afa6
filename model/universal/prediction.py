"""What a network of this family says before anything is decided: a class and a map for each query."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True)
class Prediction:
    """Of B images and Q queries: class logits (B, Q, K + 1), no-object last, and mask logits (B, Q, h, w) at stride 4.

    ``before`` has earlier predictions of the same queries, first one first.
    """

    class_logits: Tensor
    mask_logits: Tensor
    before: tuple[Prediction, ...] = ()
