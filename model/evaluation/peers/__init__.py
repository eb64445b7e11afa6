"""Methods without a network behind the border of the evaluation, so that tables have a floor."""

from __future__ import annotations

from collections.abc import Callable

from model.evaluation.peers.grabcut import GrabCut
from model.evaluation.peers.random_walker import RandomWalker
from model.evaluation.segmenter import Segmenter

PEERS: dict[str, Callable[[], Segmenter]] = {
    "grabcut": GrabCut,
    "random_walker": RandomWalker,
}
