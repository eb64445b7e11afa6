"""A backup over REST: handed over, it becomes a new project of a team. Making one is a job like an export."""

from __future__ import annotations

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.actions import check_organization
from backend.accounts.authentication import user_of
from backend.accounts.models import Organization
from backend.accounts.roles import Action
from backend.config.problems import Code, Problem
from backend.config.query import allow_only, choice
from backend.formats.backup.checking import opened_backup
from backend.formats.backup.restoring import do_begin
from backend.formats.import_files import do_keep
from backend.formats.sources import Unreadable
from backend.images.storage import Incoming
from backend.images.upload import UnreadMultipart, received
from backend.jobs.actions import do_create_job
from backend.jobs.models import Job
from backend.jobs.serializers import JobSerializer


class BackupSerializer(serializers.Serializer[Job]):
    files = serializers.FileField(help_text="A backup that a job of the kind `backup`, or `manage.py backup`, made.")


class Restore(APIView):
    parser_classes = [UnreadMultipart]

    @extend_schema(
        request={"multipart/form-data": BackupSerializer},
        responses={202: JobSerializer},
        operation_id="organizations_restore",
    )
    def post(self, request: Request, organization_id: int) -> Response:
        """Make a new project from a backup: the answer is the job that fills it. Nothing is restored from a damaged
        backup, unless with `?damaged=in_part`: then what is whole comes, and the job says what does not."""
        user = user_of(request)
        check_organization(user, organization_id, Action.CREATE_PROJECT)
        allow_only(request, {"damaged"})
        in_part = choice(request, "damaged", ("refuse", "in_part"), "refuse") == "in_part"
        if not (request.content_type or "").startswith("multipart/form-data"):
            raise Problem(Code.UNSUPPORTED_MEDIA_TYPE, "Send multipart/form-data with the field `files`.", 415)
        with received(request._request) as files:
            if len(files) != 1:
                raise Problem(Code.BAD_REQUEST, f"Send exactly one file in the field `files`, not {len(files)}.")
            if refusal := files[0].refusal:
                raise Problem(refusal.code, refusal.detail)
            incoming, name = files[0].incoming, files[0].name
            assert incoming is not None
            wanted = _project_name(incoming, name)
            with transaction.atomic():
                project = do_begin(Organization.objects.get(pk=organization_id), wanted)
                row = do_keep(project, user, name, incoming)
                params = {"file": str(row.pk), "name": name, "in_part": in_part}
                job = do_create_job(project, user, Job.Kind.RESTORE, params)
        return Response(JobSerializer(job).data, 202)


def _project_name(incoming: Incoming, name: str) -> str:
    """What the project of the backup was called; Problem 400 where the file is no whole backup."""
    incoming.close()
    try:
        with opened_backup(incoming.path, name) as backup:
            return backup.project_name
    except Unreadable as error:
        raise Problem(Code.INVALID, f"This file cannot be restored: {error.detail}.") from error
