"""Which device a network runs on, and what to do when a GPU is missing, fails or is full. Pure: no runtime is imported.

The engines ask here before they open anything, and tell what their runtime has: the names of ONNX Runtime's execution
providers, or whether torch sees CUDA. So the choice is tested without a GPU.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

log = logging.getLogger(__name__)

Kind = Literal["cpu", "cuda"]
T = TypeVar("T")

WANTED = ("auto", "cpu", "cuda")
ASKED_FOR = "CUDA was asked for (STIPPLE_DEVICE=cuda, --device cuda)"
CUDA_PROVIDER, CPU_PROVIDER = "CUDAExecutionProvider", "CPUExecutionProvider"
SIGNS_OF_FULL_MEMORY = (
    "out of memory",
    "failed to allocate memory",
    "available memory of",  # ONNX Runtime's arena, when gpu_mem_limit is reached
    "alloc_failed",
    "cuda failure 2",
    "not enough memory",
    "can't allocate memory",
    "bad_alloc",
)


class DeviceMissing(RuntimeError):
    """CUDA was demanded and cannot be had; the message says why and what to do."""


class OutOfMemory(RuntimeError):
    """An image or its clicks did not fit into memory, also not after everything else had been let go."""


@dataclass(frozen=True)
class Device:
    """``memory_mb``: how much of a GPU's memory may be taken (0: no limit). ``index``: which GPU.

    ``may_fall_back``: whether the CPU may take over where the GPU fails.
    """

    kind: Kind
    memory_mb: int = 0
    index: int = 0
    may_fall_back: bool = False

    @property
    def on_cpu(self) -> Device:
        return replace(self, kind="cpu", may_fall_back=False)


CPU = Device("cpu")


def choose_device(wanted: str, has_cuda: bool, runtime: str, memory_mb: int = 0) -> Device:
    """The device for ``wanted`` ("auto", "cpu" or "cuda") in a ``runtime`` that has CUDA or not.

    "auto" is CUDA where the runtime has it, else the CPU. Raises DeviceMissing, and ValueError for another word.
    """
    if wanted not in WANTED:
        raise ValueError(f"device {wanted!r} does not exist; choose one of {', '.join(WANTED)}")
    if wanted == "cpu" or (wanted == "auto" and not has_cuda):
        return Device("cpu")
    if not has_cuda:
        raise DeviceMissing(
            f"{ASKED_FOR}, but {runtime} has no CUDA here. Install its GPU build and a driver, "
            "start the worker where the GPU is, or set STIPPLE_DEVICE=auto"
        )
    return Device("cuda", memory_mb, may_fall_back=wanted == "auto")


def onnx_has_cuda(providers: Sequence[str]) -> bool:
    """``providers``: what onnxruntime.get_available_providers() says."""
    return CUDA_PROVIDER in providers


def onnx_providers(device: Device, share: float = 1.0) -> list[str | tuple[str, dict[str, Any]]]:
    """What an InferenceSession is given: the device's provider with its options, then the CPU for what it lacks.

    ``share`` is the session's part of the memory limit: every session has an arena of its own.
    """
    if device.kind == "cpu":
        return [CPU_PROVIDER]
    options: dict[str, Any] = {
        "device_id": device.index,
        # Every image has another size: an exhaustive search for convolutions would be made anew for each.
        "cudnn_conv_algo_search": "HEURISTIC",
        # Grow by what is asked for; the default doubles, and reaches a limit with half of it unused.
        "arena_extend_strategy": "kSameAsRequested",
    }
    if device.memory_mb:
        options["gpu_mem_limit"] = int(share * (device.memory_mb << 20))
    return [(CUDA_PROVIDER, options), CPU_PROVIDER]


def memory_fraction(device: Device, total_bytes: int) -> float:
    """The part of a GPU of ``total_bytes`` that torch may take: 1 without a limit."""
    return min(1.0, (device.memory_mb << 20) / total_bytes) if device.memory_mb else 1.0


def open_on(device: Device, open_model: Callable[[Device], T]) -> tuple[T, Device]:
    """``open_model`` on the device or, where CUDA fails and the CPU may take over, on the CPU, with a warning.

    Returns the model and the device that it is on. Raises DeviceMissing where the CPU may not take over; an error that
    says that memory is full passes.
    """
    if device.kind == "cpu":
        return open_model(device), device
    try:
        return open_model(device), device
    except (FileNotFoundError, ValueError):  # the model is wrong, not the device
        raise
    except Exception as error:
        if is_out_of_memory(error):  # room can be made
            raise
        if not device.may_fall_back:
            reason = f"{type(error).__name__}: {error}"
            raise DeviceMissing(f"{ASKED_FOR}, but CUDA does not work here ({reason})") from error
        log.warning("CUDA does not work here (%s: %s); the model runs on the CPU", type(error).__name__, error)
        return open_model(device.on_cpu), device.on_cpu


def is_out_of_memory(error: BaseException) -> bool:
    """Whether a runtime's error says that memory is full. They have no common class, so words decide."""
    if isinstance(error, MemoryError | OutOfMemory) or type(error).__name__ == "OutOfMemoryError":
        return True
    # ONNX Runtime's classes derive from Exception alone.
    is_of_a_runtime = isinstance(error, RuntimeError) or type(error).__module__.startswith("onnxruntime")
    return is_of_a_runtime and any(sign in str(error).lower() for sign in SIGNS_OF_FULL_MEMORY)


def despite_full_memory(
    act: Callable[[], T], make_room: Callable[[], object], on_cpu: Callable[[], T] | None = None
) -> T:
    """``act()``; where memory is full, once more after ``make_room()``; then ``on_cpu()``, if that is allowed.

    Raises OutOfMemory when nothing helps. Other errors pass.
    """
    try:
        return act()
    except Exception as error:
        if not is_out_of_memory(error):
            raise
        log.warning("memory is full (%s); letting everything else go", error)
    make_room()
    try:
        return act()
    except Exception as error:
        if not is_out_of_memory(error):
            raise
        if on_cpu is None:
            raise OutOfMemory(f"the model needs more memory than there is ({error})") from error
        log.warning("memory is still full (%s); this one is answered on the CPU", error)
    try:
        return on_cpu()
    except MemoryError as error:
        raise OutOfMemory("the model needs more memory than there is, on the CPU too") from error
