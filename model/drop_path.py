"""Stochastic depth (Huang et al., arXiv 1603.09382): in training, a sample skips a residual branch now and then."""

from __future__ import annotations

from torch import Tensor, nn


class DropPath(nn.Module):
    """Zero the branch of a sample with probability ``rate``, else scale it by 1 / (1 - rate); identity in eval mode.

    ``share`` (r, n): this is the r-th of n equal parts of a batch; it draws for all and takes its own, as one would.
    """

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate
        self.share = (0, 1)

    def forward(self, branch: Tensor) -> Tensor:
        if not self.training or self.rate == 0:
            return branch
        part, parts = self.share
        drawn = branch.new_empty((parts * branch.shape[0],) + (1,) * (branch.dim() - 1)).bernoulli_(1 - self.rate)
        kept = drawn[part * branch.shape[0] : (part + 1) * branch.shape[0]]
        return branch * kept / (1 - self.rate)


def drop_path_rates(largest: float, depths: tuple[int, ...]) -> list[list[float]]:
    """Rates that grow linearly over all blocks from 0 to ``largest``, block by block within each stage."""
    last = max(sum(depths) - 1, 1)
    rates = iter(largest * index / last for index in range(sum(depths)))
    return [[next(rates) for _ in range(depth)] for depth in depths]
