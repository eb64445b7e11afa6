"""Which models this worker serves: those on this machine, of STIPPLE_MODELS where that names some, that an engine here
can run. Folders are looked at again for every renewal of the lease, so a model that was added is served a second later.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from model.engines.choice import EngineMissing, choose_engine, torch_is_installed
from model.loading import model_folders

log = logging.getLogger(__name__)


class ModelUnavailable(RuntimeError):
    """A model that was asked for is not here (any more), or cannot be loaded; the message says what to do."""


@dataclass(frozen=True)
class Served:
    name: str
    digest: str
    engine: str
    folder: Path

    @property
    def size_bytes(self) -> int:
        pattern = "*.onnx" if self.engine == "onnx" else "*.safetensors"
        return sum(path.stat().st_size for path in self.folder.glob(pattern))


class ServedModels:
    def __init__(self, store: Path, only: Collection[str], engine: str, extra: Path | None = None) -> None:
        """``only``: names to serve, empty for all. ``extra``: one more model folder, from anywhere."""
        self._store = store
        self._only = frozenset(only)
        self._engine = engine
        self._extra = extra
        self._has_torch = torch_is_installed()
        self._digests: dict[Path, tuple[float, str]] = {}
        self._told: set[Path] = set()

    def by_name(self) -> dict[str, Served]:
        """What is served now. A built-in model keeps its name; a folder of the same name elsewhere is left out."""
        folders = [*model_folders(self._store), *([self._extra] if self._extra else [])]
        found: dict[str, Served] = {}
        for folder in folders:
            if folder.name not in found and (not self._only or folder.name in self._only):
                served = self._served(folder)
                if served is not None:
                    found[folder.name] = served
        return found

    def find(self, digest: str) -> Served:
        """Raises ModelUnavailable when no model here has ``digest``."""
        for served in self.by_name().values():
            if served.digest == digest:
                return served
        raise ModelUnavailable(f"the model with digest {digest[:8]} is not on this worker (any more)")

    def missing(self) -> list[str]:
        """Names of STIPPLE_MODELS that are not here, or that no engine here can run."""
        return sorted(self._only - self.by_name().keys())

    def _served(self, folder: Path) -> Served | None:
        try:
            engine = choose_engine(self._engine, folder, self._has_torch)
            return Served(folder.name, self._digest(folder), engine, folder)
        except (EngineMissing, OSError, ValueError, KeyError, TypeError) as error:
            if folder not in self._told:
                self._told.add(folder)
                log.warning("model %s is not served: %s", folder.name, error)
            return None

    def _digest(self, folder: Path) -> str:
        path = folder / "config.json"
        changed = path.stat().st_mtime
        if self._digests.get(folder, (0.0, ""))[0] != changed:
            self._digests[folder] = changed, str(json.loads(path.read_text())["digest"])
        return self._digests[folder][1]
