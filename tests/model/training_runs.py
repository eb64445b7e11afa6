"""Short trainings of the smallest preset on painted photos, for the tests of training."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.data.pack import PackedPhotos, pack
from model.data.samples import Samples, open_samples
from model.training.options import RunOptions, parse
from tests.model.synthetic import write_photos

SMALL = ["--preset", "tiny_test", "--set", "transformer.encoder_layers=1", "--size", "64", "--batch", "2"]
QUIET = ["--validation-photos", "0", "--save-minutes", "0", "--workers", "0", "--threads", "1"]


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of twelve photos, three of them for validation."""
    folder = tmp_path_factory.mktemp("painted")
    return pack(write_photos(folder / "source", 12), folder / "pack", longer_side=96)


def arguments(packed: Path, out: Path, steps: int, *more: str) -> list[str]:
    """The command line of ``steps`` exactly repeatable steps into ``out``."""
    where = ["--data", str(packed), "--pack", str(packed), "--pack-side", "96", "--out", str(out)]
    return [*SMALL, *QUIET, "--precision", "fp32", "--device", "cpu", *where, "--steps", str(steps), *more]


def options(packed: Path, out: Path, steps: int, *more: str) -> RunOptions:
    out.mkdir(parents=True, exist_ok=True)
    return parse(arguments(packed, out, steps, *more))


def samples_of(told: RunOptions) -> Samples:
    return open_samples(PackedPhotos(told.pack), told.recipe.data, told.seed)
