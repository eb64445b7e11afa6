"""Parameter names of Hugging Face's Mask2Former and MaskFormer (safetensors), to ours.

They split what the authors pack: query, key and value of an attention are three matrices. Files and the models in
memory have different names in the fifth version of their library; both are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

PIXELS = "model.pixel_level_module."
OWN_QUERIES = "model.transformer_module.queries_features.weight"
"""Mask2Former alone has this."""
DROPPED = re.compile(
    r"criterion\.empty_weight|.*\.num_batches_tracked|.*relative_position_index"
    r"|model\.pixel_level_module\.encoder\.((swin|model)\.)?layernorm\.(weight|bias)"
)
PARTS = {"query": 0, "key": 1, "value": 2, "q_proj": 0, "k_proj": 1, "v_proj": 2}

Rules = Sequence[tuple[str, str]]
"""Pattern and replacement; the first pattern that matches from the start of a key decides. ``<n-i>`` is arithmetic."""

E, D, T = (
    r"model\.pixel_level_module\.encoder\.",
    r"model\.pixel_level_module\.decoder\.",
    r"model\.transformer_module\.",
)
BODY = rf"{E}(?:swin\.|model\.)?"
BLOCK = rf"{BODY}encoder\.layers\.(\d)\.blocks\.(\d+)\."
SWIN: Rules = (
    (rf"{BODY}embeddings\.patch_embeddings\.projection\.", "backbone.patch_embed.proj."),
    (rf"{BODY}embeddings\.norm\.", "backbone.patch_embed.norm."),
    (rf"{BLOCK}attention\.(?:self\.)?(query|key|value|[qkv]_proj)\.", r"backbone.layers.\1.blocks.\2.attn.qkv@\3."),
    (
        rf"{BLOCK}attention\.\w+\.relative_position_bias_table",
        r"backbone.layers.\1.blocks.\2.attn.relative_position_bias_table",
    ),
    (rf"{BLOCK}attention\.(?:output\.dense|o_proj)\.", r"backbone.layers.\1.blocks.\2.attn.proj."),
    (rf"{BLOCK}(?:intermediate\.dense|mlp\.fc1)\.", r"backbone.layers.\1.blocks.\2.mlp.fc1."),
    (rf"{BLOCK}(?:output\.dense|mlp\.fc2)\.", r"backbone.layers.\1.blocks.\2.mlp.fc2."),
    (rf"{BLOCK}layernorm_before\.", r"backbone.layers.\1.blocks.\2.norm1."),
    (rf"{BLOCK}layernorm_after\.", r"backbone.layers.\1.blocks.\2.norm2."),
    (rf"{BODY}encoder\.layers\.(\d)\.downsample\.", r"backbone.layers.\1.downsample."),
    (rf"{E}hidden_states_norms\.stage(\d)\.", r"backbone.norm<\1-1>."),
    (rf"{E}hidden_states_norms\.(\d)\.", r"backbone.norm\1."),
)
UNIT = rf"{E}encoder\.stages\.(\d)\.layers\.(\d+)\."
RESNET: Rules = (
    (rf"{E}embedder\.embedder\.convolution\.", "backbone.stem.conv1."),
    (rf"{E}embedder\.embedder\.normalization\.", "backbone.stem.conv1.norm."),
    (rf"{UNIT}layer\.(\d)\.convolution\.", r"backbone.res<\1+2>.\2.conv<\3+1>."),
    (rf"{UNIT}layer\.(\d)\.normalization\.", r"backbone.res<\1+2>.\2.conv<\3+1>.norm."),
    (rf"{UNIT}shortcut\.convolution\.", r"backbone.res<\1+2>.\2.shortcut."),
    (rf"{UNIT}shortcut\.normalization\.", r"backbone.res<\1+2>.\2.shortcut.norm."),
)
OURS = "sem_seg_head.pixel_decoder."
SHARED: Rules = ((rf"{D}mask_projection\.", f"{OURS}mask_features."),)
DEFORMABLE = rf"{D}encoder\.layers\.(\d)\."
MINE = rf"{OURS}transformer.encoder.layers.\1."
QUERY = "sem_seg_head.predictor."
LAYER = rf"{T}decoder\.layers\.(\d)\."
MASK2FORMER: Rules = (
    (rf"{D}level_embed", f"{OURS}transformer.level_embed"),
    (rf"{D}input_projections\.", f"{OURS}input_proj."),
    (rf"{DEFORMABLE}self_attn\.", f"{MINE}self_attn."),
    (rf"{DEFORMABLE}self_attn_layer_norm\.", f"{MINE}norm1."),
    (rf"{DEFORMABLE}(?:mlp\.)?fc([12])\.", rf"{MINE}linear\2."),
    (rf"{DEFORMABLE}final_layer_norm\.", f"{MINE}norm2."),
    (rf"{D}(adapter|layer)_(\d)\.0\.", rf"{OURS}\1_\2."),
    (rf"{D}(adapter|layer)_(\d)\.1\.", rf"{OURS}\1_\2.norm."),
    (rf"{T}queries_embedder\.", f"{QUERY}query_embed."),
    (rf"{T}queries_features\.", f"{QUERY}query_feat."),
    (rf"{T}level_embed\.", f"{QUERY}level_embed."),
    (rf"{T}decoder\.layernorm\.", f"{QUERY}decoder_norm."),
    (rf"{LAYER}cross_attn\.", rf"{QUERY}transformer_cross_attention_layers.\1.multihead_attn."),
    (rf"{LAYER}cross_attn_layer_norm\.", rf"{QUERY}transformer_cross_attention_layers.\1.norm."),
    (rf"{LAYER}self_attn\.([qkv]_proj)\.", rf"{QUERY}transformer_self_attention_layers.\1.self_attn.in_proj@\2_"),
    (rf"{LAYER}self_attn\.(?:out_proj|o_proj)\.", rf"{QUERY}transformer_self_attention_layers.\1.self_attn.out_proj."),
    (rf"{LAYER}self_attn_layer_norm\.", rf"{QUERY}transformer_self_attention_layers.\1.norm."),
    (rf"{LAYER}(?:mlp\.)?fc([12])\.", rf"{QUERY}transformer_ffn_layers.\1.linear\2."),
    (rf"{LAYER}final_layer_norm\.", rf"{QUERY}transformer_ffn_layers.\1.norm."),
    (rf"{T}decoder\.mask_predictor\.mask_embedder\.(\d)\.0\.", rf"{QUERY}mask_embed.layers.\1."),
    (r"class_predictor\.", f"{QUERY}class_embed."),
)
PLAIN = rf"{QUERY}transformer.decoder.layers.\1."
MASKFORMER: Rules = (
    (rf"{D}fpn\.stem\.0\.", f"{OURS}layer_4."),
    (rf"{D}fpn\.stem\.1\.", f"{OURS}layer_4.norm."),
    (rf"{D}fpn\.layers\.(\d)\.proj\.0\.", rf"{OURS}adapter_<3-\1>."),
    (rf"{D}fpn\.layers\.(\d)\.proj\.1\.", rf"{OURS}adapter_<3-\1>.norm."),
    (rf"{D}fpn\.layers\.(\d)\.block\.0\.", rf"{OURS}layer_<3-\1>."),
    (rf"{D}fpn\.layers\.(\d)\.block\.1\.", rf"{OURS}layer_<3-\1>.norm."),
    (rf"{T}queries_embedder\.", f"{QUERY}query_embed."),
    (rf"{T}input_projection\.", f"{QUERY}input_proj."),
    (rf"{T}decoder\.layernorm\.", f"{QUERY}transformer.decoder.norm."),
    (rf"{LAYER}self_attn\.([qkv]_proj)\.", rf"{PLAIN}self_attn.in_proj@\2_"),
    (rf"{LAYER}self_attn\.(?:out_proj|o_proj)\.", rf"{PLAIN}self_attn.out_proj."),
    (rf"{LAYER}self_attn_layer_norm\.", rf"{PLAIN}norm1."),
    (rf"{LAYER}encoder_attn\.([qkv]_proj)\.", rf"{PLAIN}multihead_attn.in_proj@\2_"),
    (rf"{LAYER}encoder_attn\.(?:out_proj|o_proj)\.", rf"{PLAIN}multihead_attn.out_proj."),
    (rf"{LAYER}encoder_attn_layer_norm\.", rf"{PLAIN}norm2."),
    (rf"{LAYER}(?:mlp\.)?fc([12])\.", rf"{PLAIN}linear\2."),
    (rf"{LAYER}final_layer_norm\.", rf"{PLAIN}norm3."),
    (r"mask_embedder\.(\d)\.0\.", rf"{QUERY}mask_embed.layers.\1."),
    (r"class_predictor\.", f"{QUERY}class_embed."),
)


def is_huggingface(state: Mapping[str, Tensor]) -> bool:
    return any(key.startswith(PIXELS) for key in state)


def from_huggingface(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The state under our names; a key that no rule knows stays as it is, to be told as unknown."""
    rules = (*SWIN, *RESNET, *SHARED, *(MASK2FORMER if OWN_QUERIES in state else MASKFORMER))
    ours: dict[str, Tensor] = {}
    packed: dict[str, dict[int, Tensor]] = {}
    for key, value in state.items():
        if DROPPED.fullmatch(key):
            continue
        name = _renamed(key, rules)
        if part := re.search(r"@([a-z_]+?)(?=_weight|_bias|\.)", name):
            packed.setdefault(name.replace(part[0], ""), {})[PARTS[part[1]]] = value
        else:
            ours[name] = value
    return ours | {name: torch.cat([parts[index] for index in sorted(parts)]) for name, parts in packed.items()}


def _renamed(key: str, rules: Rules) -> str:
    for pattern, replacement in rules:
        name, count = re.subn(f"^{pattern}", replacement, key)
        if count:
            return re.sub(r"<(\d+)([+-])(\d+)>", _computed, name)
    return key


def _computed(found: re.Match[str]) -> str:
    left, right = int(found[1]), int(found[3])
    return str(left + right if found[2] == "+" else left - right)
