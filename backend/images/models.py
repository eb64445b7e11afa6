"""One picture of a project, content addressed by SHA-256; ``width`` and ``height`` after EXIF orientation.

``flagged_at`` is when somebody set it aside, null where nobody has (flags.py). ``attempts`` counts how often a worker
took it for processing, ``heartbeat`` is when it was last sent or taken. ``metadata`` is what people know of it beside
its pixels, by names of theirs (metadata.py).

A replica (``replica`` > 0) is the image ``original`` once more, for one person (``assignee``) who annotates it without
seeing what others make of it: one of several people of a consensus, or somebody whose work is compared with a gold
image (``is_gold``: its annotation is known to be right). ``replica_for`` says which of the two, from when it is made.
``abandoned`` is one of a consensus whose person has left it unfinished: somebody else is asked in their place.
Only replica 0 is an image of the dataset: listed, counted, exported. ``is_dealt`` of an original: as many people as its
project wants have a replica of it; of a replica: nobody needs it any more.

``has_objects``: an object that is no proposal is on it. Kept by whatever stores objects (annotation/rows.py), for to
ask twenty million objects takes seconds.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F
from django.db.models.functions import Cast

from backend.projects.models import Project

TO_ANNOTATE_STATES = ("new", "prelabelled", "in_progress", "rejected")
TO_ANNOTATE = models.Q(
    status="ready",
    flagged_at__isnull=True,
    is_gold=False,
    is_dealt=False,
    state__in=TO_ANNOTATE_STATES,
)
"""What waits for somebody to annotate it. Also the condition of the indexes that the queue walks over."""
TO_REVIEW = models.Q(status="ready", state="submitted", replica=0)
LISTED = models.Q(replica=0)
ORDERED_BY = ("name", "created", "updated")
"""What lists are ordered by. Their indexes end in what decides who is shown an image, so that an index alone counts."""
PIXELS = Cast("width", models.BigIntegerField()) * F("height")
"""Width times height, which an integer of 32 bits may not hold. Its index holds replicas, too: PostgreSQL takes the
distribution of an expression from no partial index."""
RARE = ("lease_holder", "batch", "assignee", "flagged_by")
"""Refer to nothing in most rows, which are left out of their indexes: each costs an insert whenever a row changes."""
IN_ORDER = ("-priority", "created", "id")
"""The order in which people are given images."""


class Image(models.Model):
    class Status(models.TextChoices):
        PROCESSING = "processing"
        READY = "ready"
        FAILED = "failed"

    class State(models.TextChoices):
        NEW = "new"
        PRELABELLED = "prelabelled"
        IN_PROGRESS = "in_progress"
        SUBMITTED = "submitted"
        ACCEPTED = "accepted"
        REJECTED = "rejected"

    class ReplicaFor(models.TextChoices):
        CONSENSUS = "consensus"
        GOLD = "gold"
        ABANDONED = "abandoned"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="images", db_index=False)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=32)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PROCESSING)
    problem = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.NEW)
    lease_holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="leased_images",
        db_index=False,
    )
    lease_expires = models.DateTimeField(null=True, blank=True)
    priority = models.SmallIntegerField(default=0)
    batch = models.ForeignKey(
        "work.Batch", null=True, blank=True, on_delete=models.SET_NULL, related_name="images", db_index=False
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_images",
        db_index=False,
    )
    original = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replicas", db_index=False
    )
    replica = models.PositiveSmallIntegerField(default=0)
    replica_for = models.CharField(max_length=9, choices=ReplicaFor.choices, blank=True)
    is_gold = models.BooleanField(default=False)
    is_dealt = models.BooleanField(default=False)
    has_objects = models.BooleanField(default=False)
    flag_reason = models.CharField(max_length=500, blank=True)
    flagged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    flagged_at = models.DateTimeField(null=True, blank=True)
    metadata = models.JSONField(default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "sha256", "replica"], name="image_once_per_project"),
            models.UniqueConstraint(
                fields=["original", "assignee"],
                condition=models.Q(original__isnull=False),
                name="replica_once_per_person",
            ),
        ]
        indexes = [
            *(
                models.Index(fields=[name], name=f"image_{name}", condition=models.Q(**{f"{name}__isnull": False}))
                for name in RARE
            ),
            *(
                models.Index(
                    fields=["project", *by, name, "id", "is_gold"],
                    name="_".join(["image_by", *by, name]),
                    condition=LISTED,
                )
                for by in ((), ("state",))
                for name in ORDERED_BY
            ),
            models.Index(
                fields=["project", "has_objects", "name", "id", "is_gold"], name="image_by_objects", condition=LISTED
            ),
            models.Index("project", PIXELS, name="image_by_pixels"),
            models.Index(fields=["project", "id"], name="image_flagged", condition=models.Q(flagged_at__isnull=False)),
            models.Index(
                fields=["project", "id"],
                name="image_replica_to_do",
                condition=models.Q(replica_for="consensus", state__in=TO_ANNOTATE_STATES),
            ),
            models.Index(fields=["heartbeat"], name="image_in_processing", condition=models.Q(status="processing")),
            models.Index(
                fields=["project", *IN_ORDER],
                name="image_for_anybody",
                condition=TO_ANNOTATE & models.Q(assignee__isnull=True, batch__isnull=True),
            ),
            models.Index(
                fields=["batch", *IN_ORDER],
                name="image_of_batch",
                condition=TO_ANNOTATE & models.Q(assignee__isnull=True, batch__isnull=False),
            ),
            models.Index(
                fields=["assignee", "project", *IN_ORDER],
                name="image_for_person",
                condition=TO_ANNOTATE & models.Q(assignee__isnull=False),
            ),
            models.Index(
                fields=["assignee", "project", *IN_ORDER],
                name="image_sent_back",
                condition=models.Q(state="rejected", assignee__isnull=False),
            ),
            models.Index(fields=["project", *IN_ORDER], name="image_to_review", condition=TO_REVIEW),
            models.Index(fields=["project", "created", "id"], name="image_gold", condition=models.Q(is_gold=True)),
        ]

    def __str__(self) -> str:
        return self.name


class ImageTag(models.Model):
    """A word that somebody gave an image. ``key`` is its casefold: databases differ in what is upper and lower case."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=50)
    key = models.CharField(max_length=150)

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["image", "key"], name="image_tag_once")]
        indexes = [models.Index(fields=["key", "image"], name="image_tag_by_key")]

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """A list of images under a name: ``query`` is the query string of the list, filters and ordering. One person's, or
    shared with the project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="saved_views")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    query = models.JSONField(default=dict)
    is_shared = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "owner", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name


class DefaultView(models.Model):
    """The view with which a project's list opens for one person."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="defaults")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="default_view_once")]
