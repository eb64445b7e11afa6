"""Whether somebody answers clicks on an image, and what to do where nobody does. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from backend.annotation.live_workers import LiveWorker
from backend.config.problems import Code

ModelState = Literal["ready", "loading", "unavailable"]


@dataclass(frozen=True)
class Availability:
    """``model``: whether the image's model answers now. ``problem``: {"code", "detail"} for people, or None."""

    model: ModelState
    problem: dict[str, Any] | None = None


def availability(
    model: Mapping[str, str], worker: LiveWorker | None, workers: Mapping[str, LiveWorker], failure: Any = None
) -> Availability:
    """``model`` ({"name", "digest"}) on ``worker``, one of the live ``workers``.

    ``failure`` is why the last attempt to answer failed, None where none did.
    """
    if worker is not None:
        return Availability("loading" if model["digest"] in worker.loading else "ready", failure)
    return Availability("unavailable", _nobody(model["name"], model["digest"], workers) if workers else failure)


def _nobody(name: str, digest: str, workers: Mapping[str, LiveWorker]) -> dict[str, Any]:
    kept = "Your clicks are kept."
    if not digest:
        detail = f"The model {name} is not installed. {kept} Choose another model for the project."
    elif any(name in worker.models for worker in workers.values()):
        detail = (
            f"The model {name} that this image was begun with ({digest[:8]}) was replaced by another of its name. "
            f"{kept} Choose a model for this image, for example {name} as it is now."
        )
    else:
        detail = (
            f"No worker serves the model {name}. {kept} Start one with STIPPLE_MODELS={name}, "
            "or choose another model for this image."
        )
    return {"code": str(Code.MODEL_UNAVAILABLE), "detail": detail}
