"""Batches over REST."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.roles import Action, Role
from backend.config.query import allow_only
from backend.projects.access import check, project_for
from backend.work.batches import batch_and_role, batch_for, counts_of, do_delete_batch, do_save_batch
from backend.work.models import Batch
from backend.work.serializers import BatchChangeSerializer, BatchSerializer, NewBatchSerializer


class ProjectBatches(generics.GenericAPIView[Batch]):
    serializer_class = BatchSerializer
    queryset = Batch.objects.none()

    @extend_schema(responses=BatchSerializer(many=True), operation_id="batches_list")
    def get(self, request: Request, project_id: int) -> Response:
        """The batches of a project, the most urgent first, with their images counted by state."""
        allow_only(request, ())
        role = check(request.user, project_id, Action.VIEW)
        batches = Batch.objects.filter(project=project_id).select_related("assignee", "group")
        page = self.paginate_queryset(batches.order_by("-priority", "id")) or []
        return self.get_paginated_response(_shown(page, role))

    @extend_schema(request=NewBatchSerializer, responses={201: BatchSerializer}, operation_id="batches_create")
    def post(self, request: Request, project_id: int) -> Response:
        """Make an empty batch; `assign` puts images into it."""
        project = project_for(request.user, project_id, Action.ASSIGN_WORK)
        role = check(request.user, project_id, Action.ASSIGN_WORK)
        body = NewBatchSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        batch = do_save_batch(Batch(project=project), body.validated_data)
        return Response(_shown([batch], role)[0], 201)


class OneBatch(APIView):
    @extend_schema(responses=BatchSerializer, operation_id="batches_retrieve")
    def get(self, request: Request, batch_id: int) -> Response:
        batch, role = batch_and_role(request.user, batch_id, Action.VIEW)
        return Response(_shown([batch], role)[0])

    @extend_schema(request=BatchChangeSerializer, responses=BatchSerializer, operation_id="batches_change")
    def patch(self, request: Request, batch_id: int) -> Response:
        """Rename the batch, make it more or less urgent, give it to somebody else."""
        batch = batch_for(request.user, batch_id, Action.ASSIGN_WORK)
        body = BatchChangeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        do_save_batch(batch, body.validated_data)
        batch, role = batch_and_role(request.user, batch_id, Action.ASSIGN_WORK)
        return Response(_shown([batch], role)[0])

    @extend_schema(responses={204: None}, operation_id="batches_destroy")
    def delete(self, request: Request, batch_id: int) -> Response:
        """Delete the batch. Its images stay, in no batch: anybody is given those that nobody is assigned."""
        do_delete_batch(batch_for(request.user, batch_id, Action.ASSIGN_WORK))
        return Response(status=204)


def _shown(batches: Sequence[Batch], role: Role) -> Any:
    return BatchSerializer(batches, many=True, context={"counts": counts_of(batches, role)}).data
