"""The annotation of an image: an append-only log of operations, and the objects that are in effect now (DESIGN §5)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models

from backend.images.models import Image
from backend.projects.models import Label


class Annotation(models.Model):
    """The document of one image. ``revision`` is that of its last operation.

    ``requested_revision`` is the last revision that a decode was asked for, ``answered_revision`` the last one that a
    decode has answered; while the first is greater, work is pending since ``requested_at`` (the watchdog looks there).
    ``requested_worker`` is whom it was sent to, as "id/boot" (empty: nobody was there), ``attempts`` how often it was
    sent again since, ``problem`` why the last attempt failed ({"code", "detail"}). ``model_name`` and ``model_digest``
    are the model pinned to this image (pinning.py), empty before the first decode request. ``background`` lists the
    background's clicks and strokes in effect, ``next_t`` is the time index of the next one. ``leases`` says who works
    on which object (leases.py).
    """

    image = models.OneToOneField(Image, on_delete=models.CASCADE, related_name="annotation")
    revision = models.PositiveIntegerField(default=0)
    model_name = models.CharField(max_length=100, blank=True)
    model_digest = models.CharField(max_length=64, blank=True)
    requested_revision = models.PositiveIntegerField(default=0)
    answered_revision = models.PositiveIntegerField(default=0)
    requested_at = models.DateTimeField(null=True, blank=True, db_index=True)
    requested_worker = models.CharField(max_length=100, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.JSONField(null=True, blank=True)
    background = models.JSONField(default=list, blank=True)
    next_t = models.PositiveIntegerField(default=0)
    leases = models.JSONField(default=dict, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    held: Mapping[uuid.UUID, dict[str, Any]] = {}
    """Leases that who acts now has to respect, by object; set by actions.py while the row is locked."""


class Operation(models.Model):
    """One entry of the log; never changed, never deleted. ``client_id`` is the client's UUID, unique per annotation."""

    class Kind(models.TextChoices):
        CLICK = "click"
        SCRIBBLE = "scribble"
        BOX = "box"
        PAINT = "paint"
        RESHAPE = "reshape"
        BOUNDS = "bounds"
        SET = "set"
        DELETE = "delete"
        ACCEPT = "accept"
        REJECT = "reject"
        UNDO = "undo"
        REDO = "redo"
        RESTORE = "restore"
        IMPORT = "import"
        PROPOSED = "proposed"
        DECODED = "decoded"
        MODEL = "model"

    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="operations")
    revision = models.PositiveIntegerField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    payload = models.JSONField(default=dict)
    client_id = models.UUIDField(default=uuid.uuid4)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["revision"]
        constraints = [
            models.UniqueConstraint(fields=["annotation", "revision"], name="operation_revision_once"),
            models.UniqueConstraint(fields=["annotation", "client_id"], name="operation_client_id_once"),
        ]


class Object(models.Model):
    """One segment as it is in effect now. ``rle`` is COCO's compressed run-length encoding, null until a mask exists.

    ``input_revision`` is the revision of the last operation that changed its inputs (clicks, base), ``mask_revision``
    that of the operation its mask comes from. ``clicks`` lists the clicks in effect, {"id","x","y","t","r"}, r being
    the revision of its operation, the strokes, with "points" for "x" and "y", and the boxes, with "box"; the first
    ``base_clicks`` of them were answered before ``base`` was made and are part of it. ``inputs`` are the revisions of
    the operations that shaped its inputs, ``answered`` those that its mask answers; ``is_answered`` says whether they
    are the same. ``left`` .. ``bottom`` repeat ``bbox`` for queries.
    ``model`` is what made the mask ({"name", "digest", "engine"}), null where a person did.
    ``base_revision`` is that of the operation that made ``base``. ``crop`` ([x0, y0, x1, y1]) is the part of the image
    that the model looks at for this object, null for all of it.
    ``unsure`` ({"x", "y", "margin"}, null: none is known) is the place of this object where the model was least sure.
    ``shape`` says whether the object is its mask, or a bounding box without one, which then is ``bbox``.
    """

    class Shape(models.TextChoices):
        MASK = "mask"
        BOX = "box"

    class Source(models.TextChoices):
        CLICK = "click"
        BRUSH = "brush"
        SCRIBBLE = "scribble"
        BOX = "box"
        POLYGON = "polygon"
        PRELABEL = "prelabel"
        PROPAGATED = "propagated"
        IMPORT = "import"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    annotation = models.ForeignKey(
        Annotation, on_delete=models.CASCADE, related_name="objects_in_effect", db_index=False
    )
    label = models.ForeignKey(Label, null=True, on_delete=models.SET_NULL, related_name="objects_in_effect")
    source = models.CharField(max_length=12, choices=Source.choices, default=Source.CLICK)
    rle = models.JSONField(null=True, blank=True)
    base = models.JSONField(null=True, blank=True)
    bbox = models.JSONField(null=True, blank=True)
    area = models.PositiveIntegerField(default=0)
    quality = models.FloatField(null=True, blank=True)
    z = models.IntegerField(default=0)
    is_locked = models.BooleanField(default=False)
    is_proposal = models.BooleanField(default=False)
    attributes = models.JSONField(default=dict, blank=True)
    clicks = models.JSONField(default=list, blank=True)
    base_clicks = models.PositiveIntegerField(default=0)
    inputs = models.JSONField(default=list, blank=True)
    answered = models.JSONField(default=list, blank=True)
    is_answered = models.BooleanField(default=True)
    left = models.PositiveIntegerField(default=0)
    top = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)
    bottom = models.PositiveIntegerField(default=0)
    input_revision = models.PositiveIntegerField(default=0)
    mask_revision = models.PositiveIntegerField(default=0)
    model = models.JSONField(null=True, blank=True)
    crop = models.JSONField(null=True, blank=True)
    base_revision = models.PositiveIntegerField(default=0)
    unsure = models.JSONField(null=True, blank=True)
    shape = models.CharField(max_length=8, choices=Shape.choices, default=Shape.MASK)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["z", "id"]
        indexes = [
            models.Index(fields=["annotation", "z"]),
            models.Index(fields=["annotation", "label"], name="object_label", condition=models.Q(is_proposal=False)),
            models.Index(fields=["annotation", "-input_revision"]),
            models.Index(fields=["annotation", "mask_revision"]),
        ]
