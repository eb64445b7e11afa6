"""Import what somebody handed over into a project: one walk over the records, one image in memory at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import DatabaseError
from django.db.models import Q

from backend.accounts.models import User
from backend.annotation.imports import Present, do_import, look
from backend.annotation.publishing import event, publish_from_view
from backend.config.problems import Problem as Refusal
from backend.config.text import cleaned
from backend.formats.detection import format_of, not_read
from backend.formats.grouping import Groups
from backend.formats.importing.candidates import candidate
from backend.formats.importing.images import Images, Matched, Unmatched
from backend.formats.importing.labels import Labels
from backend.formats.importing.options import ImportOptions
from backend.formats.importing.plan import Candidate, Plan, plan
from backend.formats.importing.report import MEANINGS, ImportReport
from backend.formats.records import ImageRecord, LabelRecord, ObjectRecord, Place, Problem, Record
from backend.formats.sources import Files, Unreadable, opened
from backend.images.models import Image
from backend.images.publishing import publish_image
from backend.images.tags import LONGEST as LONGEST_TAG
from backend.images.tags import do_change_tags
from backend.projects.models import Project

Progress = Callable[[int, int], None]
MOST_SHOWN = 200
"""A message costs a connection to Redis, and no page shows more images at once."""
UNFORESEEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What a mistake in a reader may raise over files that nobody has thought of: it must not take back what is in."""

logger = logging.getLogger(__name__)


def import_file(
    project: Project,
    user: User,
    options: ImportOptions,
    path: Path,
    name: str,
    progress: Progress,
    report: ImportReport,
) -> dict[str, Any]:
    """Import the file at ``path``, which was called ``name``; the summary of the report. ``progress(done, total)`` is
    called often and may raise to stop the work. Raises Unreadable where nothing of the file can be used."""
    with opened(path, name) as files, Groups() as names:
        chosen = format_of(files, options.format)
        images = Images(project, user, files, names, adds=options.add_images, is_dry=options.dry_run)
        importer = Importer(project, user, options, images, Labels(project, options), report)
        total = max(len(files.pictures()), 1)
        files.tick = lambda: progress(importer.done, max(total, importer.done + 1))
        for problem in files.problems:
            report.leave_out(problem)
        assert chosen.read is not None
        importer.run(_safely(chosen.read, files), files.tick)
        progress(importer.done, importer.done)
        about = {"format": chosen.name, "dry_run": options.dry_run}
        return report.as_dict(importer.labels.mapped(), importer.labels.created, **about)


def _safely(read: Callable[[Files], Iterator[Record]], files: Files) -> Iterator[Record]:
    """The records; where the reader cannot go on, a problem says so at the end."""
    try:
        yield from read(files)
        yield from not_read(files)
    except Unreadable as error:
        yield Problem(Place(files.names[0] if files.names else ""), error.code, error.detail, "file", count=0)
    except UNFORESEEN as error:
        logger.exception("a reader failed")
        detail = (
            f"the reader failed ({type(error).__name__}: {error}), and what comes after is not read; tell an operator"
        )
        yield Problem(Place(""), "reader-failed", detail, "file", count=0)


