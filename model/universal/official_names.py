"""Parameter names of the official files of Mask2Former, MaskFormer and FASeg, to ours and back.

Ours are those of the authors' current code; their files hold some under earlier names, and some that nothing reads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import torch
from torch import Tensor

from model.universal.config import UniversalConfig

DROPPED = re.compile(r"criterion\.empty_weight|.*\.num_batches_tracked|.*\.attn_mask|pixel_(mean|std)")
HEAD, PIXELS, PREDICTOR = "sem_seg_head.", "sem_seg_head.pixel_decoder.", "sem_seg_head.predictor."
QUERIES, FORMER_QUERIES = f"{PREDICTOR}query_feat.weight", f"{PREDICTOR}static_query.weight"
INDEX = ".relative_position_index"
NO_OBJECT_WEIGHT = 0.1


def from_official(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The state under our names. Keys decide alone; a version that a file states is not read."""
    return {_ours(key): value for key, value in state.items() if not DROPPED.fullmatch(key)}


def to_official(state: Mapping[str, Tensor], config: UniversalConfig, as_published: bool = False) -> dict[str, Tensor]:
    """Our state as the authors' code names it; ``as_published`` as their files do, which are older."""
    official = {}
    for key, value in state.items():
        official[_earlier(key, config) if as_published else key] = value
        if config.trained_norm and key.endswith(".running_var"):
            official[key.replace("running_var", "num_batches_tracked")] = torch.zeros((), dtype=torch.int64)
    weights = torch.ones(config.labels.count + 1)
    weights[-1] = NO_OBJECT_WEIGHT
    return official | {"criterion.empty_weight": weights}


def _ours(key: str) -> str:
    key = re.sub(r"^backbone\.bottom_up\.", "backbone.", key)
    if key == FORMER_QUERIES:
        return QUERIES
    if key.startswith(HEAD) and not key.startswith((PIXELS, PREDICTOR)):
        return PIXELS + key.removeprefix(HEAD)
    return key


def _earlier(key: str, config: UniversalConfig) -> str:
    if config.family == "maskformer" and key.startswith(PIXELS):
        return HEAD + key.removeprefix(PIXELS)
    return FORMER_QUERIES if config.family == "mask2former" and key == QUERIES else key
