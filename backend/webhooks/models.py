"""Who is told what happens, what they were told, and each try to tell them.

A ``Delivery`` is written in the transaction of what it tells of: it is the outbox, and the log.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from backend.accounts.models import Organization
from backend.projects.models import Project


class Webhook(models.Model):
    """An address that is told of ``events`` in a project, or (``project`` null) in a team and all its projects.

    ``secret`` and ``old_secret`` (which counts until ``old_secret_until``) are encrypted (signing.py). ``failures``
    counts tries without success, one after the other, since ``failing_since``. It was switched off by the server at
    ``disabled_at``. ``leased_until`` belongs to the worker that sends just now; nobody sends before ``resting_until``.
    """

    class Reason(models.TextChoices):
        GONE = "gone"
        FAILING = "failing"

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="webhooks")
    project = models.ForeignKey(Project, null=True, on_delete=models.CASCADE, related_name="webhooks")
    name = models.CharField(max_length=100)
    url = models.CharField(max_length=2000)
    events = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    secret = models.TextField()
    old_secret = models.TextField(blank=True)
    old_secret_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_reason = models.CharField(max_length=16, choices=Reason.choices, blank=True)
    leased_until = models.DateTimeField(null=True)
    resting_until = models.DateTimeField(null=True)
    woken_at = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One thing that one webhook is told. ``body`` is sent as it stands here, ``id`` is the message's at every try.

    ``tries`` counts those since it was made, or since somebody asked for it again; ``due`` is when the next one is.
    """

    class State(models.TextChoices):
        PENDING = "pending"
        DELIVERED = "delivered"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=40)
    body = models.TextField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.PENDING)
    tries = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField()
    created = models.DateTimeField(db_index=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["webhook", "-created", "-id"], name="delivery_by_webhook"),
            models.Index(fields=["webhook", "due"], name="delivery_pending", condition=models.Q(state="pending")),
        ]


class Attempt(models.Model):
    """One try: what was sent, and what came back. Written before it is sent; one without ``duration_ms`` and
    ``error`` was under way when its worker died, and nobody knows whether it arrived."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    url = models.CharField(max_length=2000)
    headers = models.JSONField()
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(blank=True)
    error = models.CharField(max_length=300, blank=True)
    duration_ms = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="attempt_once")]
