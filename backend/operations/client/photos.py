"""Real photos for measurements: the demo photos, and those of STIPPLE_DATASETS when it is set."""

from __future__ import annotations

import io
import os
from itertools import cycle, islice
from pathlib import Path

from PIL import Image

from backend.config.env import REPOSITORY
from backend.operations.client.projects import Upload

DEMO = REPOSITORY / "backend" / "images" / "demo"
KINDS = (".jpg", ".jpeg", ".png", ".webp")


def photo_paths() -> list[Path]:
    """Raises FileNotFoundError when there are none."""
    datasets = os.environ.get("STIPPLE_DATASETS")
    folders = [DEMO, Path(datasets) / "demo"] if datasets else [DEMO]
    for folder in folders:
        paths = sorted(path for path in folder.glob("*") if path.suffix.lower() in KINDS) if folder.is_dir() else []
        if paths:
            return paths
    raise FileNotFoundError(f"no photos in {' or '.join(map(str, folders))}")


def resized_photos(count: int, size_wh: tuple[int, int], variant: int = 0) -> list[Upload]:
    """``count`` JPEG photos of exactly ``size_wh``; another ``variant`` gives other bytes (a slightly other crop)."""
    return [
        _resized(path, size_wh, variant + number, f"{number:03d}-{path.stem}.jpg")
        for number, path in enumerate(islice(cycle(photo_paths()), count))
    ]


def _resized(path: Path, size_wh: tuple[int, int], shift: int, name: str) -> Upload:
    width, height = size_wh
    with Image.open(path) as photo:
        rgb = photo.convert("RGB")
    scale = max(width / rgb.width, height / rgb.height) * (1.02 + 0.004 * (shift % 40))
    large = rgb.resize((round(rgb.width * scale), round(rgb.height * scale)), Image.Resampling.LANCZOS)
    left, top = (large.width - width) // 2, (large.height - height) // 2
    buffer = io.BytesIO()
    large.crop((left, top, left + width, top + height)).save(buffer, "JPEG", quality=92)
    return Upload(name, buffer.getvalue())
