"""How often which data set is drawn: named mixes, or one's own as ``name=weight,name=weight``."""

from __future__ import annotations

from collections.abc import Sequence

OTHERS = 0.05
"""Weight of a data set that a named mix does not know."""

MIXES: dict[str, dict[str, float]] = {
    "broad": {
        "bsds": 0.22,
        "coco": 0.27,
        "ccp": 0.14,
        "facade": 0.08,
        "cocoperson": 0.13,
        "penn": 0.03,
        "human": 0.06,
        "rffacade": 0.03,
        "camvid": 0.02,
        "dsb": 0.02,
    },
    "objects": {
        "bsds": 0.13,
        "coco": 0.38,
        "ccp": 0.13,
        "facade": 0.03,
        "cocoperson": 0.19,
        "penn": 0.03,
        "human": 0.08,
        "rffacade": 0.01,
        "camvid": 0.01,
        "dsb": 0.01,
    },
    # The default model's: whole objects often, but enough partitions that anything may be asked for.
    "default": {
        "bsds": 0.17,
        "coco": 0.33,
        "ccp": 0.12,
        "facade": 0.05,
        "cocoperson": 0.16,
        "penn": 0.03,
        "human": 0.07,
        "rffacade": 0.02,
        "camvid": 0.025,
        "dsb": 0.02,
    },
}


def weights_of(mix: str, names: Sequence[str]) -> list[float]:
    """Shares of data sets ``names`` that add up to 1.

    Raises ValueError for an unknown mix, an unreadable weight, or where no data set at hand has a weight.
    """
    table, others = (MIXES[mix], OTHERS) if mix in MIXES else (_parsed(mix), 0.0)
    weights = [table.get(name, others) for name in names]
    if sum(weights) <= 0:
        raise ValueError(f"mix {mix!r} gives no weight to any of the data sets at hand: {', '.join(names)}")
    return [weight / sum(weights) for weight in weights]


def _parsed(mix: str) -> dict[str, float]:
    try:
        table = {name.strip(): float(weight) for name, weight in (part.split("=") for part in mix.split(","))}
    except ValueError:
        raise ValueError(
            f"mix {mix!r} is neither one of {', '.join(MIXES)} nor name=weight,name=weight, as in coco=2,bsds=1"
        ) from None
    if min(table.values()) < 0:
        raise ValueError(f"mix {mix!r} has a negative weight")
    return table
