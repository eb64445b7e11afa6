"""Who does what: batches of images, given to a person, to a group, or to whoever asks for the next image."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from backend.accounts.models import Group
from backend.projects.models import Project


class Batch(models.Model):
    """Images that are handed out together. Nobody else than ``assignee`` or the people of ``group`` is given them by
    the queue; where both are empty, everybody is. The higher ``priority`` comes first."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="batches")
    name = models.CharField(max_length=100)
    priority = models.SmallIntegerField(default=0)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="batches"
    )
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="batches")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-priority", "id"]
        constraints = [models.UniqueConstraint("project", Lower("name"), name="batch_name_unique_ci")]

    def __str__(self) -> str:
        return self.name
