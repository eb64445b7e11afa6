"""Makes a version: walks over the images chunk by chunk and freezes each with its objects and tags.

Every chunk is one short transaction, so nobody waits and memory stays flat, however many images there are. An image is
frozen as a whole; two images may be frozen at different moments of the run. Before it writes, each chunk makes sure
that the run is still its job's: a run that was cancelled, or given up for lost, writes nothing more.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from backend.annotation.models import Object
from backend.config.pagination import after
from backend.images.models import Image, ImageTag
from backend.jobs.actions import Run, Stopped
from backend.jobs.models import Job
from backend.versions.contents import hold_contents, keep
from backend.versions.filtering import ORDERING, chosen
from backend.versions.frozen import COLUMNS, FrozenObject, digest_of, frozen, left_out, text_of
from backend.versions.labels import joined, labels_of
from backend.versions.models import Version, VersionImage
from backend.versions.purging import do_empty
from backend.versions.splits import SplitRule
from backend.versions.tally import Tally
from backend.webhooks.emitting import emit
from backend.webhooks.events import Happening

CHUNK = 500
IMAGE_COLUMNS = ("id", "name", "sha256", "size_bytes", "media_type", "width", "height", "state")
DIGESTED = ("position", "name", "sha256", "width", "height", "split", "tags")

Row = dict[str, Any]


def make(run: Run, version: Version) -> None:
    """Fill the version and make it ready; raises Stopped once the job is no longer this run's."""
    do_empty(version)  # what an earlier run of the job wrote
    labels = labels_of(version.project)
    images = chosen(version.project_id, version.filter, run.job.created_by)
    total, tally, digest = images.count(), Tally(), hashlib.sha256()
    rule, done = SplitRule.of(version.split_rule), 0
    for found in _chunks(images):
        with transaction.atomic():
            _make_sure(run)
            rows = _still_there(found)
            for frozen_row in _freeze(version, rows, done, rule, tally):
                digest.update(frozen_row)
        done += len(rows)
        run.progress(done, max(done, total))
    version.labels = joined(labels, labels_of(version.project))
    digest.update(json.dumps(version.labels, sort_keys=True).encode())
    with transaction.atomic():
        _make_sure(run)
        version.counts, version.digest, version.state = tally.counts(), digest.hexdigest(), Version.State.READY
        version.save(update_fields=["labels", "counts", "digest", "state"])
        emit(Happening.VERSION_CREATED, version, project_id=version.project_id, actor=run.job.created_by)


def _make_sure(run: Run) -> None:
    """Hold the job until the transaction ends, so that it is not cancelled meanwhile; Stopped when it is another's."""
    mine = Job.objects.select_for_update().filter(pk=run.job.pk, state=Job.State.RUNNING, attempts=run.attempt)
    if mine.first() is None:
        raise Stopped


def _chunks(images: QuerySet[Image]) -> Iterator[list[Row]]:
    found = list(images.values(*IMAGE_COLUMNS)[:CHUNK])
    while found:
        yield found
        key = tuple(found[-1][name] for name in ORDERING)
        found = list(images.filter(after(ORDERING, key)).values(*IMAGE_COLUMNS)[:CHUNK])


def _still_there(rows: Sequence[Row]) -> list[Row]:
    """Those that nobody has deleted since they were read; they stay until the transaction ends, with their objects."""
    ids = [row["id"] for row in rows]
    images = Image.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    there = set(images.values_list("pk", flat=True))
    return [row for row in rows if row["id"] in there]


def _freeze(
    version: Version, rows: Sequence[Row], first_position: int, rule: SplitRule, tally: Tally
) -> Iterator[bytes]:
    """Store the images ``rows``; gives what the version's digest is made of."""
    ids = [row["id"] for row in rows]
    tags, things = _tags(ids), _objects(ids, tally)
    texts = {row["id"]: text_of(things[row["id"]]) for row in rows}
    digests = {image_id: digest_of(text) for image_id, text in texts.items()}
    hold_contents(version.project_id)
    counts = {digests[image_id]: len(things[image_id]) for image_id in ids}
    contents = keep(version.project_id, {digests[image_id]: texts[image_id] for image_id in ids}, counts)
    made = []
    for position, row in enumerate(rows, first_position):
        image_id = row["id"]
        split = rule.split_of(row["sha256"], {key for key, _ in tags[image_id]})
        tally.add(split, row["state"], things[image_id])
        values = row | {"position": position, "split": split, "tags": [name for _, name in tags[image_id]]}
        image = {name: value for name, value in values.items() if name != "id"}
        made.append(VersionImage(version=version, image_id=image_id, content_id=contents[digests[image_id]], **image))
        yield json.dumps([*(values[name] for name in DIGESTED), digests[image_id]]).encode()
    VersionImage.objects.bulk_create(made)


def _tags(ids: Sequence[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """(key, name) of the tags of images, by key."""
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    rows = ImageTag.objects.filter(image__in=ids).order_by("key")
    for image_id, key, name in rows.values_list("image_id", "key", "name"):
        found[image_id].append((key, name))
    return found


def _objects(ids: Sequence[UUID], tally: Tally) -> dict[UUID, list[FrozenObject]]:
    found: dict[UUID, list[FrozenObject]] = defaultdict(list)
    rows = Object.objects.filter(annotation__image__in=ids).order_by()
    for row in rows.values(*COLUMNS, "is_proposal", "annotation__image_id").iterator():
        if reason := left_out(row):
            tally.left_out[reason] += 1
        else:
            found[row["annotation__image_id"]].append(frozen(row))
    return found
