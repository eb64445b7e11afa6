"""A file on its way in piece by piece, and afterwards, for a week, what became of it.

How much of it has arrived is not in the row: that is the size of the file on the disk (``partial.py``), which no crash
can make untrue. ``settling`` is when it was first taken up as a whole; ``result`` is null until that is done.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from backend.projects.models import Project


class Upload(models.Model):
    class Purpose(models.TextChoices):
        IMAGE = "image"
        ARCHIVE = "archive"
        IMPORT = "import"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="uploads")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    name = models.CharField(max_length=255)
    size_bytes = models.PositiveBigIntegerField()
    metadata = models.TextField(blank=True)
    settling = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    expires = models.DateTimeField(db_index=True)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-created"]
        indexes = [models.Index(fields=["project", "-created"])]

    def __str__(self) -> str:
        return self.name

    @property
    def is_settled(self) -> bool:
        return self.result is not None
