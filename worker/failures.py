"""Why a click got no mask: the code that programs act on, and the sentence that tells a person what to do."""

from __future__ import annotations

from backend.config.problems import Code
from model.engines.device import OutOfMemory
from worker.served_models import ModelUnavailable

KEPT = "Your clicks are kept and will be tried again."


def problem_of(error: Exception, model: str) -> dict[str, str]:
    """{"code", "detail"} of what a decode with the model called ``model`` raised."""
    if isinstance(error, ModelUnavailable):
        detail = f"{str(error).rstrip('.')}. {KEPT} Or choose another model for this image."
        return {"code": str(Code.MODEL_UNAVAILABLE), "detail": detail[0].upper() + detail[1:]}
    if isinstance(error, OutOfMemory):
        detail = (
            f"The model {model} does not fit into the worker's memory with this image. {KEPT} "
            "Choose a smaller model for this image, or tell an operator."
        )
        return {"code": str(Code.OUT_OF_MEMORY), "detail": detail}
    detail = f"The model {model} could not answer ({type(error).__name__}). {KEPT}"
    return {"code": str(Code.WORKER_UNAVAILABLE), "detail": detail}
