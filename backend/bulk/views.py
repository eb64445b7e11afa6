"""Changes of many images over REST."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.roles import Action
from backend.bulk.actions import do_begin, do_undo
from backend.bulk.changes import CHANGES
from backend.bulk.models import BulkRun
from backend.bulk.selection import preview
from backend.bulk.serializers import BulkPreviewSerializer, BulkSerializer
from backend.config.problems import Code, Problem
from backend.jobs.serializers import JobSerializer
from backend.jobs.views import job_for
from backend.projects.access import check, project_for


class BulkChanges(APIView):
    @extend_schema(
        request=BulkSerializer,
        responses={200: BulkPreviewSerializer, 202: JobSerializer},
        operation_id="images_bulk",
    )
    def post(self, request: Request, project_id: int) -> Response:
        """Change many images at once, as a job; with `dry_run` only say what that would do. It takes what the same
        takes on one image."""
        project = project_for(request.user, project_id, Action.ANNOTATE)
        body = BulkSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        wish = body.validated_data
        change = CHANGES[wish["change"]]
        role = check(request.user, project_id, change.action)
        values = change.check(wish, project)
        user: Any = request.user
        selection = _selection(wish, user)
        found = preview(project, role, user, change, values, selection)
        if wish["dry_run"]:
            return Response(BulkPreviewSerializer(found).data)
        if wish.get("expected", found["matched"]) != found["matched"]:
            detail = f"There were {wish['expected']} images when you looked, and {found['matched']} match by now."
            raise Problem(Code.CONFLICT, f"{detail} Nothing was changed; look again.", 409)
        job = do_begin(project, user, wish["change"], values, selection, found["matched"])
        return Response(JobSerializer(job).data, 202)


class BulkUndo(APIView):
    @extend_schema(request=None, responses={202: JobSerializer}, operation_id="jobs_undo")
    def post(self, request: Request, job_id: UUID) -> Response:
        """Put back what a change of many images changed, where nobody has changed it since."""
        job = job_for(request.user, job_id, Action.ANNOTATE)
        run = BulkRun.objects.select_related("job__project").filter(pk=job.pk).first()
        if run is None:
            raise Problem(Code.CONFLICT, f"A job of the kind {job.kind} changed no images that could be put back.", 409)
        check(request.user, job.project_id, CHANGES[run.change].action)
        user: Any = request.user
        return Response(JobSerializer(do_undo(run, user)).data, 202)


def _selection(wish: dict[str, Any], user: Any) -> dict[str, Any]:
    """As it is kept: whom ``me`` means is who asks now."""
    if "images" in wish:
        return {"images": [str(key) for key in dict.fromkeys(wish["images"])]}
    kept = {name: value for name, value in wish["filter"].items() if value != ""}
    return {"filter": kept | {name: str(user.pk) for name in ("assignee", "annotator") if kept.get(name) == "me"}}
