"""Photos and masks on disk: found by the layout of a data set, read, or refused with a sentence that names the path."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

SUFFIXES = (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")


def images_in(folder: Path, layout: str) -> list[Path]:
    """The image files of ``folder`` by name. Raises FileNotFoundError with the expected ``layout`` without any."""
    found = sorted(path for path in folder.glob("*") if path.suffix.lower() in SUFFIXES) if folder.is_dir() else []
    if not found:
        raise FileNotFoundError(f"no images in {folder}; expected {layout}")
    return found


def required(path: Path, layout: str) -> Path:
    """``path`` itself. Raises FileNotFoundError with the expected ``layout`` where it does not exist."""
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist; expected {layout}")
    return path


def folder_with(marker: str, root: Path, subfolders: Sequence[str], layout: str) -> Path:
    """The folder that holds ``marker``: ``root`` or one of its ``subfolders``, as data sets are unpacked.

    Raises FileNotFoundError with the expected ``layout`` where none does.
    """
    for folder in (root, *(root / name for name in subfolders)):
        if (folder / marker).exists():
            return folder
    raise FileNotFoundError(f"{root / marker} does not exist; expected {layout}")


def read_names(path: Path, layout: str) -> list[str]:
    """The lines of a list such as ``val.txt`` that are not empty, in their order."""
    names = [line.strip() for line in required(path, layout).read_text(encoding="utf-8").splitlines() if line.strip()]
    if not names:
        raise ValueError(f"{path} is empty; expected one name a line")
    return names


def read_photo(path: Path) -> np.ndarray:
    """The photo at ``path``, upright, uint8 (H, W, 3) RGB: decoded as the product decodes what is uploaded."""
    return np.asarray(ImageOps.exif_transpose(_decoded(path)).convert("RGB"))


def read_channels(path: Path) -> np.ndarray:
    """The mask image at ``path``, uint8 (H, W, 3); a palette is looked up, gray is repeated."""
    return np.asarray(_decoded(path).convert("RGB"))


def read_indices(path: Path) -> np.ndarray | None:
    """The palette indices of the mask image at ``path``, uint8 (H, W); None where it has no palette."""
    image = _decoded(path)
    return np.asarray(image) if image.mode == "P" else None


def _decoded(path: Path) -> Image.Image:
    try:
        with Image.open(path) as image:
            image.load()
            return image
    except FileNotFoundError:
        raise FileNotFoundError(f"{path} does not exist") from None
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises on damaged files, by format
        raise ValueError(f"{path} cannot be read as an image ({error}); copy it again from the data set") from error
