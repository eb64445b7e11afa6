"""Receive one model file: it goes to the store's incoming folder piece by piece while it is hashed, never to memory."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from backend.config.problems import Code, Problem
from backend.model_store import folders
from backend.model_store.checks import check_file_name

FIELD = "file"


@dataclass(frozen=True)
class ReceivedModel:
    """A whole uploaded file at ``path``, its cleaned name and its SHA-256, and the text fields that came with it."""

    path: Path
    name: str
    sha256: str
    fields: QueryDict


class StoringHandler(FileUploadHandler):
    """Writes the file of the field ``file``; what is wrong ends the upload and is kept in ``problem``."""

    chunk_size = 1 << 20

    def __init__(self, limit_mb: int) -> None:
        super().__init__()
        self.limit_mb = limit_mb
        self.path: Path | None = None
        self.name = ""
        self.problem: Problem | None = None
        self.hash = hashlib.sha256()
        self._file: IO[bytes] | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.field_name != FIELD or self.path is not None:
            self._refuse(Problem(Code.BAD_REQUEST, f"Send exactly one file, in the field {FIELD!r}."))
        try:
            self.name = check_file_name(self.file_name or "")
        except Problem as problem:
            self._refuse(problem)
        folders.incoming().mkdir(parents=True, exist_ok=True)
        self.path = folders.incoming() / f"{uuid.uuid4().hex}-{self.name}"
        self._file = self.path.open("xb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        assert self._file is not None
        if start + len(raw_data) > self.limit_mb << 20:
            detail = f"The file is larger than {self.limit_mb} MB (STIPPLE_MAX_MODEL_MB)."
            self._refuse(Problem(Code.TOO_LARGE, f"{detail} Raise that, or add the model by URL.", 413))
        self.hash.update(raw_data)
        self._file.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        assert self._file is not None
        self._file.flush()
        os.fsync(self._file.fileno())
        return None

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _refuse(self, problem: Problem) -> None:
        self.problem = problem
        raise StopUpload(connection_reset=True)


@contextmanager
def received(request: HttpRequest) -> Iterator[ReceivedModel]:
    """The file of a multipart request. It is removed after the block if that raises.

    Raises Problem for a file that is too large or of another kind, and for a body that is not well-formed.
    """
    handler = StoringHandler(settings.ENV.max_model_mb)
    try:
        fields = _read(request, handler)
        if handler.problem is not None:
            raise handler.problem
        if handler.path is None:
            raise Problem(Code.BAD_REQUEST, f"There is no file in this request; send it in the field {FIELD!r}.")
        yield ReceivedModel(handler.path, handler.name, handler.hash.hexdigest(), fields)
    except BaseException:
        handler.close()
        if handler.path is not None:
            handler.path.unlink(missing_ok=True)
        raise
    handler.close()


def _read(request: HttpRequest, handler: StoringHandler) -> QueryDict:
    try:
        fields, _ = MultiPartParser(request.META, request, [handler], request.encoding or "utf-8").parse()
    except MultiPartParserError as error:
        raise Problem(Code.BAD_REQUEST, f"The multipart body cannot be read: {error}.") from None
    except (TooManyFilesSent, RequestDataTooBig):
        raise Problem(Code.TOO_MANY, "Send one file in one request.") from None
    except UnreadablePostError:
        raise Problem(Code.BAD_REQUEST, "The connection broke during the upload; send the file again.") from None
    return fields
