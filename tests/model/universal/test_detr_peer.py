"""DETR beside an independent implementation with the same random weights, read from the file that it writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from model.checkpoints.reading import read_state
from model.named_weights import fill_by_name
from model.universal.detr import Detr
from model.universal.detr_boxes import boxes_of
from model.universal.detr_checkpoint import build
from model.universal.detr_config import DetrConfig
from model.universal.detr_input import DetrBatch, padded_batch
from model.universal.detr_panoptic import DetrPanoptic
from tests.model.universal.networks import SMALL, SMALL_PANOPTIC, photo

transformers = pytest.importorskip("transformers", reason="transformers, the peer, is not installed")
BOUND = 2e-4


def peer(config: DetrConfig) -> Any:
    """Its network of ``config``, with weights from names and queries that differ from each other."""
    body = transformers.ResNetConfig(
        out_features=["stage1", "stage2", "stage3", "stage4"],
        embedding_size=64,
        hidden_sizes=list(config.backbone.channels),
        depths=list(config.depths),
    )
    sizes = transformers.DetrConfig(
        backbone_config=body,
        num_queries=config.queries,
        d_model=config.hidden,
        encoder_layers=config.layers,
        decoder_layers=config.layers,
        encoder_attention_heads=config.heads,
        decoder_attention_heads=config.heads,
        encoder_ffn_dim=config.ffn,
        decoder_ffn_dim=config.ffn,
        num_labels=config.classes,
    )
    kind = transformers.DetrForSegmentation if config.has_masks else transformers.DetrForObjectDetection
    network = kind(sizes).eval()
    fill_by_name(network, "peer")
    with torch.no_grad():
        for key, value in network.state_dict().items():
            if "query_position" in key:
                value.mul_(32.0)
            if "input_projection.weight" in key:
                value.mul_(1 / 64)
    return network


def ours(theirs: Any, config: DetrConfig, folder: Path) -> Detr | DetrPanoptic:
    theirs.save_pretrained(folder)
    return build(config, read_state(folder / "model.safetensors"))


def batch() -> DetrBatch:
    """Odd sizes, and padding to the right of one image and below the other."""
    return padded_batch([photo(97, 131, 1), photo(60, 230, 2)])


def assert_close(computed: torch.Tensor, expected: torch.Tensor) -> None:
    assert computed.shape == expected.shape
    scale = max(1.0, float(expected.abs().max()))
    assert float((computed - expected).abs().max()) <= BOUND * scale


@torch.inference_mode()
def test_classes_and_boxes_equal_those_of_the_peer_in_a_padded_batch(tmp_path: Path) -> None:
    theirs, given = peer(SMALL), batch()
    network = ours(theirs, SMALL, tmp_path)
    found = network(given.pixels, given.padding)
    expected = theirs(pixel_values=given.pixels, pixel_mask=(~given.padding).long())
    assert float(expected.logits.std(dim=1).min()) > 100 * BOUND  # queries differ, so an exchange would show
    assert_close(found.logits, expected.logits)
    assert_close(found.boxes, expected.pred_boxes)
    # Blind to the padding they would be elsewhere.
    blind = network(given.pixels, torch.zeros_like(given.padding))
    assert float((blind.boxes - expected.pred_boxes).abs().max()) > 10 * BOUND


@torch.inference_mode()
def test_masks_equal_those_of_the_peer_in_a_padded_batch(tmp_path: Path) -> None:
    theirs, given = peer(SMALL_PANOPTIC), batch()
    network = ours(theirs, SMALL_PANOPTIC, tmp_path)
    found, masks = network(given.pixels, given.padding)
    expected = theirs(pixel_values=given.pixels, pixel_mask=(~given.padding).long())
    assert_close(found.logits, expected.logits)
    assert_close(masks, expected.pred_masks)


@torch.inference_mode()
def test_boxes_in_pixels_equal_those_of_the_peer() -> None:
    torch.manual_seed(0)
    logits, boxes = torch.randn(2, 7, 6), torch.rand(2, 7, 4)
    sizes = [(97, 131), (300, 40)]
    corners = transformers.image_transforms.center_to_corners_format(boxes)
    results = boxes_of(logits, boxes, sizes)
    for result, corner, logit, (height, width) in zip(results, corners, logits, sizes, strict=True):
        expected = corner * torch.tensor([width, height, width, height])
        assert torch.allclose(result.boxes_xyxy, expected)
        scores, labels = logit.softmax(-1)[:, :-1].max(-1)
        assert torch.equal(result.labels, labels) and torch.allclose(result.scores, scores)
