"""Mask2Former and MaskFormer beside an independent implementation with the same random weights.

Weights come from the file that the peer writes, so its names are read as users' files have them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from model.checkpoints.reading import read_state
from model.config import PixelDecoderConfig, ResNetConfig, SwinConfig
from model.named_weights import fill_by_name
from model.universal.checkpoint import build
from model.universal.config import Family, UniversalConfig
from model.universal.huggingface_names import from_huggingface, is_huggingface
from tests.model.universal.small import LABELS, RESNET, TASKS

transformers = pytest.importorskip("transformers", reason="transformers, the peer, is not installed")
pytest.importorskip("scipy", reason="scipy, which the peer's networks need, is not installed")
STAGES = ["stage1", "stage2", "stage3", "stage4"]
BOUND = 2e-4
"""Of the largest value."""
SWIN_TINY = SwinConfig()


def config(family: Family, backbone: ResNetConfig | SwinConfig) -> UniversalConfig:
    base = UniversalConfig("peer", family, backbone, LABELS, TASKS[family], queries=20, layers=4, ffn=128)
    return replace(base, pixel_decoder=PixelDecoderConfig(layers=2, ffn=128))


def peer(given: UniversalConfig) -> Any:
    """Its network of the same sizes, with weights from names and queries that differ from each other."""
    network = _mask2former(given) if given.family == "mask2former" else _maskformer(given)
    fill_by_name(network, "peer")
    with torch.no_grad():
        for key, value in network.state_dict().items():
            if key.endswith(("queries_features.weight", "class_predictor.weight")):
                value.mul_(16.0)
            if given.family == "maskformer" and key.endswith("queries_embedder.weight"):
                value.mul_(64.0)
            if key.endswith("input_projection.weight"):
                value.mul_(1 / 64)
    return network.eval()


def _body(backbone: ResNetConfig | SwinConfig) -> Any:
    if isinstance(backbone, ResNetConfig):
        widths = {"embedding_size": 64, "hidden_sizes": list(backbone.channels), "depths": list(backbone.depths)}
        return transformers.ResNetConfig(out_features=STAGES, **widths)
    return transformers.SwinConfig(
        out_features=STAGES,
        embed_dim=backbone.embed,
        depths=list(backbone.depths),
        num_heads=list(backbone.heads),
        window_size=backbone.window,
    )


def _mask2former(given: UniversalConfig) -> Any:
    sizes = transformers.Mask2FormerConfig(
        backbone_config=_body(given.backbone),
        num_queries=given.queries,
        num_labels=given.labels.count,
        decoder_layers=given.layers + 1,  # it counts the prediction before the first layer
        dim_feedforward=given.ffn,
        encoder_layers=given.pixel_decoder.layers,
        encoder_feedforward_dim=given.pixel_decoder.ffn,
    )
    return transformers.Mask2FormerForUniversalSegmentation(sizes)


def _maskformer(given: UniversalConfig) -> Any:
    decoder = transformers.DetrConfig(
        num_queries=given.queries, decoder_layers=given.layers, decoder_ffn_dim=given.ffn, d_model=given.hidden
    )
    sizes = transformers.MaskFormerConfig(
        backbone_config=_body(given.backbone), decoder_config=decoder, num_labels=given.labels.count
    )
    return transformers.MaskFormerForInstanceSegmentation(sizes)


@pytest.mark.parametrize("family", ["mask2former", "maskformer"])
@pytest.mark.parametrize("backbone", [SWIN_TINY, RESNET], ids=["swin_tiny", "resnet"])
@torch.inference_mode()
def test_classes_and_masks_equal_those_of_the_peer(
    family: Family, backbone: ResNetConfig | SwinConfig, tmp_path: Path
) -> None:
    given = config(family, backbone)
    theirs = peer(given)
    theirs.save_pretrained(tmp_path)
    network = build(given, read_state(tmp_path / "model.safetensors"))
    torch.manual_seed(0)
    image = torch.randn(2, 3, 96, 160)  # 24 x 40 cells: windows of 7 need padding and are shifted
    found, expected = network(image), theirs(pixel_values=image, pixel_mask=torch.ones(2, 96, 160, dtype=torch.long))
    pairs = (
        (found.class_logits, expected.class_queries_logits),
        (found.mask_logits, expected.masks_queries_logits),
    )
    for computed, wanted in pairs:
        assert computed.shape == wanted.shape
        assert float(wanted.std(dim=1).mean()) > 100 * BOUND  # queries differ, so an exchange would show
        error = (computed - wanted).abs() / wanted.abs().max()
        assert float(error.quantile(0.999)) <= BOUND and float(error.max()) <= 10 * BOUND


@pytest.mark.parametrize("family", ["mask2former", "maskformer"])
def test_names_in_memory_are_read_as_those_in_files(family: Family, tmp_path: Path) -> None:
    theirs = peer(config(family, SwinConfig(embed=8, depths=(1, 1, 1, 1), heads=(1, 1, 1, 1), window=2)))
    theirs.save_pretrained(tmp_path)
    written = from_huggingface(read_state(tmp_path / "model.safetensors"))
    in_memory = from_huggingface(theirs.state_dict())
    assert is_huggingface(theirs.state_dict()) and written.keys() == in_memory.keys()
    assert all(torch.equal(written[key], in_memory[key]) for key in written)


def test_a_key_that_no_rule_knows_stays_to_be_told() -> None:
    state = {"model.pixel_level_module.encoder.surprise.weight": torch.zeros(1)}
    assert list(from_huggingface(state)) == list(state)
