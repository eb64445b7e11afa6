"""One change of many images: what is to be done with which of them, and, chunk by chunk, what was done.

A chunk is written in the transaction that changed its images. Its number is there once, so no image is changed twice,
whoever runs the job; ``before`` is what undo puts back, by the image's key.
"""

from __future__ import annotations

from django.db import models

from backend.jobs.models import Job


class BulkRun(models.Model):
    """``selection`` is {"images": [keys]} or {"filter": query parameters of the list}; empty where it ``undoes``."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, primary_key=True, related_name="bulk")
    change = models.CharField(max_length=16)
    values = models.JSONField(default=dict)
    selection = models.JSONField(default=dict)
    undoes = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="undone_by")


class BulkChunk(models.Model):
    """``counts`` of images by verdict, ``first`` names of each; ``last`` is the highest key that was looked at."""

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="chunks", db_index=False)
    number = models.PositiveIntegerField()
    last = models.UUIDField()
    counts = models.JSONField(default=dict)
    first = models.JSONField(default=dict)
    before = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="bulk_chunk_once")]
