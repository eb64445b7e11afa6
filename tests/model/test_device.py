"""The device is chosen, failed over and run out of memory without a GPU: providers and sessions are stand-ins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
import pytest
import torch
from onnx import TensorProto, helper

from model.engines import onnx as onnx_engine
from model.engines.choice import EngineMissing, choose_engine, engines_of
from model.engines.device import (
    CPU,
    CPU_PROVIDER,
    CUDA_PROVIDER,
    Device,
    DeviceMissing,
    OutOfMemory,
    choose_device,
    despite_full_memory,
    is_out_of_memory,
    memory_fraction,
    onnx_has_cuda,
    onnx_providers,
    open_on,
)
from model.loading import load

GPU = Device("cuda", memory_mb=4096, may_fall_back=True)
ONLY_GPU = Device("cuda")
WITH_CUDA = ["TensorrtExecutionProvider", CUDA_PROVIDER, CPU_PROVIDER]
CPU_BUILD = ["AzureExecutionProvider", CPU_PROVIDER]


@pytest.mark.parametrize(
    ("wanted", "providers", "expected"),
    [
        ("auto", WITH_CUDA, Device("cuda", 4096, may_fall_back=True)),
        ("auto", CPU_BUILD, Device("cpu")),
        ("cpu", WITH_CUDA, Device("cpu")),
        ("cpu", CPU_BUILD, Device("cpu")),
        ("cuda", WITH_CUDA, Device("cuda", 4096)),
    ],
)
def test_the_table_of_devices(wanted: str, providers: list[str], expected: Device) -> None:
    assert choose_device(wanted, onnx_has_cuda(providers), "ONNX Runtime", 4096) == expected


def test_cuda_that_is_demanded_and_not_there_is_refused_with_the_remedy() -> None:
    with pytest.raises(
        DeviceMissing, match=r"STIPPLE_DEVICE=cuda.* but ONNX Runtime has no CUDA here.*STIPPLE_DEVICE=auto"
    ):
        choose_device("cuda", onnx_has_cuda(CPU_BUILD), "ONNX Runtime")


def test_an_unknown_device_is_named() -> None:
    with pytest.raises(ValueError, match="'tpu' does not exist; choose one of auto, cpu, cuda"):
        choose_device("tpu", True, "torch")


def test_onnx_runtime_gets_the_limit_in_bytes_and_grows_by_what_is_asked() -> None:
    (name, options), last = onnx_providers(GPU)
    assert (name, last) == (CUDA_PROVIDER, CPU_PROVIDER)
    assert options["gpu_mem_limit"] == 4096 << 20
    assert (options["arena_extend_strategy"], options["device_id"]) == ("kSameAsRequested", 0)
    assert onnx_providers(GPU, 0.75)[0][1]["gpu_mem_limit"] == 3072 << 20
    assert "gpu_mem_limit" not in onnx_providers(ONLY_GPU)[0][1]
    assert onnx_providers(CPU) == [CPU_PROVIDER]


def test_torch_gets_the_limit_as_a_part_of_the_card() -> None:
    assert memory_fraction(GPU, 16 << 30) == 0.25
    assert memory_fraction(GPU, 2 << 30) == 1.0
    assert memory_fraction(ONLY_GPU, 16 << 30) == 1.0


def failing_on_cuda(error: Exception) -> Callable[[Device], str]:
    def open_model(device: Device) -> str:
        if device.kind == "cuda":
            raise error
        return "a session"

    return open_model


def test_a_gpu_that_fails_at_start_is_replaced_by_the_cpu_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    broken = failing_on_cuda(RuntimeError("CUDA driver version is insufficient"))
    opened, device = open_on(GPU, broken)
    assert (opened, device.kind, device.may_fall_back) == ("a session", "cpu", False)
    assert "driver version is insufficient" in caplog.text and "runs on the CPU" in caplog.text


def test_a_gpu_that_was_demanded_is_not_replaced() -> None:
    with pytest.raises(DeviceMissing, match=r"CUDA does not work here.*insufficient"):
        open_on(ONLY_GPU, failing_on_cuda(RuntimeError("CUDA driver version is insufficient")))


@pytest.mark.parametrize(
    "error", [FileNotFoundError("decoder.onnx"), ValueError("do not fit"), RuntimeError("out of memory")]
)
def test_a_wrong_model_or_full_memory_is_no_reason_to_leave_the_gpu(error: Exception) -> None:
    with pytest.raises(type(error)):
        open_on(GPU, failing_on_cuda(error))


class OutOfMemoryError(RuntimeError):
    """torch's class has this name."""


@pytest.mark.parametrize(
    ("error", "is_full"),
    [
        (MemoryError(), True),
        (OutOfMemoryError("whatever"), True),
        (RuntimeError("BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size 5"), True),
        (RuntimeError("Available memory of 1024 is smaller than requested bytes of 4096"), True),
        (RuntimeError("CUDA failure 2: out of memory ; GPU=0"), True),
        (RuntimeError("CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED"), True),
        (RuntimeError("the graphs do not fit"), False),
        (ValueError("out of memory"), False),
        (KeyError("x"), False),
    ],
)
def test_runtimes_say_in_words_that_memory_is_full(error: Exception, is_full: bool) -> None:
    assert is_out_of_memory(error) is is_full


