"""The segmenter that a run measures: a model by name or folder, or a peer, and the transforms around it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from model.evaluation.segmenter import ModelSegmenter, Segmenter
from model.evaluation.settings import Settings

PEER = "peer:"


@dataclass(frozen=True)
class Measured:
    """``segmenter`` and what runs it: "onnx" or "torch" on "cpu" or "cuda", None for a peer."""

    segmenter: Segmenter
    engine: str | None = None
    device: str | None = None


def open_measured(settings: Settings, threads: int) -> Measured:
    """Load what ``settings.model`` names, for ``threads`` cores (0: all).

    Raises ValueError for an unknown name, EngineMissing and DeviceMissing for what cannot be had here.
    """
    if settings.model.startswith(PEER):
        return Measured(_transformed(_peer(settings.model.removeprefix(PEER)), settings))
    from model.loading import load  # the engines load only where a model is asked for

    model = load(settings.model, settings.engine, threads, settings.device)
    segmenter = ModelSegmenter(model, Path(settings.model).name)
    return Measured(_transformed(segmenter, settings), model.engine, model.device.kind)


def _peer(name: str) -> Segmenter:
    from model.evaluation.peers import PEERS

    if name not in PEERS:
        raise ValueError(f"no peer {name!r}; there are: {', '.join(PEER + known for known in sorted(PEERS))}")
    return PEERS[name]()


def _transformed(segmenter: Segmenter, settings: Settings) -> Segmenter:
    """Zoom-in crops first, then the crop is mirrored (RITM)."""
    if settings.flip:
        from model.evaluation.flip import Flip

        segmenter = Flip(segmenter)
    if settings.zoom_in is not None:
        from model.evaluation.zoom_in import ZoomIn

        segmenter = ZoomIn(segmenter, settings.zoom_in)
    return segmenter
