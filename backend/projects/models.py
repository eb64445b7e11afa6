"""A project: a label set, images and the rules of work on them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from backend.accounts.models import Organization
from backend.accounts.roles import Role

GIVEN_ROLES = [choice for choice in Role.choices if choice[0] != Role.OWNER]


class Project(models.Model):
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="projects")
    name = models.CharField(max_length=150)
    description = models.TextField(blank=True)
    guidelines = models.TextField(blank=True)
    model = models.CharField(max_length=100, default="nano")
    overlap = models.BooleanField(default=False)
    """Masks of one image may share pixels: what is done to an object takes nothing from the others."""
    replicas = models.PositiveSmallIntegerField(default=1)
    """So many people annotate each image, none of them seeing what the others do."""
    gold_percent = models.PositiveSmallIntegerField(default=0)
    """Of the images that a person is given, so many are such whose truth is known."""
    lease_minutes = models.PositiveSmallIntegerField(default=15)
    """An image that somebody was given goes back to the queue after so long without a sign of them."""
    is_private = models.BooleanField(default=False)
    """Only people with a role of their own here, and the team's owners and managers, see the project at all."""
    reject_reasons = models.JSONField(default=list, blank=True)
    """Texts that reviewers are offered when they reject an image."""
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint("organization", Lower("name"), name="project_name_unique_ci")]

    def __str__(self) -> str:
        return self.name


class ProjectRole(models.Model):
    """The role of a member of the team in this project, in place of that in the team (access.py)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="project_roles")
    role = models.CharField(max_length=16, choices=GIVEN_ROLES)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="project_role_once")]

    def __str__(self) -> str:
        return f"{self.user} is {self.role} of {self.project}"


class Label(models.Model):
    class Kind(models.TextChoices):
        THING = "thing"
        STUFF = "stuff"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(max_length=100)
    color = models.CharField(max_length=7)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.THING)
    hotkey = models.CharField(max_length=1, blank=True)
    position = models.PositiveIntegerField(default=0)
    attributes_schema = models.JSONField(default=list, blank=True)
    """What its objects are asked for (attributes.py)."""

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint("project", Lower("name"), name="label_name_unique_ci"),
            models.UniqueConstraint(
                fields=["project", "hotkey"], name="label_hotkey_once", condition=~models.Q(hotkey="")
            ),
        ]


class Count(models.Model):
    """What there was of each kind in a large project when it was ``counted`` (counting.py)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=20)
    counts = models.JSONField()
    took_s = models.FloatField()
    counted = models.DateTimeField()
    is_asked_for = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="count_once")]

    def __str__(self) -> str:
        return f"{self.name} of {self.project}"
