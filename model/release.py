"""``python -m model.release --run DIR --out DIR``: from a trained checkpoint to a model folder that the product ships.

Writes the weights, both ONNX graphs, ``config.json`` and ``MODEL_CARD.md``; checks that the graphs answer as the
weights do and refuses otherwise. The card is made of what lies in the folder: ``training.json`` (how it was trained, on
what, what it can't do) and, where they tell of these very weights, ``numbers.json`` (what was measured) and
``quality.json`` (the calibration). ``--card`` writes the card alone, after new figures.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from model.config import ModelConfig
from model.engines.onnx import OnnxModel
from model.engines.torch import TorchModel
from model.export import export
from model.release_card import write_card
from model.types import Click, Clicks

TOLERANCE = 1e-3
SIZES_HW = ((96, 128), (240, 320), (333, 250))
LARGEST_BYTES = 16_000_000
FILES = ("weights.safetensors", "encoder.onnx", "decoder.onnx")


class NotReleasable(Exception):
    """The folder must not be shipped; the message says why."""


def release(run: Path, out: Path) -> str:
    """Make the model folder ``out`` of the run folder ``run`` and return its digest. Raises NotReleasable."""
    digest = export(run / "weights.safetensors", ModelConfig.load(run / "config.json"), out)
    large = [name for name in FILES if (out / name).stat().st_size > LARGEST_BYTES]
    if large:
        raise NotReleasable(f"{', '.join(large)} of {out} passes {LARGEST_BYTES} bytes; train a smaller preset")
    difference = largest_difference(out)
    if difference > TOLERANCE:
        raise NotReleasable(f"the graphs in {out} differ from the weights by {difference:.1e}, allowed are {TOLERANCE}")
    card(out)
    return digest


def largest_difference(folder: Path) -> float:
    """Between the maps of the graphs and of the weights, over random images and clicks of several sizes."""
    graphs, network = OnnxModel(folder), TorchModel(folder)
    rng = np.random.default_rng(0)
    worst = 0.0
    for height, width in SIZES_HW:
        image = rng.integers(0, 256, (height, width, 3), dtype=np.uint8)
        for objects in (1, 4):
            clicks = _clicks(rng, objects, height, width)
            answers = [model.decode(model.encode(image), clicks) for model in (graphs, network)]
            worst = max(worst, float(np.abs(answers[0].maps - answers[1].maps).max()))
    return worst


def card(folder: Path) -> None:
    """Write ``MODEL_CARD.md`` of a model folder. Raises NotReleasable without its ``training.json``."""
    parts = {name: _part(folder, name) for name in ("config", "training", "numbers", "quality")}
    if parts["training"] is None:
        raise NotReleasable(f"{folder / 'training.json'} is missing: how the model was trained, and on what")
    sizes = {name: (folder / name).stat().st_size for name in FILES}
    (folder / "MODEL_CARD.md").write_text(write_card(folder.name, parts, sizes))


def _part(folder: Path, name: str) -> dict[str, Any] | None:
    """What ``name``.json holds; None where it is missing or tells of other weights."""
    path = folder / f"{name}.json"
    if not path.is_file():
        return None
    part: dict[str, Any] = json.loads(path.read_text())
    digest = json.loads((folder / "config.json").read_text())["digest"]
    return part if part.get("digest", digest) == digest else None


def _clicks(rng: np.random.Generator, objects: int, height: int, width: int) -> Clicks:
    def click(t: int) -> Click:
        return Click(float(rng.uniform(0, width)), float(rng.uniform(0, height)), t)

    return Clicks(tuple((click(2 * k), click(2 * k + 1)) for k in range(objects)), (click(2 * objects),))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m model.release", description=__doc__)
    parser.add_argument("--run", type=Path, help="run folder of model.train")
    parser.add_argument("--out", type=Path, required=True, help="model folder, e.g. model/weights/nano")
    parser.add_argument("--card", action="store_true", help="write the card again, nothing else")
    given = parser.parse_args()
    if not given.card and given.run is None:
        parser.error("--run is missing; give the run folder, or --card to write the card alone")
    try:
        if given.card:
            card(given.out)
        else:
            print(release(given.run, given.out))
    except (NotReleasable, OSError) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
