"""mIoU of semantic maps: one confusion matrix over all pixels of all images, as the benchmarks' own tools count it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

IGNORED = 255


@dataclass(frozen=True)
class SemanticFigures:
    """``ious`` per class, nan for classes that the truth never has; means over the others, 0..1, nan if there are none.

    frequency_iou: IoUs weighted by the pixels of the truth. pixel_accuracy: share of the pixels that are right.
    """

    ious: tuple[float, ...]
    mean_iou: float
    frequency_iou: float
    mean_accuracy: float
    pixel_accuracy: float


class SemanticIoU:
    """Images added one by one to a matrix (classes, classes) of true class by predicted class."""

    def __init__(self, classes: int, ignored: int = IGNORED) -> None:
        if classes < 1 or 0 <= ignored < classes:
            raise ValueError(f"classes={classes} must be at least 1 and ignored={ignored} none of them")
        self.classes = classes
        self.ignored = ignored
        self.confusion = np.zeros((classes, classes), dtype=np.int64)

    def add(self, truth: np.ndarray, predicted: np.ndarray) -> None:
        """Compare class maps, integer (H, W). Pixels whose truth is ``ignored`` do not count, whatever is predicted.

        Raises ValueError for maps of two sizes and for classes outside 0..classes-1.
        """
        if truth.shape != predicted.shape:
            raise ValueError(f"predicted map is {predicted.shape}, the truth {truth.shape}; they must be equal")
        counted = truth != self.ignored
        true, found = truth[counted].astype(np.int64), predicted[counted].astype(np.int64)
        for name, values in (("true", true), ("predicted", found)):
            if values.size and not 0 <= values.min() <= values.max() < self.classes:
                raise ValueError(
                    f"the {name} map holds classes {values.min()}..{values.max()}; expected 0..{self.classes - 1}"
                    + (f", or {self.ignored} for pixels that do not count" if name == "true" else "")
                )
        pairs = np.bincount(true * self.classes + found, minlength=self.classes**2)
        self.confusion += pairs.reshape(self.classes, self.classes)

    def figures(self) -> SemanticFigures:
        hit = self.confusion.diagonal().astype(np.float64)
        true, found = self.confusion.sum(axis=1), self.confusion.sum(axis=0)
        occurs = true > 0
        ious = np.full(self.classes, np.nan)
        ious[occurs] = hit[occurs] / (true + found - hit)[occurs]
        if not occurs.any():
            return SemanticFigures(tuple(ious.tolist()), np.nan, np.nan, np.nan, np.nan)
        return SemanticFigures(
            ious=tuple(ious.tolist()),
            mean_iou=float(ious[occurs].mean()),
            frequency_iou=float((ious[occurs] * true[occurs]).sum() / true.sum()),
            mean_accuracy=float((hit[occurs] / true[occurs]).mean()),
            pixel_accuracy=float(hit.sum() / true.sum()),
        )
