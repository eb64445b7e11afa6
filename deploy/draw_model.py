"""Draw what the default model answers to the clicks in docs/pictures/model.json: the pictures of docs/model.md.

``python deploy/draw_model.py``, after the model or its refinement has changed. Photos are the demo project's (credits
in backend/images/demo/CREDITS.tsv).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

REPOSITORY = Path(__file__).resolve().parents[1]
PHOTOS = REPOSITORY / "backend" / "images" / "demo"
PICTURES = REPOSITORY / "docs" / "pictures"
COLOURS = ((255, 92, 56), (44, 160, 255), (80, 200, 90), (200, 90, 220))
sys.path.insert(0, str(REPOSITORY))


def main() -> None:
    from model.loading import load

    model = load("default")
    for case in json.loads((PICTURES / "model.json").read_text()):
        picture, quality = draw(model, case)
        path = PICTURES / f"{case['file']}.jpg"
        Image.fromarray(picture).save(path, quality=88)
        print(path.name, " ".join(f"{value:.2f}" for value in quality))


def draw(model: Any, case: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """The photo with masks, outlines and clicks, uint8 (H, W, 3), and the predicted quality of each object."""
    from model.fusion import answered
    from model.types import Click, Clicks

    image = np.asarray(Image.open(PHOTOS / case["photo"]).convert("RGB"))
    times = iter(range(1000))
    clicks = Clicks(tuple(tuple(Click(x, y, next(times)) for x, y in points) for points in case["objects"]))
    features = model.encode(image)
    answer = answered(model.decode(features, clicks), features, clicks)
    picture = image.copy()
    for number, points in enumerate(case["objects"], start=1):
        colour, mask = COLOURS[number - 1], answer.labels == number
        picture[mask] = (0.55 * picture[mask] + 0.45 * np.array(colour)).astype(np.uint8)
        outlines, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
        cv2.drawContours(picture, outlines, -1, colour, 2, cv2.LINE_AA)
        for x, y in points:
            cv2.circle(picture, (int(x), int(y)), 6, (255, 255, 255), -1, cv2.LINE_AA)
            cv2.circle(picture, (int(x), int(y)), 4, colour, -1, cv2.LINE_AA)
    return picture, answer.quality


if __name__ == "__main__":
    main()
