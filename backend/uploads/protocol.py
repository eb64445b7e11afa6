"""tus 1.0.0 (https://tus.io/protocols/resumable-upload) in headers: what a request says, what an answer must."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import http_date

from backend.config.problems import Code, Problem
from backend.images.upload import image_name
from backend.uploads.checksum import ALGORITHMS
from backend.uploads.models import Upload

VERSION: Final = "1.0.0"
EXTENSIONS: Final = ("creation", "creation-with-upload", "termination", "expiration", "checksum")
PIECE_TYPE: Final = "application/offset+octet-stream"
LONGEST_METADATA: Final = 4096
DIGITS: Final = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Begun:
    """What a client says of the file that it begins to send. ``metadata``: as it came, to be given back."""

    name: str
    purpose: Upload.Purpose
    size_bytes: int
    metadata: str


def check_version(request: HttpRequest) -> None:
    """Problem 412 unless the client speaks the version that we do."""
    if (spoken := request.headers.get("Tus-Resumable")) != VERSION:
        detail = f"Send the header Tus-Resumable: {VERSION}; {spoken!r} is not spoken here."
        raise Problem(Code.UNSUPPORTED_VERSION, detail, 412)


def begun(request: HttpRequest) -> Begun:
    """The creation that a POST asks for; Problem 400 with what is wrong."""
    if "Upload-Defer-Length" in request.headers:
        raise Problem(Code.BAD_REQUEST, "Uploads of unknown length are not taken: send Upload-Length.")
    metadata = request.headers.get("Upload-Metadata", "")
    values = _metadata(metadata)
    purpose = values.get("purpose", Upload.Purpose.IMAGE)
    if purpose not in Upload.Purpose.values:
        allowed = ", ".join(Upload.Purpose.values)
        raise Problem(Code.INVALID, f"purpose={purpose!r} in Upload-Metadata is not allowed. Allowed: {allowed}.")
    name = values.get("filename") or values.get("name") or "file"
    return Begun(image_name(name), Upload.Purpose(purpose), number(request, "Upload-Length"), metadata)


def number(request: HttpRequest, header: str) -> int:
    """A header that is a whole number from 0; Problem 400 for anything else."""
    value = request.headers.get(header, "")
    if not DIGITS.fullmatch(value):
        raise Problem(Code.BAD_REQUEST, f"{header}: {value!r} must be a whole number of bytes.")
    return int(value)


def is_piece(request: HttpRequest) -> bool:
    """Whether the body is a piece of a file."""
    return (request.content_type or "") == PIECE_TYPE


def check_piece(request: HttpRequest) -> None:
    if not is_piece(request):
        raise Problem(Code.UNSUPPORTED_MEDIA_TYPE, f"Send the piece with Content-Type: {PIECE_TYPE}.", 415)


def of_upload(upload: Upload, offset: int) -> dict[str, str]:
    """The headers that say where the upload stands."""
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(upload.size_bytes)}
    return headers | {"Upload-Expires": expires(upload.expires)}


def of_server(largest_bytes: int) -> dict[str, str]:
    """What OPTIONS tells."""
    return {
        "Tus-Version": VERSION,
        "Tus-Extension": ",".join(EXTENSIONS),
        "Tus-Max-Size": str(largest_bytes),
        "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
    }


def expires(at: datetime) -> str:
    return http_date(at.timestamp())


def mark(response: HttpResponseBase) -> None:
    """Every answer, errors too, says which version is spoken, and none is kept on the way."""
    response.headers["Tus-Resumable"] = VERSION
    response.headers.setdefault("Cache-Control", "no-store")
    if response.status_code == 412:
        response.headers["Tus-Version"] = VERSION


def _metadata(header: str) -> dict[str, str]:
    """``key base64, key base64, …``; Problem 400 for what is not that."""
    if len(header) > LONGEST_METADATA:
        raise Problem(Code.BAD_REQUEST, f"Upload-Metadata may hold {LONGEST_METADATA} characters.")
    values: dict[str, str] = {}
    for pair in filter(None, map(str.strip, header.split(","))):
        key, _, encoded = pair.partition(" ")
        try:
            values[key] = base64.b64decode(encoded.strip(), validate=True).decode()
        except (binascii.Error, ValueError):
            raise Problem(Code.BAD_REQUEST, f"{key!r} in Upload-Metadata is not UTF-8 in base64.") from None
    return values
