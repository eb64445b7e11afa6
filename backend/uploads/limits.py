"""How large an upload may be, and how much of a project may be unfinished at once."""

from __future__ import annotations

import shutil
from typing import Any

from django.conf import settings
from django.db.models import Sum

from backend.config.problems import Code, Problem
from backend.projects.models import Project
from backend.uploads import partial
from backend.uploads.models import Upload
from backend.uploads.protocol import Begun

MEBIBYTE = 1 << 20
MOST_UNFINISHED = 100
SPARE_BYTES = 64 * MEBIBYTE
"""Room that must stay on the disk beside the file: the database lies there too."""


def largest_bytes(purpose: Upload.Purpose | None = None) -> int:
    """Of one upload for ``purpose``, or for any."""
    environment = settings.ENV
    if purpose is Upload.Purpose.IMAGE:
        return int(environment.max_upload_mb) * MEBIBYTE
    return int(environment.max_archive_mb) * MEBIBYTE


def check(project: Project, begun: Begun) -> None:
    """Problem 413 for a file that is too large, 429 while too much is unfinished, 507 where the disk has no room."""
    if begun.size_bytes > (largest := largest_bytes(begun.purpose)):
        is_image = begun.purpose is Upload.Purpose.IMAGE
        setting = "STIPPLE_MAX_UPLOAD_MB" if is_image else "STIPPLE_MAX_ARCHIVE_MB"
        raise Problem(
            Code.TOO_LARGE,
            f"The file has {begun.size_bytes:,} bytes, more than {largest // MEBIBYTE:,} MB ({setting}). "
            "Send it in parts, or ask an operator to raise that.",
            413,
        )
    unfinished: Any = Upload.objects.filter(project=project, result__isnull=True)
    sum_bytes = unfinished.aggregate(sum=Sum("size_bytes"))["sum"] or 0
    most_mb = settings.ENV.max_unfinished_mb
    if unfinished.count() >= MOST_UNFINISHED or sum_bytes + begun.size_bytes > most_mb * MEBIBYTE:
        raise Problem(
            Code.RATE_LIMITED,
            f"Too much of this project is on its way: at most {MOST_UNFINISHED} unfinished uploads, {most_mb:,} MB "
            "together (STIPPLE_MAX_UNFINISHED_MB). Let some end, or end some.",
            429,
            retry_after_s=30,
        )
    partial.folder().mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(partial.folder()).free < begun.size_bytes + SPARE_BYTES:
        raise partial.disk_full()
