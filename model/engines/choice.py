"""Which engine answers with a model folder: ONNX Runtime where graphs are there, else torch. Imports neither."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

ENGINES = ("onnx", "torch")
WANTED = ("auto", *ENGINES)
FILES_OF = {"onnx": ("encoder.onnx", "decoder.onnx"), "torch": ("weights.safetensors",)}
"""What each engine needs in a model folder beside ``config.json``."""


class EngineMissing(RuntimeError):
    """No engine that is installed here can run the model; the message says what to install or export."""


def choose_engine(wanted: str, folder: Path, has_torch: bool | None = None) -> str:
    """The engine for the model in ``folder``: ``wanted`` itself if it can run it, for "auto" the first that can.

    ``has_torch``: whether torch can be imported; None: look. Raises EngineMissing, and ValueError for another word.
    """
    if wanted not in WANTED:
        raise ValueError(f"engine {wanted!r} does not exist; choose one of {', '.join(WANTED)}")
    there = engines_of(folder)
    if "onnx" in there and wanted != "torch":
        return "onnx"
    if wanted == "onnx":
        raise EngineMissing(
            f"model {folder.name} has no ONNX graphs: set STIPPLE_ENGINE=auto where torch is installed, "
            "or add the model again with its graphs (--engine both)"
        )
    if "torch" in there and (torch_is_installed() if has_torch is None else has_torch):
        return "torch"
    if "torch" in there and wanted == "torch":
        raise EngineMissing(
            "torch is not installed here: install deploy/requirements/train.txt, or set STIPPLE_ENGINE=auto"
        )
    if "torch" in there:
        raise EngineMissing(
            f"model {folder.name} has no ONNX graphs, and torch is not installed here: install "
            "deploy/requirements/train.txt, or add the model again where torch is with its graphs (--engine both)"
        )
    needed = " or ".join(" and ".join(files) for files in FILES_OF.values())
    raise EngineMissing(f"model {folder.name} cannot be run: its folder holds neither {needed}")


def engines_of(folder: Path) -> tuple[str, ...]:
    """The engines whose files are in ``folder``."""
    return tuple(engine for engine, files in FILES_OF.items() if all((folder / name).is_file() for name in files))


def torch_is_installed() -> bool:
    try:
        return find_spec("torch") is not None
    except (ImportError, ValueError):
        return False
