"""Validation photos as one picture: edges of mask and truth, and the clicks, so that a person sees progress."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from model.training.validation import Case, Session

COLUMNS = 4
MOST = 12
TILE_PX = 256
TRUTH, MASK, POSITIVE, NEGATIVE = (255, 255, 255), (255, 160, 0), (0, 200, 80), (230, 40, 40)


def write_pictures(path: Path, cases: Sequence[Case], sessions: Sequence[Session]) -> None:
    """A grid of the first cases: truth white, mask orange, clicks green (object) and red (background)."""
    tiles = [tile(case, session) for case, session in zip(cases[:MOST], sessions[:MOST], strict=True)]
    tiles += [np.zeros_like(tiles[0])] * (-len(tiles) % COLUMNS)
    rows = [np.hstack(tiles[start : start + COLUMNS]) for start in range(0, len(tiles), COLUMNS)]
    path.parent.mkdir(parents=True, exist_ok=True)
    encoded = cv2.imencode(".png", np.vstack(rows)[:, :, ::-1])[1]
    partial = path.with_suffix(".partial")
    partial.write_bytes(encoded.tobytes())
    partial.replace(path)


def tile(case: Case, session: Session) -> np.ndarray:
    """One case as uint8 (256, 256, 3) RGB, with its final IoU written on it."""
    scale = TILE_PX / max(case.labels.shape)
    height, width = (max(1, round(side * scale)) for side in case.labels.shape)
    drawn = cv2.resize(case.image, (width, height), interpolation=cv2.INTER_AREA)
    for mask, colour in ((case.labels == 1, TRUTH), (session.mask, MASK)):
        small = cv2.resize(mask.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
        contours, _ = cv2.findContours(small, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
        cv2.drawContours(drawn, contours, -1, colour, 1)
    for y, x, _, owner in session.clicks:
        cv2.circle(drawn, (round(x * scale), round(y * scale)), 3, POSITIVE if owner >= 0 else NEGATIVE, -1)
    cv2.putText(drawn, f"{100 * session.curve[-1]:.0f}", (4, 14), cv2.FONT_HERSHEY_SIMPLEX, 0.45, TRUTH, 1)
    return np.pad(drawn, ((0, TILE_PX - height), (0, TILE_PX - width), (0, 0)))
