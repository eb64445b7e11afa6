"""Any checkpoint file as named tensors: safetensors, torch (weights only), pickled arrays. Nothing in a file is run."""

from __future__ import annotations

import io
import pickle
import re
import zipfile
from argparse import Namespace  # the options of a training run, which DETR's files may hold; data only
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from model.checkpoints.errors import CheckpointError
from model.checkpoints.file_kind import kind_of_file
from model.checkpoints.restricted_pickle import read_pickle, unsafe

if TYPE_CHECKING:
    from torch import Tensor

WRAPPERS = ("model", "state_dict")
"""Under these keys files hold their weights, beside what the optimiser remembers."""


def require_torch(purpose: str) -> None:
    """Raise CheckpointError ``needs-torch`` where torch or safetensors is not installed."""
    try:
        import safetensors  # noqa: F401
        import torch  # noqa: F401
    except ImportError as error:
        raise CheckpointError(
            "needs-torch",
            f"{purpose} needs {error.name}, which this installation does not have: run `make torch` and try again, or "
            "convert it on a machine that has it and give the .zip of the model folder",
        ) from error


def read_state(path: Path) -> dict[str, Tensor]:
    """The tensors of ``path`` by key, on the CPU, without the wrapper and the prefix ``module.`` of parallel training.

    Raises CheckpointError ``unsafe-file``, ``unreadable-file``, ``not-a-checkpoint`` or ``needs-torch``.
    """
    require_torch(f"reading {path.name}")
    import torch

    state = {}
    for key, value in _unwrapped(_read(path), path.name).items():
        if isinstance(value, np.ndarray | np.generic):
            array = np.array(value, dtype=value.dtype.newbyteorder("="), order="C", subok=False)
            value = torch.from_numpy(array)
        if not isinstance(key, str) or not isinstance(value, torch.Tensor):
            raise CheckpointError(
                "not-a-checkpoint",
                f"{path.name} holds {type(value).__name__} under {key!r}; expected tensors or arrays under names",
            )
        state[key] = value.detach()
    if not state:
        raise CheckpointError("not-a-checkpoint", f"{path.name} holds no tensors")
    if all(key.startswith("module.") for key in state):
        state = {key.removeprefix("module."): value for key, value in state.items()}
    return state


def _read(path: Path) -> Any:
    if not path.is_file():
        raise CheckpointError("unknown-name", f"there is no file {path}")
    kind = kind_of_file(path)
    readers: dict[str | None, Callable[[Path], Any]] = {
        "safetensors": _read_safetensors,
        "zip": _read_torch,
        "torch-legacy": _read_torch,
        "pickle": _read_pickle,
    }
    if kind not in readers:
        raise CheckpointError(
            "not-a-checkpoint", f"{path.name} is no checkpoint; expected what torch.save, pickle or safetensors writes"
        )
    return readers[kind](path)


def _read_safetensors(path: Path) -> Any:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        return load_file(str(path))
    except (SafetensorError, OSError, ValueError) as error:
        raise _damaged(path, error) from error


def _read_torch(path: Path) -> Any:
    import torch

    is_zip = zipfile.is_zipfile(path)
    try:
        with torch.serialization.safe_globals([*_numpy_numbers(), Namespace]):
            return torch.load(path, map_location="cpu", weights_only=True, mmap=is_zip)
    except pickle.UnpicklingError as error:
        name = re.search(r"GLOBAL ([\w.]+)|class ([\w.]+)|function ([\w.]+)", str(error))
        if name or "Unsupported" in str(error):
            raise unsafe(path.name, next(filter(None, name.groups())) if name else str(error)[:200]) from error
        raise _damaged(path, error) from error
    except Exception as error:  # a damaged file can raise anything
        raise _damaged(path, error) from error


def _read_pickle(path: Path) -> Any:
    import torch

    def storage(packed: bytes) -> Any:
        return torch.load(io.BytesIO(packed), map_location="cpu", weights_only=True)

    tensors: Mapping[tuple[str, str], Callable[..., Any]] = {
        ("torch._utils", "_rebuild_tensor_v2"): torch._utils._rebuild_tensor_v2,
        ("torch.storage", "_load_from_bytes"): storage,
    }
    return read_pickle(path, tensors)


def _numpy_numbers() -> list[Any]:
    """Numbers of numpy, which training loops leave beside the weights (best score, iteration)."""
    scalar = np.float32(0).__reduce__()[0]  # numpy's private constructor of numbers
    types = [type(np.dtype(code)) for code in "?bBhHiIlLqQefd"]
    return [(scalar, "numpy.core.multiarray.scalar"), (scalar, "numpy._core.multiarray.scalar"), np.dtype, *types]


def _unwrapped(loaded: Any, name: str) -> Mapping[Any, Any]:
    for wrapper in WRAPPERS:
        if isinstance(loaded, Mapping) and isinstance(loaded.get(wrapper), Mapping):
            return loaded[wrapper]
    if isinstance(loaded, Mapping):
        return loaded
    raise CheckpointError(
        "not-a-checkpoint", f"{name} holds a {type(loaded).__name__}; expected a dictionary of names and tensors"
    )


def _damaged(path: Path, error: Exception) -> CheckpointError:
    reason = (str(error).splitlines() or [""])[0][:200]
    return CheckpointError("unreadable-file", f"{path} cannot be read ({reason}); delete it and download it again")
