"""Jobs over REST: ask for one, follow it, cancel it, fetch its result."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.roles import Action
from backend.config.problems import Code, Problem
from backend.config.query import allow_only
from backend.images.serving import REVALIDATE, AnyMedia, serve
from backend.jobs import results
from backend.jobs.actions import do_cancel_job, do_create_job
from backend.jobs.kinds import KINDS
from backend.jobs.models import Job
from backend.jobs.serializers import JobSerializer, NewJobSerializer
from backend.projects.access import check, project_for

MEDIA_TYPES = {".zip": "application/zip", ".json": "application/json"}


def job_for(user: Any, job_id: UUID, action: Action) -> Job:
    """The job, when the user may do ``action`` in its project; raises Http404 or Problem 403."""
    job = Job.objects.select_related("project").filter(pk=job_id).first()
    if job is None:
        raise Http404
    check(user, job.project_id, action)
    return job


class ProjectJobs(generics.GenericAPIView[Job]):
    serializer_class = JobSerializer
    queryset = Job.objects.none()
    posts_that_read = True

    @extend_schema(responses=JobSerializer(many=True), operation_id="jobs_list")
    def get(self, request: Request, project_id: int) -> Response:
        project_for(request.user, project_id, Action.VIEW)
        allow_only(request, ())
        page = self.paginate_queryset(Job.objects.filter(project_id=project_id).order_by("-created"))
        return self.get_paginated_response(JobSerializer(page, many=True).data)

    @extend_schema(request=NewJobSerializer, responses={202: JobSerializer}, operation_id="jobs_create")
    def post(self, request: Request, project_id: int) -> Response:
        fields = NewJobSerializer(data=request.data)
        fields.is_valid(raise_exception=True)
        name = fields.validated_data["kind"]
        kind = KINDS.get(name)
        project = project_for(request.user, project_id, kind.action if kind else Action.EXPORT)
        if kind is None:
            raise Problem(Code.NOT_AVAILABLE, f"Jobs of kind {name!r} do not exist here. Kinds: {', '.join(KINDS)}.")
        params = kind.check(fields.validated_data, project)
        job = do_create_job(project, request.user, name, params)  # type: ignore[arg-type]
        return Response(JobSerializer(job).data, 202)


class OneJob(APIView):
    @extend_schema(responses=JobSerializer, operation_id="jobs_retrieve")
    def get(self, request: Request, job_id: UUID) -> Response:
        return Response(JobSerializer(job_for(request.user, job_id, Action.VIEW)).data)


class CancelJob(APIView):
    @extend_schema(request=None, responses=JobSerializer, operation_id="jobs_cancel")
    def post(self, request: Request, job_id: UUID) -> Response:
        """One's own job, or any with the role of a manager."""
        return Response(JobSerializer(do_cancel_job(_own_or_managed(request, job_id))).data)


class PauseJob(APIView):
    @extend_schema(request=None, responses=JobSerializer, operation_id="jobs_pause")
    def post(self, request: Request, job_id: UUID) -> Response:
        raise _cannot_pause(_own_or_managed(request, job_id))


class ResumeJob(APIView):
    @extend_schema(request=None, responses=JobSerializer, operation_id="jobs_resume")
    def post(self, request: Request, job_id: UUID) -> Response:
        raise _cannot_pause(_own_or_managed(request, job_id))


class JobResult(APIView):
    content_negotiation_class = AnyMedia

    @extend_schema(
        responses={(200, media_type): OpenApiTypes.BINARY for media_type in MEDIA_TYPES.values()},
        operation_id="jobs_result",
    )
    def get(self, request: Request, job_id: UUID) -> HttpResponseBase:
        job = job_for(request.user, job_id, Action.EXPORT)
        if job.kind == Job.Kind.BACKUP:  # it has everybody's address and all that was ever said
            check(request.user, job.project_id, KINDS[job.kind].action)
        if job.state != Job.State.DONE:
            raise Problem(Code.CONFLICT, f"This job is {job.state}; its result comes when it is done.", 409)
        if not job.result_path or not results.path_of(job).exists():
            raise Problem("result-expired", "The result was kept for a week and is gone. Start the job again.", 410)
        path = results.path_of(job)
        return serve(
            request._request,
            path,
            MEDIA_TYPES[path.suffix],
            etag=str(job.pk),
            filename=_download_name(job, path.suffix),
            is_attachment=True,
            cache=REVALIDATE,
        )


def _own_or_managed(request: Request, job_id: UUID) -> Job:
    job = job_for(request.user, job_id, Action.EXPORT)
    if job.created_by_id != request.user.pk:
        check(request.user, job.project_id, Action.RUN_JOB)
    return job


def _cannot_pause(job: Job) -> Problem:
    return Problem(
        Code.CONFLICT, f"A job of kind {job.kind} cannot be paused; cancel it and start it again later.", 409
    )


def _download_name(job: Job, suffix: str) -> str:
    safe = "".join(c if c.isalnum() or c in "-_" else "-" for c in job.project.name).strip("-") or "project"
    day = timezone.localtime(job.created).date().isoformat()
    return f"{safe[:60]}-{job.params.get('format') or job.kind}-{day}{suffix}".replace("+", "-")
