"""One simulated session on one object, whatever stands behind it: a network in this process or a running product.

Both evaluations run exactly this, so that their numbers can be compared click by click.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from model.clickers import PlacedClick, RitmClicker
from model.metrics import iou
from model.types import Click, Clicks

Segment = Callable[[np.ndarray, Sequence[PlacedClick]], np.ndarray]
"""(image uint8 (H, W, 3), all clicks so far, the new one last) -> the object's mask, bool (H, W)."""


def run_single(
    image: np.ndarray, ground_truth: np.ndarray, segment: Segment, max_clicks: int, target_iou: float = 1.01
) -> list[float]:
    """Click on one object until its IoU reaches ``target_iou`` or ``max_clicks`` are made; the IoU after each click.

    ``ground_truth``: integer (H, W), 1 object, 0 background, -1 ignored. The default target is never reached, so all
    clicks are made. The session ends early when no wrong pixel is left to click; the last IoU then stands.
    """
    if image.shape[:2] != ground_truth.shape:
        raise ValueError(f"the image is {image.shape[:2]} pixels, its ground truth {ground_truth.shape}")
    clicker = RitmClicker(ground_truth)
    predicted = np.zeros(ground_truth.shape, dtype=bool)
    clicks: list[PlacedClick] = []
    ious: list[float] = []
    while len(clicks) < max_clicks:
        click = clicker.next_click(predicted)
        if click is None:
            break
        clicks.append(click)
        predicted = segment(image, clicks)
        ious.append(iou(ground_truth, predicted))
        if ious[-1] >= target_iou:
            break
    return ious


def decoder_clicks(placed: Sequence[PlacedClick]) -> Clicks:
    """The clicks of one object as a model takes them: positive ones on object 0, negative ones on the background."""
    return Clicks(
        objects=(tuple(_click(click) for click in placed if click.is_positive),),
        background=tuple(_click(click) for click in placed if not click.is_positive),
    )


def _click(placed: PlacedClick) -> Click:
    x, y = placed.xy
    return Click(x, y, placed.t)
