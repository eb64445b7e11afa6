"""Facts of work: what was handed in and how it was judged, how far people agree, what became of consensuses."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from backend.images.models import Image
from backend.projects.models import Label, Project


class Submission(models.Model):
    """An image or a replica that somebody handed in; ``attempt`` 1 is the first time, later ones are rework.

    ``annotator`` is null where a consensus of several people was handed in, or the person is gone. ``revision`` is the
    document's when it was handed in. ``seconds``, ``clicks`` and ``strokes`` are the annotator's since their
    submission of the same image before (effort.py); ``objects`` are those in effect. ``verdict`` is empty while nobody
    has judged it, ``compared`` where nobody will: a replica that went into a consensus or was compared with gold.
    ``fixed_objects`` counts the objects that the reviewer changed before the verdict.
    """

    class Kind(models.TextChoices):
        IMAGE = "image"
        REPLICA = "replica"
        CONSENSUS = "consensus"

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        COMPARED = "compared"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="submissions")
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="submissions")
    annotator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="submissions"
    )
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.IMAGE)
    seconds = models.FloatField(default=0)
    clicks = models.PositiveIntegerField(default=0)
    strokes = models.PositiveIntegerField(default=0)
    objects_in_effect = models.PositiveIntegerField(default=0)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="reviewed_submissions"
    )
    verdict_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=2000, blank=True)
    fixed_objects = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["image"], name="submission_open_once", condition=models.Q(verdict=""))
        ]
        indexes = [
            models.Index(fields=["project", "at"]),
            models.Index(fields=["annotator", "at"]),
            models.Index(fields=["project", "at"], name="submission_waiting", condition=models.Q(verdict="")),
        ]


class LabelCount(models.Model):
    """How many objects of a label a submission had; a table, so that databases can add them up."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="label_counts")
    label = models.ForeignKey(Label, null=True, on_delete=models.SET_NULL, related_name="+")
    count = models.PositiveIntegerField()


class Comparison(models.Model):
    """How far one document agrees with another (agreement.py): that of ``person`` in the replica ``image`` with a gold
    image, or with the replica ``other`` of ``other_person``."""

    class Kind(models.TextChoices):
        GOLD = "gold"
        PAIR = "pair"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="comparisons")
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="comparisons")
    other = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="comparisons"
    )
    other_person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    mean_iou = models.FloatField()
    dice = models.FloatField()
    pq = models.FloatField()
    per_label = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["image", "other"], name="comparison_once")]
        indexes = [models.Index(fields=["project", "at"]), models.Index(fields=["person", "at"])]


class Consensus(models.Model):
    """What the replicas of ``image`` were merged into, once; ``left_out`` objects were seen by too few people."""

    image = models.OneToOneField(Image, on_delete=models.CASCADE, related_name="consensus")
    at = models.DateTimeField()
    people = models.JSONField(default=list)
    object_count = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    mean_iou = models.FloatField(null=True)
    """Of all pairs of people; null where only one took part."""
