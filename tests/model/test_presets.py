"""The published sizes are presets of the same code: their parameter trees are the published ones."""

from __future__ import annotations

import pytest
import torch

from model.config import ModelConfig
from model.dynamite import InteractiveHead
from model.presets import PRESETS, preset

C = 256


def published_head(channels: tuple[int, int, int, int], fine: int) -> dict[str, tuple[int, ...]]:
    """Keys and shapes of the published files without their backbones."""
    keys: dict[str, tuple[int, ...]] = {}

    def linear(name: str, rows: int, columns: int) -> None:
        keys[f"{name}.weight"], keys[f"{name}.bias"] = (rows, columns), (rows,)

    def norm(name: str) -> None:
        keys[f"{name}.weight"] = keys[f"{name}.bias"] = (C,)

    def attention(name: str) -> None:
        keys[f"{name}.in_proj_weight"], keys[f"{name}.in_proj_bias"] = (3 * C, C), (3 * C,)
        linear(f"{name}.out_proj", C, C)

    def feed_forward(name: str, inner: int) -> None:
        linear(f"{name}.linear1", inner, C)
        linear(f"{name}.linear2", C, inner)

    decoder, clicks = "pixel_decoder", "interactive_transformer"
    for level in range(3):
        keys[f"{decoder}.input_proj.{level}.0.weight"] = (C, channels[3 - level], 1, 1)
        keys[f"{decoder}.input_proj.{level}.0.bias"] = (C,)
        norm(f"{decoder}.input_proj.{level}.1")
        keys[f"{decoder}.refine.{level}.weight"], keys[f"{decoder}.refine.{level}.bias"] = (C, C, 3, 3), (C,)
    keys[f"{decoder}.transformer.level_embed"] = (3, C)
    for layer in range(6):
        name = f"{decoder}.transformer.encoder.layers.{layer}"
        linear(f"{name}.self_attn.sampling_offsets", 192, C)
        linear(f"{name}.self_attn.attention_weights", 96, C)
        linear(f"{name}.self_attn.value_proj", C, C)
        linear(f"{name}.self_attn.output_proj", C, C)
        feed_forward(name, 1024)
        norm(f"{name}.norm1")
        norm(f"{name}.norm2")
    for level in range(1, fine + 1):
        keys[f"{decoder}.adapter_{level}.weight"] = (C, channels[level - 1], 1, 1)
        keys[f"{decoder}.layer_{level}.weight"] = (C, C, 3, 3)
        norm(f"{decoder}.adapter_{level}.norm")
        norm(f"{decoder}.layer_{level}.norm")
    keys[f"{decoder}.mask_features.weight"], keys[f"{decoder}.mask_features.bias"] = (C, C, 1, 1), (C,)
    keys[f"{clicks}.query_embed"] = keys[f"{clicks}.bg_query"] = (C,)
    keys[f"{clicks}.static_bg_query"] = keys[f"{clicks}.static_bg_pe"] = (9, C)
    linear(f"{clicks}.ca_qpos_sine_proj", C, 384)
    linear(f"{clicks}.queries_nonlinear_projection.0", C, C)
    linear(f"{clicks}.queries_nonlinear_projection.2", C, C)
    keys[f"{clicks}.level_embed.weight"] = (3, C)
    norm(f"{clicks}.layer_norm")
    for layer in range(3):
        linear(f"{clicks}.mask_embed.layers.{layer}", C, C)
    for part, layers, inner in (("encoder", 9, 2048), ("decoder", 5, 512)):
        for layer in range(layers):
            attention(f"{clicks}.{part}.cross_attention_layers.{layer}.multihead_attn")
            norm(f"{clicks}.{part}.cross_attention_layers.{layer}.norm")
            feed_forward(f"{clicks}.{part}.ffn_layers.{layer}", inner)
            norm(f"{clicks}.{part}.ffn_layers.{layer}.norm")
            if part == "encoder":
                attention(f"{clicks}.{part}.self_attention_layers.{layer}.self_attn")
                norm(f"{clicks}.{part}.self_attention_layers.{layer}.norm")
    return keys


@pytest.mark.parametrize(
    ("name", "fine"),
    [
        ("dynamite_r50", 1),
        ("dynamite_hrnet32", 2),
        ("dynamite_mitb0", 1),
        ("dynamite_swin_tiny", 1),
        ("dynamite_swin_large", 1),
    ],
)
def test_published_presets_build_the_published_parameter_tree(name: str, fine: int) -> None:
    config = preset(name)
    with torch.device("meta"):
        head = InteractiveHead(config)
    built = {key: tuple(value.shape) for key, value in head.state_dict().items()}
    assert built == published_head(config.backbone.channels, fine)


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_a_config_survives_json(name: str) -> None:
    import json

    config = preset(name)
    assert ModelConfig.from_dict(json.loads(json.dumps(config.to_dict()))) == config


def test_an_unknown_preset_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="nano"):
        preset("giant")
