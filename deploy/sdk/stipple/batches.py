"""Batches of images, and who has which to annotate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from stipple import models
from stipple.calls import D, Resource, call, listing
from stipple.effects import Flow, ask, given
from stipple.listing import Listing


class Batches(Resource[D]):
    @listing
    def list(self, project: int) -> Listing[models.Batch]:
        return Listing(f"/api/v1/projects/{project}/batches/")

    @call
    def get(self, batch: int) -> Flow[models.Batch]:
        return (yield from ask("GET", f"/api/v1/batches/{batch}/"))

    @call
    def create(
        self,
        project: int,
        name: str,
        *,
        priority: int | None = None,
        assignee: int | None = None,
        group: int | None = None,
    ) -> Flow[models.Batch]:
        """Given to a person (``assignee``) or to a group, not to both."""
        body = {"name": name} | given(priority=priority, assignee=assignee, group=group)
        return (yield from ask("POST", f"/api/v1/projects/{project}/batches/", json=body))

    @call
    def change(self, batch: int, **fields: Unpack[models.PatchedBatchChange]) -> Flow[models.Batch]:
        return (yield from ask("PATCH", f"/api/v1/batches/{batch}/", json=fields))

    @call
    def delete(self, batch: int) -> Flow[None]:
        """Its images stay, in no batch."""
        yield from ask("DELETE", f"/api/v1/batches/{batch}/")

    @call
    def assign(
        self,
        project: int,
        *,
        images: Sequence[str] | None = None,
        filter: Mapping[str, str] | None = None,
        count: int | None = None,
        assignee: int | None = None,
        batch: int | None = None,
        priority: int | None = None,
    ) -> Flow[models.Assigned]:
        """Give images, by their ids or as the ``filter`` of the list finds them, to a person or into a batch."""
        body = given(images=images, filter=filter, count=count, assignee=assignee, batch=batch, priority=priority)
        return (yield from ask("POST", f"/api/v1/projects/{project}/assign/", json=body))

    @call
    def people(self, project: int) -> Flow[Sequence[models.PersonAtWork]]:
        """Everybody who may annotate here, and what waits for them."""
        return (yield from ask("GET", f"/api/v1/projects/{project}/assignments/"))
