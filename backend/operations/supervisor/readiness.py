"""How the supervisor knows that a child is ready: a line it printed, or a key of Redis that it holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


class Readiness(Protocol):
    def is_ready(self, line: str | None) -> bool:
        """Judge after a printed ``line``, or on a regular look (None)."""
        ...


@dataclass(frozen=True)
class PrintsLine:
    pattern: re.Pattern[str]

    def is_ready(self, line: str | None) -> bool:
        return line is not None and self.pattern.search(line) is not None


@dataclass(frozen=True)
class HoldsKey:
    """``exists`` asks Redis for the key; it answers False while Redis cannot be reached."""

    key: str
    exists: Callable[[str], bool]

    def is_ready(self, line: str | None) -> bool:
        return line is None and self.exists(self.key)


class RedisKeys:
    """Asks a Redis or Valkey server whether a key exists; a server that does not answer holds no key."""

    def __init__(self, url: str) -> None:
        import redis

        self._client = redis.Redis.from_url(url, socket_timeout=0.3, socket_connect_timeout=0.3)
        self._errors = (redis.RedisError, OSError)

    def exists(self, key: str) -> bool:
        try:
            return bool(self._client.exists(key))
        except self._errors:
            return False

    def delete(self, key: str) -> None:
        try:
            self._client.delete(key)
        except self._errors:
            return

    def ping(self) -> bool:
        try:
            return bool(self._client.ping())
        except self._errors:
            return False
