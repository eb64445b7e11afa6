"""Number formats of a training: which operations are cast down, and the loss scale that float16 needs."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Literal

import torch
from torch import Tensor, nn
from torch.utils._pytree import tree_map

Precision = Literal["auto", "fp16", "bf16", "fp32"]
NATIVE_BF16 = ("avx512_bf16", "amx_bf16", "bf16")
"""What torch calls the instructions, on x86 and on ARM."""
DTYPES: dict[str, torch.dtype] = {"fp16": torch.float16, "bf16": torch.bfloat16, "fp32": torch.float32}


def chosen_precision(wanted: Precision, device: str) -> Precision:
    """``wanted``, or for "auto" bf16 where ``device`` computes in it and fp32 where it would only be imitated.

    A processor without bfloat16 instructions takes about twice as long with it as with float32.
    """
    if wanted != "auto":
        return wanted
    return "bf16" if computes_bf16(device) else "fp32"


def computes_bf16(device: str) -> bool:
    """Whether ``device`` has instructions for bfloat16, or only imitates it, many times slower than float32."""
    has = torch.cpu.get_capabilities()
    return device == "cuda" or any(has.get(name) for name in NATIVE_BF16)


def keep_float32(module: nn.Module) -> None:
    """Let ``module`` compute in float32 inside of autocast: its arguments are cast up, its results stay as they are."""
    contexts: list[torch.autocast] = []

    def enter(_: nn.Module, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
        arguments = tree_map(lambda x: x.float() if isinstance(x, Tensor) and x.is_floating_point() else x, arguments)
        found = next(module.parameters()).device.type
        contexts.append(torch.autocast(found, enabled=False))
        contexts[-1].__enter__()
        return arguments

    def leave(*_: Any) -> None:
        contexts.pop().__exit__(None, None, None)

    module.register_forward_pre_hook(enter)
    module.register_forward_hook(leave, always_call=True)


class Arithmetic:
    """How a run computes: autocast for forward passes, and a scaled backward pass."""

    def __init__(self, precision: Precision, device: torch.device) -> None:
        self.precision, self._device = chosen_precision(precision, device.type), device
        self.scaler = torch.amp.GradScaler(device.type, enabled=self.precision == "fp16")

    def autocast(self, enabled: bool = True) -> AbstractContextManager[object]:
        """The context of a forward pass; not ``enabled``, float32 inside of such a context."""
        is_cast = enabled and self.precision != "fp32"
        return torch.autocast(self._device.type, dtype=DTYPES[self.precision] if is_cast else None, enabled=is_cast)

    def backward(self, loss: Tensor) -> None:
        """Gradients of ``loss``, scaled."""
        self.scaler.scale(loss).backward()

    def clipped_norm(self, optimizer: torch.optim.Optimizer, parameters: list[nn.Parameter], clip: float) -> float:
        """Unscale the gradients, limit the norm of all to ``clip`` (0: no limit), return what it was."""
        self.scaler.unscale_(optimizer)
        return float(nn.utils.clip_grad_norm_(parameters, clip if clip else float("inf")))

    def step(self, optimizer: torch.optim.Optimizer, norm: float) -> bool:
        """Move the weights, unless a gradient is not finite; adapt the scale. Returns whether they were moved."""
        is_finite = norm < float("inf")  # NaN is not
        if is_finite or self.scaler.is_enabled():
            self.scaler.step(optimizer)  # skips by itself what is not finite
        self.scaler.update()
        return is_finite
