"""Stochastic depth (Huang et al., arXiv 1603.09382): in training, a sample skips a residual branch now and then."""

from __future__ import annotations

from torch import Tensor, nn


class DropPath(nn.Module):
    """Zero the branch of a sample with probability ``rate``, else scale it by 1 / (1 - rate); identity in eval mode."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, branch: Tensor) -> Tensor:
        if not self.training or self.rate == 0:
            return branch
        kept = branch.new_empty((branch.shape[0],) + (1,) * (branch.dim() - 1)).bernoulli_(1 - self.rate)
        return branch * kept / (1 - self.rate)


def drop_path_rates(largest: float, depths: tuple[int, ...]) -> list[list[float]]:
    """Rates that grow linearly over all blocks from 0 to ``largest``, block by block within each stage."""
    last = max(sum(depths) - 1, 1)
    rates = iter(largest * index / last for index in range(sum(depths)))
    return [[next(rates) for _ in range(depth)] for depth in depths]
