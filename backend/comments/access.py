"""The one gate to a comment: that of its image."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from backend.accounts.roles import Action
from backend.comments.models import Comment
from backend.config.problems import Code, Problem
from backend.images.access import check_image
from backend.projects.access import Person


def comment_for(user: Person, comment_id: UUID, action: Action) -> Comment:
    """The comment with its image, when the user may do ``action`` there; raises Http404 or Problem 403."""
    comment = Comment.objects.select_related("image").filter(pk=comment_id).first()
    if comment is None:
        raise Http404
    check_image(user, comment.image, action)
    return comment


def thread_for(user: Person, comment_id: UUID, action: Action) -> Comment:
    """Like ``comment_for`` for the first comment of a thread; a reply reads as 404."""
    comment = comment_for(user, comment_id, action)
    if comment.thread_id is not None:
        raise Http404
    return comment


def check_author(user: Person, comment: Comment) -> None:
    """Raise Problem 403 unless the user wrote the comment."""
    if comment.author_id is None or comment.author_id != user.pk:
        raise Problem(Code.FORBIDDEN, "Only the person who wrote a comment may change it; write a reply instead.", 403)
