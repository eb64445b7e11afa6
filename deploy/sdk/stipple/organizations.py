"""Teams."""

from __future__ import annotations

from stipple import models
from stipple.calls import D, Resource, call, listing
from stipple.effects import Flow, ask
from stipple.listing import Listing

PATH = "/api/v1/organizations/"


class Organizations(Resource[D]):
    @listing
    def list(self) -> Listing[models.Organization]:
        return Listing(PATH)

    @call
    def get(self, organization: int) -> Flow[models.Organization]:
        return (yield from ask("GET", f"{PATH}{organization}/"))

    @call
    def create(self, name: str) -> Flow[models.Organization]:
        return (yield from ask("POST", PATH, json={"name": name}))

    @call
    def rename(self, organization: int, name: str) -> Flow[models.Organization]:
        return (yield from ask("PATCH", f"{PATH}{organization}/", json={"name": name}))

    @call
    def delete(self, organization: int) -> Flow[None]:
        """With all of its projects."""
        yield from ask("DELETE", f"{PATH}{organization}/")
