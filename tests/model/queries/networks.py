"""Tiny networks with an option of the queries set, and every option once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import torch
from torch import Tensor, nn

from model.config import ModelConfig
from model.dynamite import Dynamite
from model.presets import preset
from model.transformer_config import VitConfig

Options = dict[str, Any]
SMALL_CROPS = {"source": "rgb", "width": 16, "depth": 1, "heads": 2}

OPTIONS: dict[str, Options] = {
    **{
        name: {"init": name}
        for name in ("point_last", "disc_ms", "region_points", "wms", "ms_proj", "ms_global", "ms_F")
    },
    **{f"feat_{pooling}": {"init": "vit_patch", "vit": VitConfig(pooling=pooling)} for pooling in ("mean", "cls_mean")},
    "feat_of_instance_max": {"init": "vit_patch", "vit": VitConfig(query="per_instance", pooling="max")},
    "feat_of_instance_attn": {
        "init": "vit_patch",
        "vit": VitConfig(query="per_instance", pooling="attn", add="replace"),
    },
    "rgb": {"init": "vit_patch", "vit": VitConfig(**SMALL_CROPS, add="replace")},
    "rgb_gated": {"init": "vit_patch", "vit": VitConfig(**SMALL_CROPS, query="per_instance")},
    **{f"projection_{name}": {"projection": name} for name in ("none", "linear", "mlp_res", "mlp_res_ln")},
    "static_unprojected": {"projection_static": False},
    **{
        f"position_{name}": {"position": name}
        for name in (
            *("spatial", "temporal", "none", "learned", "zero"),
            *("sine_only", "sine_proj_only", "st_add", "st_round"),
        )
    },
    "static_grid": {"static_grid": True, "static_queries": 9},
    "no_static": {"static_queries": 0},
    **{f"bias_{name}": {"attention_bias": name} for name in ("alibi2d", "rope2d", "cpb", "table")},
    "bias_alibi_learned": {"attention_bias": "alibi2d", "alibi_learned": True},
    "click_bias": {"click_bias": True},
    "merge_lse": {"merge": "lse"},
    "scribble_pool": {"scribble": "pool"},
}

STARTS_AS_NOTHING = (
    *("wms", "ms_proj", "ms_global", "feat_mean", "feat_of_instance_max", "rgb_gated"),
    *("bias_cpb", "bias_table", "bias_alibi_learned", "click_bias"),
)


def config_with(options: Options) -> ModelConfig:
    base = preset("tiny_test")
    return replace(base, transformer=replace(base.transformer, **options))


def network_with(options: Options, seed: int = 0) -> Dynamite:
    """Random weights; what starts as zero or as the identity is moved away from it, so that every path counts."""
    torch.manual_seed(seed)
    network = Dynamite(config_with(options)).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            if not parameter.any():
                nn.init.normal_(parameter, std=0.3)
        for parameter in network.sem_seg_head.interactive_transformer.query_content.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
    return network


def two_images() -> tuple[Tensor, Tensor, Tensor]:
    """Images (2, 3, 64, 96) with four clicks on the first and one on the second, padded."""
    torch.manual_seed(5)
    clicks = torch.tensor([[10.0, 12.0, 0.0], [30.0, 40.0, 2.0], [50.0, 20.0, 1.0], [60.0, 90.0, 3.0]])
    alone = torch.full((4, 3), -1.0)
    alone[0] = torch.tensor([33.0, 70.0, 0.0])
    owner = torch.tensor([[0, 0, 1, -1], [0, -2, -2, -2]])
    return torch.randn(2, 3, 64, 96), torch.stack((clicks, alone)), owner
