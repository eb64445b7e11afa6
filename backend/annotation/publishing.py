"""Tells every open editor of an image what happened: one group of the channel layer for each image."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from redis import RedisError

log = logging.getLogger(__name__)

TIMEOUT_S = 1.5


def group_of(image_id: object) -> str:
    return f"image.{image_id}"


def event(message: dict[str, Any], *, actor: int | None = None, flags: dict[str, bool] | None = None) -> dict[str, Any]:
    """What consumers receive. ``flags`` are ``actor``'s can_undo and can_redo; other receivers keep their own."""
    return {"type": "image.event", "message": message, "actor": actor, "flags": flags}


async def publish(image_id: object, content: dict[str, Any]) -> bool:
    """Send to the group; False when Redis does not answer (editors then notice by the revision in their heartbeat)."""
    try:
        async with asyncio.timeout(TIMEOUT_S):
            await get_channel_layer().group_send(group_of(image_id), content)
    except (RedisError, OSError, TimeoutError) as error:
        log.warning("could not publish to image %s: %s", image_id, error)
        return False
    return True


def publish_from_view(image_id: object, content: dict[str, Any]) -> None:
    """For synchronous views of the web process. A worker has a loop of its own: worker/channel_loop.py."""
    async_to_sync(publish)(image_id, content)
