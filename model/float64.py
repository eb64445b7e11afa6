"""A network in float64, for who wants to know what it computes without the rounding of one processor's float32."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode


class _Casts(TorchFunctionMode):
    """Casts to float32 are casts to float64."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        named = dict(kwargs or {})
        if func is Tensor.float:
            return args[0].double()
        if named.get("dtype") is torch.float32:
            named["dtype"] = torch.float64
        return func(*args, **named)


@contextmanager
def in_float64(network: nn.Module) -> Iterator[None]:
    """``network``, a float32 one, computes in float64 inside, and in float32 again after it.

    Its inputs have to be float64.
    """
    network.double()
    try:
        with _Casts():
            yield
    finally:
        network.float()
