"""Batch tasks of images; thin."""

from __future__ import annotations

from backend.config.celery import app
from backend.images import processing


@app.task(name="backend.images.tasks.process_image", acks_late=True, reject_on_worker_lost=True)
def process_image(image_id: str) -> None:
    processing.process(image_id)
