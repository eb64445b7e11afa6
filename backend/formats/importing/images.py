"""Which image of the project a record means, and images of the archive that are added to it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from backend.accounts.models import User
from backend.formats.grouping import Groups
from backend.formats.names import safe_name
from backend.formats.records import ImageRecord
from backend.formats.sources import Files
from backend.formats.sources.files import stem_of
from backend.images import processing
from backend.images.actions import do_add_image
from backend.images.models import Image
from backend.images.reading import check_header, upright_size
from backend.images.refusal import Refused
from backend.images.storage import Incoming
from backend.images.upload import image_name
from backend.projects.models import Project

PIECE = 1 << 20


class Unmatched(Exception):
    """No image of the project is meant, or nobody can tell which."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Matched:
    """``image`` None: a dry run, which adds none. ``is_new``: it was, or would be, added from the archive."""

    image: Image | None
    size_hw: tuple[int, int]
    is_new: bool = False


class Images:
    """Finds by Stipple's own id, then by the pixels in the archive, then by name: as it is, in any case, without its
    extension. A name that two images have means neither."""

    def __init__(self, project: Project, user: User, files: Files, groups: Groups, *, adds: bool, is_dry: bool) -> None:
        self.project, self.user, self.files = project, user, files
        self.adds, self.is_dry = adds, is_dry
        self._names = _Names(project, groups)
        self._groups = groups

    def find(self, record: ImageRecord) -> Matched:
        """Raises Unmatched with the reason."""
        if found := self._by_id(record.stipple_id):
            return _ready(found)
        path = record.path or self.files.picture_called(record.file_name)
        if path is not None and path in self.files.sizes:
            return self._by_content(path)
        if found := self._by_name(record.file_name):
            return _ready(found)
        detail = f"no image here is called {record.file_name[:120]!r}, and it is not among the files"
        raise Unmatched("no-such-image", detail)

    def is_again(self, image: Image, file_name: str) -> bool:
        """Whether a record has led to this image before. Raises Unmatched where that one was of another folder: the
        annotations of one would come onto the photo of the other."""
        before = self._groups.take("led to", image.pk)
        if not before:
            self._groups.add("led to", image.pk, file_name)
        elif not _may_be_same(before[0], file_name):
            detail = f"{before[0][:120]!r} of the files led to the same image; nobody can tell which is meant"
            raise Unmatched("ambiguous-image", detail)
        return bool(before)

    def _by_id(self, text: str) -> Image | None:
        with suppress(ValueError):
            return self._images().filter(pk=UUID(text)).first() if text else None
        return None

    def _images(self) -> QuerySet[Image]:
        return Image.objects.filter(project=self.project, replica=0).select_related("project")

    def _by_name(self, file_name: str) -> Image | None:
        keys = self._names.find(file_name)
        if len(keys) > 1:
            detail = f"{len(keys)} images here are called {file_name[:120]!r}; nobody can tell which is meant"
            raise Unmatched("ambiguous-image", detail)
        return self._images().filter(pk=keys[0]).first() if keys else None

    def _by_content(self, path: str) -> Matched:
        incoming = Incoming()
        try:
            with self.files.open(path) as file:
                while piece := file.read(PIECE):
                    incoming.write(piece)
            incoming.close()
            found = self._images().filter(sha256=incoming.sha256).exclude(status=Image.Status.FAILED).first()
            if found is not None:
                return _ready(found)
            if not self.adds:
                detail = f"{path} is not among the images here, and adding images was not asked for"
                raise Unmatched("no-such-image", detail)
            return self._add(path, incoming)
        except Refused as refusal:
            raise Unmatched(refusal.code, refusal.detail) from refusal
        finally:
            incoming.discard()

    def _add(self, path: str, incoming: Incoming) -> Matched:
        media_type = check_header(incoming.path)
        if self.is_dry:
            return Matched(None, upright_size(incoming.path), True)
        image, is_new = do_add_image(self.project, self.user, image_name(path), incoming, media_type)
        self._names.add(image.name, image.pk)
        found = _ready(image)
        return Matched(found.image, found.size_hw, is_new)


def _may_be_same(one: str, other: str) -> bool:
    """The same name, in full or with fewer folders; extensions may differ."""
    shorter, longer = sorted((_folders(one), _folders(other)), key=len)
    return longer[len(longer) - len(shorter) :] == shorter


def _folders(file_name: str) -> list[str]:
    return [*file_name.casefold().replace("\\", "/").split("/")[:-1], stem_of(file_name).casefold()]


def _ready(image: Image) -> Matched:
    """Process it here and now where nobody has yet: objects need its size."""
    if image.status == Image.Status.PROCESSING:
        processing.process(image.pk, tells_webhooks=False)
        image = Image.objects.select_related("project").get(pk=image.pk)
    if image.status != Image.Status.READY:
        problem = image.problem or {"code": "image-not-ready", "detail": "the image is still being processed"}
        raise Unmatched(problem["code"], problem["detail"])
    return Matched(image, (image.height, image.width))


class _Names:
    """The project's images by what their names have in common with those in files, on disk: there may be millions."""

    def __init__(self, project: Project, groups: Groups) -> None:
        self._groups = groups
        images = Image.objects.filter(project=project, replica=0)
        for key, name in images.values_list("pk", "name").iterator(chunk_size=5000):
            self.add(name, key)

    def add(self, name: str, key: UUID) -> None:
        for kind, text in _keys(name):
            self._groups.add(kind, text, str(key))

    def find(self, file_name: str) -> list[UUID]:
        for kind, text in _keys(image_name(file_name)):
            if found := self._groups.take(kind, text):
                return [UUID(key) for key in found]
        return []


def _keys(name: str) -> tuple[tuple[str, str], ...]:
    """The closest first; names are also compared as exports write them, which change what some system refuses."""
    stem = stem_of(name).casefold()
    return ("exact", name), ("folded", name.casefold()), ("safe", safe_name(name).casefold()), ("stem", stem)
