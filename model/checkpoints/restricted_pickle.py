"""Pickles of numpy arrays (detectron2's ``.pkl``), read without running anything that the file names.

A pickle is a program: it may call any importable function. This reader knows the few functions that arrays need, by
stand-ins of its own, and refuses every other name before anything happens.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from model.checkpoints.errors import CheckpointError

DTYPE_KINDS = "biufc"
"""Booleans and numbers; neither objects nor structures nor text."""


def read_pickle(path: Path, extra: Mapping[tuple[str, str], Callable[..., Any]] | None = None) -> Any:
    """What ``path`` holds: containers, numbers, text and numpy arrays; ``extra`` allows more names.

    Raises CheckpointError: ``unsafe-file`` names the first forbidden global, ``unreadable-file`` is anything else.
    """
    with path.open("rb") as file:
        try:
            return _Reader(file, {**ALLOWED, **(extra or {})}, path.name).load()
        except CheckpointError:
            raise
        except Exception as error:  # a damaged pickle can raise anything
            raise CheckpointError(
                "unreadable-file", f"{path.name} cannot be read as a pickle ({error!r}); download it again"
            ) from error


class _ArrayType:
    """Stands for ``numpy.ndarray``, which pickles only name as an argument: it cannot be called."""


def _new_array(kind: object, shape: tuple[int, ...], _typecode: object) -> np.ndarray:
    """Stands for numpy's ``_reconstruct``: an empty array, which the pickle's next step fills."""
    if kind is not _ArrayType or tuple(shape) != (0,):
        raise pickle.UnpicklingError(f"an array that begins as {kind!r} of shape {shape!r}")
    return _Array((0,), dtype=np.int8)


class _Array(np.ndarray):
    """An array under construction, whose state is checked before numpy takes it."""

    def __setstate__(self, state: Any, /) -> None:
        version, shape, dtype, is_fortran, content = state
        super().__setstate__((version, shape, _number_type(dtype), is_fortran, content))


class _DType:
    """Stands for ``numpy.dtype``: the pickle may say which number and in which byte order, and nothing else."""

    def __init__(self, name: str, _align: bool = False, _copy: bool = False) -> None:
        self.value = np.dtype(str(name))

    def __setstate__(self, state: Any, /) -> None:
        order, structure = state[1], state[2:5]
        if order not in ("<", ">", "|", "=") or structure != (None, None, None):
            raise pickle.UnpicklingError(f"a data type with the state {state!r}")
        self.value = self.value.newbyteorder(order)


def _from_buffer(buffer: bytes, dtype: _DType, shape: tuple[int, ...], order: str) -> np.ndarray:
    """Stands for numpy's ``_frombuffer`` (pickle protocol 5)."""
    return np.frombuffer(buffer, dtype=_number_type(dtype)).reshape(shape, order="F" if order == "F" else "C")


def _scalar(dtype: _DType, value: bytes) -> Any:
    return np.frombuffer(value, dtype=_number_type(dtype))[0]


def _encode(text: str, encoding: str = "latin1") -> bytes:
    """Stands for ``_codecs.encode``, by which protocol 2 stores bytes."""
    if encoding != "latin1":
        raise pickle.UnpicklingError(f"bytes in the encoding {encoding!r}")
    return text.encode("latin1")


def _number_type(dtype: _DType) -> np.dtype:
    if dtype.value.kind not in DTYPE_KINDS:
        raise pickle.UnpicklingError(f"an array of {dtype.value!r}; only numbers are read")
    return dtype.value


ALLOWED: dict[tuple[str, str], Any] = {
    ("numpy", "ndarray"): _ArrayType,
    ("numpy", "dtype"): _DType,
    ("numpy.core.multiarray", "_reconstruct"): _new_array,
    ("numpy._core.multiarray", "_reconstruct"): _new_array,
    ("numpy.core.multiarray", "scalar"): _scalar,
    ("numpy._core.multiarray", "scalar"): _scalar,
    ("numpy.core.numeric", "_frombuffer"): _from_buffer,
    ("numpy._core.numeric", "_frombuffer"): _from_buffer,
    ("_codecs", "encode"): _encode,
    ("collections", "OrderedDict"): OrderedDict,
}


class _Reader(pickle.Unpickler):
    def __init__(self, file: BinaryIO, allowed: Mapping[tuple[str, str], Any], name: str) -> None:
        super().__init__(file, encoding="latin1")
        self._allowed, self._name = allowed, name

    def find_class(self, module: str, name: str, /) -> Any:
        try:
            return self._allowed[(module, name)]
        except KeyError:
            raise unsafe(self._name, f"{module}.{name}") from None

    def persistent_load(self, pid: Any) -> Any:
        raise unsafe(self._name, f"a reference to something outside of the file ({pid!r})")


def unsafe(file_name: str, what: str) -> CheckpointError:
    """The refusal of a file that wants ``what``."""
    return CheckpointError(
        "unsafe-file",
        f"{file_name} is refused: loading it would use {what}, and weights need nothing of that kind. Nothing of it "
        "was run. Ask its author for the weights alone, as .safetensors or a state dict",
    )
