"""Receive a multipart upload: each file goes to disk piece by piece while it is hashed, and gets its own verdict."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.http.request import QueryDict
from rest_framework.parsers import BaseParser

from backend.config.problems import Code, Problem
from backend.config.text import cleaned
from backend.images import storage
from backend.images.reading import check_header
from backend.images.refusal import Refused

FIELD = "files"
NAME_LENGTH = 255


@dataclass
class Received:
    """One file of an upload, on disk but not yet anybody's; ``refusal`` when it was refused while it came in."""

    name: str
    incoming: storage.Incoming
    refusal: Refused | None = None

    def media_type(self) -> str:
        """The media type by content; raises Refused."""
        if self.refusal is not None:
            raise self.refusal
        return check_header(self.incoming.path)


class UnreadMultipart(BaseParser):
    """Leaves the body unread, so that nothing is stored before the caller's permission is known."""

    media_type = "multipart/form-data"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> QueryDict:
        return QueryDict("")


class StoringHandler(FileUploadHandler):
    """Writes each file of the field ``files`` to the incoming folder."""

    chunk_size = 1 << 20

    def __init__(self, limit_mb: int) -> None:
        super().__init__()
        self.limit_mb = limit_mb
        self.received: list[Received] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.current = Received(image_name(self.file_name or ""), storage.Incoming())
        self.received.append(self.current)
        if self.field_name != FIELD:
            self.current.refusal = Refused(
                "unknown-field", f"Send files in the field {FIELD!r}, not {self.field_name!r}."
            )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.current.refusal is None and start + len(raw_data) > self.limit_mb << 20:
            self.current.refusal = Refused(
                "too-large",
                f"The file is larger than {self.limit_mb} MB (STIPPLE_MAX_UPLOAD_MB). Save it smaller or cut it.",
            )
            self.current.incoming.discard()
        if self.current.refusal is None:
            self.current.incoming.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.current.refusal is None:
            self.current.incoming.close()
        return None


@contextmanager
def received(request: HttpRequest) -> Iterator[list[Received]]:
    """The files of a multipart request; what is not kept inside the block is removed after it.

    Raises Problem 400 for a body that is not well-formed or holds too many files.
    """
    handler = StoringHandler(settings.ENV.max_upload_mb)
    try:
        try:
            MultiPartParser(request.META, request, [handler], request.encoding or "utf-8").parse()
        except MultiPartParserError as error:
            raise Problem(Code.BAD_REQUEST, f"The multipart body cannot be read: {error}.") from None
        except (TooManyFilesSent, RequestDataTooBig):
            limit = settings.DATA_UPLOAD_MAX_NUMBER_FILES
            raise Problem(Code.TOO_MANY, f"Send at most {limit} files in one request.") from None
        except UnreadablePostError:
            raise Problem(Code.BAD_REQUEST, "The connection broke during the upload; send the files again.") from None
        yield handler.received
    finally:
        for file in handler.received:
            file.incoming.discard()


def image_name(name: str) -> str:
    """A name as shown in lists: no folders, no control characters, at most NAME_LENGTH long with its extension."""
    name = cleaned(name).replace("\\", "/").rsplit("/", 1)[-1].strip() or "image"
    if len(name) > NAME_LENGTH:
        suffix = PurePath(name).suffix[:16]
        name = name[: NAME_LENGTH - len(suffix)] + suffix
    return name
