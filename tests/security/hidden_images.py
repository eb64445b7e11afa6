"""Images that are hidden below reviewer, with everything that an image can hold."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from backend.accounts.models import User
from backend.annotation.models import Annotation, Object
from backend.comments.models import Comment
from backend.images import storage
from backend.images.models import Image, ImageTag
from backend.projects.models import Label
from backend.review.models import LabelCount, Submission

Hide = Callable[[str], Image]
"""Make a hidden image, by its kind."""
SEES = {
    "gold": {"alice", "mallory", "rita"},
    "replica": {"alice", "mallory", "rita", "bob"},
}
"""Who sees what: Bob's replica is seen by Bob and by who reviews, a gold image by who reviews alone."""


def fill(image: Image, bob: User, label: Label) -> None:
    Image.objects.filter(pk=image.pk).update(flag_reason="blurred", flagged_by=bob, flagged_at=timezone.now())
    Object.objects.create(annotation=Annotation.objects.create(image=image), label=label)
    ImageTag.objects.create(image=image, name="hidden", key="hidden")
    Comment.objects.create(image=image, number=1, x=5, y=6, author=bob, text="hidden remark")
    values = {"project": image.project, "annotator": image.assignee, "at": timezone.now(), "verdict": "compared"}
    handed_in = Submission.objects.create(image=image, **values)
    LabelCount.objects.create(submission=handed_in, label=label, count=1)
    storage.original(image.sha256).parent.mkdir(parents=True, exist_ok=True)
    storage.original(image.sha256).write_bytes(b"not looked into")
