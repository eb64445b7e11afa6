"""The annotation of an image: its document, its masks as arrays, its log, its workflow."""

from __future__ import annotations

from collections.abc import Sequence

from stipple import models
from stipple.calls import D, Resource, call, listing
from stipple.effects import Flow, ask, given
from stipple.listing import Listing
from stipple.masks import ObjectMask, decoded


class Annotations(Resource[D]):
    @call
    def get(self, image: str, revision: int | None = None) -> Flow[models.Document]:
        """As it is, or as it was at ``revision``."""
        return (yield from _document(image, revision))

    @call
    def objects(self, image: str) -> Flow[Sequence[models.ObjectView]]:
        """The objects in effect; masks are COCO run lengths (``rle``)."""
        return (yield from _document(image, None))["objects"]

    @call
    def masks(self, image: str) -> Flow[Sequence[ObjectMask]]:
        """The masks as arrays; objects that have none, as boxes, are left out. Needs ``stipple[masks]``."""
        document = yield from _document(image, None)
        return [decoded(view) for view in document["objects"] if view["rle"] is not None]

    @listing
    def operations(self, image: str, after: int | None = None) -> Listing[models.Operation]:
        """The log, newest last; ``after``: only what came after this revision."""
        return Listing(f"/api/v1/images/{image}/operations/", {"ordering": "revision"} | given(after=after))

    @call
    def submit(self, image: str) -> Flow[models.Workflow]:
        return (yield from ask("POST", f"/api/v1/images/{image}/annotation/submit/"))

    @call
    def accept(self, image: str) -> Flow[models.Workflow]:
        return (yield from ask("POST", f"/api/v1/images/{image}/annotation/accept/"))

    @call
    def reject(self, image: str, reason: str = "") -> Flow[models.Workflow]:
        return (yield from ask("POST", f"/api/v1/images/{image}/annotation/reject/", json={"reason": reason}))


def _document(image: str, revision: int | None) -> Flow[models.Document]:
    params = given(revision=revision)
    document: models.Document = yield from ask("GET", f"/api/v1/images/{image}/annotation/", params=params)
    return document
