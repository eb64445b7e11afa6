"""Which entries of a cache to let go when it holds too many bytes: the one that was unused longest, pinned ones last.

Only names and sizes; what the entries are is kept elsewhere, so that this is tested without a tensor.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection


class ByteBudget:
    """Least recently used first. Not safe for several threads by itself."""

    def __init__(self, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        self.used_bytes = 0
        self.pinned: frozenset[str] = frozenset()
        self._sizes: OrderedDict[str, int] = OrderedDict()

    def __contains__(self, key: str) -> bool:
        return key in self._sizes

    def keys(self) -> list[str]:
        """All entries, the one that was unused longest first."""
        return list(self._sizes)

    def touch(self, key: str) -> None:
        """Note that ``key`` was used now."""
        self._sizes.move_to_end(key)

    def add(self, key: str, size_bytes: int) -> list[str]:
        """Count a new entry (or a new size); returns the entries to let go. The new one always stays."""
        self.remove(key)
        self._sizes[key] = size_bytes
        self.used_bytes += size_bytes
        return self._evict(key)

    def remove(self, key: str) -> None:
        self.used_bytes -= self._sizes.pop(key, 0)

    def pin(self, keys: Collection[str]) -> None:
        """Make ``keys``, present or not, the ones to let go last: the images that somebody has open."""
        self.pinned = frozenset(keys)

    def _evict(self, newest: str) -> list[str]:
        others = [key for key in self._sizes if key != newest]
        order = [k for k in others if k not in self.pinned] + [k for k in others if k in self.pinned]
        gone = []
        for key in order:
            if self.used_bytes <= self.limit_bytes:
                break
            self.remove(key)
            gone.append(key)
        return gone
