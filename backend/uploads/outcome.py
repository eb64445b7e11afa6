"""What becomes of a whole file, by its purpose. Each may be asked twice, after a crash in between, and does it once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from backend.formats.import_files import do_keep
from backend.formats.importing.options import import_options
from backend.formats.photos import NAME as PHOTOS
from backend.images.actions import do_add_image, queue_processing
from backend.images.models import Image
from backend.images.reading import check_header
from backend.images.refusal import Refused
from backend.images.storage import Arrived
from backend.jobs.actions import do_create_job
from backend.jobs.models import Job
from backend.uploads import partial
from backend.uploads.models import Upload


@dataclass(frozen=True)
class Outcome:
    """``verdict``, and the id of what it became: an image, a file to import, and the job that takes it in; or why it
    was refused."""

    verdict: Literal["accepted", "duplicate", "refused"]
    image: str | None = None
    import_file: str | None = None
    job: str | None = None
    problem: dict[str, str] | None = None


def outcome_of(upload: Upload) -> dict[str, Any]:
    """Put the whole file where it belongs. ``upload.settling`` is set already."""
    return asdict(PURPOSES[Upload.Purpose(upload.purpose)](upload))


def _image(upload: Upload) -> Outcome:
    """Exactly as a file of a multipart upload."""
    arrived = Arrived(partial.path_of(upload.pk))
    try:
        media_type = check_header(arrived.path)
        image, is_new = do_add_image(upload.project, upload.created_by, upload.name, arrived, media_type)
    except Refused as refusal:
        return Outcome("refused", problem={"code": refusal.code, "detail": refusal.detail})
    finally:
        arrived.close()
    if is_new:
        queue_processing(image)
    return Outcome("accepted" if is_new or _made_before(upload, image) else "duplicate", image=str(image.pk))


def _made_before(upload: Upload, image: Image) -> bool:
    """Whether an earlier try, which died before it could say so, made the image of this very upload."""
    assert upload.settling is not None
    is_mine = image.created_by_id == upload.created_by_id and image.name == upload.name
    return is_mine and image.created >= upload.settling


def _import(upload: Upload) -> Outcome:
    """A file to import, which a person looks at before anything of it comes in."""
    return Outcome("accepted", import_file=str(_kept(upload).pk))


def _archive(upload: Upload) -> Outcome:
    """The same, and an import of its photos at once: its report has a line for each file that is left out."""
    file = _kept(upload)
    job = Job.objects.filter(project=upload.project, params__upload=str(upload.pk)).first()
    if job is None:
        params = import_options({"file": file.pk, "format": PHOTOS}, upload.project) | {"upload": str(upload.pk)}
        job = do_create_job(upload.project, upload.created_by, Job.Kind.IMPORT, params)
    return Outcome("accepted", import_file=str(file.pk), job=str(job.pk))


def _kept(upload: Upload) -> Any:
    return do_keep(
        upload.project, upload.created_by, upload.name, partial.path_of(upload.pk), upload.size_bytes, key=upload.pk
    )


PURPOSES: dict[Upload.Purpose, Callable[[Upload], Outcome]] = {
    Upload.Purpose.IMAGE: _image,
    Upload.Purpose.ARCHIVE: _archive,
    Upload.Purpose.IMPORT: _import,
}
