"""Keys of published DETR files, the authors' and Hugging Face's, to those of ``Detr`` and ``DetrPanoptic``.

The backbone alone has other names here than in the authors' files: it is the interactive networks' ResNet, which is
called as in detectron2. Hugging Face renames every block, and splits each packed projection in three.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import torch
from torch import Tensor

from model.backbones.initialisation import from_torchvision

OFFICIAL_BODY = "backbone.0.body."
HUGGING_FACE_BODY = "model.backbone.conv_encoder.model."
PANOPTIC = "detr."
PARTS = ("q", "k", "v")
"""The order in which a packed projection holds queries, keys and values."""
HUGGING_FACE = (
    (r"^model\.query_position_embeddings\.", "query_embed."),
    (r"^model\.input_projection\.", "input_proj."),
    (r"^model\.decoder\.layernorm\.", "transformer.decoder.norm."),
    (r"^class_labels_classifier\.", "class_embed."),
    (r"^bbox_predictor\.", "bbox_embed."),
    (r"^model\.(encoder|decoder)\.layers\.", r"transformer.\1.layers."),
    (r"\.encoder_attn\.", ".multihead_attn."),
    (r"\.self_attn_layer_norm\.", ".norm1."),
    (r"\.encoder_attn_layer_norm\.", ".norm2."),
    (r"\.fc([12])\.", r".linear\1."),
    (r"(\.encoder\.layers\.\d+)\.final_layer_norm\.", r"\1.norm2."),
    (r"(\.decoder\.layers\.\d+)\.final_layer_norm\.", r"\1.norm3."),
)
HUGGING_FACE_RESNET = (
    (r"^embedder\.embedder\.convolution\.", "conv1."),
    (r"^embedder\.embedder\.normalization\.", "bn1."),
    (r"^encoder\.stages\.(\d+)\.layers\.", lambda found: f"layer{int(found[1]) + 1}."),
    (r"\.layer\.(\d)\.convolution\.", lambda found: f".conv{int(found[1]) + 1}."),
    (r"\.layer\.(\d)\.normalization\.", lambda found: f".bn{int(found[1]) + 1}."),
    (r"\.shortcut\.convolution\.", ".downsample.0."),
    (r"\.shortcut\.normalization\.", ".downsample.1."),
)
"""Its own ResNet's names; most of its files have timm's, which are torchvision's."""


def our_state(published: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """A published state dict under our keys; keys that mean nothing to us stay, for the check against the network.

    Counters of batches are left out: the batch norms are frozen.
    """
    state = {key: value for key, value in published.items() if not key.endswith(".num_batches_tracked")}
    prefix = PANOPTIC if any(key.startswith(PANOPTIC) for key in state) else ""
    if f"{prefix}model.query_position_embeddings.weight" in state:
        state = _packed({_from_hugging_face(key, prefix): value for key, value in state.items()})
    body = prefix + OFFICIAL_BODY
    return {
        f"{prefix}backbone.{from_torchvision(key.removeprefix(body))}" if key.startswith(body) else key: value
        for key, value in state.items()
    }


def _from_hugging_face(key: str, prefix: str) -> str:
    """The authors' name of a Hugging Face key; the parts of packed projections stay apart."""
    if not key.startswith(prefix):
        return key  # the mask head, which has the authors' names
    key = key.removeprefix(prefix)
    if key.startswith(HUGGING_FACE_BODY):
        key, rules, start = key.removeprefix(HUGGING_FACE_BODY), HUGGING_FACE_RESNET, prefix + OFFICIAL_BODY
    else:
        rules, start = HUGGING_FACE, prefix
    for pattern, name in rules:
        key = re.sub(pattern, name, key)
    return start + key


def _packed(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """``q_proj``, ``k_proj`` and ``v_proj`` as one ``in_proj_`` tensor; parts without the others stay as they are."""
    packed = dict(state)
    for key in state:
        if not (found := re.fullmatch(r"(.*attn\.)q_proj\.(weight|bias)", key)):
            continue
        parts = [f"{found[1]}{part}_proj.{found[2]}" for part in PARTS]
        if all(part in state for part in parts):
            packed[f"{found[1]}in_proj_{found[2]}"] = torch.cat([packed.pop(part) for part in parts])
    return packed
