"""Model folders: where they lie, and what one says about its model. Nothing here imports an engine.

A folder holds ``config.json`` ({"digest", "model"}), ``weights.safetensors`` and, where the model was exported, two
ONNX graphs; beside them ``MODEL_CARD.md`` and ``numbers.json`` ({"numbers": [...], "speed": {...}}).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from backend.config.env import REPOSITORY
from backend.config.text import cleaned, is_storable

BUILTIN = REPOSITORY / "model" / "weights"
CARD_BYTES = 200_000
BUFFERS = ("running_mean", "running_var", "num_batches_tracked", "relative_position_index")
"""How the names of tensors end that are not learned."""
FILES_OF = {"onnx": ("encoder.onnx", "decoder.onnx"), "torch": ("weights.safetensors",)}
"""Which files an engine needs beside ``config.json``."""


@dataclass(frozen=True)
class FolderFacts:
    """What a model folder says. ``engines``: those whose files are there. ``parameters``: learned numbers."""

    name: str
    digest: str
    preset: str
    engines: tuple[str, ...]
    parameters: int | None
    size_bytes: int
    card: str
    numbers: list[dict[str, Any]] = field(default_factory=list)
    speed: dict[str, float] | None = None


def store() -> Path:
    return settings.ENV.model_store


def incoming() -> Path:
    """Where uploaded files wait to be installed. Its dot keeps it from being taken for a model."""
    return store() / ".incoming"


def default_name() -> str:
    """The name of STIPPLE_MODEL, which may also be a folder: then that folder's name."""
    return Path(settings.ENV.model).name


def named_folder() -> Path | None:
    """The folder that STIPPLE_MODEL names by its path, None where it names a model."""
    folder = Path(settings.ENV.model).expanduser()
    return folder if len(folder.parts) > 1 and (folder / "config.json").is_file() else None


def model_folders(parent: Path) -> Iterator[Path]:
    """The model folders directly below ``parent``, by name."""
    found = parent.iterdir() if parent.is_dir() else ()
    yield from sorted(path for path in found if path.name[0] != "." and (path / "config.json").is_file())


def folder_of(name: str) -> Path | None:
    """The folder of the model called ``name`` on this machine, None where it is not."""
    named = named_folder()
    candidates = [BUILTIN / name, store() / name, *([named] if named and named.name == name else [])]
    return next((folder for folder in candidates if (folder / "config.json").is_file()), None)


def read_folder(folder: Path) -> FolderFacts:
    """Raises ValueError with a sentence when ``config.json`` cannot be used."""
    try:
        config = json.loads((folder / "config.json").read_text())
        digest, preset = str(config["digest"]), str(config["model"]["name"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{folder / 'config.json'} is not that of a model: {type(error).__name__}: {error}") from None
    measured = _json(folder / "numbers.json")
    speed = measured.get("speed")
    return FolderFacts(
        name=folder.name,
        digest=digest,
        preset=preset,
        engines=tuple(engine for engine, files in FILES_OF.items() if all((folder / f).is_file() for f in files)),
        parameters=config["parameters"] if isinstance(config.get("parameters"), int) else count_parameters(folder),
        size_bytes=sum(path.stat().st_size for path in folder.iterdir() if path.is_file()),
        card=_card(folder / "MODEL_CARD.md"),
        numbers=[row for row in measured.get("numbers", []) if _is_row(row)],
        speed=speed if _is_speed(speed) else None,
    )


def count_parameters(folder: Path) -> int | None:
    """From the header of ``weights.safetensors``, without the weights; None where that cannot be read."""
    try:
        with (folder / "weights.safetensors").open("rb") as file:
            header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        learned = (entry for name, entry in header.items() if not name.endswith(BUFFERS) and "shape" in entry)
        return sum(math.prod(entry["shape"]) for entry in learned)
    except (OSError, ValueError, KeyError, TypeError, MemoryError, OverflowError):
        return None


def _is_row(row: Any) -> bool:
    if not isinstance(row, dict) or row.get("source") not in ("measured", "published"):
        return False
    named = all(isinstance(row.get(name), str) for name in ("dataset", "protocol"))
    return named and all(value is None or isinstance(value, str | int | float) for value in row.values())


def _is_speed(speed: Any) -> bool:
    wanted = {"encode_ms", "click_ms"}
    return isinstance(speed, dict) and set(speed) == wanted and all(type(v) in (int, float) for v in speed.values())


def _card(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8", errors="replace") as file:
        return cleaned(file.read(CARD_BYTES), is_multiline=True)


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) and is_storable(value) else {}
