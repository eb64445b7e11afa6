"""What an evaluation measures and how: one frozen value, written into the run folder, compared when a run continues."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from model.clickers import BLOCKED_RADIUS
from model.evaluation.global_error import MODES
from model.evaluation.strategies import STRATEGIES

Protocol = Literal["single", "single-dynamite", "multi", "global-error"]
PROTOCOLS: tuple[Protocol, ...] = ("single", "single-dynamite", "multi", "global-error")
MULTI_PROTOCOLS: tuple[Protocol, ...] = ("multi", "global-error")
"""Those in which the objects of an image share one session."""
FIRST_SEED = 123456
"""DynaMITe's seed; its repetitions add a seed id of 0, 1, 2."""


@dataclass(frozen=True)
class Settings:
    """All that a log depends on, apart from the rounding of other hardware.

    ``strategy`` is a name of STRATEGIES for ``multi``, of MODES for ``global-error``, else None. ``model`` is a model's
    name or folder, or "peer:" and a peer's name; ``engine`` and ``device`` as ``model.loading.load`` takes them.
    ``threshold`` is the IoU at which a session (single) or an object (multi) is done; None: every click is made.
    ``max_clicks`` is the budget per object, the initial clicks included, ``max_clicks_per_image`` an absolute one
    instead. ``radius`` is the disc in pixels that a click of DynaMITe's simulator blocks. ``rng``: ``image`` draws each
    image from a generator of its own, ``reference`` draws all from one, in their order, as published. ``every``: only
    image 0, ``every``, 2 x ``every``, ...; ``limit``: only the first of those.
    """

    protocol: Protocol
    strategy: str | None
    dataset: str
    root: str
    model: str
    engine: str = "auto"
    device: str = "cpu"
    threshold: float | None = None
    max_clicks: int = 20
    max_clicks_per_image: int | None = None
    radius: int = BLOCKED_RADIUS
    seed: int = FIRST_SEED
    rng: Literal["image", "reference"] = "image"
    zoom_in: str | None = None
    flip: bool = False
    every: int = 1
    limit: int | None = None

    def __post_init__(self) -> None:
        allowed: dict[str, tuple[str, ...]] = {"multi": tuple(STRATEGIES), "global-error": tuple(MODES)}
        if self.protocol not in PROTOCOLS:
            raise ValueError(f"protocol {self.protocol!r} does not exist; choose one of {', '.join(PROTOCOLS)}")
        if self.strategy not in allowed.get(self.protocol, (None,)):
            names = ", ".join(allowed.get(self.protocol, ("none",)))
            raise ValueError(f"{self.protocol} has no strategy {self.strategy!r}; there are: {names}")
        if self.threshold is not None and not 0 < self.threshold <= 1:
            raise ValueError(f"the target IoU {self.threshold} must lie above 0 and be at most 1")
        if self.threshold is None and self.protocol != "single":
            raise ValueError(f"{self.protocol} needs a target IoU; only single can go on to the last click")
        for name in ("max_clicks", "max_clicks_per_image", "every", "limit"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise ValueError(f"{name}={value} must be at least 1")
        if self.rng == "reference" and self.every != 1:
            raise ValueError(
                f"every={self.every} leaves out images whose draws the published order needs; use --rng image"
            )
        if self.radius < 0:
            raise ValueError(f"radius={self.radius} must be 0 (the pixel alone) or more")
        if self.zoom_in is not None and self.is_multi:
            raise ValueError(f"zoom-in crops around one object; {self.protocol} has several in an image, leave it out")

    @property
    def run_name(self) -> str:
        """A name that tells runs apart which must not be compared: protocol, strategy, target, budget, seed."""
        target = "" if self.threshold is None else f"-iou{self.threshold:g}"
        budget = f"{self.max_clicks}" if self.max_clicks_per_image is None else f"{self.max_clicks_per_image}-an-image"
        strategy = f"-{self.strategy}" if self.strategy else ""
        seed = f"-seed{self.seed}" if self.strategy in ("random", "round_robin") else ""
        return f"{self.protocol}{strategy}{target}-clicks{budget}{seed}"

    @property
    def is_multi(self) -> bool:
        """Whether the objects of an image share one session."""
        return self.protocol in MULTI_PROTOCOLS

    def budget(self, objects: int) -> int:
        """Clicks allowed in a session on ``objects`` objects."""
        return self.max_clicks_per_image or self.max_clicks * objects

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def defaults(protocol: Protocol) -> tuple[float | None, int]:
    """Target IoU and clicks per object as the protocol's papers have them."""
    return {"single": (None, 20), "single-dynamite": (0.9, 20), "multi": (0.85, 10), "global-error": (0.85, 10)}[
        protocol
    ]
