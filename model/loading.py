"""Models by name: ``load("nano")`` answers clicks; networks and weights for those who train.

Importing this needs no torch; only the torch engine and :func:`load_network` import it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from model.config import ModelConfig
from model.types import InteractiveModel

if TYPE_CHECKING:
    from model.dynamite import Dynamite

WEIGHTS = Path(__file__).parent / "weights"
ENGINES = ("onnx", "torch")
ALIASES = {"default": "nano"}


def load(name: str = "nano", engine: str = "onnx", threads: int = 0) -> InteractiveModel:
    """Load a model by name or from a folder, for ``threads`` cores (0: all)."""
    folder = model_folder(name)
    if engine == "onnx":
        from model.engines.onnx import OnnxModel

        return OnnxModel(folder, threads)
    if engine == "torch":
        from model.engines.torch import TorchModel

        return TorchModel(folder, threads)
    raise ValueError(f"engine {engine!r} does not exist; choose one of {', '.join(ENGINES)}")


def model_folder(name: str) -> Path:
    """The folder of a committed model, or ``name`` itself if it is a folder with a ``config.json``."""
    committed = WEIGHTS / ALIASES.get(name, name)
    for folder in (committed, Path(name)):
        if (folder / "config.json").is_file():
            return folder
    known = sorted(path.parent.name for path in WEIGHTS.glob("*/config.json"))
    raise ValueError(f"model {name!r} does not exist; choose one of {', '.join(known)} or give a folder")


def load_network(config: ModelConfig, weights: Path) -> Dynamite:
    """Build the network of ``config`` with ``weights`` (safetensors), every key present on both sides."""
    from safetensors.torch import load_file

    from model.dynamite import Dynamite

    network = Dynamite(config)
    network.load_state_dict(load_file(str(weights)), strict=True)
    return network.eval()
