"""Versions of a dataset: what a project's images and annotations were at one time, for good.

Nothing here refers to what may change: images are known by the SHA-256 of their content, people by their name, and
labels are copied. The objects of an image are a ``Content``, found by the digest of what it holds, so that an image
that nobody changed costs the next version a row and no copy.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from backend.jobs.models import Job
from backend.projects.models import Project


class Numbering(models.Model):
    """The last number that a project gave to a version: numbers are never given twice. Who holds its row is alone in
    adding or removing frozen contents of the project."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, primary_key=True, related_name="+")
    last = models.PositiveIntegerField(default=0)


class Version(models.Model):
    """``filter`` (filtering.py) and ``split_rule`` (splits.py) say which images it holds and how they are divided;
    ``labels`` (labels.py) are those of the project as they were, ``counts`` (tally.py) is empty until it is ready.

    ``digest`` is the SHA-256 of all that exports depend on. ``project_name`` and ``made_by`` are as they were.
    """

    class State(models.TextChoices):
        MAKING = "making"
        READY = "ready"
        DELETING = "deleting"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.MAKING)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    filter = models.JSONField(default=dict)
    split_rule = models.JSONField(default=dict)
    labels = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    project_name = models.CharField(max_length=150)
    made_by = models.CharField(max_length=150, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="version_number_once"),
            models.UniqueConstraint(
                "project", Lower("name"), name="version_name_unique_ci", condition=~models.Q(state="deleting")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


class Content(models.Model):
    """The objects of an image as they were (frozen.py), for every version that holds them like this. ``digest`` is
    the SHA-256 of what ``body`` unpacks to."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)
    body = models.BinaryField()
    object_count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "digest"], name="version_content_once")]


class VersionImage(models.Model):
    """An image of a version, the ``position``-th of it. ``image_id`` is what the project calls it, or called it:
    it may be gone. ``split`` is empty where the rule puts the image nowhere."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="images", db_index=False)
    position = models.PositiveIntegerField()
    image_id = models.UUIDField()
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=32)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    state = models.CharField(max_length=12)
    split = models.CharField(max_length=8, blank=True)
    tags = models.JSONField(default=list)
    content = models.ForeignKey(Content, on_delete=models.RESTRICT, related_name="images")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="version_position_once"),
            models.UniqueConstraint(fields=["sha256", "version"], name="version_image_once"),
        ]

    def __str__(self) -> str:
        return self.name
