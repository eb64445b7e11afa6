"""The MaskIoU head: its published keys, what it reads, and how it ranks."""

from __future__ import annotations

import torch

from model.named_weights import fill_by_name
from model.universal.mask_scoring import MaskIoUHead, mask_scores

PUBLISHED = {
    "feature_extractor.maskiou_fcn1.weight": (256, 257, 3, 3),
    "feature_extractor.maskiou_fcn2.weight": (256, 256, 3, 3),
    "feature_extractor.maskiou_fcn4.bias": (256,),
    "feature_extractor.maskiou_fc1.weight": (1024, 12544),
    "feature_extractor.maskiou_fc2.weight": (1024, 1024),
    "predictor.maskiou.weight": (81, 1024),
    "predictor.maskiou.bias": (81,),
}


def test_the_head_has_the_published_keys_and_shapes() -> None:
    with torch.device("meta"):
        state = MaskIoUHead().state_dict()
    assert len(state) == 14 and PUBLISHED.items() <= {key: tuple(value.shape) for key, value in state.items()}.items()


@torch.inference_mode()
def test_the_score_depends_on_the_mask_and_on_each_region_alone() -> None:
    head = MaskIoUHead(classes=5, channels=8, hidden=16).eval()
    fill_by_name(head, "mask")
    features, masks = torch.randn(3, 8, 14, 14), torch.rand(3, 1, 28, 28)
    scores = head(features, masks)
    assert scores.shape == (3, 5)
    assert torch.allclose(head(features[1:2], masks[1:2]), scores[1:2], atol=1e-6)
    assert not torch.allclose(head(features, 1 - masks), scores, atol=1e-3)
    assert head(features[:0], masks[:0]).shape == (0, 5)


def test_the_mask_score_takes_the_predicted_class_and_is_not_clamped() -> None:
    maskiou = torch.tensor([[0.1, 0.9, 0.2], [0.1, -0.3, 1.2]])
    scores = mask_scores(torch.tensor([0.5, 1.0]), maskiou, torch.tensor([1, 2]))
    assert torch.allclose(scores, torch.tensor([0.45, 1.2]))
