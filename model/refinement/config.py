"""The constants of the refinement, as one frozen value in a model's ``config.json``. Imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RefinementConfig:
    """How masks are refined at their edge (docs/refinement.md); ``python -m model.refinement.tune`` fits the weights.

    Scores are in nats. A weight is ``x`` + ``x_first`` / clicks per object: evidence counts differently at the first
    click. Lengths are shares of the picture's longer side.

    ``longer_side``, ``coarse_side``: of the picture in the fine and in the coarse step, in pixels; ``first_side``: in
    all rounds of the coarse step but its last. ``network``: of the network's logits below the largest, at most
    ``network_cap``. ``colour``: of the logarithm of a label's colour histogram, at most ``colour_cap`` below the
    largest; ``colour_prior`` is how much of the whole picture's histogram each one is given, as a share of its pixels,
    and ``seed_weight`` how often a pixel that surely is a label's is counted beyond once. ``background``: what the
    background's score begins with. ``smoothness``: of agreement with the neighbours, whose link falls with ``contrast``
    x squared colour difference over the mean one, down to ``floor``. ``click_radius``: the disc around a click that
    surely is its owner's. ``rounds``: how often colours are learned from the labels and labels from the colours;
    ``fine_sweeps``: over the edges in the end; ``band``: how many coarse pixels the fine step may move an edge.
    Between ``small`` and ``large``, the size of the smallest object as the square root of its share of the picture,
    discs grow by ``radius_growth`` and smoothness by ``smoothness_growth``, both in shares of themselves.
    ``island``: the lead of the network's scores from which a part without a click stays with its object.
    """

    longer_side: int = 256
    coarse_side: int = 128
    first_side: int = 64
    network: float = 0.4
    network_first: float = 0.0
    network_cap: float = 6.0
    colour: float = 0.6
    colour_first: float = 0.0
    colour_cap: float = 4.0
    colour_prior: float = 0.002
    seed_weight: float = 1.5
    background: float = 0.0
    background_first: float = 0.0
    smoothness: float = 4.0
    contrast: float = 0.5
    floor: float = 0.02
    click_radius: float = 0.0105
    small: float = 0.1
    large: float = 0.35
    radius_growth: float = 0.0
    smoothness_growth: float = 0.0
    rounds: int = 3
    fine_sweeps: int = 3
    band: int = 2
    island: float = 0.0

    def __post_init__(self) -> None:
        for name in ("longer_side", "coarse_side", "first_side", "rounds", "fine_sweeps", "band"):
            if getattr(self, name) < 1:
                raise ValueError(f"refinement.{name}={getattr(self, name)} must be at least 1")
        for name in ("colour_prior", "floor", "contrast"):
            if not getattr(self, name) > 0:
                raise ValueError(f"refinement.{name}={getattr(self, name)} must be above 0")
        if not 0 <= self.small < self.large:
            raise ValueError(f"refinement.small={self.small} must be below refinement.large={self.large}")
