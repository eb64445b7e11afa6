"""What the batch worker does every few seconds beside its tasks: find lost work, remove what is past its time.

Each sweep decides by compare-and-swap, so that any number of batch workers may run it. One that fails is logged and
tried again next time.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import connections

from backend.accounts import sessions
from backend.formats import import_files
from backend.images import processing, storage
from backend.jobs import actions, results
from backend.model_store import installing
from backend.projects import counting
from backend.review import settling
from backend.sources import watching
from backend.versions import purging
from backend.webhooks import sweeping as webhook_sweeping
from backend.work import returning

INTERVAL_S = 15.0
SWEEPS: dict[str, Callable[[], None]] = {
    "images in processing": processing.sweep,
    "broken uploads": storage.sweep_incoming,
    "jobs": actions.sweep,
    "installations of models": installing.sweep,
    "results of jobs": results.sweep,
    "files to import": import_files.sweep,
    "expired sessions": sessions.sweep,
    "replicas that nobody settled": settling.sweep,
    "replicas that people left": returning.sweep,
    "counts of large projects": counting.sweep,
    "sources that are watched": watching.sweep,
    "versions that were deleted or not finished": purging.sweep,
    "messages to webhooks": webhook_sweeping.sweep,
}

logger = logging.getLogger(__name__)


def sweep() -> None:
    """Run every sweep once."""
    for name, run in SWEEPS.items():
        try:
            run()
        except Exception:  # one broken sweep must not stop the others, nor this thread
            logger.exception("the sweep of %s failed", name)
        finally:
            connections.close_all()


def start(stop: threading.Event | None = None) -> threading.Thread:
    """Sweep every INTERVAL_S seconds in a thread of this process until ``stop`` is set."""
    stopped = stop or threading.Event()

    def run() -> None:
        while not stopped.wait(INTERVAL_S):
            sweep()

    thread = threading.Thread(target=run, name="sweep", daemon=True)
    thread.start()
    return thread
