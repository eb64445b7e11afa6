"""Saved views of the list of images over REST."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.roles import Action
from backend.config.query import allow_only
from backend.config.text import TextField
from backend.images.models import DefaultView, SavedView
from backend.images.saved_views import do_choose, do_save_view, gone, project_and_role, view_for, views_for
from backend.images.serializers import NamedPersonSerializer
from backend.projects.access import check


class SavedViewSerializer(serializers.ModelSerializer[SavedView]):
    """Expects a row of ``saved_views.views_for``."""

    owner = NamedPersonSerializer(read_only=True)
    query = serializers.DictField(
        child=serializers.CharField(), read_only=True, help_text="The query parameters of the list of images."
    )
    is_default = serializers.BooleanField(read_only=True, default=False, help_text="The list opens with it for you.")
    gone = serializers.SerializerMethodField(help_text="Filters that name something that there is no more.")

    class Meta:
        model = SavedView
        fields = ("id", "project", "name", "query", "is_shared", "is_default", "owner", "gone", "created")
        read_only_fields = fields

    def get_gone(self, view: SavedView) -> list[str]:
        return gone(view)


class SavedViewChangeSerializer(serializers.Serializer[dict[str, Any]]):
    name = TextField(max_length=80, required=False)
    query = serializers.DictField(
        child=TextField(max_length=300, allow_blank=True),
        required=False,
        help_text="The query parameters of the list of images: filters and `ordering`.",
    )
    is_shared = serializers.BooleanField(required=False, help_text="Everybody in the project sees it.")


class NewSavedViewSerializer(SavedViewChangeSerializer):
    name = TextField(max_length=80)


class ProjectViews(APIView):
    posts_that_read = True

    @extend_schema(responses=SavedViewSerializer(many=True), operation_id="views_list")
    def get(self, request: Request, project_id: int) -> Response:
        """Your views of the list of images, and those that are shared with the project."""
        check(request.user, project_id, Action.VIEW)
        allow_only(request, ())
        return Response(SavedViewSerializer(views_for(request.user, project_id), many=True).data)

    @extend_schema(request=NewSavedViewSerializer, responses={201: SavedViewSerializer}, operation_id="views_create")
    def post(self, request: Request, project_id: int) -> Response:
        """Keep a list under a name; managers share some with the project."""
        project, role = project_and_role(request.user, project_id)
        body = NewSavedViewSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        user: Any = request.user
        view = do_save_view(SavedView(project=project, owner=user), body.validated_data, user, role)
        return Response(_shown(user, view), 201)


class OneView(APIView):
    @extend_schema(request=SavedViewChangeSerializer, responses=SavedViewSerializer, operation_id="views_change")
    def patch(self, request: Request, view_id: int) -> Response:
        """Change your own view, or, as a manager, one that is shared."""
        view = view_for(request.user, view_id, to_change=True)
        body = SavedViewChangeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        user: Any = request.user
        do_save_view(view, body.validated_data, user, check(user, view.project_id, Action.VIEW))
        return Response(_shown(user, view))

    @extend_schema(responses={204: None}, operation_id="views_destroy")
    def delete(self, request: Request, view_id: int) -> Response:
        """Delete the view; the images stay as they are."""
        view_for(request.user, view_id, to_change=True).delete()
        return Response(status=204)


class ViewDefault(APIView):
    posts_that_read = True

    @extend_schema(request=None, responses={204: None}, operation_id="views_choose")
    def put(self, request: Request, view_id: int) -> Response:
        """The project's list opens with this view for you from here on."""
        do_choose(request.user, view_for(request.user, view_id))
        return Response(status=204)

    @extend_schema(responses={204: None}, operation_id="views_unchoose")
    def delete(self, request: Request, view_id: int) -> Response:
        """The project's list opens with all images again for you."""
        view = view_for(request.user, view_id)
        DefaultView.objects.filter(view=view, user=request.user.pk).delete()
        return Response(status=204)


def _shown(user: Any, view: SavedView) -> Any:
    return SavedViewSerializer(views_for(user, view.project_id).filter(pk=view.pk).first() or view).data
