"""What people say about a place of an image: a thread is a first comment, pinned to a point, and its replies."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from backend.images.models import Image

LONGEST = 2000


class Comment(models.Model):
    """One comment. ``thread`` is the first comment of its thread, null for that one itself.

    The first comment alone has ``number`` (1, 2, 3 … in its image, never given twice while the thread is there), ``x``
    and ``y`` in image pixels, ``object`` (the object at that place, which may be gone by now, null for none), and
    ``resolved_at`` once somebody resolved the thread. ``text`` is empty where the author took back what others have
    replied to. Its ``id`` may be made by the client, so that what is sent twice is said once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="comments")
    thread = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    number = models.PositiveIntegerField(null=True)
    x = models.FloatField(null=True)
    y = models.FloatField(null=True)
    object = models.UUIDField(null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=LONGEST, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    edited = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["created", "id"]
        constraints = [
            models.UniqueConstraint(fields=["image", "number"], name="comment_number_once_per_image"),
            models.CheckConstraint(
                condition=models.Q(thread=None, number__isnull=False, x__isnull=False, y__isnull=False)
                | models.Q(thread__isnull=False, number=None, x=None, y=None),
                name="comment_first_has_its_place",
            ),
        ]
        indexes = [
            models.Index(fields=["image"], name="comment_open", condition=models.Q(thread=None, resolved_at=None))
        ]

    def __str__(self) -> str:
        return self.text
