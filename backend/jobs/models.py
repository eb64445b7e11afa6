"""A batch run with progress: exports, imports, versions, backups, syncs; others will pre-label, propagate, fine-tune.

``attempts`` counts the runs: a worker that was taken for dead and comes back finds another number and stops.
``summary`` is what a run says of its work in numbers, for as long as the job is kept; null where it says nothing.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from backend.projects.models import Project


class Job(models.Model):
    class Kind(models.TextChoices):
        EXPORT = "export"
        VERSION = "version"
        IMPORT = "import"
        BACKUP = "backup"
        RESTORE = "restore"
        SYNC = "sync"
        DUPLICATES = "duplicates"

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    log = models.JSONField(default=list)
    problem = models.JSONField(null=True, blank=True)
    summary = models.JSONField(null=True, blank=True)
    result_path = models.CharField(max_length=255, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-created"]
        indexes = [models.Index(fields=["project", "-created"])]
