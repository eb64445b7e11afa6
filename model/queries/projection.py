"""From a click's content to a query, option ``projection``: DynaMITe's two layers (``mlp``), or another form."""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor, nn


class ResidualProjection(nn.Module):
    """``mlp_res``: d + W2 relu(W1 d), with W2 zero at first; ``mlp_res_ln``: the same of LayerNorm(d)."""

    def __init__(self, channels: int, normalise: bool) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(channels) if normalise else nn.Identity()
        first, last = nn.Linear(channels, channels), nn.Linear(channels, channels)
        nn.init.zeros_(last.weight)
        nn.init.zeros_(last.bias)
        self.layers = nn.Sequential(first, nn.ReLU(), last)

    def forward(self, content: Tensor) -> Tensor:
        content = self.norm(content)
        return content + self.layers(content)


def two_layers(channels: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(channels, channels), nn.ReLU(), nn.Linear(channels, channels))


PROJECTIONS: dict[str, Callable[[int], nn.Module]] = {
    "none": lambda channels: nn.Identity(),
    "linear": lambda channels: nn.Linear(channels, channels),
    "mlp": two_layers,
    "mlp_res": lambda channels: ResidualProjection(channels, normalise=False),
    "mlp_res_ln": lambda channels: ResidualProjection(channels, normalise=True),
}
"""By ``projection``: modules that map (B, Q, C) to (B, Q, C)."""
