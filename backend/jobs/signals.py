"""Results follow their jobs, also when a whole project is deleted at once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from backend.jobs import results
from backend.jobs.models import Job


@receiver(post_delete, sender=Job)
def remove_results(instance: Job, **_: Any) -> None:
    job_id = instance.pk  # Django clears it before the commit
    transaction.on_commit(lambda: results.remove(job_id))
