"""A published DETR by its name, address or file: fetched, read as data alone, and held against its network strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import torch
from torch import Tensor

from model.checkpoints.errors import CheckpointError
from model.checkpoints.key_tree import KeyTree, tree_of
from model.checkpoints.progress import Progress, silent
from model.checkpoints.reading import read_state
from model.checkpoints.source import Given, locate
from model.checkpoints.store import Store
from model.checkpoints.verify import compare
from model.universal.detr import Detr
from model.universal.detr_config import DETR_PRESETS, DetrConfig
from model.universal.detr_keys import our_state
from model.universal.detr_panoptic import DetrPanoptic


def load_detr(
    source: str, store: Store, preset: str | None = None, progress: Progress = silent
) -> Detr | DetrPanoptic:
    """The network of ``source``: a published name such as ``detr-r50-panoptic``, an address, or a file on this disk.

    ``preset`` names the network of a file that is not a published one; the authors' names and Hugging Face's are read.
    Raises CheckpointError as ``locate`` and ``read_state`` do, and ``hash-mismatch``, ``unknown-preset``,
    ``ambiguous-preset`` or ``keys-differ``.
    """
    given = locate(source, store, None, progress)
    _check_hash(given)
    name = preset or (given.row.name if given.row else None)
    state = read_state(given.path)
    return build(_named(name) if name else guess(state), state)


def build(config: DetrConfig, published: Mapping[str, Tensor]) -> Detr | DetrPanoptic:
    """The network of ``config`` with the weights of a published state dict, which must fit it exactly; to evaluate.

    Raises CheckpointError ``keys-differ``, whose sentence names the keys.
    """
    network = _without_memory(config)
    state = our_state(published)
    misfit = compare(state, tree_of(network))
    if misfit.count:
        raise CheckpointError(
            "keys-differ",
            f"the file does not fit {config.name}: {misfit}. Choose another preset ({', '.join(DETR_PRESETS)}) or "
            "download the file again",
        )
    network.load_state_dict(state, assign=True)
    return network.eval()


def guess(published: Mapping[str, Tensor]) -> DetrConfig:
    """The preset that shares the most keys and shapes. Raises CheckpointError ``ambiguous-preset``.

    Keys and shapes don't tell whether a network is dilated, so of ResNet-50 a name is needed.
    """
    shapes = {(key, tuple(value.shape)) for key, value in our_state(published).items()}
    differing = {name: len(shapes ^ _shapes(config_tree(config))) for name, config in DETR_PRESETS.items()}
    least = min(differing.values())
    closest = [name for name, count in differing.items() if count == least]
    if len(closest) > 1 and least == 0:
        raise CheckpointError(
            "ambiguous-preset",
            f"the file fits {' and '.join(closest)} alike, and its keys cannot tell which it is; name one as preset",
        )
    return DETR_PRESETS[closest[0]]


def config_tree(config: DetrConfig) -> KeyTree:
    """Every key of the network of ``config``."""
    return tree_of(_without_memory(config))


def _shapes(tree: KeyTree) -> set[tuple[str, tuple[int, ...]]]:
    return {(key, entry.shape) for key, entry in tree.items()}


def _without_memory(config: DetrConfig) -> Detr | DetrPanoptic:
    with torch.device("meta"):
        return DetrPanoptic(config) if config.has_masks else Detr(config)


def _named(name: str) -> DetrConfig:
    if name not in DETR_PRESETS:
        raise CheckpointError("unknown-preset", f"{name!r} is no DETR; choose one of {', '.join(DETR_PRESETS)}")
    return DETR_PRESETS[name]


def _check_hash(given: Given) -> None:
    """The authors' addresses end in the first eight digits of the file's SHA-256."""
    if given.row is None or given.row.family != "detr" or given.url is None:
        return
    stated = re.search(r"-([0-9a-f]{8})\.pth$", PurePosixPath(urlsplit(given.url).path).name)
    if stated and not given.sha256.startswith(stated[1]):
        raise CheckpointError(
            "hash-mismatch",
            f"{given.url} gave SHA-256 {given.sha256}, which should start with {stated[1]}; delete {given.path} and "
            "download it again",
        )
