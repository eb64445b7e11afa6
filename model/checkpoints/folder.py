"""A model folder: what an engine loads. Read, checked and put in its place; no torch needed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.checkpoints.errors import CheckpointError
from model.checkpoints.store import Store
from model.config import ModelConfig
from model.digest import model_digest
from model.loading import ALIASES, WEIGHTS

CONFIG, CARD, TENSORS = "config.json", "MODEL_CARD.md", "weights.safetensors"
GRAPHS = ("encoder.onnx", "decoder.onnx")
FILES = (CONFIG, CARD, "numbers.json", "quality.json", "training.json", TENSORS, *GRAPHS)
BUFFERS = ("running_mean", "running_var", "num_batches_tracked", "relative_position_index", ".bg_query")


@dataclass(frozen=True)
class ModelFolder:
    """A complete model at ``path``. ``engines``: those that its files serve, of ``torch`` and ``onnx``."""

    path: Path
    digest: str
    config: ModelConfig
    parameters: int
    engines: tuple[str, ...]
    source: dict[str, Any]


def read_folder(path: Path) -> ModelFolder:
    """The model at ``path``. Raises CheckpointError ``bad-folder``: a file is missing, damaged or of another model."""
    missing = [name for name in (CONFIG, TENSORS) if not (path / name).is_file()]
    if missing:
        raise _bad(path, f"it lacks {' and '.join(missing)}")
    try:
        written = json.loads((path / CONFIG).read_text(encoding="utf-8"))
        config = ModelConfig.from_dict(written["model"])
        digest = str(written["digest"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _bad(path, f"its {CONFIG} cannot be used ({error!r})") from error
    computed = model_digest(path / TENSORS, config)
    if digest != computed:
        raise _bad(path, f"its {CONFIG} names the digest {digest}, its weights and sizes give {computed}")
    has_graphs = all((path / name).is_file() for name in GRAPHS)
    source = written.get("source")
    return ModelFolder(
        path,
        digest,
        config,
        int(written.get("parameters") or _count(path / TENSORS)),
        ("torch", "onnx") if has_graphs else ("torch",),
        source if isinstance(source, dict) else {},
    )


def write_config(path: Path, config: ModelConfig, parameters: int, source: dict[str, Any]) -> str:
    """Write ``config.json`` beside the weights in ``path``; return the digest."""
    digest = model_digest(path / TENSORS, config)
    written = {"digest": digest, "model": config.to_dict(), "parameters": parameters, "source": source}
    (path / CONFIG).write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    return digest


@contextmanager
def making(store: Store, name: str) -> Iterator[Path]:
    """An empty folder of the store for what is to become model ``name``; gone afterwards, whatever happens."""
    if name in ALIASES or (WEIGHTS / name / CONFIG).is_file():
        raise CheckpointError(
            "name-taken", f"{name!r} is the name of a model of Stipple itself; choose another (--name)"
        )
    store.folder(name)
    store.root.mkdir(parents=True, exist_ok=True)
    with store.alone(f"model-{name}"):
        folder = store.root / f".making-{name}"
        shutil.rmtree(folder, ignore_errors=True)  # what a killed process left
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def place(made: Path, store: Store, name: str) -> ModelFolder:
    """Give the complete folder ``made`` its name; one of the same digest gets the files that it lacks.

    Raises CheckpointError ``name-taken`` if ``name`` is another model: masks name their model's digest, so models are
    never overwritten.
    """
    model, target = read_folder(made), store.folder(name)
    for path in made.iterdir():
        _sync(path)
    if not target.exists():
        made.rename(target)
        _sync(store.root)
        return read_folder(target)
    try:
        there = read_folder(target)
    except CheckpointError as error:
        raise CheckpointError(
            "name-taken", f"{error.detail}; remove the folder or choose another name (--name)"
        ) from error
    if there.digest != model.digest:
        raise CheckpointError(
            "name-taken",
            f"the store has another model called {name!r} (digest {there.digest[:12]}, this one {model.digest[:12]}); "
            "choose another name (--name) or remove that model first",
        )
    for graph in GRAPHS:
        if (made / graph).is_file():
            (made / graph).replace(target / graph)
    return read_folder(target)


def _sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _count(weights: Path) -> int:
    """Numbers in the weights file without the buffers that are known by name, from its header alone."""
    try:
        with weights.open("rb") as file:
            header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        total = 0
        for key, entry in header.items():
            if key != "__metadata__" and not key.endswith(BUFFERS):
                size = 1
                for side in entry["shape"]:
                    size *= int(side)
                total += size
        return total
    except (ValueError, KeyError, TypeError, AttributeError, MemoryError) as error:
        raise _bad(weights.parent, f"its {TENSORS} has no readable header ({error!r})") from error


def _bad(path: Path, reason: str) -> CheckpointError:
    return CheckpointError("bad-folder", f"{path} is no complete model folder: {reason}")
