"""The semantic answer (Mask2Former, MaskFormer, FASeg): how much each class is at each pixel."""

from __future__ import annotations

import torch
from torch import Tensor


def semantic_scores(class_logits: Tensor, mask_logits: Tensor) -> Tensor:
    """class_logits (Q, K + 1), no-object last, and mask_logits (Q, H, W) -> (K, H, W), sums over all queries.

    No-object is left out; the scores of a pixel need not add up to 1.
    """
    classes = class_logits.softmax(dim=-1)[:, :-1]
    return torch.einsum("qk,qhw->khw", classes, mask_logits.sigmoid())
