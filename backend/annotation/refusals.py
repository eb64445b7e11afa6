"""The operations that were refused for good, kept a while in Redis: sent again, they are refused again.

When a connection breaks, the refusal of an operation may be lost on the way. The client then sends it again after those
that came later and were stored, and what had been in its way then, a locked object for instance, may be gone by now: it
would go in at a place of the log where nobody made it. Without Redis nothing is remembered, and it does.
"""

from __future__ import annotations

import json
from contextlib import suppress
from uuid import UUID

from django.conf import settings
from redis import RedisError
from redis import asyncio as aioredis

from backend.annotation.refusal import Refused
from backend.config.problems import Code

KEPT_S = 3600


class Refusals:
    """Those of one person: nobody can have the operations of others refused."""

    def __init__(self, user_id: int) -> None:
        self._user_id = user_id
        self._redis = aioredis.Redis.from_url(
            settings.ENV.redis_url, socket_timeout=1, socket_connect_timeout=1, decode_responses=True
        )

    async def remember(self, operation: UUID, refused: Refused) -> None:
        with suppress(RedisError, OSError):
            await self._redis.set(self._key(operation), json.dumps([refused.code, refused.detail]), ex=KEPT_S)

    async def check(self, operation: UUID) -> None:
        """Raise the refusal that this operation has met before, if it has."""
        try:
            text = await self._redis.get(self._key(operation))
        except (RedisError, OSError):
            return
        if text is not None:
            code, detail = json.loads(text)
            raise Refused(Code(code), detail)

    async def close(self) -> None:
        await self._redis.aclose()

    def _key(self, operation: UUID) -> str:
        return f"stipple:refused:{self._user_id}:{operation}"
