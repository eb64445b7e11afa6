"""A function of one's own as an annotator: image after image, in chunks, with a note of what is done."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stipple import models
from stipple.client import Client
from stipple.configuration import state_folder
from stipple.errors import BadPrediction, NotConfigured, NotFound, ServerRefused, StippleError
from stipple.predictions import ImagePredictions, Prediction, settled

if TYPE_CHECKING:
    import numpy as np

Function = Callable[["np.ndarray"], Iterable[Any]]
Tell = Callable[[int, int | None], None]
NEEDED = {"numpy": "numpy", "PIL": "pillow", "pycocotools": "pycocotools"}
FIELDS = ("label", "score", "mask", "rle", "box_xyxy")


@dataclass
class Outcome:
    """``failed``: image, name and error of each image that nothing came of."""

    images: int = 0
    proposals: int = 0
    left_out: int = 0
    skipped: int = 0
    failed: list[dict[str, str]] = field(default_factory=list)


class Done:
    """The images that a function has done in a project: one id a line, written when their proposals are in."""

    def __init__(self, url: str, project: int, where: str) -> None:
        key = hashlib.sha256(json.dumps([url, project, where]).encode()).hexdigest()[:32]
        self.path = state_folder() / "prelabel" / f"{key}.txt"
        self._images = set(self.path.read_text().split()) if self.path.exists() else set()

    def __contains__(self, image: str) -> bool:
        return image in self._images

    def add(self, images: Iterable[str]) -> None:
        fresh = [image for image in images if image not in self._images]
        self._images.update(fresh)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a") as file:
            file.writelines(f"{image}\n" for image in fresh)

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)
        self._images = set()


def load(where: str, folder: Path) -> Function:
    """The function at ``module:name`` (as if run in ``folder``) or ``file.py:name``. Raises NotConfigured."""
    module_name, colon, name = where.rpartition(":")
    if not colon or not module_name or not name:
        raise NotConfigured(f"--function {where!r} is no MODULE:NAME, such as my_model:predict.")
    _check_installed()
    try:
        module = _from_file(Path(module_name)) if module_name.endswith(".py") else _imported(module_name, folder)
    except Exception as error:  # whatever the person's own module raises
        raise NotConfigured(f"{module_name} cannot be loaded: {type(error).__name__}: {error}.") from error
    function = getattr(module, name, None)
    if not callable(function):
        raise NotConfigured(f"{module_name} has no function {name!r}.")
    loaded: Function = function
    return loaded


def prelabel_images(
    client: Client,
    project: int,
    function: Function,
    wanted: models.ImageFilter,
    done: Done,
    chunk: int,
    limit: int | None,
    other_labels: models.OtherLabelsEnum,
    tell: Tell,
) -> Outcome:
    """Raises StippleError where a chunk cannot be uploaded; what was before it is in, and noted in ``done``."""
    outcome = Outcome()
    waiting: list[ImagePredictions] = []

    def send() -> None:
        if waiting:
            report = client.predictions.upload(project, waiting, other_labels=other_labels)
            done.add(each.image["id"] for each in waiting)
            outcome.images += len(waiting)
            outcome.proposals += report.objects["made"] + report.objects["unchanged"]
            outcome.left_out += report.objects["left_out"]
            waiting.clear()

    ready: models.ImageFilter = {"status": "ready", **wanted}
    fresh = _fresh(client.images.list(project, **ready), done, outcome)
    for number, image in enumerate(islice(fresh, limit), start=1):
        try:
            waiting.append(_predicted(client, image, function))
        except _Failed as error:
            outcome.failed.append({"image": image["id"], "name": image["name"], "error": str(error)})
        if len(waiting) >= chunk:
            send()
        tell(number, limit)
    send()
    return outcome


class _Failed(Exception):
    """Nothing came of this one image."""


def _fresh(images: Iterable[models.Image], done: Done, outcome: Outcome) -> Iterable[models.Image]:
    for image in images:
        if image["id"] in done:
            outcome.skipped += 1
        else:
            yield image


def _predicted(client: Client, image: models.Image, function: Function) -> ImagePredictions:
    try:
        pixels = _pixels(client.images.read(image["id"]), image)
    except (NotFound, OSError, ValueError) as error:
        raise _Failed(f"its file cannot be read: {error}") from error
    try:
        found = [_prediction(value) for value in function(pixels)]
        return settled(ImagePredictions(image, found))
    except (ServerRefused, NotConfigured):
        raise
    except BadPrediction as error:
        raise _Failed(str(error)) from error
    except Exception as error:  # the person's own function: anything may come of it
        raise _Failed(f"the function raised {type(error).__name__}: {error}") from error


def _pixels(content: bytes, image: models.Image) -> np.ndarray:
    """uint8 (height, width, 3), upright as the editor shows it. Raises OSError, ValueError."""
    import numpy as np
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content)) as picture:
        pixels = np.asarray(ImageOps.exif_transpose(picture).convert("RGB"))
    if pixels.shape[:2] != (image["height"], image["width"]):
        height, width = pixels.shape[:2]
        raise ValueError(f"it is {width}x{height} here and {image['width']}x{image['height']} on the server")
    return pixels


def _prediction(value: Any) -> Prediction:
    if isinstance(value, Prediction):
        return value
    if not isinstance(value, Mapping):
        raise BadPrediction(f"the function gave {type(value).__name__}; give dictionaries with {', '.join(FIELDS)}.")
    if unknown := set(value) - set(FIELDS):
        raise BadPrediction(f"a prediction has {sorted(map(str, unknown))}; known: {', '.join(FIELDS)}.")
    if "label" not in value:
        raise BadPrediction("a prediction has no label.")
    return Prediction(**value)


def _check_installed() -> None:
    missing = [package for name, package in NEEDED.items() if importlib.util.find_spec(name) is None]
    if missing:
        raise StippleError(f"Pre-labelling needs more packages: pip install {' '.join(missing)}.")


def _from_file(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def _imported(name: str, folder: Path) -> Any:
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    return importlib.import_module(name)
