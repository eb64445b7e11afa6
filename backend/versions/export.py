"""An export of a version: the same bytes whenever it is asked for, through the writers that every export goes through.

Each split is a folder of the archive with a whole export of its own; without splits everything lies at the top. No
clock, no person and no row that may change is looked at: the times in the archive are those of the version.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backend.config.pagination import after
from backend.formats.archive import Archive, archive
from backend.formats.export import Progress, exported_objects, numbered
from backend.formats.exported import ExportedImage, ExportedObject
from backend.formats.names import DistinctNames
from backend.formats.options import Options
from backend.formats.report import Report
from backend.formats.table import BY_NAME, Writer
from backend.images.models import Image
from backend.versions.frozen import thawed, unpacked
from backend.versions.labels import thawed_labels
from backend.versions.models import Version, VersionImage
from backend.versions.splits import SPLITS

CHUNK = 200
REST = "unassigned"
"""The folder of images that the rule puts into no split, where it puts others into some."""


def export_version(version: Version, options: Options, path: Path, progress: Progress) -> Report:
    """Write the archive at ``path``; ``progress(done, total)`` is called often and may raise to stop the work."""
    work = _Export(version, options, progress)
    folders = folders_of(version)
    with archive(path, version.created.timetuple()[:6]) as target:
        for split, folder in folders.items():
            work.write(split, target.subfolder(folder) if folder else target)
        target.write_json("version.json", _about(version, folders))
        target.write_json("report.json", work.report.as_dict(work.objects_out, work.notes))
    progress(version.counts["images"], version.counts["images"])
    return work.report


def folders_of(version: Version) -> dict[str, str]:
    """The folder of each split that holds images."""
    present = version.counts["splits"]
    if set(present) == {""}:
        return {"": ""}
    return {split: split or REST for split in (*SPLITS, "") if split in present}


class _Export:
    """What the splits of one export have in common."""

    def __init__(self, version: Version, options: Options, progress: Progress) -> None:
        self.version, self.options, self.progress = version, options, progress
        self.labels = numbered(thawed_labels(version.labels))
        self.report = Report()
        self.objects_out: Counter[str] = Counter()
        self.notes: list[str] = []

    def write(self, split: str, target: Archive) -> None:
        """Write the images of a split at the top of ``target``."""
        info = _info(self.version)
        writers = [writer(target, list(self.labels.values()), self.options, info) for writer in self._writers()]
        names = DistinctNames()
        for number, row in enumerate(_walk(self.version, split), 1):
            self.progress(self.report.images_in, self.version.counts["images"])
            name, tags = names.take(row.name), tuple(row.tags)
            exported = ExportedImage(number, str(row.image_id), name, row.width, row.height, tags)
            objects = self._objects(row)
            for writer in writers:
                writer.add(exported, objects)
        for writer in writers:
            writer.close()
            self.objects_out[writer.name] += writer.object_count
            self.notes += [f"{split}: {note}" if split else note for note in writer.notes()]

    def _writers(self) -> tuple[type[Writer], ...]:
        return BY_NAME[self.options.format].writers

    def _objects(self, row: VersionImage) -> list[ExportedObject]:
        self.report.images_in += 1
        self.report.images_out += 1
        image = Image(id=row.image_id, name=row.name, width=row.width, height=row.height)
        things = [thawed(thing, (row.height, row.width)) for thing in unpacked(row.content.body)]
        return list(exported_objects(things, image, self.labels, self.report))


def _walk(version: Version, split: str) -> Iterator[VersionImage]:
    """The images of a split by key set in short queries."""
    rows = version.images.filter(split=split).select_related("content").order_by("position")
    chunk = list(rows[:CHUNK])
    while chunk:
        yield from chunk
        chunk = list(rows.filter(after(("position",), (chunk[-1].position,)))[:CHUNK])


def _info(version: Version) -> dict[str, Any]:
    return {
        "description": f"{version.project_name}, {version.name}",
        "url": "",
        "version": str(version.number),
        "year": version.created.year,
        "contributor": "",
        "date_created": version.created.isoformat(timespec="seconds"),
    }


def _about(version: Version, folders: dict[str, str]) -> dict[str, Any]:
    """What the archive says of the version that it is."""
    return {
        "project": version.project_name,
        "name": version.name,
        "number": version.number,
        "note": version.note,
        "made_by": version.made_by,
        "created": version.created.isoformat(timespec="seconds"),
        "digest": version.digest,
        "filter": dict(sorted(version.filter.items())),
        "split_rule": dict(sorted(version.split_rule.items())),
        "folders": {split: folder for split, folder in folders.items() if folder},
    }
