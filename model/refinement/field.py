"""One label per pixel from all evidence at once: the refinement pass of a click (hop 8).

GrabCut (Rother et al., SIGGRAPH 2004) for all labels at once, with a network's opinion in place of a drawn box: colours
are learned from the labels and labels cut out by the colours in turn. The coarse step decides what belongs to whom by
expansion moves, which are not caught in small improvements as mean field and random walks are. The fine step lets mean
field (Kraehenbuehl & Koltun, arXiv 1210.5644, with eight neighbours in place of all) move the edges that this leaves by
a few pixels. The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np

from kernels.grid_cut.cpu import expand
from kernels.label_field.cpu import believe, enlarge, enlarge_open, settle
from kernels.label_map import label_map
from model.refinement.config import RefinementConfig
from model.refinement.evidence import colour_scores, network_scores
from model.refinement.islands import drop_islands
from model.refinement.picture import LINK_SCALE, Picture
from model.refinement.seeds import FREE, clicks_per_object, honour, seeds
from model.refinement.sizes import largeness
from model.refinement.traits import NAMES, traits_of
from model.types import Clicks, Logits

HOPELESS = 2.0
"""Nats below the best score from which a label is not asked whether it wants a pixel."""


@dataclass(frozen=True)
class Refined:
    """``labels`` at image size, uint16 (H, W): 0 background, k + 1 object k; the pixel under each click is its owner's.

    ``traits`` float32 (K, T): ``model.refinement.traits.NAMES`` of each object's mask.
    """

    labels: np.ndarray
    traits: np.ndarray


def refined(logits: Logits, clicks: Clicks, picture: Picture) -> Refined:
    """The refined answer to ``clicks``."""
    fine, traits = refined_beliefs(logits, clicks, picture)
    beliefs = np.ascontiguousarray(fine.transpose(2, 0, 1))
    owner = np.arange(len(beliefs), dtype=np.int32) - 1
    height, width = beliefs.shape[1:]
    labels = label_map(beliefs, owner, logits.image_hw, (float(height), float(width)))
    honour(clicks, labels)
    return Refined(labels, traits)


def refined_beliefs(logits: Logits, clicks: Clicks, picture: Picture) -> tuple[np.ndarray, np.ndarray]:
    """How much each label is believed at each fine pixel, float32 (h, w, 1 + K), sums to 1; the traits (K, T)."""
    config = picture.config
    if not clicks.objects:
        return np.ones((*picture.fine.bins.shape, 1), np.float32), np.zeros((0, len(NAMES)), np.float32)
    base, colours, labels = _coarse(logits, clicks, picture, config)
    traits = traits_of(base, base + colours[picture.coarse.bins], picture.coarse.links, labels, clicks)
    beliefs = _certain(labels, base.shape[2])
    size_hw = picture.fine.bins.shape
    large = largeness(labels, base.shape[2], config)
    marks = _marks(clicks, logits.image_hw, size_hw, large, config)
    fine = np.empty((*size_hw, beliefs.shape[2]), dtype=np.float32)
    enlarge(beliefs, fine)
    is_open = _edge(beliefs, config.band, size_hw) & (marks == FREE)
    scores = np.empty_like(fine)
    enlarge_open(base, is_open, picture.fine.bins, colours, scores)
    _hold(fine, marks)
    settle(scores, picture.fine.links, _smoothness(large, config), fine, is_open, config.fine_sweeps)
    return fine, traits


def _coarse(
    logits: Logits, clicks: Clicks, picture: Picture, config: RefinementConfig
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores without colours (h, w, L), scores of the colours (B, L) and labels int32 (h, w), on the coarse picture."""
    early = 1.0 / clicks_per_object(clicks)
    labels = np.zeros((0, 0), dtype=np.int32)  # none yet
    for grid in (*[picture.first] * (config.rounds - 1), picture.coarse):
        size_hw = grid.bins.shape
        base = network_scores(logits, len(clicks.objects), size_hw, config.network_cap)
        base *= np.float32(config.network + early * config.network_first)
        base[..., 0] += np.float32(config.background + early * config.background_first)
        large = largeness(labels if labels.size else base.argmax(axis=2), base.shape[2], config)
        marks = _marks(clicks, logits.image_hw, size_hw, large, config)
        if not labels.size:
            beliefs = np.empty_like(base)
            believe(base, beliefs)
            _hold(beliefs, marks)
            labels, order = np.maximum(marks, 0), [*range(1, base.shape[2])]  # all else begins as background
        else:
            labels = _at_size(labels, marks)
            beliefs = _certain(labels, base.shape[2])
            order = [*range(1, base.shape[2]), 0]
        colours = colour_scores(grid.bins, beliefs, marks, config)
        colours *= np.float32(config.colour + early * config.colour_first)
        # A picture half as large has a quarter of the pixels but half of the edge.
        weight = _smoothness(large, config) * max(size_hw) / max(picture.coarse.bins.shape)
        _cut(base + colours[grid.bins], grid.links, weight, order, marks == FREE, labels)
        drop_islands(labels, base, marks, config.island)
    return base, colours, labels


def _at_size(labels: np.ndarray, marks: np.ndarray) -> np.ndarray:
    """``labels`` at the size of ``marks``, which hold."""
    height, width = marks.shape
    if labels.shape != marks.shape:
        labels = np.asarray(cv2.resize(labels, (width, height), interpolation=cv2.INTER_NEAREST))
    return np.where(marks == FREE, labels, marks)


def _certain(labels: np.ndarray, count: int) -> np.ndarray:
    """Beliefs float32 (h, w, ``count``) that leave no doubt about ``labels``."""
    return (labels[..., None] == np.arange(count)).astype(np.float32)


def _cut(
    scores: np.ndarray, links: np.ndarray, weight: float, order: Iterable[int], is_free: np.ndarray, labels: np.ndarray
) -> None:
    """Improve ``labels`` by an expansion of every label in ``order``, where it is not hopeless."""
    worth_asking = scores.max(axis=2) - HOPELESS
    for label in order:
        expand(scores, links, weight, (scores[..., label] > worth_asking) & is_free, label, labels)


def _smoothness(large: float, config: RefinementConfig) -> float:
    """Of a whole step, per unit of a link."""
    return config.smoothness * (1 + config.smoothness_growth * large) / LINK_SCALE


def _marks(
    clicks: Clicks, image_hw: tuple[int, int], size_hw: tuple[int, int], large: float, config: RefinementConfig
) -> np.ndarray:
    return seeds(clicks, image_hw, size_hw, config.click_radius * (1 + config.radius_growth * large) * max(size_hw))


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
