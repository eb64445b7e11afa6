"""Zoom-in: answer later clicks on a crop around the object (RITM, arXiv 2102.06583; used by FocalClick, SimpleClick).

A ``Segmenter`` around another whose sessions give margins. Every new crop is encoded anew, which counts as encoding.
Clicks outside the crop are not given to it; its probabilities are pasted into an empty map of the image.

Where the published code and this differ: when the object vanishes from the prediction, the published code answers
with the whole image and then squeezes that answer into the old box; here it stays the whole image's. Crops are
rounded to uint8, because segmenters take images, and a click goes to the crop's pixel that its position falls into.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.clickers import PlacedClick
from model.evaluation.aligned_resize import resize_aligned
from model.evaluation.crop_box import CropBox, box_around, whole
from model.evaluation.segmenter import MarginSession, Segmenter

SEEN = 0.5
"""A pixel belongs to the box's object above this probability."""


@dataclass(frozen=True)
class ZoomMode:
    """How to crop. ``target``: the longer side of the resized crop in pixels, its (height, width), or None to keep it.

    With ``skip_clicks`` clicks or fewer the whole image is used; -1 crops (and resizes) from the first click on.
    """

    target: int | tuple[int, int] | None
    skip_clicks: int
    expansion: float = 1.4
    min_side: int = 200
    renew_below_iou: float = 0.5

    def crop_hw(self, box: CropBox) -> tuple[int, int]:
        """The size of the crop as the segmenter sees it."""
        height, width = box.size_hw
        if self.target is None:
            return height, width
        if isinstance(self.target, tuple):
            return self.target
        scale = self.target / max(height, width)
        return max(1, round(height * scale)), max(1, round(width * scale))


def zoom_mode(name: str) -> ZoomMode:
    """``cvpr`` (RITM: longer side 400), ``cvprN``, ``fixedN`` (SimpleClick: N x N from the first click), ``native``.

    RITM takes cvpr600 for DAVIS, SimpleClick fixed448 and for DAVIS fixed672. ``native`` crops like cvpr without
    resizing, for networks that resize what they are given. Raises ValueError for other names.
    """
    found = re.fullmatch(r"(cvpr|fixed)([1-9]\d{0,4})", "cvpr400" if name == "cvpr" else name)
    if name == "native":
        return ZoomMode(None, skip_clicks=1)
    if found is None:
        raise ValueError(f"no zoom-in {name!r}; there are cvpr, cvprN and fixedN for a size of N pixels, and native")
    side = int(found[2])
    return ZoomMode(side, skip_clicks=1) if found[1] == "cvpr" else ZoomMode((side, side), skip_clicks=-1)


def is_outdated(box: CropBox, candidate: CropBox, clicks: Sequence[PlacedClick], renew_below_iou: float) -> bool:
    """Whether ``candidate`` takes the place of ``box``: a positive click left it, or they share too little."""
    has_left = any(click.is_positive and not box.keeps(click.row, click.column) for click in clicks)
    return has_left or candidate.iou(box) < renew_below_iou


class ZoomIn:
    """``segmenter`` with zoom-in ``mode``, a name of :func:`zoom_mode`. For single objects only."""

    def __init__(self, segmenter: Segmenter, mode: str | ZoomMode = "cvpr") -> None:
        self.name = segmenter.name
        self.digest = segmenter.digest
        self._segmenter = segmenter
        self._mode = zoom_mode(mode) if isinstance(mode, str) else mode

    def open(self, image: np.ndarray, objects: int) -> ZoomInSession:
        """Raises ValueError unless ``objects`` is 1."""
        if objects != 1:
            raise ValueError(f"zoom-in crops around one object; this session has {objects}, so measure without it")
        return ZoomInSession(self._segmenter, image, self._mode)


@dataclass(frozen=True)
class Frame:
    """What a prediction sees: ``box`` of the image as a picture of ``crop_hw`` pixels, with its session."""

    box: CropBox
    crop_hw: tuple[int, int]
    session: MarginSession

    def inside(self, clicks: Sequence[PlacedClick]) -> list[PlacedClick]:
        """The clicks in the box, moved to the pixels of the crop; their times stay."""
        return [
            replace(
                click,
                row=_scaled(click.row - self.box.top, self.box.size_hw[0], self.crop_hw[0]),
                column=_scaled(click.column - self.box.left, self.box.size_hw[1], self.crop_hw[1]),
            )
            for click in clicks
            if self.box.holds(click.row, click.column)
        ]


