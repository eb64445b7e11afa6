"""Archives of a few files, for the tables of broken ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.backend.formats.broken.archives import zipped
from tests.backend.formats.broken.case import Case


def packed(name: str, files: Mapping[str, Any], *says: str, made: int = 1, why: str = "") -> Case:
    """An archive of ``files``: bytes, text, or anything else as JSON, by name."""
    members = [
        (file, content if isinstance(content, bytes) else content.encode() if isinstance(content, str) else
         json.dumps(content).encode())
        for file, content in files.items()
    ]  # fmt: skip
    return Case(name, _written(zipped(*members)), says, made, ".zip", why)


def _written(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)
