"""A published network of this family by its name, address or file: fetched, read as data alone, held to its preset."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from model.backbones.swin import WindowAttention
from model.checkpoints.errors import CheckpointError
from model.checkpoints.key_tree import KeyTree, tree_of
from model.checkpoints.progress import Progress, silent
from model.checkpoints.reading import read_state
from model.checkpoints.source import Given, locate
from model.checkpoints.store import Store
from model.checkpoints.verify import compare
from model.config import SwinConfig
from model.universal.config import UniversalConfig
from model.universal.huggingface_names import from_huggingface, is_huggingface
from model.universal.networks import build_network
from model.universal.official_names import INDEX, PREDICTOR, from_official
from model.universal.presets import universal_preset, universal_presets


def load_universal(
    source: str, store: Store, preset: str | None = None, progress: Progress = silent
) -> tuple[UniversalConfig, nn.Module]:
    """The network of ``source``: a published name, an address, or a file on this disk; to evaluate.

    ``preset`` names the network of a file that is not a published one, where its keys don't tell. Raises
    CheckpointError as ``locate`` and ``read_state`` do, and ``not-convertible``, ``unknown-preset``,
    ``ambiguous-preset`` or ``keys-differ``.
    """
    given = locate(source, store, None, progress)
    state = our_state(read_state(given.path))
    config = _named(preset) if preset else _of_row(given) or guess(state)
    return config, build(config, state)


def build(config: UniversalConfig, state: Mapping[str, Tensor]) -> nn.Module:
    """The network of ``config`` with the weights of a published state, which must fit it exactly; to evaluate.

    Raises CheckpointError ``keys-differ``, whose sentence names the keys.
    """
    network = _without_memory(config)
    ours = our_state(state)
    misfit = compare(ours, _stored(network))
    if misfit.count:
        raise CheckpointError(
            "keys-differ",
            f"the file does not fit {config.name}: {misfit}. Choose another preset or download the file again",
        )
    network.load_state_dict(ours, assign=True, strict=False)
    _fill_indices(network)
    return network.eval()


def our_state(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Weights of the authors' files or of Hugging Face's under our names, without what follows from the sizes."""
    renamed = from_huggingface(state) if is_huggingface(state) else from_official(state)
    return {key: value for key, value in renamed.items() if not key.endswith(INDEX)}


def guess(state: Mapping[str, Tensor]) -> UniversalConfig:
    """The preset whose keys and shapes are those of ``state`` under our names.

    Raises CheckpointError ``ambiguous-preset`` where several compute alike and differ in what they answer, and
    ``unknown-preset`` where none fits.
    """
    shapes = {(key, tuple(value.shape)) for key, value in state.items()}
    likely = [config for config in universal_presets().values() if _may_fit(config, dict(shapes))]
    fitting = [config for config in likely if shapes == _shapes(config)]
    if not fitting:
        raise CheckpointError(
            "unknown-preset", "the file fits no Mask2Former, MaskFormer or FASeg that was published; name a preset"
        )
    if len(fitting) > 1:
        raise CheckpointError(
            "ambiguous-preset",
            f"the file fits {' and '.join(config.name for config in fitting)} alike, and its keys cannot tell which it "
            "is; name one as preset",
        )
    return fitting[0]


def _may_fit(config: UniversalConfig, shapes: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether the sizes that tell most presets apart are those of ``config``; to build every network takes seconds."""
    heads = {"query_embed.weight": (config.queries, config.hidden), "class_embed.bias": (config.labels.count + 1,)}
    body = "norm3.weight" if isinstance(config.backbone, SwinConfig) else "res5.0.conv3.norm.weight"
    is_body = shapes.get(f"backbone.{body}") == (config.backbone.channels[-1],)
    return is_body and all(shapes.get(PREDICTOR + key) == shape for key, shape in heads.items())


def _shapes(config: UniversalConfig) -> set[tuple[str, tuple[int, ...]]]:
    return {(key, entry.shape) for key, entry in _stored(_without_memory(config)).items()}


def _stored(network: nn.Module) -> KeyTree:
    """The keys of ``network`` that a file must have."""
    return {key: entry for key, entry in tree_of(network).items() if not key.endswith(INDEX)}


def _without_memory(config: UniversalConfig) -> nn.Module:
    with torch.device("meta"):
        return build_network(config)


def _fill_indices(network: nn.Module) -> None:
    """Swin's index buffers follow from the size of its windows."""
    for module in network.modules():
        if isinstance(module, WindowAttention):
            module.fill_index()


def _of_row(given: Given) -> UniversalConfig | None:
    if given.row is None:
        return None
    if given.row.universal is None:
        raise CheckpointError(
            "not-convertible",
            f"{given.row.name} ({given.row.family}) is published, but it is no Mask2Former, MaskFormer or FASeg that "
            "this version has a network for",
        )
    return universal_preset(given.row.universal)


def _named(name: str) -> UniversalConfig:
    try:
        return universal_preset(name)
    except ValueError as error:
        raise CheckpointError("unknown-preset", str(error)) from error
