"""The semantic answer: sums over queries, and the two orders of scoring and resizing."""

from __future__ import annotations

import torch

from model.universal.image_frame import ImageFrame
from model.universal.semantic import score_bands, semantic_map, semantic_scores
from tests.model.universal.small import drawn, sure, unpadded


def test_queries_of_one_class_add_up_and_no_object_counts_for_nothing() -> None:
    classes = torch.stack([sure(0, 0.6), sure(0, 0.6), sure(1, 0.9), sure(5, 0.99)])
    maps = torch.stack([drawn(["##"]), drawn(["##"]), drawn(["##"]), drawn(["##"])])
    scores = semantic_scores(classes, maps)
    assert scores.shape == (5, 1, 2) and scores.argmax(dim=0).tolist() == [[0, 0]]
    assert float(scores.sum(dim=0).max()) < 4  # the part of no-object is missing
    assert semantic_map(classes[2:], maps[2:], unpadded(1, 2), scores_first=False).tolist() == [[1, 1]]


def test_scoring_before_resizing_differs_from_scoring_after_it() -> None:
    torch.manual_seed(0)
    classes, maps = torch.randn(6, 6), 4 * torch.randn(6, 32, 32)
    frame = ImageFrame((50, 41), (30, 25), (32, 32))
    first, last = (torch.cat(list(score_bands(classes, maps, frame, order)), dim=1) for order in (True, False))
    assert first.shape == last.shape == (5, 50, 41) and not torch.allclose(first, last, atol=1e-2)


def test_bands_of_rows_give_the_same_scores() -> None:
    torch.manual_seed(0)
    classes, maps = torch.randn(6, 6), torch.randn(6, 32, 32)
    frame = ImageFrame((50, 41), (30, 25), (32, 32))
    for order in (True, False):
        whole, banded = (
            torch.cat(list(score_bands(classes, maps, frame, order, limit)), dim=1) for limit in (1 << 25, 1000)
        )
        torch.testing.assert_close(whole, banded, atol=2e-6, rtol=1e-5)
