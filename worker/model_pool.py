"""The models that this worker has loaded, by digest: loaded when a click first needs one, kept while there is room.

The one that was unused longest goes first; the one that was just loaded always stays. A model may be there twice: on
the GPU, and on the CPU (key ``on_cpu``) for what did not fit into the GPU's memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from model.engines.device import Device, despite_full_memory
from model.types import InteractiveModel
from worker.once_cache import OnceCache

T = TypeVar("T")

NO_LIMIT = 1 << 60
ON_CPU = "/cpu"


@dataclass(frozen=True)
class LoadedModel:
    """``size_bytes`` counts the files that were loaded, not what the runtime adds while it works."""

    model: InteractiveModel
    engine: str
    device: Device
    size_bytes: int

    @property
    def label(self) -> str:
        """What the log says made a mask: "onnx/cpu"."""
        return f"{self.engine}/{self.device.kind}"


def on_cpu(digest: str) -> str:
    return f"{digest}{ON_CPU}"


class ModelPool(OnceCache[LoadedModel]):
    def __init__(
        self,
        limit_mb: int,
        load: Callable[[str, bool], LoadedModel],
        when_changed: Callable[[], object] = lambda: None,
        may_fall_back: bool = False,
    ) -> None:
        """``load`` loads the model of a digest, on the CPU if the second argument says so.

        ``limit_mb`` 0 is no limit. ``when_changed`` is told when a load begins and when it has ended.
        ``may_fall_back``: whether the CPU may answer what does not fit into the GPU's memory.
        """
        limit_bytes = limit_mb << 20 if limit_mb else NO_LIMIT
        super().__init__(limit_bytes, self._load, lambda loaded: loaded.size_bytes)
        self._load_one = load
        self._when_changed = when_changed
        self._may_fall_back = may_fall_back

    def run(self, digest: str, act: Callable[[LoadedModel], T], make_room: Callable[[], object]) -> T:
        """``act`` with the model, loaded first where it is not. Where memory is full: once more after ``make_room``,
        then on the CPU if it may fall back. Raises OutOfMemory, and what ``load`` and ``act`` raise.
        """
        fall_back = (lambda: act(self.get(on_cpu(digest))[0])) if self._may_fall_back else None
        return despite_full_memory(lambda: act(self.get(digest)[0]), make_room, fall_back)

    def loaded(self) -> tuple[str, ...]:
        """The digests that answer at once."""
        return tuple(sorted({key.removesuffix(ON_CPU) for key in self.keys()}))

    def loading(self) -> tuple[str, ...]:
        return tuple(sorted({key.removesuffix(ON_CPU) for key in self.under_way()}))

    def device_kinds(self) -> set[str]:
        """Where the loaded models are: "cuda", "cpu"."""
        with self._lock:
            return {loaded.device.kind for loaded in self._kept.values()}

    def largest_bytes(self) -> int:
        """The size of the largest model that is loaded; 0 without any."""
        with self._lock:
            return max((loaded.size_bytes for loaded in self._kept.values()), default=0)

    def _load(self, key: str) -> LoadedModel:
        self._when_changed()
        return self._load_one(key.removesuffix(ON_CPU), key.endswith(ON_CPU))

    def _make(self, key: str) -> LoadedModel:
        try:
            return super()._make(key)
        finally:
            self._when_changed()
