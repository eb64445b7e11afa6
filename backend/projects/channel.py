"""Live news of a project: one group per project, read by every open project page (see backend.images.consumers).

News may be lost (a page asks the REST interface again when it reconnects), so a silent Redis never fails the work.
"""

from __future__ import annotations

import logging
from typing import Any

import redis
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

logger = logging.getLogger(__name__)


def project_group(project_id: int) -> str:
    return f"project-{project_id}"


def send_to_project(project_id: int, message: dict[str, Any]) -> None:
    """Send one JSON message to the project's open pages. Call it from synchronous code, after the commit."""
    layer = get_channel_layer()
    if layer is None:
        return
    try:
        async_to_sync(layer.group_send)(project_group(project_id), {"type": "project.news", "message": message})
    except (redis.RedisError, OSError) as error:
        logger.warning("news of project %s not sent: %s", project_id, error)
