"""The Celery application: the distributed engine behind clicks and batch work. Tasks are sent by name."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")

app = Celery("stipple")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_serializer="json",
    result_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    task_store_errors_even_if_ignored=False,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_send_task_events=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    task_default_queue="batch",
    task_create_missing_queues=True,
)
app.autodiscover_tasks(
    [
        "backend.images",
        "backend.formats",
        "backend.jobs",
        "backend.annotation",
        "backend.review",
        "backend.versions",
        "backend.webhooks",
        "backend.sources",
        "backend.duplicates",
    ]
)
