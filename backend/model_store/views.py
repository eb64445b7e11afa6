"""Models over REST: everybody who is logged in sees them, operators add, change, retry, cancel and delete."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db.models import Count
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.authentication import user_of
from backend.annotation.live_workers import LIVE
from backend.config.parsers import JsonParser
from backend.config.problems import Code, Problem
from backend.config.query import allow_only
from backend.images.upload import UnreadMultipart
from backend.model_store import actions
from backend.model_store.checks import check_operator
from backend.model_store.models import StoredModel
from backend.model_store.published import published_models
from backend.model_store.serializers import (
    ChangeModelSerializer,
    ModelFileSerializer,
    NewModelSerializer,
    PublishedModelSerializer,
    StoredModelSerializer,
)
from backend.model_store.upload import received
from backend.projects.models import Project


def shown(request: Request, models: Any, *, many: bool = False) -> Any:
    """One model or many as REST shows them: with how many projects use each, and which workers serve it."""
    counts = Project.objects.order_by().values_list("model").annotate(count=Count("pk"))
    served: dict[str, list[str]] = {}
    for worker in LIVE.workers().values():
        for digest in set(worker.models.values()):
            served.setdefault(digest, []).append(worker.id)
    context = {"projects": dict(counts), "served": served, "is_operator": user_of(request).is_staff}
    return StoredModelSerializer(models, many=many, context=context).data


def model_for_operator(request: Request, model_id: int) -> StoredModel:
    check_operator(user_of(request))
    return get_object_or_404(StoredModel, pk=model_id)


class Models(generics.GenericAPIView[StoredModel]):
    serializer_class = StoredModelSerializer
    queryset = StoredModel.objects.none()
    parser_classes = [JsonParser, UnreadMultipart]

    @extend_schema(responses=StoredModelSerializer(many=True), operation_id="models_list")
    def get(self, request: Request) -> Response:
        """The models of this installation by name, whatever their state."""
        allow_only(request, ())
        page = self.paginate_queryset(StoredModel.objects.order_by("name"))
        return self.get_paginated_response(shown(request, page, many=True))

    @extend_schema(
        request={"application/json": NewModelSerializer, "multipart/form-data": ModelFileSerializer},
        responses={202: StoredModelSerializer},
        operation_id="models_create",
    )
    def post(self, request: Request) -> Response:
        """Add a model by the name of a published checkpoint, by address, or as a file; it is installed meanwhile."""
        check_operator(user_of(request))
        is_file = (request.content_type or "").startswith("multipart/form-data")
        return Response(shown(request, _add_file(request) if is_file else _add_by_name(request)), 202)


class PublishedModels(APIView):
    @extend_schema(responses=PublishedModelSerializer(many=True), operation_id="models_published")
    def get(self, request: Request) -> Response:
        """The published checkpoints that can be installed by name, with the numbers published for them."""
        allow_only(request, ())
        here = set(StoredModel.objects.values_list("name", flat=True))
        rows: Any = [asdict(model) | {"installed": model.name in here} for model in published_models().values()]
        return Response(PublishedModelSerializer(rows, many=True).data)


class OneModel(APIView):
    @extend_schema(responses=StoredModelSerializer, operation_id="models_retrieve")
    def get(self, request: Request, model_id: int) -> Response:
        return Response(shown(request, get_object_or_404(StoredModel, pk=model_id)))

    @extend_schema(request=ChangeModelSerializer, responses=StoredModelSerializer, operation_id="models_update")
    def patch(self, request: Request, model_id: int) -> Response:
        """Change the title, the card, or whether it may be chosen. What uses a disabled model keeps it."""
        model = model_for_operator(request, model_id)
        body = ChangeModelSerializer(data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        return Response(shown(request, actions.do_change_model(model, **body.validated_data)))

    @extend_schema(responses={204: None}, operation_id="models_destroy")
    def delete(self, request: Request, model_id: int) -> Response:
        """Delete the model and its files. 409 `model-in-use` names the projects that use it."""
        actions.do_delete_model(model_for_operator(request, model_id))
        return Response(status=204)


class RetryModel(APIView):
    @extend_schema(request=None, responses=StoredModelSerializer, operation_id="models_retry")
    def post(self, request: Request, model_id: int) -> Response:
        """Try a failed or cancelled installation again."""
        return Response(shown(request, actions.do_retry_model(model_for_operator(request, model_id))))


class CancelModel(APIView):
    @extend_schema(request=None, responses=StoredModelSerializer, operation_id="models_cancel")
    def post(self, request: Request, model_id: int) -> Response:
        """End an installation that waits or runs."""
        return Response(shown(request, actions.do_cancel_model(model_for_operator(request, model_id))))


def _add_by_name(request: Request) -> StoredModel:
    body = NewModelSerializer(data=request.data)
    body.is_valid(raise_exception=True)
    values = body.validated_data
    user = user_of(request)
    if values["source"] == "published":
        return actions.do_add_published(user, values["published"], values.get("name", ""))
    return actions.do_add_url(user, values["url"], values["name"], values["preset"], values["sha256"])


def _add_file(request: Request) -> StoredModel:
    with received(request._request) as file:
        if file.fields.get("source", "file") != "file" or not file.fields.get("name"):
            detail = "Send source=file, a name for the model, and the file."
            raise Problem(Code.INVALID, detail, errors={"name": [detail]})
        name, preset = str(file.fields["name"]), str(file.fields.get("preset", ""))
        return actions.do_add_file(user_of(request), file.path, file.name, file.sha256, name, preset)
