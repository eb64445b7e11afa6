"""Jobs: what runs on the server in its own time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stipple import models
from stipple.calls import D, Resource, call, listing
from stipple.effects import Flow, Pause, ask
from stipple.errors import JobFailed, StippleError
from stipple.listing import Listing

ENDED = frozenset({"done", "failed", "cancelled"})
FIRST_LOOK_S, LONGEST_LOOK_S = 0.2, 3.0

Progress = Callable[[models.Job], None]
"""Called with the job each time that it was looked at."""


class Jobs(Resource[D]):
    @listing
    def list(self, project: int) -> Listing[models.Job]:
        """Newest first."""
        return Listing(f"/api/v1/projects/{project}/jobs/")

    @call
    def get(self, job: str) -> Flow[models.Job]:
        return (yield from ask("GET", f"/api/v1/jobs/{job}/"))

    @call
    def start(self, project: int, kind: str, **fields: Any) -> Flow[models.Job]:
        """A job of any kind; those of imports and exports have functions of their own."""
        return (yield from ask("POST", f"/api/v1/projects/{project}/jobs/", json={"kind": kind, **fields}))

    @call
    def wait(self, job: str, progress: Progress | None = None, timeout_s: float | None = None) -> Flow[models.Job]:
        """The job when it is done. Raises JobFailed where it failed or was cancelled, StippleError after
        ``timeout_s``; the job goes on then."""
        return (yield from wait_for(job, progress, timeout_s))

    @call
    def cancel(self, job: str) -> Flow[models.Job]:
        return (yield from ask("POST", f"/api/v1/jobs/{job}/cancel/", is_repeatable=True))


def wait_for(job_id: str, progress: Progress | None = None, timeout_s: float | None = None) -> Flow[models.Job]:
    waited_s, look_s = 0.0, FIRST_LOOK_S
    while True:
        job: models.Job = yield from ask("GET", f"/api/v1/jobs/{job_id}/")
        if progress:
            progress(job)
        if job["state"] == "done":
            return job
        if job["state"] in ENDED:
            raise JobFailed(job)
        if timeout_s is not None and waited_s >= timeout_s:
            raise StippleError(f"The {job['kind']} {job_id} is still {job['state']} after {timeout_s:.0f} s.")
        yield Pause(look_s)
        waited_s += look_s
        look_s = min(look_s * 1.3, LONGEST_LOOK_S)
