"""Oneself, and who is in a team or a project."""

from __future__ import annotations

from collections.abc import Sequence

from stipple import models
from stipple.calls import D, Resource, call, listing
from stipple.effects import Flow, ask
from stipple.listing import Listing


class People(Resource[D]):
    @call
    def me(self) -> Flow[models.Me]:
        """Whose token this is."""
        return (yield from ask("GET", "/api/v1/me/"))

    @listing
    def memberships(self, organization: int) -> Listing[models.Membership]:
        return Listing("/api/v1/memberships/", {"organization": organization})

    @call
    def change_role(self, membership: int, role: models.Role) -> Flow[models.Membership]:
        return (yield from ask("PATCH", f"/api/v1/memberships/{membership}/", json={"role": role}))

    @call
    def remove(self, membership: int) -> Flow[None]:
        yield from ask("DELETE", f"/api/v1/memberships/{membership}/")

    @call
    def of_project(self, project: int) -> Flow[Sequence[models.Member]]:
        """Everybody who sees the project."""
        return (yield from ask("GET", f"/api/v1/projects/{project}/members/"))
