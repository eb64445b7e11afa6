"""Write everything of a project into a backup: one image in memory at a time, photos as they were uploaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from backend.annotation.models import Annotation
from backend.config.pagination import after
from backend.formats.archive import archive
from backend.formats.backup.columns import Row, row_of
from backend.formats.backup.people import described
from backend.formats.backup.sealing import Sealing
from backend.formats.export import Progress
from backend.images import storage
from backend.images.models import Image
from backend.projects.models import Project
from backend.review.models import Comparison
from backend.versions.models import Content, Numbering, Version, VersionImage

LAYOUT = 1
"""Raised when what is written can no longer be read by what reads LAYOUT now."""
CHUNK = 200
PIECE = 1 << 20
PERSON_COLUMNS = ("actor_id", "created_by_id", "author_id", "resolved_by_id", "annotator_id", "reviewer_id",
                  "assignee_id", "flagged_by_id", "user_id", "person_id", "other_person_id")  # fmt: skip


@dataclass
class Backup:
    """What a backup holds, by kind; ``missing``: photos whose files are not in the storage."""

    counts: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        kinds = ("images", "objects", "operations", "comments", "versions", "photos")
        text = ", ".join(f"{self.counts[kind]} {kind}" for kind in kinds)
        return text + (f"; {len(self.missing)} photos are not in the storage." if self.missing else ".")


def write_backup(project: Project, path: Path, progress: Progress) -> Backup:
    """Write the backup at ``path``; ``progress(done, total)`` is called often and may raise to stop the work."""
    with archive(path) as target:
        return _Writing(project, Sealing(target), progress).write()


class _Writing:
    def __init__(self, project: Project, target: Sealing, progress: Progress) -> None:
        self.project, self.target, self._progress = project, target, progress
        self.result = Backup()
        self.people: set[int] = set()
        self.done, self.total = 0, 2 * Image.objects.filter(project=project).count()

    def write(self) -> Backup:
        for number, images in enumerate(_chunks(Image.objects.filter(project=self.project)), 1):
            self.target.write_lines(f"images/{number:06}.jsonl", map(self._image, images))
        self.target.write_lines("comparisons.jsonl", self._comparisons())
        self._versions()
        for sha256 in self._photos():
            self._photo(sha256)
        self.target.write_json("project.json", self._about())
        counts = dict(sorted(self.result.counts.items()))
        about = {"stipple_backup": LAYOUT, "project": self.project.name, "made": timezone.now().isoformat()}
        self.target.close(about | {"counts": counts, "missing_photos": self.result.missing})
        self._progress(self.total, self.total)
        return self.result

    def _step(self) -> None:
        self.done += 1
        self._progress(min(self.done, self.total), self.total)

    def _row(self, thing: Any, **more: Any) -> Row:
        row = row_of(thing) | more
        self.people.update(row[name] for name in PERSON_COLUMNS if isinstance(row.get(name), int))
        return row

    def _count(self, kind: str, rows: list[Row]) -> list[Row]:
        self.result.counts[kind] += len(rows)
        return rows

    def _about(self) -> dict[str, Any]:
        project = self.project
        numbering = Numbering.objects.filter(project=project).first()
        about = {
            "project": self._row(project),
            "labels": self._count("labels", [self._row(each) for each in project.labels.order_by("pk")]),
            "roles": self._count("roles", [self._row(each) for each in project.roles.order_by("pk")]),
            "batches": [
                self._row(each, group=each.group.name if each.group else None)
                for each in project.batches.select_related("group").order_by("pk")
            ],
            "last_version": numbering.last if numbering else 0,
        }
        return about | {"people": described(self.people)}

    def _image(self, image: Image) -> dict[str, Any]:
        """The image and all that hangs on it, of one moment."""
        self._step()
        self.result.counts["images"] += 1
        with transaction.atomic():
            annotation = Annotation.objects.select_for_update().filter(image=image).first()
            found: dict[str, Any] = {
                "image": self._row(image),
                "tags": [self._row(each) for each in image.tags.all()],
                "annotation": annotation and self._row(annotation),
                "operations": [],
                "objects": [],
            }
            if annotation is not None:
                log = annotation.operations.order_by("revision")
                found["operations"] = self._count("operations", [self._row(each) for each in log])
                things = annotation.objects_in_effect.order_by("pk")
                found["objects"] = self._count("objects", [self._row(each) for each in things])
        found["comments"] = self._count("comments", [self._row(each) for each in image.comments.all()])
        submissions = [
            self._row(each, label_counts=[self._row(count) for count in each.label_counts.all()])
            for each in sorted(image.submissions.all(), key=lambda each: each.pk)
        ]
        found["submissions"] = self._count("submissions", submissions)
        consensus = getattr(image, "consensus", None)
        found["consensus"] = consensus and self._row(consensus)
        if consensus is not None:
            self.people.update(key for key in consensus.people if isinstance(key, int))
        return found

    def _comparisons(self) -> Iterator[Row]:
        for each in Comparison.objects.filter(project=self.project).order_by("pk").iterator():
            self.result.counts["comparisons"] += 1
            yield self._row(each)

    def _versions(self) -> None:
        ready = Version.objects.filter(project=self.project, state=Version.State.READY)
        rows = [self._row(each) for each in ready.order_by("number")]
        self.target.write_lines("versions/versions.jsonl", self._count("versions", rows))
        contents = Content.objects.filter(project=self.project).order_by("pk").iterator(chunk_size=100)
        self.target.write_lines("versions/contents.jsonl", map(row_of, contents))
        for version in ready.order_by("number"):
            images = VersionImage.objects.filter(version=version).select_related("content").order_by("position")
            lines = (row_of(each) | {"content": each.content.digest} for each in images.iterator(chunk_size=100))
            self.target.write_lines(f"versions/{version.number:06}.jsonl", lines)

    def _photos(self) -> Iterator[str]:
        """Of images, then of those that only versions hold still."""
        own = Image.objects.filter(project=self.project).order_by("sha256").values_list("sha256", flat=True).distinct()
        frozen = VersionImage.objects.filter(version__project=self.project).order_by("sha256")
        only = frozen.exclude(sha256__in=own).values_list("sha256", flat=True).distinct()
        return chain(own.iterator(), only.iterator())

    def _photo(self, sha256: str) -> None:
        self._step()
        try:
            file = storage.original(sha256).open("rb")
        except FileNotFoundError:
            self.result.missing.append(sha256)
            return
        self.result.counts["photos"] += 1
        with file:
            self.target.write(f"photos/{sha256}", iter(lambda: file.read(PIECE), b""), is_packed=True)


def _chunks(images: QuerySet[Image]) -> Iterator[list[Image]]:
    """Originals before their replicas, by key set in short queries: no transaction stays open meanwhile."""
    ordering = ("replica", "created", "id")
    hanging = images.select_related("consensus").prefetch_related("tags", "comments", "submissions__label_counts")
    ordered = hanging.order_by(*ordering)
    chunk = list(ordered[:CHUNK])
    while chunk:
        yield chunk
        chunk = list(ordered.filter(after(ordering, tuple(getattr(chunk[-1], name) for name in ordering)))[:CHUNK])
