"""Programs of others, in a Python of their own: what they depend on must not decide what this project depends on.

STIPPLE_PEERS_PYTHON (or STIPPLE_DATUMARO_PYTHON) names a Python that has them; else one is made, once, in the user's
folder for caches. Where that cannot be done the tests are skipped and say why.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from backend.annotation.models import Object
from backend.images.models import Image
from backend.projects.models import Project
from kernels import rle

PACKAGES = ("datumaro==1.13.12", "lvis==0.5.3", "datasets==5.2.0", "label-studio-sdk==2.1.2")
HERE = Path(__file__).parent
MAKING_S = 600
QUIET = ("--quiet", "--disable-pip-version-check", "--retries", "0", "--timeout", "10")
Found = dict[str, list[Any]]


@pytest.fixture(scope="session")
def peers_python() -> str:
    for name in ("STIPPLE_PEERS_PYTHON", "STIPPLE_DATUMARO_PYTHON"):
        if given := os.environ.get(name):
            assert Path(given).exists(), f"{name}={given} is no Python"
            return given
    digest = hashlib.sha256(" ".join(PACKAGES).encode()).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "stipple" / f"peers-{digest}"
    python, done = cache / "bin" / "python", cache / "done"
    if not done.exists():
        try:
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(cache)], check=True, capture_output=True)
            command = [str(python), "-m", "pip", "install", *QUIET, *PACKAGES]
            subprocess.run(command, check=True, capture_output=True, timeout=MAKING_S)
        except (OSError, subprocess.SubprocessError) as error:
            said = getattr(error, "stderr", None) or b""
            pytest.skip(f"the other programs cannot be installed: {error} {said.decode(errors='replace')[-300:]}")
        done.touch()
    return str(python)


@pytest.fixture
def read_by(peers_python: str) -> Callable[..., Any]:
    """``read_by("read_with_datumaro.py", "cvat", folder)``: what the script prints, from JSON."""

    def run(script: str, *arguments: object) -> Any:
        command = [peers_python, str(HERE / script), *map(str, arguments)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "PYTHON"))}
        ended = subprocess.run(
            command, capture_output=True, text=True, cwd=HERE, env=environment | {"HF_HUB_OFFLINE": "1"}
        )
        assert ended.returncode == 0, ended.stderr[-3000:]
        return json.loads(ended.stdout.splitlines()[-1])

    return run


@pytest.fixture
def laid_out(
    project: Project, filled: list[Image], exported: Callable[..., Path], tmp_path: Path
) -> Callable[..., Path]:
    """``laid_out("voc", "JPEGImages/{stem}.jpg")``: an export in a folder, with photos where the format has them."""

    def make(name: str, photos: str = "", **options: Any) -> Path:
        folder = tmp_path / name
        with zipfile.ZipFile(exported(project, name, **options)) as archive:
            archive.extractall(folder)
        for image in filled:
            if photos:
                path = folder / photos.format(stem=Path(image.name).stem, name=image.name)
                path.parent.mkdir(parents=True, exist_ok=True)
                Pillow.new("RGB", (image.width, image.height), (90, 90, 90)).save(path)
        return folder

    return make


def digest_of(pixels: np.ndarray) -> str:
    return hashlib.sha256(np.packbits(pixels.astype(bool)).tobytes()).hexdigest()


def things(project: Project) -> list[tuple[str, str, Object]]:
    """(image without its extension, label, object) of each object."""
    rows = Object.objects.filter(annotation__image__project=project).select_related("label", "annotation__image")
    return [(Path(row.annotation.image.name).stem, row.label.name if row.label else "unlabelled", row) for row in rows]


def masks_of(project: Project) -> Found:
    """[label, "mask", area, digest] of each mask, by image."""
    found: Found = {}
    for stem, label, row in things(project):
        if row.rle:
            pixels = rle.decode(row.rle)
            found.setdefault(stem, []).append([label, "mask", int(pixels.sum()), digest_of(pixels)])
    return {stem: sorted(each, key=str) for stem, each in found.items()}


def boxes_of(project: Project) -> Found:
    """[label, "bbox", [x, y, width, height], ""] of each object, masks or not, by image."""
    found: Found = {}
    for stem, label, row in things(project):
        found.setdefault(stem, []).append([label, "bbox", [float(side) for side in row.bbox or ()], ""])
    return {stem: sorted(each, key=str) for stem, each in found.items()}
