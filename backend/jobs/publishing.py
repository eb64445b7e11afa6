"""Tell the open pages of a project how one of its jobs is doing."""

from __future__ import annotations

from typing import Any

from backend.jobs.models import Job
from backend.jobs.serializers import JobSerializer
from backend.projects.channel import send_to_project


def publish_job(job_id: Any) -> None:
    """Send {"op": "job", "job": Job} as the row is now. Call it after the commit."""
    job = Job.objects.filter(pk=job_id).first()
    if job is not None:
        send_to_project(job.project_id, {"op": "job", "job": JobSerializer(job).data})
