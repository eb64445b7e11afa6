"""Where a project's images come from beside uploads: a folder of the server, or a bucket in a cloud. Only ever read.

``place`` says where it is (its keys depend on ``kind``: places.py) and never changes; ``credentials`` are sealed
(sealing.py) and never shown. ``due`` is when the next sync is to be begun, null where people begin it by hand.
``counts`` and ``problem`` are what the last sync came to.

A ``SourceFile`` is what a sync remembers of a file: ``stamp`` changes when its content does, so a file whose stamp is
known is not read again. ``code`` says why it was not taken, empty where it was. ``since`` of a ``waiting`` one, which
somebody may still be writing, is when it was first seen with this stamp.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from backend.jobs.models import Job
from backend.projects.models import Project

LONGEST_INTERVAL_MINUTES = 7 * 24 * 60
TAKEN = ""
WAITING = "still-written"


class Source(models.Model):
    class Kind(models.TextChoices):
        FOLDER = "folder"
        S3 = "s3"
        GCS = "gcs"
        AZURE = "azure"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="sources", db_index=False)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    place = models.JSONField(default=dict)
    credentials = models.TextField(blank=True)
    every_minutes = models.PositiveIntegerField(default=0)
    due = models.DateTimeField(null=True, blank=True)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    synced = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    problem = models.JSONField(null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="source_name_once")]
        indexes = [models.Index(fields=["due"], name="source_due", condition=models.Q(due__isnull=False))]

    def __str__(self) -> str:
        return self.name


class SourceFile(models.Model):
    """``digest`` is the SHA-256 of the key's bytes: keys may be longer than an index takes, and no text at all."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="files", db_index=False)
    digest = models.CharField(max_length=64)
    key = models.TextField()
    stamp = models.CharField(max_length=200)
    code = models.CharField(max_length=40, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "digest"], name="source_file_once")]
        indexes = [
            models.Index(fields=["source", "id"], name="source_file_refused", condition=~models.Q(code="")),
        ]

    def __str__(self) -> str:
        return self.key
