"""Models by name: ``load("nano")`` answers clicks; networks and weights for those who train.

A name is that of a model that comes with Stipple, or of one in an installation's store. Importing this needs no torch;
only the torch engine and :func:`load_network` import it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from model.config import ModelConfig
from model.engines.choice import choose_engine
from model.engines.device import Device, choose_device, onnx_has_cuda, open_on
from model.quality.calibration import Calibration
from model.types import InteractiveModel

if TYPE_CHECKING:
    from model.dynamite import Dynamite

WEIGHTS = Path(__file__).parent / "weights"
ALIASES = {"default": "nano"}
RUNTIMES = {"onnx": "ONNX Runtime", "torch": "torch"}


class EngineModel(InteractiveModel, Protocol):
    """An interactive model that tells which engine runs it, on which device, and how its quality is calibrated."""

    engine: str
    device: Device
    calibration: Calibration | None


def load(
    name: str | Path = "nano",
    engine: str = "auto",
    threads: int = 0,
    device: str | Device = "cpu",
    store: Path | None = None,
    memory_mb: int = 0,
) -> EngineModel:
    """Load a model by name or from a folder, for ``threads`` cores (0: all).

    ``engine``: "onnx", "torch" or "auto" (onnx where the folder has graphs). ``device``: "cpu", "cuda", "auto" (CUDA
    where the engine has it), or one that was chosen before. ``store``: the folder of an installation's models.
    ``memory_mb``: how much of a GPU may be taken (0: no limit). Raises ValueError, FileNotFoundError, EngineMissing,
    DeviceMissing.
    """
    folder = model_folder(name, store)
    chosen = choose_engine(engine, folder)
    if not isinstance(device, Device):
        device = choose_device(device, engine_has_cuda(chosen), RUNTIMES[chosen], memory_mb)
    return open_on(device, lambda place: _open(folder, chosen, threads, place))[0]


def engine_has_cuda(engine: str) -> bool:
    """Whether the engine's runtime, which must be installed, can use a GPU here."""
    if engine == "onnx":
        import onnxruntime

        return onnx_has_cuda(onnxruntime.get_available_providers())
    from model.engines.torch import has_cuda

    return has_cuda()


def model_folder(name: str | Path, store: Path | None = None) -> Path:
    """The folder of a built-in model, of one in ``store``, or ``name`` itself if it is a folder of a model."""
    candidates = [WEIGHTS / ALIASES.get(str(name), name), *([store / name] if store else []), Path(name)]
    for folder in candidates:
        if (folder / "config.json").is_file():
            return folder
    known = ", ".join(sorted(path.name for path in model_folders(store)))
    raise ValueError(f"model {str(name)!r} does not exist; choose one of {known} or give a folder")


def model_folders(store: Path | None = None) -> list[Path]:
    """The folders of all models that can be loaded by name, the built-in ones first."""
    parents = [WEIGHTS, *([store] if store else [])]
    found = [path.parent for parent in parents for path in sorted(parent.glob("*/config.json"))]
    return [folder for folder in found if not folder.name.startswith(".")]


def _open(folder: Path, engine: str, threads: int, device: Device) -> EngineModel:
    if engine == "onnx":
        from model.engines.onnx import OnnxModel

        return OnnxModel(folder, threads, device)
    from model.engines.torch import TorchModel

    return TorchModel(folder, threads, device)


def load_network(config: ModelConfig, weights: Path) -> Dynamite:
    """Build the network of ``config`` with ``weights`` (safetensors), every key present on both sides."""
    from safetensors.torch import load_file

    from model.dynamite import Dynamite

    network = Dynamite(config)
    network.load_state_dict(load_file(str(weights)), strict=True)
    return network.eval()
