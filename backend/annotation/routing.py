"""Which worker answers for an image (hop 5): rendezvous hashing (Thaler and Ravishankar, 1998) over the live ones
that serve its model.

An image sticks to its worker, whose feature cache knows it. When a worker comes or goes, only its own share moves.
Workers with different models stand side by side: a small model on the laptop, a large one on the machine with a GPU.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Protocol


class Serving(Protocol):
    def serves(self, digest: str) -> bool: ...


def servers_of(digest: str, workers: Mapping[str, Serving]) -> list[str]:
    """Ids of the ``workers`` that answer with the model ``digest``."""
    return [worker for worker, said in workers.items() if said.serves(digest)]


def choose_worker(image_id: str, workers: Iterable[str]) -> str | None:
    """The worker with the greatest hash of (worker, image); None when there is no worker."""
    return max(workers, key=lambda worker: (_weight(worker, image_id), worker), default=None)


def queue_of(worker: str) -> str:
    return f"interactive.{worker}"


def _weight(worker: str, image_id: str) -> bytes:
    return hashlib.blake2b(f"{worker}\0{image_id}".encode(), digest_size=8).digest()
