"""Images of a backup as images of a project: photo, document, log, comments and what came of reviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from backend.annotation.models import Annotation, Object, Operation
from backend.annotation.statements import insert
from backend.comments.models import LONGEST, Comment
from backend.formats.backup.checking import Checked
from backend.formats.backup.columns import Row, columns, values_of
from backend.formats.backup.people import People
from backend.formats.backup.renaming import Renaming
from backend.formats.sources import Unreadable
from backend.images import storage
from backend.images.models import Image, ImageTag
from backend.jobs import queue
from backend.projects.models import Project
from backend.review.models import Consensus, LabelCount, Submission

PIECE = 1 << 20
Json = dict[str, Any]


class Documents:
    """``images``: the id here of each image of the backup, as text; ``renamings`` how its objects are called here."""

    def __init__(
        self,
        project: Project,
        backup: Checked,
        people: People,
        labels: Mapping[int, int],
        batches: Mapping[int, int],
        counts: Counter[str],
    ) -> None:
        self.project, self.backup, self.people, self.counts = project, backup, people, counts
        self.labels, self.batches = labels, batches
        self.images: dict[str, UUID] = {}
        self.spaces: dict[str, UUID] = {}
        self._waiting: list[UUID] = []
        self._photos: set[str] = set()

    def renaming(self, image_id: str) -> Renaming:
        return Renaming(self.labels, self.spaces.get(image_id))

    def restore(self, record: Json) -> Iterator[str]:
        """Gives what is wrong with the image, which comes all the same."""
        row = record["image"]
        problem = self.photo(row["sha256"])
        with transaction.atomic():
            image = self._image(row, record, problem)
            renaming = self.renaming(row["id"])
            ImageTag.objects.bulk_create(ImageTag(image=image, **values_of(ImageTag, tag)) for tag in record["tags"])
            if record["annotation"] is not None:
                self._document(image, record, renaming)
            self._comments(image, record["comments"], renaming)
            self._submissions(image, record["submissions"])
            if record["consensus"]:
                given = values_of(Consensus, record["consensus"])
                people = [self.people.found(key) for key in given.get("people", [])]
                Consensus.objects.create(image=image, **given | {"people": people})
        self.images[row["id"]] = image.pk
        self.counts["images"] += 1
        for kind in ("operations", "objects", "comments", "submissions"):
            self.counts[kind] += len(record[kind])
        if problem:
            yield f"{row['name']!r} comes without its photo: {problem}"

    def photo(self, sha256: str) -> str:
        """Have the photo in the storage; why it is not, "" where it is."""
        if sha256 in self._photos:
            return ""
        name = f"photos/{sha256}"
        if not self.backup.has(name):
            return self.backup.damaged.get(name, "the backup does not have it")
        incoming = storage.Incoming()
        try:
            with self.backup.files.open(name) as file:
                while piece := file.read(PIECE):
                    incoming.write(piece)
            incoming.close()
            if incoming.sha256 != sha256:
                return "its content was altered"
            with storage.locked(sha256):
                incoming.keep()
        except Unreadable as error:
            return error.detail
        finally:
            incoming.discard()
        self._photos.add(sha256)
        self.counts["photos"] += 1
        return ""

    def queue(self) -> None:
        """Have the thumbnails and tiles made that are not here."""
        for key in self._waiting:
            queue.send(queue.PROCESS_IMAGE, str(key))

    def _image(self, row: Row, record: Json, problem: str) -> Image:
        given = values_of(Image, row)
        old: UUID = given.pop("id")
        if _is_taken(old, record):
            key = uuid5(old, f"restored into project {self.project.pk}")
            self.spaces[row["id"]] = key
        else:
            key = old
        given["batch_id"] = self.batches.get(row.get("batch_id"))  # type: ignore[arg-type]
        given["original_id"] = self.images[row["original_id"]] if row.get("original_id") else None
        given |= {name: self.people.found(row.get(name)) for name in ("assignee_id", "flagged_by_id", "created_by_id")}
        if problem:
            lost = {"code": "file-missing", "detail": f"The photo was not restored: {problem}"}
            given |= {"status": Image.Status.FAILED, "problem": lost}
        elif given["status"] == Image.Status.READY and not storage.thumbnail(given["sha256"]).exists():
            given |= {"status": Image.Status.PROCESSING, "heartbeat": timezone.now()}
            self._waiting.append(key)
        image = Image.objects.create(id=key, project=self.project, **given)
        Image.objects.filter(pk=key).update(created=given["created"], updated=given["updated"])
        return image

    def _document(self, image: Image, record: Json, renaming: Renaming) -> None:
        given = values_of(Annotation, record["annotation"])
        given["background"] = renaming.value(given["background"])
        annotation = Annotation.objects.create(image=image, **given)
        times = {"created": given["created"], "updated": given["updated"]}
        Annotation.objects.filter(pk=annotation.pk).update(**times)
        log = [self._operation(row, annotation, renaming) for row in record["operations"]]
        _insert(Operation, log)
        _insert(Object, [self._object(row, annotation, renaming) for row in record["objects"]])

    def _operation(self, row: Row, annotation: Annotation, renaming: Renaming) -> Row:
        given = values_of(Operation, row)
        return given | {
            "annotation_id": annotation.pk,
            "actor_id": self.people.found(row.get("actor_id")),
            "payload": renaming.value(given["payload"]),
            "client_id": renaming.uuid(given["client_id"]),
        }

    def _object(self, row: Row, annotation: Annotation, renaming: Renaming) -> Row:
        given = values_of(Object, row)
        return given | {
            "id": renaming.uuid(given["id"]),
            "annotation_id": annotation.pk,
            "label_id": self.labels.get(row.get("label_id")),  # type: ignore[arg-type]
            "created_by_id": self.people.found(row.get("created_by_id")),
            "clicks": renaming.value(given["clicks"]),
        }

    def _comments(self, image: Image, rows: list[Row], renaming: Renaming) -> None:
        """First comments before their replies. What a stranger has said keeps the stranger's name in its text."""
        for row in sorted(rows, key=lambda row: row.get("thread_id") is not None):
            given = values_of(Comment, row)
            author = self.people.found(row.get("author_id"))
            if author is None and given["text"] and (name := self.people.name(row.get("author_id"))):
                given["text"] = f"{name}: {given['text']}"[:LONGEST]
            given |= {
                "id": renaming.uuid(given["id"]),
                "thread_id": given["thread_id"] and renaming.uuid(given["thread_id"]),
                "object": given["object"] and renaming.uuid(given["object"]),
                "author_id": author,
                "resolved_by_id": self.people.found(row.get("resolved_by_id")),
            }
            made = Comment.objects.create(image=image, **given)
            Comment.objects.filter(pk=made.pk).update(created=given["created"])

    def _submissions(self, image: Image, rows: list[Row]) -> None:
        for row in rows:
            given = values_of(Submission, row)
            given |= {name: self.people.found(row.get(name)) for name in ("annotator_id", "reviewer_id")}
            made = Submission.objects.create(project=self.project, image=image, **given)
            LabelCount.objects.bulk_create(
                LabelCount(submission=made, label_id=self.labels.get(each["label_id"]), count=each["count"])
                for each in row["label_counts"]
            )


def _is_taken(old: UUID, record: Json) -> bool:
    """Whether an image or an object here has an id that the image would bring along."""
    if Image.objects.filter(pk=old).exists():
        return True
    ids = [row["id"] for kind in ("objects", "comments") for row in record[kind]]
    return any(
        model.objects.filter(pk__in=ids[at : at + 500]).exists()
        for model in (Object, Comment)
        for at in range(0, len(ids), 500)
    )


def _insert(model: type[Operation] | type[Object], rows: list[Row]) -> None:
    """With the times that they had, which ``bulk_create`` would set anew."""
    if rows:
        names = [field.attname for field in columns(model)] + ["annotation_id"]
        defaults = {field.attname: field.get_default() for field in columns(model)}
        insert(model, names, [[(defaults | row)[name] for name in names] for row in rows])
