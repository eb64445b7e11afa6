"""The golden of the published HODOR: descriptors of one frame, masks on the next (see ``model.parity``).

Weights follow from their names, then ``post_fill_scale`` and ``post_fill_set`` of its JSON change some: with the plain
recipe all objects would look alike.
"""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.numpy import load_file
from torch import Tensor

from model.golden_noise import noise_difference
from model.hodor.encoder import initial_descriptors
from model.hodor.network import STRIDE, Hodor, is_unused, shrunk
from model.hodor.propagation import propagate
from model.hodor.regions import background_masks
from model.named_weights import fill_by_name
from model.preprocess import InputPolicy, padded

MODEL = "hodor_swin_tiny"
LABELS = "sequence_label_maps"
WINDOW = 2
FIRST_FRAME = {"fpn4_0": (4, 16), "fpn8_0": (8, 8)}
"""Pyramid levels by the golden's name: stride, and of how many channels one is kept."""


def compare_hodor(path: Path) -> dict[str, Any]:
    """Run the golden at ``path`` and compare its tensors; the result is that of ``model.parity.compare``.

    Raises ValueError for a damaged golden or one with other parameters than the network's, OSError.
    """
    description = json.loads(path.with_suffix(".json").read_text())
    try:
        tensors = load_file(path.with_suffix(".safetensors"))
        network = filled(description)
        computed = run(network, tensors["frames"], tensors["object_masks"])
        stated = description["tensors"]
        entries = {
            name: noise_difference(name, computed[name], tensors[name], stated[name], name == LABELS)
            for name in sorted(tensors)
            if name in computed
        }
    except (SafetensorError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} or its .safetensors is damaged or lacks something ({error!r})") from error
    return {
        "golden": path.name,
        "preset": MODEL,
        "engine": "torch",
        "arithmetic": "float32",
        "tensors": entries,
        "not_computed": sorted(set(tensors) - set(computed) - {"frames", "object_masks"}),
        "label_map_mismatch": entries[LABELS]["label_map_mismatch"] if LABELS in entries else None,
        "passed": all(entry["passed"] for entry in entries.values()),
    }


def filled(description: Mapping[str, Any]) -> Hodor:
    """The network with the golden's weights. Raises ValueError where its parameters are not those of the golden."""
    network = Hodor().eval()
    state = {key: value for key, value in network.state_dict().items() if value.is_floating_point()}
    ours = {key: list(value.shape) for key, value in state.items()}
    theirs = {key: shape for key, shape in description["official_keys"].items() if not is_unused(key)}
    if ours != theirs:
        differing = sorted(key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key))
        raise ValueError(f"{len(differing)} keys differ from the golden's, such as {differing[0]}")
    fill_by_name(network, description["salt"])
    with torch.no_grad():
        for key, factor in description["post_fill_scale"].items():
            state[key].mul_(factor)
        _set(network, description["post_fill_set"])
    return network


@torch.inference_mode()
def run(network: Hodor, frames: np.ndarray, masks: np.ndarray) -> dict[str, np.ndarray]:
    """What the golden holds, for frames uint8 (F, 3, H, W) and object masks (I, H, W) of 0 and 1 on the first."""
    images = np.concatenate([padded(frame.transpose(1, 2, 0), InputPolicy()) for frame in frames])
    pictures = torch.from_numpy(images).split(1)
    first, second = (network.feature_extractor(picture) for picture in pictures[:2])
    given = torch.from_numpy(masks).float()[None]
    objects, background = shrunk(given), shrunk(background_masks(given))
    background_init, objects_init = initial_descriptors(first[STRIDE], objects, background)
    found = network.describe(first, given)
    seen: dict[str, Tensor] = {name: first[stride][:, ::every] for name, (stride, every) in FIRST_FRAME.items()}
    seen |= {"encoder_masks8": torch.cat((background, objects), dim=1)}
    seen |= {"bg_init": background_init[0], "fg_init": objects_init[0]}
    seen |= {"bg_desc": found.background[0], "fg_desc": found.objects[0]}
    seen["decode_logits_1"] = network.segment(second, found.objects.unsqueeze(2), found.background.unsqueeze(2))
    labels = propagate(network, pictures, given[0], WINDOW)
    seen[LABELS] = torch.stack(list(labels)).to(torch.uint8)
    _set(network, {"encoder.attn_layers.*.cross_attn.scaling_factors": [0.0] * 8})
    seen["fg_desc_gamma0"] = network.describe(first, given).objects[0]
    return {name: tensor.numpy() for name, tensor in seen.items()}


def _set(network: Hodor, values: Mapping[str, list[float]]) -> None:
    """Set all parameters that a pattern of keys names."""
    state = network.state_dict()
    for pattern, value in values.items():
        for key in fnmatch.filter(state, pattern):
            state[key].copy_(torch.tensor(value))
