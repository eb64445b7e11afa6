"""Send a stored file: fixed content type, never sniffed, cached for good (its content never changes), in pieces.

Under ASGI Django would gather a synchronous file whole in memory before the first byte leaves; here a large file is
read piece by piece in a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer

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
        response = _content(request, path)
        response["Content-Type"] = media_type
        response["Content-Length"] = str(path.stat().st_size)
        if disposition := content_disposition_header(is_attachment, filename):
            response["Content-Disposition"] = disposition
    response["ETag"] = tag
    response["Cache-Control"] = cache
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _content(request: HttpRequest, path: Path) -> HttpResponseBase:
    try:
        if path.stat().st_size <= WHOLE_UP_TO:
            return HttpResponse(path.read_bytes())
        if isinstance(request, ASGIRequest):
            path.open("rb").close()  # a missing file is a 404, not a broken stream
            return StreamingHttpResponse(_pieces(path))
        return FileResponse(path.open("rb"))
    except FileNotFoundError:
        raise Http404 from None


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    file = await asyncio.to_thread(path.open, "rb")
    try:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece
    finally:
        file.close()
