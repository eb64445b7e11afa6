"""Brings what is new in a source into its project, as an upload would; what is known costs the listing alone.

Memory stays flat: files are listed page by page and remembered in the database, one row each. A row is written after
its image is in the project. A run that is killed between the two finds the content there already, so no image comes in
twice; nothing is ever removed from the project, nor written to the source.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any

from django.http import Http404
from django.utils import timezone

from backend.images.actions import do_add_image, queue_processing
from backend.images.publishing import publish_image
from backend.images.refusal import Refused
from backend.images.upload import image_name
from backend.jobs.actions import Stopped
from backend.sources.entries import Changing, Entry, Gone, Place, Unreachable, Unreadable
from backend.sources.fetching import Fetched, fetched
from backend.sources.models import TAKEN, WAITING, Source, SourceFile
from backend.sources.tally import Tally

BATCH = 500
QUIET_S = 10.0
"""A file that changed within this time may still be written; it is left until it has been the same for as long."""
FORGOTTEN_AFTER = timedelta(days=1)
"""What was still written and has not been listed for as long was somebody's temporary file."""
MOST_FAILURES = 20
"""So many files in a row that cannot be read: the source itself is broken, not they."""
MOST_SHOWN = 200
"""A message costs a connection to Redis, and no page shows more images at once."""

Progress = Callable[[int, int], None]


def sync(source: Source, place: Place, progress: Progress) -> Tally:
    """``progress(done, total)`` is called often and may raise to stop the work. Raises Unreachable."""
    return Sync(source, place, progress).run()


class Sync:
    def __init__(self, source: Source, place: Place, progress: Progress) -> None:
        self.source, self.place, self._progress = source, place, progress
        self.tally = Tally()
        self.known = source.files.exclude(code=WAITING).count()
        self.met = self.failures = self.shown = 0

    def run(self) -> Tally:
        entries = self.place.entries(self.tick)
        while batch := list(islice(entries, BATCH)):
            wanted = list(self._new_and_changed(batch))
            for each in fetched(self.place, wanted, self.tick):
                try:
                    self._settle(each)
                finally:
                    if each.incoming is not None:
                        each.incoming.discard()
                self.tick()
        self.tally.counts["vanished"] = max(self.known - self.met, 0)
        self.source.files.filter(code=WAITING, since__lt=timezone.now() - FORGOTTEN_AFTER).delete()
        return self.tally

    def tick(self) -> None:
        done = self.tally.counts["listed"]
        self._progress(done, max(self.known, done + 1))

    def _new_and_changed(self, batch: Sequence[Entry]) -> Iterator[Entry]:
        """Those whose content has to be looked at."""
        rows = {row.digest: row for row in self.source.files.filter(digest__in=[each.digest for each in batch])}
        for entry in batch:
            self.tally.counts["listed"] += 1
            row = rows.get(entry.digest)
            if row is not None and row.code != WAITING:
                self.met += 1
            if row is not None and row.code != WAITING and row.stamp == entry.stamp:
                self.tally.counts["unchanged"] += 1
                self.tally.counts["refused_before"] += row.code != TAKEN
            elif _is_restless(entry, row):
                self._wait(entry, row)
            else:
                self.tally.counts["changed"] += row is not None and row.code != WAITING
                yield entry

    def _wait(self, entry: Entry, row: SourceFile | None) -> None:
        """Left until it holds still."""
        self.tally.counts["waiting"] += 1
        if row is None or row.code != WAITING or row.stamp != entry.stamp:
            self._remember(entry, WAITING)

    def _settle(self, each: Fetched) -> None:
        problem = each.problem
        if problem is None:
            self._add(each)
        elif isinstance(problem, Refused):
            self.tally.leave_out("refused", each.entry.key, problem.code, problem.detail)
            self._remember(each.entry, problem.code, problem.detail)
        elif isinstance(problem, Unreadable):
            self.tally.leave_out("failed", each.entry.key, problem.code, problem.detail)
            self._give_up_after(problem)
            return
        else:
            self.tally.counts["gone" if isinstance(problem, Gone) else "waiting"] += 1
            assert isinstance(problem, Gone | Changing)
        self.failures = 0

    def _add(self, each: Fetched) -> None:
        assert each.incoming is not None
        name = image_name(each.entry.key)
        user = self.source.created_by
        try:
            image, is_new = do_add_image(self.source.project, user, name, each.incoming, each.media_type)
        except Http404:  # the project was deleted meanwhile
            raise Stopped from None
        self._remember(each.entry, TAKEN)
        self.tally.counts["added" if is_new else "duplicates"] += 1
        if is_new:
            queue_processing(image)
            if self.shown < MOST_SHOWN:
                self.shown += 1
                publish_image(image.pk)

    def _remember(self, entry: Entry, code: str, detail: str = "") -> None:
        values = {"stamp": entry.stamp, "code": code, "detail": detail[:500], "since": timezone.now()}
        key = {"key": entry.key.replace("\0", "").encode(errors="replace").decode()}
        SourceFile.objects.update_or_create(
            source=self.source, digest=entry.digest, defaults=values, create_defaults=values | key
        )

    def _give_up_after(self, problem: Unreadable) -> None:
        self.failures += 1
        if self.failures >= MOST_FAILURES:
            detail = f"{self.failures} files in a row could not be read. The last: {problem.detail}"
            raise Unreachable(problem.code, detail)


def _is_restless(entry: Entry, row: SourceFile | None) -> bool:
    """Whether somebody may still be writing the file. Clocks of file servers may be wrong, so a file that has been
    seen unchanged for QUIET_S is taken whatever its time says."""
    if entry.modified_s is None or entry.modified_s < time.time() - QUIET_S:
        return False
    is_same = row is not None and row.code == WAITING and row.stamp == entry.stamp
    return not (is_same and row is not None and row.since < timezone.now() - timedelta(seconds=QUIET_S))


def do_note(source: Source, tally: dict[str, Any] | None, problem: dict[str, str] | None) -> None:
    """Keep on the source what its last sync came to."""
    values: dict[str, Any] = {"problem": problem, "synced": timezone.now()}
    if tally is not None:
        values["counts"] = tally
    Source.objects.filter(pk=source.pk).update(**values)
