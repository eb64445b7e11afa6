"""The segmenter that a run measures: a model by name or folder, or a peer, and the transforms around it."""

from __future__ import annotations

from pathlib import Path

from model.evaluation.segmenter import ModelSegmenter, Segmenter
from model.evaluation.settings import Settings

PEER = "peer:"


def open_segmenter(settings: Settings, threads: int) -> Segmenter:
    """Load what ``settings.model`` names, for ``threads`` cores (0: all). Raises ValueError for an unknown name."""
    segmenter = _bare(settings, threads)
    if settings.flip:
        from model.evaluation.flip import Flip

        segmenter = Flip(segmenter)
    if settings.zoom_in is not None:
        from model.evaluation.zoom_in import ZoomIn

        segmenter = ZoomIn(segmenter, settings.zoom_in)
    return segmenter


def _bare(settings: Settings, threads: int) -> Segmenter:
    if settings.model.startswith(PEER):
        from model.evaluation.peers import PEERS

        name = settings.model.removeprefix(PEER)
        if name not in PEERS:
            raise ValueError(f"no peer {name!r}; there are: {', '.join(PEER + known for known in sorted(PEERS))}")
        return PEERS[name]()
    from model.loading import load  # the engines load only where a model is asked for

    return ModelSegmenter(load(settings.model, settings.engine, threads), Path(settings.model).name)
