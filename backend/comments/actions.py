"""What is done with comments: pin one, reply, change the words, delete, resolve and reopen.

Each locks the image's row: numbers are given out one by one, and the limit holds whoever writes at once.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils import timezone

from backend.accounts.models import User
from backend.annotation.models import Object
from backend.comments.models import Comment
from backend.config.problems import Code, Problem
from backend.images.models import Image
from backend.webhooks.emitting import emit
from backend.webhooks.events import Happening

MOST = 500
"""Comments of an image, replies among them."""


def do_pin(
    user: User, image: Image, comment_id: UUID, text: str, point_xy: tuple[float, float], item: UUID | None
) -> Comment:
    """Begin a thread at a point in image pixels, on the object ``item`` or on none. Sent again, it is said once.

    Raises Problem: 409 ``image-not-ready``, 400 ``outside-image``, ``unknown-object`` or ``too-many``.
    """
    check_place(image, point_xy, item)
    x, y = point_xy
    with transaction.atomic():
        _lock(image.pk)
        if (known := _again(user, image.pk, None, comment_id, text)) is not None:
            _change(known, x=x, y=y, object=item)
            return known
        _check_room(image.pk)
        last = Comment.objects.filter(image=image).aggregate(last=Max("number"))["last"] or 0
        first = Comment.objects.create(
            id=comment_id, image=image, number=last + 1, x=x, y=y, object=item, author=user, text=text
        )
        emit(Happening.COMMENT_CREATED, first, project_id=image.project_id, actor=user)
        return first


def do_reply(user: User, first: Comment, comment_id: UUID, text: str) -> Comment:
    """Add to a thread, resolved or not. Raises Problem 400 ``too-many``, Http404 when the thread is gone."""
    with transaction.atomic():
        _lock(first.image_id)
        if not Comment.objects.filter(pk=first.pk).exists():
            raise Http404
        if (known := _again(user, first.image_id, first.pk, comment_id, text)) is not None:
            return known
        _check_room(first.image_id)
        reply = Comment.objects.create(id=comment_id, image_id=first.image_id, thread=first, author=user, text=text)
        emit(Happening.COMMENT_CREATED, reply, project_id=first.image.project_id, actor=user, comment=str(reply.pk))
        return reply


def do_rewrite(comment: Comment, text: str) -> None:
    """Change the words; the time of it is kept. Nothing happens where they are the same."""
    with transaction.atomic():
        _lock(comment.image_id)
        if comment.text != text:
            _change(comment, text=text, edited=timezone.now())


def do_delete(comment: Comment) -> None:
    """Delete a comment. One that others have replied to is emptied, and goes with its last reply."""
    with transaction.atomic():
        _lock(comment.image_id)
        found = Comment.objects.select_related("thread").filter(pk=comment.pk).first()
        if found is None:
            raise Http404
        if found.thread_id is None and found.replies.exists():
            _change(found, text="", edited=None)
            return
        first = found.thread
        found.delete()
        if first is not None and not first.text and not first.replies.exists():
            first.delete()


def do_resolve(user: User, first: Comment) -> None:
    """What the thread asked for is done; doing it again, or at once with others, changes nothing."""
    with transaction.atomic():
        _lock(first.image_id)
        if Comment.objects.filter(pk=first.pk, resolved_at__isnull=False).exists():
            return
        _change(first, resolved_at=timezone.now(), resolved_by=user)
        emit(Happening.COMMENT_RESOLVED, first, project_id=first.image.project_id, actor=user)


def do_reopen(first: Comment) -> None:
    with transaction.atomic():
        _lock(first.image_id)
        is_resolved = Comment.objects.filter(pk=first.pk, resolved_at__isnull=False).exists()
        _change(first, resolved_at=None, resolved_by=None)
        if is_resolved:
            emit(Happening.COMMENT_REOPENED, first, project_id=first.image.project_id)


def check_place(image: Image, point_xy: tuple[float, float], item: UUID | None) -> None:
    """Raise Problem unless the point lies inside the image and the object is one of it."""
    if image.status != Image.Status.READY:
        raise Problem(Code.IMAGE_NOT_READY, f"This image is {image.status}; there is no place to pin a comment.", 409)
    x, y = point_xy
    if not (0 <= x < image.width and 0 <= y < image.height):
        raise Problem(
            Code.OUTSIDE_IMAGE,
            f"({x:g}, {y:g}) lies outside this {image.width} x {image.height} image; send a point in image pixels.",
        )
    if item is not None and not Object.objects.filter(pk=item, annotation__image=image).exists():
        raise Problem(Code.UNKNOWN_OBJECT, f"This image has no object {item} (any more); leave `object` out.")


def _lock(image_id: Any) -> None:
    if Image.objects.select_for_update().filter(pk=image_id).first() is None:
        raise Http404


def _again(user: User, image_id: Any, thread_id: UUID | None, comment_id: UUID, text: str) -> Comment | None:
    """The comment that has this id already, saying what was sent last; None when there is none."""
    known = Comment.objects.filter(pk=comment_id).first()
    if known is None:
        return None
    if (known.author_id, known.image_id, known.thread_id) != (user.pk, image_id, thread_id):
        raise Problem(Code.CONFLICT, f"The id {comment_id} belongs to another comment; send a new one.", 409)
    do_rewrite(known, text)
    return known


def _check_room(image_id: Any) -> None:
    if Comment.objects.filter(image_id=image_id).count() >= MOST:
        raise Problem(Code.TOO_MANY, f"An image has at most {MOST} comments; delete some of this one first.")


def _change(comment: Comment, **fields: Any) -> None:
    """Http404 when somebody has deleted it meanwhile."""
    if not Comment.objects.filter(pk=comment.pk).update(**fields):
        raise Http404
