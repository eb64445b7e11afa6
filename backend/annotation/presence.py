"""Who has an image open now: a hash in Redis for each image, one field a connection, that its consumer keeps fresh.

A connection whose process died stops renewing and is dropped after STALE_S. Redis holds nothing else than this.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from redis import RedisError
from redis import asyncio as aioredis

STALE_S = 7.0
KEPT_S = 20


def presence_key(image_id: object) -> str:
    return f"stipple:presence:{image_id}"


@dataclass
class Peer:
    """One open editor; ``cursor_xy`` in image pixels, None while the pointer is elsewhere."""

    channel: str
    id: int
    name: str
    color: str
    cursor_xy: tuple[float, float] | None = None

    def view(self) -> dict[str, Any]:
        cursor = list(self.cursor_xy) if self.cursor_xy else None
        return {"channel": self.channel, "id": self.id, "name": self.name, "color": self.color, "cursor": cursor}


class Presence:
    """The open editors of one image, seen from one of them. Without Redis everybody sees only themselves."""

    def __init__(self, image_id: object, me: Peer) -> None:
        self._key = presence_key(image_id)
        self._me = me
        self._redis = aioredis.Redis.from_url(
            settings.ENV.redis_url, socket_timeout=1, socket_connect_timeout=1, decode_responses=True
        )

    async def renew(self) -> None:
        """Say that this editor is open, and where its cursor is."""
        record = json.dumps({"peer": self._me.view(), "at": time.time()})
        try:
            async with self._redis.pipeline(transaction=False) as pipe:
                pipe.hset(self._key, self._me.channel, record)
                pipe.expire(self._key, KEPT_S)
                await pipe.execute()
        except (RedisError, OSError):
            return

    async def peers(self) -> list[dict[str, Any]]:
        """Everybody whose editor is open, this one too, in a stable order."""
        try:
            records = await self._redis.hgetall(self._key)  # type: ignore[misc]
        except (RedisError, OSError):
            records = {}
        found = {field: json.loads(text) for field, text in records.items()}
        fresh = {field: item["peer"] for field, item in found.items() if time.time() - item["at"] < STALE_S}
        fresh[self._me.channel] = self._me.view()
        return sorted(fresh.values(), key=lambda peer: (peer["name"], peer["channel"]))

    async def leave(self) -> None:
        try:
            await self._redis.hdel(self._key, self._me.channel)  # type: ignore[misc]
        except (RedisError, OSError):
            pass
        finally:
            await self._redis.aclose()
