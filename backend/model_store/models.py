"""The models of this installation: what clicks can be answered with, and how each got here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


def unknown_source() -> dict[str, Any]:
    return {"kind": "file", "url": "", "file": "", "sha256": ""}


class StoredModel(models.Model):
    """One model. ``name`` is that of its folder and what projects and annotations call it; it never changes.

    ``digest`` is the SHA-256 of weights and config, empty until the model is installed. ``progress`` (0 to 1) and
    ``detail`` tell how the installation goes, or why it failed. ``attempts`` counts its runs: a worker that was taken
    for dead and comes back finds another number and stops. ``upload`` is the file below the store's incoming folder
    that a person sent; ``source`` says {"kind","url","file","sha256"}.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        FETCHING = "fetching"
        VERIFYING = "verifying"
        CONVERTING = "converting"
        READY = "ready"
        FAILED = "failed"
        CANCELLED = "cancelled"

    name = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=150, blank=True)
    preset = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    progress = models.FloatField(default=0.0)
    detail = models.TextField(blank=True)
    engines = models.JSONField(default=list, blank=True)
    parameters = models.BigIntegerField(null=True, blank=True)
    size_bytes = models.BigIntegerField(null=True, blank=True)
    source = models.JSONField(default=unknown_source)
    upload = models.CharField(max_length=255, blank=True)
    card = models.TextField(blank=True)
    numbers = models.JSONField(default=list, blank=True)
    speed = models.JSONField(null=True, blank=True)
    is_builtin = models.BooleanField(default=False)
    is_enabled = models.BooleanField(default=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat = models.DateTimeField(default=timezone.now)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_usable(self) -> bool:
        return self.state == self.State.READY and self.is_enabled


INSTALLING = (StoredModel.State.FETCHING, StoredModel.State.VERIFYING, StoredModel.State.CONVERTING)
