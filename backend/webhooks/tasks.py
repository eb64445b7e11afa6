"""The batch task of webhooks: it serves one of them."""

from __future__ import annotations

from backend.config.celery import app
from backend.webhooks.delivering import deliver


@app.task(name="backend.webhooks.tasks.deliver", acks_late=True)
def deliver_due(webhook_id: str) -> None:
    deliver(int(webhook_id))
