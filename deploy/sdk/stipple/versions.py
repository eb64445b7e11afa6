"""Versions: named snapshots of a project that never change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from stipple import models
from stipple.calls import D, Resource, call, listing
from stipple.downloads import download_result
from stipple.effects import Flow, ask, given
from stipple.errors import StippleError
from stipple.jobs import Progress, wait_for
from stipple.listing import Listing


class Versions(Resource[D]):
    @listing
    def list(self, project: int) -> Listing[models.Version]:
        return Listing(f"/api/v1/projects/{project}/versions/")

    @call
    def get(self, version: int) -> Flow[models.VersionDetail]:
        return (yield from ask("GET", f"/api/v1/versions/{version}/"))

    @call
    def create(
        self,
        project: int,
        name: str,
        *,
        note: str = "",
        filter: models.VersionFilter | None = None,
        split_rule: models.SplitRule | None = None,
        progress: Progress | None = None,
    ) -> Flow[models.VersionDetail]:
        """Make a version of the images that pass the ``filter``, and wait until it is ready.

        ``split_rule={"by": "hash", "shares": {"train": 80, "val": 10, "test": 10}}`` divides it. Raises JobFailed.
        """
        body: Mapping[str, Any] = {"name": name, "note": note} | given(filter=filter, split_rule=split_rule)
        made: models.Version = yield from ask("POST", f"/api/v1/projects/{project}/versions/", json=body)
        if made["job"] is not None:
            yield from wait_for(made["job"]["id"], progress)
        return (yield from ask("GET", f"/api/v1/versions/{made['id']}/"))

    @call
    def find(self, project: int, name_or_number: str) -> Flow[models.Version]:
        """By its number in the project, or its whole name. Raises StippleError where there is none, or are several."""
        every = yield from Listing[models.Version](f"/api/v1/projects/{project}/versions/").all()
        found = [version for version in every if str(version["number"]) == name_or_number]
        found = found or [version for version in every if version["name"] == name_or_number]
        if len(found) != 1:
            known = ", ".join(f"{version['number']} ({version['name']})" for version in every) or "none"
            raise StippleError(f"{len(found)} versions are called {name_or_number!r}. There are: {known}.")
        return found[0]

    @listing
    def images(self, version: int) -> Listing[models.VersionImage]:
        return Listing(f"/api/v1/versions/{version}/images/")

    @call
    def diff(self, before: int, after: int) -> Flow[models.Difference]:
        """What differs from one version to another of the same project, in figures."""
        return (yield from ask("GET", f"/api/v1/versions/{before}/diff/{after}/"))

    @listing
    def diff_images(
        self, before: int, after: int, change: Literal["added", "changed", "moved", "removed"] = "changed"
    ) -> Listing[models.ImageDifference]:
        return Listing(f"/api/v1/versions/{before}/diff/{after}/images/", {"change": change})

    @call
    def export(
        self,
        version: int,
        path: str | Path,
        format: str = "coco",
        *,
        geometry: str | None = None,
        progress: Progress | None = None,
    ) -> Flow[Path]:
        """The version to ``path``: the same bytes whenever it is asked for."""
        body = {"format": format} | given(geometry=geometry)
        job = yield from ask("POST", f"/api/v1/versions/{version}/exports/", json=body)
        return (yield from download_result((yield from wait_for(job["id"], progress)), Path(path)))

    @call
    def delete(self, version: int) -> Flow[None]:
        yield from ask("DELETE", f"/api/v1/versions/{version}/")
