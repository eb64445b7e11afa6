"""What is done with fingerprints: taken when an image is processed, made up for, grouped by a job."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

import numpy as np
from django.db import transaction

from backend.duplicates.grouping import components
from backend.duplicates.lookup import words
from backend.duplicates.models import BANDS, Fingerprint, Group, GroupImage
from backend.duplicates.phash import phash
from backend.images import storage
from backend.images.models import Image
from backend.images.reading import read_rgb
from backend.images.refusal import Refused
from backend.projects.models import Project

CHUNK = 500

Progress = Callable[[int, int], None]


def do_keep_fingerprint(image: Image, rgb: np.ndarray) -> Fingerprint | None:
    """Keep what ``rgb``, the image or its thumbnail, looks like; None when the image was deleted meanwhile."""
    row = fingerprint_of(image, phash(rgb))
    values = {"project_id": image.project_id, "value": row.value} | {band: getattr(row, band) for band in BANDS}
    with transaction.atomic():
        if Image.objects.select_for_update(of=("self",)).filter(pk=image.pk).first() is None:
            return None
        return Fingerprint.objects.update_or_create(image_id=image.pk, defaults=values)[0]


def fingerprint_of(image: Image, value: int | None) -> Fingerprint:
    parts = words(value) if value is not None else (None,) * len(BANDS)
    return Fingerprint(
        image_id=image.pk, project_id=image.project_id, value=value, **dict(zip(BANDS, parts, strict=True))
    )


def do_make_up(project: Project, progress: Progress) -> int:
    """Take the fingerprints of images that were processed before there were any; how many there are now to do."""
    lacking = Image.objects.filter(project=project, replica=0, status=Image.Status.READY, fingerprint=None)
    total, done = lacking.count(), 0
    last = UUID(int=0)
    while chunk := list(lacking.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        rows = []
        for image in chunk:
            progress(done, total + 1)
            done += 1
            if (rgb := thumbnail(image)) is not None:
                rows.append(fingerprint_of(image, phash(rgb)))
        _keep_all(rows)
        last = chunk[-1].pk
    return done


def thumbnail(image: Image) -> np.ndarray | None:
    try:
        return read_rgb(storage.thumbnail(image.sha256))
    except (FileNotFoundError, Refused):
        return None


def do_group(project: Project, distance: int, tick: Callable[[float], None]) -> tuple[int, int]:
    """Put the groups of look-alikes in place of those that were found before: (how many groups, images in them)."""
    fingerprints = Fingerprint.objects.filter(project=project, value__isnull=False, image__status="ready")
    ids, values = _loaded(fingerprints.order_by("pk").values_list("pk", "value").iterator(chunk_size=5000))
    groups = _largest_first(components(values, distance, tick))
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=project.pk)
        Group.objects.filter(project=project).delete()
        for number, places in enumerate(groups, 1):
            group = Group.objects.create(project=project, number=number, size=len(places))
            _fill(group, [int(key) for key in ids[places]])
    return len(groups), sum(len(places) for places in groups)


def _keep_all(rows: Sequence[Fingerprint]) -> None:
    """Images may go meanwhile, and other runs may be at the same ones."""
    with transaction.atomic():
        there = set(
            Image.objects.select_for_update(of=("self",))
            .filter(pk__in=[row.image_id for row in rows], fingerprint=None)
            .values_list("pk", flat=True)
        )
        Fingerprint.objects.bulk_create([row for row in rows if row.image_id in there], ignore_conflicts=True)


def _loaded(rows: Iterator[tuple[int, int | None]]) -> tuple[np.ndarray, np.ndarray]:
    table = np.fromiter(rows, np.dtype((np.int64, 2)))
    return table[:, 0].copy(), table[:, 1].copy()


def _largest_first(firsts: np.ndarray) -> list[np.ndarray]:
    """The places of each group of two or more; groups of one size in the order of their first images."""
    order = np.argsort(firsts, kind="stable")
    cuts = np.flatnonzero(np.diff(firsts[order])) + 1
    groups = [places for places in np.split(order, cuts) if len(places) > 1]
    return sorted(groups, key=len, reverse=True)


def _fill(group: Group, keys: Sequence[int]) -> None:
    for at in range(0, len(keys), CHUNK):
        images = (
            Fingerprint.objects.filter(pk__in=keys[at : at + CHUNK]).order_by("pk").values_list("image_id", flat=True)
        )
        GroupImage.objects.bulk_create([GroupImage(group=group, image_id=image) for image in images])