class Importer:
    def __init__(
        self, project: Project, user: User, options: ImportOptions, images: Images, labels: Labels, report: ImportReport
    ) -> None:
        self.project, self.user, self.options = project, user, options
        self.images, self.labels, self.report = images, labels, report
        self.done = self.shown = 0

    def run(self, records: Iterator[Record], tick: Callable[[], None]) -> None:
        """``tick`` is called for each record: readers that gather first read no more bytes by then."""
        for record in records:
            tick()
            if isinstance(record, LabelRecord):
                self.labels.learn(record)
            elif isinstance(record, Problem):
                self.report.counts["images_in"] += record.what == "image"
                self.report.leave_out(record)
            else:
                self._image_safely(record)
                self.done += 1

    def _image_safely(self, record: ImageRecord) -> None:
        """One image that nobody has thought of does not take the others with it."""
        try:
            self._image(record)
        except (*UNFORESEEN, DatabaseError) as error:
            logger.exception("the import of an image failed")
            self._leave_out_image(record, "image-failed", f"it cannot be stored ({type(error).__name__}: {error})")

    def _image(self, record: ImageRecord) -> None:
        self.report.counts["images_in"] += 1
        try:
            matched = self.images.find(record)
            is_again = matched.image is not None and self.images.is_again(matched.image, record.file_name)
        except (Unmatched, Unreadable) as error:
            self._leave_out_image(record, error.code, error.detail)
            return
        if record.size_hw is not None and record.size_hw != matched.size_hw:
            (height, width), (found_height, found_width) = record.size_hw, matched.size_hw
            detail = f"the annotations are for {width}x{height} pixels, the image has {found_width}x{found_height}"
            self._leave_out_image(record, "size-differs", detail)
            return
        self.report.counts["images_added" if matched.is_new else "images_matched"] += 1
        candidates = [found for each in record.objects if (found := self._candidate(each, record, matched)) is not None]
        self._settle(record, matched, candidates, is_again)

    def _leave_out_image(self, record: ImageRecord, code: str, detail: str) -> None:
        count = len(record.objects)
        self.report.leave_out(Problem(record.place, code, detail, "image", record.file_name, count))

    def _candidate(self, each: ObjectRecord | Problem, record: ImageRecord, matched: Matched) -> Candidate | None:
        found = each if isinstance(each, Problem) else candidate(each, matched.size_hw, self.labels, self.report.notes)
        if isinstance(found, Candidate):
            return found
        self.report.leave_out(Problem(found.place, found.code, found.detail, image=record.file_name))
        return None

    def _settle(self, record: ImageRecord, matched: Matched, candidates: list[Candidate], is_again: bool) -> None:
        """What an earlier record of the same image has brought is not removed by this one."""
        existing = "add" if is_again and self.options.existing == "replace" else self.options.existing
        dry = self.options.dry_run
        planned = self._dry(matched, candidates, existing) if dry else self._do(record, matched, candidates, existing)
        self.report.counts.update(planned.counts)
        self.report.counts["images_changed"] += bool(planned.change)
        if planned.cut:
            self.report.notes["cut"] += planned.cut
        for place, code in sorted(planned.reasons.items()):
            found = candidates[place].place
            self.report.leave_out(Problem(found, code, MEANINGS[code], image=record.file_name))

    def _dry(self, matched: Matched, candidates: list[Candidate], existing: str) -> Plan:
        overlap = self.project.overlap
        present = Present(overlap=overlap) if matched.image is None else look(matched.image, overlap)
        return self._plan(candidates, present, matched.image, existing)

    def _do(self, record: ImageRecord, matched: Matched, candidates: list[Candidate], existing: str) -> Plan:
        """Nothing is locked or written where there is nothing to do."""
        assert matched.image is not None
        image = matched.image
        self._tag(image, record)
        seen = look(image, self.project.overlap)
        planned = Plan()
        if seen.is_begun or not candidates:
            planned = self._plan(candidates, seen, image, existing)
            if not planned.change:
                self._show(image, matched.is_new, None)
                return planned

        def decide(present: Present) -> Any:
            nonlocal planned
            planned = self._plan(candidates, present, image, existing)
            return planned.change

        changed = do_import(self.user, image, "file", decide)
        self._show(image, True, changed if seen.is_begun else None)
        return planned

    def _plan(self, candidates: list[Candidate], present: Present, image: Image | None, existing: str) -> Plan:
        key = uuid4() if image is None else image.pk
        planned = plan(candidates, present, key, existing, self.options.objects_as == "proposals")
        if planned.change and image is not None and _is_judged(image):
            return Plan(reasons=dict.fromkeys(range(len(candidates)), "image-accepted"))
        return planned

    def _tag(self, image: Image, record: ImageRecord) -> None:
        tags = [tag for each in record.tags if (tag := cleaned(each).strip()[:LONGEST_TAG].strip())]
        if tags:
            try:
                do_change_tags(image, tags, ())
            except Refusal:
                self.report.notes["too-many-tags"] += 1

    def _show(self, image: Image, is_news: bool, changed: dict[str, Any] | None) -> None:
        """Tell open editors (``changed`` None: there are none) and, of the first MOST_SHOWN, lists of images. Whom a
        message misses notices by the revision in the heartbeat."""
        if changed is not None:
            publish_from_view(image.pk, event(changed, actor=None))
        if is_news and self.shown < MOST_SHOWN:
            self.shown += 1
            publish_image(image.pk)


def _is_judged(image: Image) -> bool:
    """Nothing comes in behind the back of whoever accepted the image, or trusts it as gold."""
    judged = Image.objects.filter(Q(state=Image.State.ACCEPTED) | Q(is_gold=True), pk=image.pk)
    return judged.exists()
