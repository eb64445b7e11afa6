"""Projects."""

from __future__ import annotations

from typing import Unpack

from stipple import models
from stipple.calls import D, Resource, call, listing
from stipple.effects import Flow, ask, given
from stipple.errors import NotFound, StippleError
from stipple.listing import Listing

PATH = "/api/v1/projects/"


class Projects(Resource[D]):
    @listing
    def list(self, organization: int | None = None, search: str | None = None) -> Listing[models.Project]:
        return Listing(PATH, given(organization=organization, search=search))

    @call
    def get(self, project: int) -> Flow[models.Project]:
        return (yield from ask("GET", f"{PATH}{project}/"))

    @call
    def find(self, name_or_id: str) -> Flow[models.Project]:
        """By its number or its whole name. Raises NotFound, and StippleError where two projects have the name."""
        if name_or_id.isdigit():
            return (yield from ask("GET", f"{PATH}{name_or_id}/"))
        found = yield from Listing[models.Project](PATH, {"search": name_or_id}).all()
        same = [project for project in found if project["name"].casefold() == name_or_id.casefold()]
        if len(same) > 1:
            numbers = ", ".join(str(project["id"]) for project in same)
            raise StippleError(f"{len(same)} projects are called {name_or_id!r}; say which by its number: {numbers}.")
        if not same:
            detail = f"No project that you may see is called {name_or_id!r}. `stipple projects` lists them."
            raise NotFound("GET " + PATH, 404, {"code": "not-found", "detail": detail})
        return same[0]

    @call
    def create(
        self,
        name: str,
        organization: int | None = None,
        *,
        description: str = "",
        guidelines: str = "",
        overlap: bool | None = None,
        replicas: int | None = None,
        is_private: bool | None = None,
    ) -> Flow[models.Project]:
        """``organization``: may be left out by who is in one team only."""
        if organization is None:
            organization = yield from _only_organization()
        body = {"name": name, "organization": organization, "description": description, "guidelines": guidelines}
        body |= given(overlap=overlap, replicas=replicas, is_private=is_private)
        return (yield from ask("POST", PATH, json=body))

    @call
    def change(self, project: int, **fields: Unpack[models.PatchedProject]) -> Flow[models.Project]:
        return (yield from ask("PATCH", f"{PATH}{project}/", json=fields))

    @call
    def delete(self, project: int) -> Flow[None]:
        """With its images and all that was annotated."""
        yield from ask("DELETE", f"{PATH}{project}/")


def _only_organization() -> Flow[int]:
    me = yield from ask("GET", "/api/v1/me/")
    teams = me["organizations"]
    if len(teams) != 1:
        names = ", ".join(f"{team['id']} ({team['name']})" for team in teams) or "none"
        raise StippleError(f"Say which organization the project is to be in. Yours: {names}.")
    return int(teams[0]["id"])
