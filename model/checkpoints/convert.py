"""A verified checkpoint becomes a model folder: safetensors, config, card, and ONNX graphs if asked for."""

from __future__ import annotations

import contextlib
import logging
import sys
import tempfile
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import save_file
from torch import Tensor

from model.checkpoints.card import write_card
from model.checkpoints.errors import CheckpointError
from model.checkpoints.folder import CARD, TENSORS, ModelFolder, making, place, write_config
from model.checkpoints.progress import Progress
from model.checkpoints.source import Given
from model.checkpoints.store import Store
from model.checkpoints.verify import Verified
from model.config import ModelConfig
from model.digest import model_digest
from model.loading import load_network

TRIAL_SIDE = 64


def convert(
    verified: Verified, given: Given, store: Store, name: str, with_graphs: bool, progress: Progress
) -> ModelFolder:
    """Write model ``name`` into the store, complete or not at all; the same checkpoint again changes nothing.

    Raises CheckpointError ``name-taken``, ``bad-answer`` (a click gives no finite map) or ``export-failed``.
    """
    with making(store, name) as folder:
        progress("convert", 0, 3, "writing weights")
        _write_weights(verified.state, folder / TENSORS)
        progress("convert", 1, 3, "answering a click")
        _try(verified.config, folder / TENSORS)
        progress("convert", 2, 3, "writing the card")
        if with_graphs:
            _export(verified.config, folder, progress)
        digest = write_config(
            folder, verified.config, verified.parameters, {**given.written(), "preset": verified.config.name}
        )
        card = write_card(name, verified.config, verified.parameters, digest, given)
        (folder / CARD).write_text(card, encoding="utf-8")
        model = place(folder, store, name)
        progress("convert", 3, 3, "")
        return model


def digest_of(verified: Verified) -> str:
    """The digest that the model folder of ``verified`` will have."""
    with tempfile.TemporaryDirectory() as folder:
        _write_weights(verified.state, Path(folder) / TENSORS)
        return model_digest(Path(folder) / TENSORS, verified.config)


def _write_weights(state: dict[str, Tensor], path: Path) -> None:
    """Each tensor by itself: a published file may hold views of one storage, which safetensors does not take."""
    try:
        save_file({key: value.clone(memory_format=torch.contiguous_format) for key, value in state.items()}, path)
    except SafetensorError as error:
        raise CheckpointError("disk-full", f"cannot write {path.name} ({error}); make room in {path.parent}") from error
    path.chmod(0o644)  # safetensors makes it readable for its owner alone; workers may run as somebody else


@torch.inference_mode()
def _try(config: ModelConfig, weights: Path) -> None:
    """One click on a small gray picture must give finite maps."""
    network = load_network(config, weights)
    levels, mask_features = network.encode(torch.zeros(1, 3, TRIAL_SIDE, TRIAL_SIDE))
    clicks = torch.tensor([[[20.0, 30.0, 0.0]]])
    maps = network.decode(levels, mask_features, clicks, torch.zeros(1, 1, dtype=torch.long)).maps
    if not bool(maps.isfinite().all()):
        raise CheckpointError(
            "bad-answer",
            f"the weights fit {config.name}, but a click gives maps that are not finite; the file was damaged in "
            "training or after it",
        )


def _export(config: ModelConfig, folder: Path, progress: Progress) -> None:
    from model.export import export

    progress("export", 0, 1, "two ONNX graphs, this takes minutes")
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    try:
        with contextlib.redirect_stdout(sys.stderr):  # standard output belongs to the progress
            export(folder / TENSORS, config, folder)
    except OSError:
        raise  # a full disk says so itself
    except Exception as error:  # the exporter raises many kinds
        first = (str(error).splitlines() or [""])[0][:200]
        raise CheckpointError(
            "export-failed",
            f"{config.name} cannot be written as ONNX ({type(error).__name__}: {first}); use --engine torch",
        ) from error
    progress("export", 1, 1, "")
