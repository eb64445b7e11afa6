"""Removes a version: its rows chunk by chunk, contents that no other version holds, and photos that nothing holds.

A version is gone for everybody as soon as somebody deletes it; the rest is done here, by the batch worker. Whatever
ends that early, the sweep takes it up again, as it takes away what a run that was stopped has left.
"""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import Q

from backend.images.actions import remove_unused_files
from backend.jobs.actions import ACTIVE
from backend.versions.contents import discard, hold_contents
from backend.versions.models import Version, VersionImage
from backend.versions.photos import held_by_none

CHUNK = 1000

logger = logging.getLogger(__name__)


def purge(version_id: int) -> None:
    """Remove all that there is of the version; a no-op when it is gone already."""
    version = Version.objects.filter(pk=version_id).first()
    if version is not None:
        do_empty(version)
        version.delete()


def do_empty(version: Version) -> None:
    """Remove the version's images, its contents and photos with them where nothing else holds them."""
    while rows := list(version.images.order_by("position").values_list("pk", "content", "sha256")[:CHUNK]):
        with transaction.atomic():
            hold_contents(version.project_id)
            VersionImage.objects.filter(pk__in=[pk for pk, _, _ in rows]).delete()
            discard({content for _, content, _ in rows})
        for sha256 in held_by_none([sha256 for _, _, sha256 in rows]):
            remove_unused_files(sha256)


def sweep() -> None:
    """Remove versions that were deleted, and those whose job is over though they were never made ready."""
    unfinished = Q(state=Version.State.MAKING) & ~Q(job__state__in=ACTIVE)
    for version in Version.objects.filter(unfinished | Q(state=Version.State.DELETING)):
        if Version.objects.filter(pk=version.pk, state=version.state).update(state=Version.State.DELETING):
            logger.info("removing version %s of project %s", version.number, version.project_id)
            purge(version.pk)
