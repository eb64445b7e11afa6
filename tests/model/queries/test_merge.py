"""The soft maximum of an object's maps."""

from __future__ import annotations

import torch

from model.queries.merge import SoftMaximum

OWNER = torch.tensor([[0, 1, 0, -1, -1, -2]])


def test_an_objects_queries_share_the_soft_maximum_and_the_background_keeps_its_maps() -> None:
    maps = 3 * torch.randn(1, 6, 4, 5)
    merged = SoftMaximum()(maps, OWNER)
    expected = (5 * maps[0, [0, 2]]).exp().mean(0).log() / 5
    torch.testing.assert_close(merged[0, 0], expected)
    torch.testing.assert_close(merged[0, 2], expected)
    torch.testing.assert_close(merged[0, [1, 3, 4, 5]], maps[0, [1, 3, 4, 5]])


def test_it_stays_finite_and_near_the_maximum_for_logits_far_apart() -> None:
    maps = torch.tensor([-300.0, 0.0, 200.0, 1.0, 2.0, 3.0]).reshape(1, 6, 1, 1).requires_grad_()
    merged = SoftMaximum()
    answer = merged(maps, OWNER)
    answer[0, 0].sum().backward()
    assert abs(float(answer[0, 0].detach()) - 200) < 0.2
    assert maps.grad is not None and maps.grad.isfinite().all() and merged.log_beta.grad is not None
