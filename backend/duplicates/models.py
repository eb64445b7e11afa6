"""What photos look like, in 64 bits each, and the groups of a project's photos that look alike.

A ``Fingerprint`` stands apart from its image: image rows change whenever somebody works, and each index of theirs costs
an insert then. ``band_0`` … ``band_3`` are its four words of 16 bits, by which look-alikes are found (lookup.py).
"""

from __future__ import annotations

from django.db import models

from backend.images.models import Image
from backend.projects.models import Project

BANDS = ("band_0", "band_1", "band_2", "band_3")


class Fingerprint(models.Model):
    """``value`` is null where the picture has no detail to tell it by."""

    image = models.OneToOneField(Image, on_delete=models.CASCADE, related_name="fingerprint")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    value = models.BigIntegerField(null=True)
    band_0 = models.PositiveIntegerField(null=True)
    band_1 = models.PositiveIntegerField(null=True)
    band_2 = models.PositiveIntegerField(null=True)
    band_3 = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["project", band], name=f"fingerprint_{band}") for band in BANDS]

    def __str__(self) -> str:
        return "none" if self.value is None else f"{self.value & (1 << 64) - 1:016x}"


class Group(models.Model):
    """Photos that look alike, each with another of the group, as the last search found them. ``number`` counts the
    groups of a project, from 1, the largest first."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="duplicate_group_once")]

    def __str__(self) -> str:
        return f"group {self.number}"


class GroupImage(models.Model):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.image_id)