def test_what_the_runtimes_really_raise_is_known() -> None:
    """Both are asked for 16 TB on the CPU."""
    output = helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, None])
    sizes = helper.make_tensor_value_info("sizes", TensorProto.INT64, [2])
    graph = helper.make_graph([helper.make_node("ConstantOfShape", ["sizes"], ["y"])], "huge", [sizes], [output])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    session = ort.InferenceSession(model.SerializeToString(), providers=[CPU_PROVIDER])
    with pytest.raises(Exception, match="allocate") as of_onnx:
        session.run(None, {"sizes": np.array([2_000_000, 2_000_000], np.int64)})
    with pytest.raises(RuntimeError, match="allocate") as of_torch:
        torch.empty(2_000_000, 2_000_000)
    assert is_out_of_memory(of_onnx.value) and is_out_of_memory(of_torch.value)


class Attempt:
    """Fails with full memory as often as said, then answers."""

    def __init__(self, failures: int, error: Exception | None = None) -> None:
        self.left = failures
        self.calls = 0
        self.error = error or RuntimeError("CUDA out of memory")

    def __call__(self) -> str:
        self.calls += 1
        if self.left:
            self.left -= 1
            raise self.error
        return "masks"


def test_full_memory_is_made_room_in_once_and_tried_again() -> None:
    room: list[int] = []
    act = Attempt(1)
    assert despite_full_memory(act, lambda: room.append(1), lambda: "masks of the CPU") == "masks"
    assert (act.calls, room) == (2, [1])


def test_what_still_does_not_fit_is_answered_on_the_cpu_if_it_may() -> None:
    assert despite_full_memory(Attempt(9), lambda: None, lambda: "masks of the CPU") == "masks of the CPU"
    act = Attempt(9)
    with pytest.raises(OutOfMemory, match="more memory than there is"):
        despite_full_memory(act, lambda: None)
    assert act.calls == 2


def test_a_full_cpu_is_out_of_memory_too() -> None:
    with pytest.raises(OutOfMemory, match="on the CPU too"):
        despite_full_memory(Attempt(9), lambda: None, Attempt(9, MemoryError()))


def test_other_errors_pass_at_once() -> None:
    room: list[int] = []
    act = Attempt(9, ValueError("bad clicks"))
    with pytest.raises(ValueError, match="bad clicks"):
        despite_full_memory(act, lambda: room.append(1), lambda: "masks")
    assert (act.calls, room) == (1, [])


class FakeSession:
    """What ONNX Runtime hands out; ``kept`` is what it kept of the providers that it was given."""

    kept: list[str] = []
    given: Any = None

    def __init__(self, path: str, options: object, providers: Any) -> None:
        type(self).given = providers
        self.is_fallback_disabled = False

    def disable_fallback(self) -> None:
        self.is_fallback_disabled = True

    def get_providers(self) -> list[str]:
        return self.kept


def test_a_session_that_silently_left_the_gpu_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnx_engine.ort, "InferenceSession", FakeSession)
    monkeypatch.setattr(FakeSession, "kept", [CPU_PROVIDER])
    with pytest.raises(RuntimeError, match=r"could not start CUDA for encoder\.onnx"):
        onnx_engine._session(Path("encoder.onnx"), 1, GPU, 1.0)
    monkeypatch.setattr(FakeSession, "kept", [CUDA_PROVIDER, CPU_PROVIDER])
    assert onnx_engine._session(Path("encoder.onnx"), 1, GPU, 1.0).is_fallback_disabled
    assert FakeSession.given == onnx_providers(GPU)


def test_nano_falls_back_from_a_gpu_that_is_not_there_and_answers() -> None:
    model = load("nano", "onnx", 1, GPU)
    assert (model.engine, model.device.kind) == ("onnx", "cpu")
    with pytest.raises(DeviceMissing):
        load("nano", "onnx", 1, ONLY_GPU)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    def make(*files: str) -> Path:
        for name in files:
            (tmp_path / name).touch()
        return tmp_path

    return make


GRAPHS = ("encoder.onnx", "decoder.onnx")
WEIGHTS = ("weights.safetensors",)


@pytest.mark.parametrize(
    ("wanted", "files", "has_torch", "expected"),
    [
        ("auto", (*GRAPHS, *WEIGHTS), True, "onnx"),
        ("auto", GRAPHS, False, "onnx"),
        ("auto", WEIGHTS, True, "torch"),
        ("torch", (*GRAPHS, *WEIGHTS), True, "torch"),
        ("onnx", GRAPHS, True, "onnx"),
        ("auto", WEIGHTS, False, "torch is not installed here"),
        ("auto", ("encoder.onnx",), True, "holds neither"),
        ("onnx", WEIGHTS, True, "has no ONNX graphs"),
        ("torch", (*GRAPHS, *WEIGHTS), False, "torch is not installed here"),
        ("torch", GRAPHS, True, "holds neither"),
    ],
)
def test_the_table_of_engines(
    folder: Callable[..., Path], wanted: str, files: tuple[str, ...], has_torch: bool, expected: str
) -> None:
    if expected in ("onnx", "torch"):
        assert choose_engine(wanted, folder(*files), has_torch) == expected
    else:
        with pytest.raises(EngineMissing, match=expected):
            choose_engine(wanted, folder(*files), has_torch)


def test_the_engines_of_a_folder_are_those_whose_files_are_all_there(folder: Callable[..., Path]) -> None:
    assert engines_of(folder(*WEIGHTS, "encoder.onnx")) == ("torch",)
    assert engines_of(folder(*GRAPHS)) == ("onnx", "torch")
