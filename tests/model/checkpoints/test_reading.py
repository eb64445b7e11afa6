"""Checkpoint files of every format become tensors; a file that wants to run something is refused unrun."""

from __future__ import annotations

import os
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from model.checkpoints.errors import CheckpointError
from model.checkpoints.reading import read_state

WEIGHTS = {"a.weight": torch.arange(6.0).reshape(2, 3).T, "a.steps": torch.tensor(7)}
ARRAYS = {key: value.numpy() for key, value in WEIGHTS.items()}


class Malicious:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str]]:
        return os.mkdir, (str(self.mark),)


def torch_zip(path: Path, loaded: object) -> None:
    torch.save(loaded, path)


def torch_legacy(path: Path, loaded: object) -> None:
    torch.save(loaded, path, _use_new_zipfile_serialization=False)


def plain_pickle(path: Path, loaded: object) -> None:
    path.write_bytes(pickle.dumps(loaded))


WRITERS = [torch_zip, torch_legacy, plain_pickle]


def assert_weights(path: Path) -> None:
    state = read_state(path)
    assert list(state) == list(WEIGHTS)
    assert all(torch.equal(state[key], value) and state[key].dtype == value.dtype for key, value in WEIGHTS.items())


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("wrap", [lambda state: state, lambda state: {"model": state}, lambda s: {"state_dict": s}])
def test_reads_torch_files_with_and_without_wrapper(tmp_path: Path, write: Any, wrap: Any) -> None:
    write(tmp_path / "file", wrap(OrderedDict(WEIGHTS)))
    assert_weights(tmp_path / "file")


@pytest.mark.parametrize("write", WRITERS)
def test_the_prefix_of_parallel_training_is_taken_off(tmp_path: Path, write: Any) -> None:
    write(tmp_path / "file", {"model": {f"module.{key}": value for key, value in WEIGHTS.items()}})
    assert_weights(tmp_path / "file")


@pytest.mark.parametrize("write", [torch_zip, torch_legacy])
def test_numbers_of_numpy_beside_the_weights_are_no_danger(tmp_path: Path, write: Any) -> None:
    write(tmp_path / "file", {"model": WEIGHTS, "best": np.float64(0.9), "iteration": np.int64(3), "lr": [1e-4]})
    assert_weights(tmp_path / "file")


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_reads_pickled_arrays_of_every_protocol_and_byte_order(tmp_path: Path, protocol: int) -> None:
    swapped = {key: value.astype(value.dtype.newbyteorder(">")) for key, value in ARRAYS.items()}
    for name, arrays in (("native", ARRAYS), ("swapped", swapped)):
        path = tmp_path / f"{name}.pkl"
        path.write_bytes(pickle.dumps({"model": arrays, "__author__": "x", "best": np.float32(1)}, protocol=protocol))
        assert_weights(path)


def test_reads_safetensors(tmp_path: Path) -> None:
    save_file({key: value.contiguous() for key, value in WEIGHTS.items()}, tmp_path / "file")
    assert {key: value.tolist() for key, value in read_state(tmp_path / "file").items()} == {
        key: value.tolist() for key, value in WEIGHTS.items()
    }


@pytest.mark.parametrize("write", WRITERS)
def test_a_malicious_file_is_refused_by_name_and_nothing_runs(tmp_path: Path, write: Any) -> None:
    mark = tmp_path / "mark"
    write(tmp_path / "file", {"model": WEIGHTS, "x": Malicious(mark)})
    with pytest.raises(CheckpointError, match=r"posix\.mkdir") as caught:
        read_state(tmp_path / "file")
    assert caught.value.code == "unsafe-file"
    assert not mark.exists()


def test_the_malicious_file_would_run_in_an_ordinary_reader(tmp_path: Path) -> None:
    plain_pickle(tmp_path / "file", Malicious(tmp_path / "mark"))
    pickle.loads((tmp_path / "file").read_bytes())
    assert (tmp_path / "mark").exists()


def opcodes(module: str, name: str, argument: bytes) -> bytes:
    """A pickle, protocol 2, that calls ``module.name`` with the object that ``argument`` builds."""
    return b"\x80\x02c" + f"{module}\n{name}\n".encode() + argument + b"\x85R."


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("builtins", "eval"),
        ("builtins", "getattr"),
        ("os", "system"),
        ("numpy", "load"),
        ("numpy.core.multiarray", "fromfile"),
        ("torch", "load"),
        ("torch.hub", "load"),
        ("builtins", "bytearray"),
        ("numpy.ndarray", "tofile"),
    ],
)
def test_every_other_global_is_refused(tmp_path: Path, module: str, name: str) -> None:
    (tmp_path / "file").write_bytes(opcodes(module, name, b"X\x01\x00\x00\x00x"))
    with pytest.raises(CheckpointError, match=f"{module}.{name}") as caught:
        read_state(tmp_path / "file")
    assert caught.value.code == "unsafe-file"


def test_a_reference_out_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"\x80\x02X\x01\x00\x00\x00xQ.")
    with pytest.raises(CheckpointError, match="outside of the file"):
        read_state(tmp_path / "file")


@pytest.mark.parametrize(
    "array",
    [
        np.array([{}], dtype=object),
        np.array(["text"]),
        np.zeros(2, dtype=[("a", "f4"), ("b", "O")]),
        np.array(["2020-01-01"], dtype="datetime64[D]"),
    ],
)
def test_arrays_of_anything_but_numbers_are_refused(tmp_path: Path, array: np.ndarray) -> None:
    plain_pickle(tmp_path / "file", {"model": {"a": array}})
    with pytest.raises(CheckpointError):
        read_state(tmp_path / "file")


def test_an_allowed_name_cannot_be_turned_against_us(tmp_path: Path) -> None:
    """numpy.ndarray called with a huge shape, and numpy's float32 made big-endian for the whole process."""
    shape = b"J\x00\x00\x00\x7f\x85"
    (tmp_path / "huge").write_bytes(opcodes("numpy", "ndarray", shape))
    with pytest.raises(CheckpointError):
        read_state(tmp_path / "huge")
    state = b"(K\x03X\x01\x00\x00\x00>NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb."
    (tmp_path / "swap").write_bytes(opcodes("numpy", "dtype", b"X\x02\x00\x00\x00f4")[:-1] + state)
    with pytest.raises(CheckpointError):
        read_state(tmp_path / "swap")
    assert np.dtype("f4").isnative


@pytest.mark.parametrize("write", WRITERS)
def test_a_damaged_file_is_called_damaged(tmp_path: Path, write: Any) -> None:
    write(tmp_path / "file", {"model": WEIGHTS})
    content = (tmp_path / "file").read_bytes()
    (tmp_path / "file").write_bytes(content[: len(content) * 2 // 3])
    with pytest.raises(CheckpointError, match="download it again") as caught:
        read_state(tmp_path / "file")
    assert caught.value.code == "unreadable-file"


def test_what_holds_no_named_tensors_is_no_checkpoint(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("weights")
    for name, loaded in {"list": [1], "empty": {}, "number": {"model": {"a": 1}}, "nested": {"a": {"b": 1}}}.items():
        torch.save(loaded, tmp_path / name)
    with zipfile.ZipFile(tmp_path / "zip", "w") as archive:
        archive.writestr("readme", "hello")
    for path in sorted(tmp_path.iterdir()):
        with pytest.raises(CheckpointError) as caught:
            read_state(path)
        assert caught.value.code == ("unreadable-file" if path.name == "zip" else "not-a-checkpoint"), path