class ZoomInSession:
    """What zoom-in remembers between clicks: the box in use and the probabilities of the last answer."""

    def __init__(self, segmenter: Segmenter, image: np.ndarray, mode: ZoomMode) -> None:
        self.encode_s = 0.0
        self.decode_s = 0.0
        self.box: CropBox | None = None
        self._segmenter = segmenter
        self._image = image
        self._mode = mode
        self._whole: Frame | None = None
        self._crop: Frame | None = None
        self._probabilities: np.ndarray | None = None
        self._answered: tuple[PlacedClick, ...] = ()

    def segment(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        return (self.probabilities(clicks) > SEEN).astype(np.int32)

    def margins(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        probabilities = self.probabilities(clicks)
        with np.errstate(divide="ignore"):  # 0 outside the crop is a margin of minus infinity
            margins: np.ndarray = np.log(probabilities) - np.log1p(-probabilities)
        return margins[None]

    def probabilities(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        """The object's probability, float32 (H, W); asked twice for the same clicks it answers once."""
        if self._probabilities is None or tuple(clicks) != self._answered:
            self._predict(self._frame(clicks), clicks)
            if self._should_repeat():
                self._predict(self._frame(clicks), clicks)
            self._answered = tuple(clicks)
        assert self._probabilities is not None
        return self._probabilities

    def _frame(self, clicks: Sequence[PlacedClick]) -> Frame:
        """Choose what the next prediction sees, renewing the box where the rule says so."""
        if len(clicks) <= self._mode.skip_clicks:
            return self._whole_image()
        candidate = self._candidate([click for click in clicks if click.is_positive])
        if candidate is None:
            return self._whole_image()
        if self._crop is None or is_outdated(self._crop.box, candidate, clicks, self._mode.renew_below_iou):
            self._crop = self._open_crop(candidate)
            self.box = candidate
        return self._crop

    def _candidate(self, positives: Sequence[PlacedClick]) -> CropBox | None:
        """The box of the last answer with all positive clicks; without an answer None, or the image in fixed modes."""
        if self._probabilities is not None:
            mask = self._probabilities > SEEN
            if mask.any():
                for click in positives:
                    mask[click.row, click.column] = True
                return box_around(mask, self._mode.expansion, self._mode.min_side)
        return None if self._mode.skip_clicks >= 0 else whole((self._image.shape[0], self._image.shape[1]))

    def _predict(self, frame: Frame, clicks: Sequence[PlacedClick]) -> None:
        session = frame.session
        encoded, decoded = session.encode_s, session.decode_s
        margins = session.margins(frame.inside(clicks))[0]
        self.encode_s += session.encode_s - encoded
        self.decode_s += session.decode_s - decoded
        probabilities = np.zeros(self._image.shape[:2], dtype=np.float32)
        sigmoid = 0.5 * (1.0 + np.tanh(0.5 * margins))  # does not overflow
        frame.box.of(probabilities)[:] = resize_aligned(sigmoid, frame.box.size_hw)
        self._probabilities = probabilities

    def _should_repeat(self) -> bool:
        """Whether the object turned out small in a whole image before any box was chosen (only with skip_clicks 0)."""
        if self._mode.skip_clicks > 0 or self._crop is not None or self._probabilities is None:
            return False
        mask = self._probabilities > SEEN
        if not mask.any():
            return False
        box = box_around(mask, self._mode.expansion, self._mode.min_side)
        return box.iou(whole((mask.shape[0], mask.shape[1]))) < self._mode.renew_below_iou

    def _whole_image(self) -> Frame:
        """The image as it is, not resized."""
        if self._whole is None:
            box = whole((self._image.shape[0], self._image.shape[1]))
            self._whole = Frame(box, box.size_hw, self._open(self._image))
        return self._whole

    def _open_crop(self, box: CropBox) -> Frame:
        crop, crop_hw = box.of(self._image), self._mode.crop_hw(box)
        if crop_hw != box.size_hw:
            crop = np.rint(resize_aligned(crop, crop_hw)).astype(np.uint8)
        return Frame(box, crop_hw, self._open(np.ascontiguousarray(crop)))

    def _open(self, image: np.ndarray) -> MarginSession:
        session = self._segmenter.open(image, 1)
        if not isinstance(session, MarginSession):
            raise ValueError(f"{self._segmenter.name} gives no margins, which zoom-in needs; measure without it")
        return session


def _scaled(offset: int, side: int, new_side: int) -> int:
    return offset * new_side // side
