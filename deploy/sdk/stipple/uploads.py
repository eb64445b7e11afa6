"""Files on their way in: many small images in one request, large ones and archives resumable where the server can."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stipple import models
from stipple.archives import is_archive, unpack
from stipple.calls import D, Resource, call
from stipple.effects import Answer, Flow, Request, ask
from stipple.errors import JobFailed, ServerRefused, StippleError
from stipple.jobs import wait_for
from stipple.tus import NoTus, upload

IMAGE_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jfif", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".heic", ".heif", ".avif"}
)
"""Of files in folders; what is inside decides at the server."""
FILES_PER_REQUEST = 20
BYTES_PER_REQUEST = 32 << 20
LARGE_BYTES = 32 << 20
TIMEOUT_S = 600.0

Progress = Callable[[int, int], None]
"""Called with the bytes sent and the bytes in all."""


@dataclass
class Uploaded:
    """What became of each file. ``imports``: the jobs that took in archives."""

    accepted: list[models.Image] = field(default_factory=list)
    duplicates: list[models.Duplicate] = field(default_factory=list)
    refused: list[models.Refused] = field(default_factory=list)
    imports: list[models.Job] = field(default_factory=list)


class Uploads(Resource[D]):
    @call
    def is_resumable(self, project: int) -> Flow[bool]:
        """Whether this server takes uploads that go on after a broken connection."""
        try:
            yield Request("OPTIONS", f"/api/v1/projects/{project}/uploads/", is_repeatable=True)
        except ServerRefused as error:
            if error.status in (404, 405):
                return False
            raise
        return True


def upload_images(project: int, paths: Sequence[Path], progress: Progress | None = None) -> Flow[Uploaded]:
    """Raises StippleError before anything is sent where a path leads nowhere."""
    files = list(found(paths))
    sizes = {path: path.stat().st_size for path in files}
    total, sent = sum(sizes.values()), 0
    uploaded = Uploaded()

    def tell(more: int) -> None:
        if progress:
            progress(sent + more, total)

    tell(0)
    for group in _groups(files, sizes):
        if len(group) == 1 and is_archive(group[0]):
            yield from _archive(project, group[0], uploaded, tell)
        elif len(group) == 1 and sizes[group[0]] >= LARGE_BYTES:
            yield from _large(project, group[0], uploaded, tell)
        else:
            yield from _together(project, group, uploaded)
        sent += sum(sizes[path] for path in group)
        tell(0)
    return uploaded


def found(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that the paths mean: themselves, and images and archives below folders, each once and in order."""
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            inside = [below for below in sorted(path.rglob("*")) if is_wanted(below)]
        elif path.is_file():
            inside = [path]
        else:
            raise StippleError(f"There is no file or folder {path}.")
        for file in inside:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def is_wanted(path: Path) -> bool:
    """Whether a file in a folder is one to send; hidden ones are not."""
    return (
        path.is_file() and not path.name.startswith(".") and (path.suffix.lower() in IMAGE_SUFFIXES or is_archive(path))
    )


def _is_photo(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in IMAGE_SUFFIXES


def upload_import_file(project: int, path: Path, tell: Callable[[int], None] | None = None) -> Flow[str]:
    """Hand over a file for an import; its id. Raises ServerRefused, and StippleError with why it was not taken."""
    if path.stat().st_size >= LARGE_BYTES:
        try:
            result = yield from upload(project, path, "import", tell)
        except NoTus:
            pass
        else:
            if result["import_file"] is None:
                raise StippleError(f"{path.name} was not taken: {_why(result)}")
            return str(result["import_file"])
    kept = yield from ask(
        "POST",
        f"/api/v1/projects/{project}/import-files/",
        files=((path.name, path),),
        timeout_s=TIMEOUT_S,
        is_repeatable=True,  # a second copy is thrown away after a week
    )
    return str(kept["id"])


def _groups(files: Sequence[Path], sizes: dict[Path, int]) -> Iterator[list[Path]]:
    group: list[Path] = []
    for path in files:
        if is_archive(path) or sizes[path] >= LARGE_BYTES:
            yield [path]
            continue
        if group and (len(group) == FILES_PER_REQUEST or sum(map(sizes.get, group)) > BYTES_PER_REQUEST):  # type: ignore[arg-type]
            yield group
            group = []
        group.append(path)
    if group:
        yield group


def _together(project: int, group: Sequence[Path], uploaded: Uploaded) -> Flow[None]:
    answer: Answer = yield Request(
        "POST",
        f"/api/v1/projects/{project}/images/",
        files=tuple((path.name, path) for path in group),
        timeout_s=TIMEOUT_S,
        is_repeatable=True,  # what came in the first time is a duplicate the second time
    )
    verdicts = answer.json()
    uploaded.accepted += verdicts["accepted"]
    uploaded.duplicates += verdicts["duplicates"]
    uploaded.refused += verdicts["refused"]


def _large(project: int, path: Path, uploaded: Uploaded, tell: Callable[[int], None]) -> Flow[None]:
    try:
        result = yield from upload(project, path, "image", tell)
    except NoTus:
        yield from _together(project, [path], uploaded)
        return
    if result["verdict"] == "accepted":
        uploaded.accepted.append((yield from ask("GET", f"/api/v1/images/{result['image']}/")))
    elif result["verdict"] == "duplicate":
        uploaded.duplicates.append({"name": path.name, "image": str(result["image"])})
    else:
        uploaded.refused.append({"name": path.name, "code": _problem(result)["code"], "detail": _why(result)})


def _archive(project: int, path: Path, uploaded: Uploaded, tell: Callable[[int], None]) -> Flow[None]:
    """The server takes it apart, or, where it cannot, this process does."""
    try:
        result = yield from upload(project, path, "archive", tell)
    except NoTus:
        yield from _unpacked(project, path, uploaded)
        return
    if result["job"] is None:
        uploaded.refused.append({"name": path.name, "code": _problem(result)["code"], "detail": _why(result)})
        return
    try:
        uploaded.imports.append((yield from wait_for(result["job"])))
    except JobFailed as error:
        problem = error.job["problem"] or {"code": error.job["state"], "detail": str(error)}
        uploaded.refused.append({"name": path.name, "code": problem["code"], "detail": problem["detail"]})


def _unpacked(project: int, path: Path, uploaded: Uploaded) -> Flow[None]:
    with tempfile.TemporaryDirectory(prefix="stipple-") as folder:
        files = unpack(path, Path(folder), _is_photo)
        sizes = {file: file.stat().st_size for file in files}
        for group in _groups(files, sizes):
            yield from _together(project, group, uploaded)
    if not files:
        detail = "There is no photo in this archive. Annotations come in by an import."
        uploaded.refused.append({"name": path.name, "code": "no-photos", "detail": detail})


def _problem(result: dict[str, Any]) -> models.Problem:
    problem: models.Problem | None = result.get("problem")
    return problem or {"code": str(result["verdict"]), "detail": f"the server says {result['verdict']}"}


def _why(result: dict[str, Any]) -> str:
    return _problem(result)["detail"]
