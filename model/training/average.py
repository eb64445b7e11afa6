"""A running average of the weights (and batch-norm statistics): what is validated and exported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn


class WeightAverage:
    """Exponential moving average with a warm-up, so that early averages are not the random start.

    ``decay`` 0 averages nothing: the values are those of the network after its last step.
    """

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.values = {name: value.detach().clone() for name, value in network.state_dict().items()}

    @torch.no_grad()
    def update(self, network: nn.Module, step: int) -> None:
        decay = min(self.decay, (1 + step) / (10 + step))
        now = network.state_dict()
        numbers = [name for name, value in now.items() if value.is_floating_point()]
        torch._foreach_lerp_([self.values[name] for name in numbers], [now[name] for name in numbers], 1 - decay)
        for name in now.keys() - set(numbers):
            self.values[name].copy_(now[name])

    @contextmanager
    def inside(self, network: nn.Module) -> Iterator[None]:
        """``network`` with the averaged weights inside, and with its own again outside."""
        own = {name: value.clone() for name, value in network.state_dict().items()}
        network.load_state_dict(self.values)
        try:
            yield
        finally:
            network.load_state_dict(own)

    def state_dict(self) -> dict[str, Tensor]:
        return self.values

    def load_state_dict(self, values: dict[str, Tensor]) -> None:
        self.values = {name: value.to(self.values[name].device, copy=True) for name, value in values.items()}
