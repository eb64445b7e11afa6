"""One label per pixel from all evidence at once: the refinement pass of a click (hop 8).

Every pixel's belief in each label is the softmax of its scores and of what its neighbours believe, the more the more
alike they look: mean field on a Potts model (Kraehenbuehl & Koltun, arXiv 1210.5644, with eight neighbours in place of
all). Colours are learned from the beliefs, as GrabCut does (Rother et al., SIGGRAPH 2004), for all labels at once. A
coarse step decides what belongs to whom, a fine one where exactly the edge lies. The same input gives the same bytes.
"""

from __future__ import annotations

import cv2
import numpy as np

from kernels.label_field.cpu import believe, enlarge, enlarge_open, settle
from kernels.label_map import label_map
from model.refinement.config import RefinementConfig
from model.refinement.evidence import colour_scores, nearness, network_scores
from model.refinement.picture import LINK_SCALE, Picture
from model.refinement.seeds import FREE, clicks_per_object, honour, seeds
from model.types import Clicks, Logits


def refined_labels(logits: Logits, clicks: Clicks, picture: Picture) -> np.ndarray:
    """The label map at image size, uint16 (H, W): 0 background, k + 1 object k of ``clicks``.

    The pixel under each click is its owner's.
    """
    beliefs = np.ascontiguousarray(refined_beliefs(logits, clicks, picture).transpose(2, 0, 1))
    owner = np.arange(len(beliefs), dtype=np.int32) - 1
    height, width = beliefs.shape[1:]
    labels = label_map(beliefs, owner, logits.image_hw, (float(height), float(width)))
    honour(clicks, labels)
    return labels


def refined_beliefs(logits: Logits, clicks: Clicks, picture: Picture) -> np.ndarray:
    """How much each label is believed at each pixel of the fine picture: float32 (h, w, 1 + K), sums to 1."""
    config = picture.config
    if not clicks.objects:
        return np.ones((*picture.fine.bins.shape, 1), dtype=np.float32)
    base, colours, beliefs = _coarse(logits, clicks, picture, config)
    size_hw = picture.fine.bins.shape
    marks = _marks(clicks, logits.image_hw, size_hw, config)
    fine = np.empty((*size_hw, beliefs.shape[2]), dtype=np.float32)
    enlarge(beliefs, fine)
    is_open = _edge(beliefs, config.band, size_hw) & (marks == FREE)
    scores = np.empty_like(fine)
    enlarge_open(base, is_open, picture.fine.bins, colours, scores)
    _hold(fine, marks)
    settle(scores, picture.fine.links, config.smoothness / LINK_SCALE, fine, is_open, config.fine_sweeps)
    return fine


def _coarse(
    logits: Logits, clicks: Clicks, picture: Picture, config: RefinementConfig
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores without colours (h, w, L), scores of the colours (B, L) and beliefs (h, w, L), on the coarse picture."""
    bins = picture.coarse.bins
    size_hw = (bins.shape[0], bins.shape[1])
    early = 1.0 / clicks_per_object(clicks)
    marks = _marks(clicks, logits.image_hw, size_hw, config)
    base = network_scores(logits, len(clicks.objects), size_hw, config.network_cap)
    base *= np.float32(config.network + early * config.network_first)
    near = nearness(picture, marks, base.shape[2], config)
    base += np.float32(config.nearness + early * config.nearness_first) * near
    base[..., 0] += np.float32(config.background + early * config.background_first)
    beliefs = np.empty_like(base)
    believe(base, beliefs)
    _hold(beliefs, marks)
    for _ in range(config.rounds):
        colours = colour_scores(bins, beliefs, marks, config)
        colours *= np.float32(config.colour + early * config.colour_first)
        scores = base + colours[bins]
        believe(scores, beliefs)
        _hold(beliefs, marks)
        weight = config.smoothness / LINK_SCALE
        settle(scores, picture.coarse.links, weight, beliefs, marks == FREE, config.sweeps)
    return base, colours, beliefs


def _marks(clicks: Clicks, image_hw: tuple[int, int], size_hw: tuple[int, int], config: RefinementConfig) -> np.ndarray:
    return seeds(clicks, image_hw, size_hw, config.click_radius * max(size_hw))


def _hold(beliefs: np.ndarray, marks: np.ndarray) -> None:
    """Believe nothing else at the seeds."""
    rows, columns = np.nonzero(marks != FREE)
    beliefs[rows, columns] = 0.0
    beliefs[rows, columns, marks[rows, columns]] = 1.0


def _edge(beliefs: np.ndarray, reach: int, size_hw: tuple[int, int]) -> np.ndarray:
    """Pixels of ``size_hw`` at most ``reach`` coarse pixels from where the strongest label changes, bool (H, W)."""
    labels = beliefs.argmax(axis=2).astype(np.uint16)
    around = np.ones((2 * reach + 1, 2 * reach + 1), dtype=np.uint8)
    changes = (cv2.dilate(labels, around) != cv2.erode(labels, around)).astype(np.uint8)
    return np.asarray(cv2.resize(changes, (size_hw[1], size_hw[0]), interpolation=cv2.INTER_NEAREST)) > 0
