"""The key figures of a run by name, as texts: the tiles of its report and the rows of a comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from model.evaluation.report.markup import Html, element
from model.evaluation.report.number_text import percent, percent_points, seconds_as_ms, two_decimals, whole
from model.evaluation.report.run import Run


@dataclass(frozen=True)
class Figure:
    """``path`` leads to the number in summary.json. ``is_tile``: shown large; the others only compare runs."""

    name: str
    says: str
    path: tuple[str, ...]
    text: Callable[[float | None], str]
    is_tile: bool = True


def _noc(quality: int) -> list[Figure]:
    says = f"mean clicks to IoU {quality} %"
    failed = f"objects that never have IoU {quality} %"
    ritm = f"objects that need every click for IoU {quality} %, as RITM counts"
    return [
        Figure(f"NoC@{quality}", says, ("metrics", f"noc{quality}"), two_decimals),
        Figure(f"NoF@{quality}", failed, ("metrics", f"nof{quality}_strict"), whole, is_tile=quality in (85, 90)),
        Figure(f"NoF@{quality} (RITM)", ritm, ("metrics", f"nof{quality}_ritm"), whole, is_tile=False),
    ]


TIMING = [
    Figure("SPC", "seconds per click, all included", ("timing", "spc_s"), seconds_as_ms),
    Figure("SPC forward", "encode and decode over clicks", ("timing", "spc_forward_s"), seconds_as_ms, is_tile=False),
    Figure("SPI", "seconds per image or session", ("timing", "spi_s"), seconds_as_ms, is_tile=False),
]
SINGLE = [
    *(figure for quality in (80, 85, 90, 95) for figure in _noc(quality)),
    *(
        Figure(
            f"mIoU@{k}",
            f"mean IoU after {k} click{'s' if k > 1 else ''}",
            ("metrics", "miou_at", str(k)),
            percent,
            is_tile=k in (1, 5, 20),
        )
        for k in (1, 2, 3, 5, 10, 20)
    ),
    Figure("AUC", "mean height of the mIoU curve", ("metrics", "auc"), percent, is_tile=False),
    *TIMING,
]
_OWNER, _EFFECTS = ("metrics", "switches", "owner"), ("metrics", "effects")
MULTI = [
    Figure("NCI", "clicks per object, mean of images", ("metrics", "nci"), two_decimals),
    Figure("NFO", "failed objects", ("metrics", "nfo"), whole),
    Figure("NFI", "images with a failed object", ("metrics", "nfi"), whole),
    Figure("mIoU", "mean final IoU", ("metrics", "miou"), percent),
    *(
        Figure(
            f"mIoU at {m}×K",
            f"mean IoU when {m} × K clicks were made",
            ("metrics", "miou_after", f"{m}x"),
            percent,
            False,
        )
        for m in (1, 2, 3, 5, 10)
    ),
    Figure("Switches", "from object to object, per image", (*_OWNER, "switches"), two_decimals),
    Figure("Switches per click", "share of clicks that switch", (*_OWNER, "per_click"), percent, is_tile=False),
    Figure("Own effect", "IoU points per click, clicked object", (*_EFFECTS, "own", "mean"), percent_points),
    Figure("Passive effect", "IoU points per click, others", (*_EFFECTS, "passive", "mean"), percent_points),
    Figure("Rescued", "others lifted to the target, per image", (*_EFFECTS, "rescued", "per_image"), two_decimals),
    Figure("Broken", "others fallen below it, per image", (*_EFFECTS, "broken_others", "per_image"), two_decimals),
    Figure("Wasted", "clicks per image without gain", (*_EFFECTS, "wasted", "per_image"), two_decimals, is_tile=False),
    *TIMING,
]


def tiles(run: Run) -> Html:
    """The key figures, large. A figure that the run does not have (its sessions stopped before) is left out."""
    return element(
        "div",
        *(
            element(
                "div",
                element("span", figure.name, class_="name"),
                element("span", text, class_="value"),
                element("span", figure.says, class_="says"),
                class_="tile",
            )
            for figure, text in _found(run)
            if figure.is_tile
        ),
        class_="tiles",
    )


def figure_texts(run: Run) -> list[tuple[str, str, str]]:
    """(name, what it is, text) of every figure that the run has."""
    return [(figure.name, figure.says, text) for figure, text in _found(run)]


def _found(run: Run) -> list[tuple[Figure, str]]:
    found = []
    for figure in MULTI if run.is_multi else SINGLE:
        value: Any = run.summary
        for key in figure.path:
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None:
            found.append((figure, figure.text(value)))
    return found
