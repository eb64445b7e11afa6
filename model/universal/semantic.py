"""The semantic answer (Mask2Former, MaskFormer, FASeg): the class that is most at each pixel."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from model.universal.image_frame import BAND_NUMBERS, ImageFrame


def semantic_scores(class_logits: Tensor, maps: Tensor) -> Tensor:
    """class_logits (Q, K + 1), no-object last, and mask logits (Q, H, W) -> (K, H, W), sums over all queries.

    No-object is left out; the scores of a pixel need not add up to 1.
    """
    classes = class_logits.softmax(dim=-1)[:, :-1]
    return torch.einsum("qk,qhw->khw", classes, maps.sigmoid())


def score_bands(
    class_logits: Tensor, maps: Tensor, frame: ImageFrame, scores_first: bool, limit: int = BAND_NUMBERS
) -> Iterator[Tensor]:
    """Scores (K, rows, W) of the image from the top; mask logits (Q, H, W) are on the padded input.

    ``scores_first``: networks for semantic segmentation alone score on the padded input and resize scores; panoptic
    ones resize logits and then score.
    """
    if scores_first:
        yield from frame.bands(semantic_scores(class_logits, maps), limit)
    else:
        for band in frame.bands(maps, limit):
            yield semantic_scores(class_logits, band)


def semantic_map(
    class_logits: Tensor, maps: Tensor, frame: ImageFrame, scores_first: bool, limit: int = BAND_NUMBERS
) -> Tensor:
    """int16 (H, W): the best class of each pixel of the image. Arguments as of :func:`score_bands`."""
    bands = score_bands(class_logits, maps, frame, scores_first, limit)
    return torch.cat([scores.argmax(dim=0).to(torch.int16) for scores in bands])
