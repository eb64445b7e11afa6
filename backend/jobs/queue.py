"""The batch queue: work is sent by the name of its task. What gets lost on the way, the sweep sends again."""

from __future__ import annotations

import logging

import redis
from django.conf import settings
from kombu.exceptions import KombuError, OperationalError

from backend.config.celery import app

QUEUE = "batch"
WEBHOOKS_QUEUE = "webhooks"
"""The batch worker takes from both in turn: no message waits for all the images that were uploaded before it."""
PROCESS_IMAGE = "backend.images.tasks.process_image"
SETTLE_REPLICA = "backend.review.tasks.settle_replica"
EXPORT = "backend.formats.tasks.export"
MAKE_VERSION = "backend.versions.tasks.make_version"
PURGE_VERSION = "backend.versions.tasks.purge_version"
IMPORT = "backend.formats.tasks.import_data"
DELIVER = "backend.webhooks.tasks.deliver"
QUEUES = {DELIVER: WEBHOOKS_QUEUE}
BACKUP = "backend.formats.tasks.backup"
RESTORE = "backend.formats.tasks.restore"
SYNC = "backend.sources.tasks.sync_source"
FIND_DUPLICATES = "backend.duplicates.tasks.find_duplicates"
RETRIES = {"max_retries": 2, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.2}

logger = logging.getLogger(__name__)


def send(task: str, argument: str) -> bool:
    """Queue ``task`` with one argument; False (and a warning) when the broker does not answer."""
    try:
        app.send_task(task, [argument], queue=QUEUES.get(task, QUEUE), retry=True, retry_policy=RETRIES)
    except (OperationalError, KombuError, redis.RedisError, OSError) as error:
        logger.warning("%s(%s) not queued, the sweep will do it: %s", task, argument, error)
        return False
    return True


def is_empty() -> bool:
    """Whether nothing waits in the batch queue. False when the broker does not answer: then nobody can know."""
    try:
        client = redis.Redis.from_url(settings.ENV.redis_url, socket_timeout=2, socket_connect_timeout=2)
        try:
            return not client.exists(QUEUE)
        finally:
            client.close()
    except (redis.RedisError, OSError):
        return False
