"""JSON is what the API takes (files come by multipart where a view says so)."""

from __future__ import annotations

import io
from typing import Any

from rest_framework import parsers
from rest_framework.exceptions import ParseError

from backend.config.problems import Code, Problem

MAX_BYTES = 1 << 20


class JsonParser(parsers.JSONParser):
    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        """The parsed body; Problem 413 beyond MAX_BYTES, for the whole of it is held in memory."""
        body = stream.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise Problem(Code.TOO_LARGE, f"A JSON body may hold {MAX_BYTES} bytes; send less at once.", 413)
        try:
            return super().parse(io.BytesIO(body), media_type, parser_context)
        except RecursionError:
            raise ParseError("JSON parse error - too many brackets inside each other.") from None
