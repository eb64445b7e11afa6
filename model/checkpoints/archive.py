"""A ``.zip`` of a model folder, made where torch is: unpacked with nothing trusted, and no torch needed."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from model.checkpoints.errors import CheckpointError
from model.checkpoints.file_kind import kind_of_file
from model.checkpoints.folder import CONFIG, FILES
from model.checkpoints.progress import Progress
from model.checkpoints.transfer import MAX_BYTES

CHUNK_BYTES = 1 << 20


def is_model_archive(path: Path) -> bool:
    """Whether ``path`` is a zip with a model's ``config.json``, and not what torch.save writes."""
    if kind_of_file(path) != "zip":
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return any(PurePosixPath(name).name == CONFIG for name in archive.namelist())
    except zipfile.BadZipFile:
        return False


def unpack(path: Path, folder: Path, progress: Progress) -> None:
    """Copy the files of a model folder out of ``path`` into ``folder``.

    They lie at the top of the archive or together in one folder; nothing else may be in it. Raises CheckpointError
    ``bad-archive``.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(archive, path.name)
            total, done = sum(member.file_size for member in members.values()), 0
            if total > MAX_BYTES:
                raise _bad(path.name, f"it unpacks to {total} bytes; at most {MAX_BYTES} are allowed")
            for name, member in members.items():
                with archive.open(member) as source, (folder / name).open("wb") as target:
                    while chunk := source.read(CHUNK_BYTES):  # never more than the size that the archive declares
                        target.write(chunk)
                        done += len(chunk)
                        progress("convert", done, total, f"unpacking {name}")
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise _bad(path.name, f"it is damaged, encrypted or packed in a way that is not read ({error})") from error


def _members(archive: zipfile.ZipFile, archive_name: str) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    tops = set()
    for member in archive.infolist():
        place = PurePosixPath(member.filename)
        if member.is_dir():
            continue
        if place.name not in FILES or len(place.parts) > 2 or ".." in place.parts or place.is_absolute():
            raise _bad(archive_name, f"it holds {member.filename!r}; expected only {', '.join(FILES)}")
        if place.name in members:
            raise _bad(archive_name, f"it holds {place.name} twice")
        members[place.name] = member
        tops.add(place.parent)
    if len(tops) != 1:
        raise _bad(archive_name, "its files do not lie in one folder")
    return members


def _bad(name: str, reason: str) -> CheckpointError:
    return CheckpointError(
        "bad-archive", f"{name} is no model folder that can be installed: {reason}. Zip the folder that `convert` made"
    )
