"""Comments over REST. Whatever changes one answers with its whole thread."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.roles import Action
from backend.comments.access import check_author, comment_for, thread_for
from backend.comments.actions import do_delete, do_pin, do_reopen, do_reply, do_resolve, do_rewrite
from backend.comments.models import Comment
from backend.comments.publishing import publish_thread
from backend.comments.serializers import (
    CommentTextSerializer,
    NewReplySerializer,
    NewThreadSerializer,
    ThreadSerializer,
)
from backend.comments.threads import threads_of
from backend.images.access import image_and_role, image_for


class ImageComments(APIView):
    @extend_schema(responses=ThreadSerializer(many=True), operation_id="comments_list")
    def get(self, request: Request, image_id: UUID) -> Response:
        """All threads of an image by number; there are 500 comments at most. Reviewers also see those in replicas."""
        image, role = image_and_role(request.user, image_id, Action.VIEW)
        return Response(ThreadSerializer(threads_of(image.pk, role), many=True).data)

    @extend_schema(request=NewThreadSerializer, responses={201: ThreadSerializer}, operation_id="comments_pin")
    def post(self, request: Request, image_id: UUID) -> Response:
        """Begin a thread at a point of the image."""
        image = image_for(request.user, image_id, Action.COMMENT)
        body = NewThreadSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        user: Any = request.user
        said = body.validated_data
        comment_id = said.get("id") or uuid4()
        return _told(do_pin(user, image, comment_id, said["text"], (said["x"], said["y"]), said["object"]), 201)


class CommentReplies(APIView):
    @extend_schema(request=NewReplySerializer, responses={201: ThreadSerializer}, operation_id="comments_reply")
    def post(self, request: Request, comment_id: UUID) -> Response:
        """Reply to the first comment of a thread."""
        first = thread_for(request.user, comment_id, Action.COMMENT)
        body = NewReplySerializer(data=request.data)
        body.is_valid(raise_exception=True)
        user: Any = request.user
        reply_id = body.validated_data.get("id") or uuid4()
        return _told(do_reply(user, first, reply_id, body.validated_data["text"]), 201)


class OneComment(APIView):
    @extend_schema(request=CommentTextSerializer, responses=ThreadSerializer, operation_id="comments_rewrite")
    def patch(self, request: Request, comment_id: UUID) -> Response:
        """Change the words of a comment of one's own."""
        comment = comment_for(request.user, comment_id, Action.COMMENT)
        check_author(request.user, comment)
        body = CommentTextSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        do_rewrite(comment, body.validated_data["text"])
        return _told(comment)

    @extend_schema(responses={204: None}, operation_id="comments_destroy")
    def delete(self, request: Request, comment_id: UUID) -> Response:
        """Delete a comment: one's own, or anybody's with the role for it. One with replies is emptied instead."""
        comment = comment_for(request.user, comment_id, Action.COMMENT)
        if comment.author_id != request.user.pk:
            comment_for(request.user, comment_id, Action.DELETE_COMMENT)
        image_id, thread_id = comment.image_id, comment.thread_id or comment.pk
        do_delete(comment)
        publish_thread(image_id, thread_id)
        return Response(status=204)


class CommentResolved(APIView):
    @extend_schema(request=None, responses=ThreadSerializer, operation_id="comments_resolve")
    def put(self, request: Request, comment_id: UUID) -> Response:
        """What the thread asked for is done."""
        first = thread_for(request.user, comment_id, Action.COMMENT)
        user: Any = request.user
        do_resolve(user, first)
        return _told(first)

    @extend_schema(responses={200: ThreadSerializer}, operation_id="comments_reopen")
    def delete(self, request: Request, comment_id: UUID) -> Response:
        """It is not done after all."""
        first = thread_for(request.user, comment_id, Action.COMMENT)
        do_reopen(first)
        return _told(first)


def _told(comment: Comment, status: int = 200) -> Response:
    thread_id = comment.thread_id or comment.pk
    publish_thread(comment.image_id, thread_id)
    thread = threads_of(comment.image_id).filter(pk=thread_id).first()
    if thread is None:  # deleted by somebody else meanwhile
        raise Http404
    return Response(ThreadSerializer(thread).data, status)
