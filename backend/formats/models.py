"""A file that somebody handed over to be imported, once or several times: first as a dry run, then in earnest."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from backend.projects.models import Project


class ImportFile(models.Model):
    """``name`` is what it was called where it came from. Its bytes lie in ``import_files.path_of``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="import_files")
    name = models.CharField(max_length=255)
    size_bytes = models.PositiveBigIntegerField()
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-created"]
        indexes = [models.Index(fields=["project", "-created"])]

    def __str__(self) -> str:
        return self.name
