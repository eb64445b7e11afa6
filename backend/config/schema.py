"""What the OpenAPI generator cannot see: every operation may answer with a problem."""

from __future__ import annotations

from typing import Any

from backend.config.problems import CONTENT_TYPE, Code

PROBLEM = {
    "type": "object",
    "description": "An error (RFC 9457). `code` is for programs, `detail` is a sentence for people.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "example": Code.ROLE_TOO_LOW.value},
        "detail": {"type": "string"},
        "errors": {"type": "object", "additionalProperties": True, "description": "What is wrong, field by field."},
    },
}
ANSWER = {
    "description": "Refused: the code and the sentence say why.",
    "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
}


def add_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """drf-spectacular's POSTPROCESSING_HOOKS: a ``default`` answer for each operation."""
    result["components"]["schemas"]["ProblemDetails"] = PROBLEM
    for path in result["paths"].values():
        for operation in path.values():
            operation["responses"].setdefault("default", ANSWER)
    return result
