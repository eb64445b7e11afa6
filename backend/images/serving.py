"""Send a stored file: fixed content type, never sniffed, cached for good (its content never changes), in pieces.

A download that broke off goes on where it stood: one range of bytes is answered with that part (ranges.py).

Under ASGI Django would gather a synchronous file whole in memory before the first byte leaves; here a large file is
read piece by piece in a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Generator
from pathlib import Path

from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer

from backend.images import ranges

PIECE = 1 << 18
WHOLE_UP_TO = 1 << 20
FOR_GOOD = "private, max-age=31536000, immutable"
REVALIDATE = "private, no-cache"
PICTURE_RESPONSES = {(200, "image/*"): OpenApiTypes.BINARY, 304: OpenApiResponse(description="Unchanged")}
FILE_RESPONSES = PICTURE_RESPONSES | {(200, "application/octet-stream"): OpenApiTypes.BINARY}
"""What the schema says of views that send pictures, and of those that send whatever was uploaded."""


class AnyMedia(BaseContentNegotiation):
    """An <img> asks for images only; errors are JSON all the same."""

    def select_parser(self, request, parsers):  # type: ignore[no-untyped-def]
        return parsers[0] if parsers else None

    def select_renderer(self, request, renderers, format_suffix=None):  # type: ignore[no-untyped-def]
        return JSONRenderer(), JSONRenderer.media_type


def serve(
    request: HttpRequest,
    path: Path,
    media_type: str,
    *,
    etag: str,
    filename: str = "",
    is_attachment: bool = False,
    cache: str = FOR_GOOD,
) -> HttpResponseBase:
    """The file at ``path`` as ``media_type``; 304 when the caller holds ``etag`` already, Http404 when it is gone."""
    tag = f'"{etag}"'
    response: HttpResponseBase
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        response = _ranged(request, path, tag)
        response["Content-Type"] = media_type
        if disposition := content_disposition_header(is_attachment, filename):
            response["Content-Disposition"] = disposition
    response["ETag"] = tag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = cache
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _ranged(request: HttpRequest, path: Path, tag: str) -> HttpResponseBase:
    """The file, or the part of it that was asked for: 206, or 416 where there is no such part."""
    try:
        size = path.stat().st_size
        try:
            part = ranges.wanted(request.headers, size, tag)
        except ranges.Unsatisfiable:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        response = _content(request, path, part or range(size))
    except FileNotFoundError:
        raise Http404 from None
    if part is not None:
        response.status_code = 206
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    response["Content-Length"] = str(len(part or range(size)))
    return response


def _content(request: HttpRequest, path: Path, part: range) -> HttpResponseBase:
    with path.open("rb") as file:  # a missing file is a 404, not a broken stream
        if len(part) <= WHOLE_UP_TO:
            file.seek(part.start)
            return HttpResponse(file.read(len(part)))
    return StreamingHttpResponse(_pieces(path, part) if isinstance(request, ASGIRequest) else _read(path, part))


def _read(path: Path, part: range) -> Generator[bytes, None, None]:
    with path.open("rb") as file:
        file.seek(part.start)
        left = len(part)
        while piece := file.read(min(PIECE, left)):
            left -= len(piece)
            yield piece


async def _pieces(path: Path, part: range) -> AsyncIterator[bytes]:
    pieces = _read(path, part)
    try:
        while piece := await asyncio.to_thread(next, pieces, b""):
            yield piece
    finally:
        pieces.close()
