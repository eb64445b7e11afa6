"""A real evaluation without a network or a photo: images drawn from a seed, a segmenter that is often wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from model.clickers import PlacedClick
from model.datasets.sample import Sample
from model.evaluation.run_folder import RunFolder, write_json
from model.evaluation.sessions import evaluate_image
from model.evaluation.settings import Protocol, Settings, defaults
from model.evaluation.summary import summarise


@dataclass(frozen=True)
class DrawnImages:
    """``count`` images of 1 to 5 ellipses, some touching, some cut by others, some with an ignored band.

    ``objects``: as many in each image, or None for a different number each. Image 3 hides its first object wholly
    where it has several.
    """

    count: int
    objects: int | None = None
    name: str = "drawn"

    def __len__(self) -> int:
        return self.count

    def name_of(self, index: int) -> str:
        return f"{self.name} {index:02d}"

    def __getitem__(self, index: int) -> Sample:
        random = np.random.default_rng(index)
        height, width = int(random.integers(50, 80)), int(random.integers(60, 100))
        objects = self.objects or 1 + index % 5
        rows, columns = np.mgrid[:height, :width]
        labels = np.zeros((height, width), dtype=np.int32)
        image = 90 + 40 * np.sin(columns[:, :, None] / 17 + np.arange(3)) + random.normal(0, 12, (height, width, 3))
        for k in range(1, objects + 1):
            y, x = random.uniform(0.2, 0.8) * height, random.uniform(0.2, 0.8) * width
            radius = random.uniform(7, 15) * (1 if k == 1 else 0.9)
            inside = ((rows - y) / radius) ** 2 + ((columns - x) / (radius * random.uniform(0.8, 1.8))) ** 2 < 1
            labels[inside] = k
            image[inside] += random.uniform(-70, 70, 3)
        if index == 3 and objects > 1:
            labels[labels == 1] = 2
        if index % 4 == 1:
            labels[height - 6 :] = -1
        return Sample(
            self.name_of(index),
            Path(f"{self.name}-{index}.png"),
            image.clip(0, 255).astype(np.uint8),
            labels,
            objects,
        )


class NearestClick:
    """Each pixel goes to the owner of the click that is nearest in place and colour: all objects move at each click."""

    name = "nearest click"
    digest = "nearest-click-1"

    def open(self, image: np.ndarray, objects: int) -> NearestClickSession:
        return NearestClickSession(image)


class NearestClickSession:
    def __init__(self, image: np.ndarray) -> None:
        self.encode_s = 0.004  # invented seconds; some segmenters encode when they are opened, before the first click
        self.decode_s = 0.0
        self._image = image.astype(np.float64)
        self._rows, self._columns = np.mgrid[: image.shape[0], : image.shape[1]]

    def segment(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        self.decode_s += 0.001
        nearest = np.full(self._rows.shape, 30.0)
        labels = np.zeros(self._rows.shape, dtype=np.int32)
        for click in clicks:
            apart = np.hypot(self._rows - click.row, self._columns - click.column)
            colour = np.abs(self._image - self._image[click.row, click.column]).mean(axis=2)
            distance = apart + 0.3 * colour
            labels[distance < nearest] = click.owner + 1
            nearest = np.minimum(nearest, distance)
        return labels


def settings_of(protocol: Protocol, strategy: str | None = None, **changed: Any) -> Settings:
    """Settings on the data set "drawn", with the target and the budget of the protocol unless ``changed``."""
    target, clicks = defaults(protocol)
    given: dict[str, Any] = {"threshold": target, "max_clicks": clicks, **changed}
    return Settings(protocol, strategy, "drawn", "nowhere", "nearest click", **given)


def description_of(settings: Settings) -> dict[str, Any]:
    """run.json, without when and where."""
    model = {"name": NearestClick.name, "digest": NearestClick.digest, "engine": None, "device": None}
    return {**settings.to_dict(), "model": model}


def write_run(folder: Path, settings: Settings, images: DrawnImages) -> Path:
    """``folder``, with the run of ``settings`` on ``images`` in it."""
    segmenter = NearestClick()
    description = description_of(settings)
    out = RunFolder(folder, description)
    for index in range(len(images)):
        out.append(evaluate_image(settings, images, index, segmenter))
    out.finish()
    write_json(folder / "summary.json", summarise(out.recorded, description))
    return folder
