"""Images of a project: found, sent, fetched, tagged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Unpack

from stipple import models
from stipple.calls import D, Resource, call, listing
from stipple.downloads import download
from stipple.effects import Answer, Flow, Pause, Request, ask
from stipple.listing import Listing
from stipple.uploads import Progress, Uploaded, upload_images

LOOK_S = 0.5


def image_listing(project: int, filters: models.ImageFilter) -> Listing[models.Image]:
    return Listing(f"/api/v1/projects/{project}/images/", {**filters})


class Images(Resource[D]):
    @listing
    def list(self, project: int, **filters: Unpack[models.ImageFilter]) -> Listing[models.Image]:
        """All that pass the filters, page by page as they are read; stable under inserts."""
        return image_listing(project, filters)

    @call
    def get(self, image: str) -> Flow[models.ImageDetail]:
        return (yield from ask("GET", f"/api/v1/images/{image}/"))

    @call
    def upload(
        self, project: int, paths: Iterable[str | Path], progress: Progress | None = None, wait: bool = False
    ) -> Flow[Uploaded]:
        """Send image files, folders of them (with all below) and archives (zip, tar).

        Every file has its own verdict in the answer, and none stops the others. What is in the project already is not
        stored twice, so it is safe to run again. ``wait``: until the images are processed.
        """
        uploaded = yield from upload_images(project, [Path(path) for path in paths], progress)
        if wait:
            yield from wait_until_ready([image["id"] for image in uploaded.accepted])
        return uploaded

    @call
    def wait_until_ready(self, images: Sequence[str]) -> Flow[Sequence[models.ImageDetail]]:
        """The images, once they are processed; those that could not be have the status ``failed`` and a ``problem``."""
        return (yield from wait_until_ready(images))

    @call
    def read(self, image: str) -> Flow[bytes]:
        """The file of the image, as it was uploaded."""
        answer: Answer = yield Request("GET", f"/api/v1/images/{image}/file/")
        return answer.body

    @call
    def download(
        self, image: str, path: str | Path, progress: Callable[[int, int | None], None] | None = None
    ) -> Flow[Path]:
        """The file of the image to ``path``."""
        return (yield from download(f"/api/v1/images/{image}/file/", Path(path), progress=progress))

    @call
    def change_tags(self, image: str, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Flow[models.Image]:
        body = {"add": [*add], "remove": [*remove]}
        return (yield from ask("PATCH", f"/api/v1/images/{image}/tags/", json=body))

    @call
    def delete(self, image: str) -> Flow[None]:
        yield from ask("DELETE", f"/api/v1/images/{image}/")


def wait_until_ready(images: Sequence[str]) -> Flow[Sequence[models.ImageDetail]]:
    ready: dict[str, models.ImageDetail] = {}
    for key in images:
        while True:
            image: models.ImageDetail = yield from ask("GET", f"/api/v1/images/{key}/")
            if image["status"] != "processing":
                ready[key] = image
                break
            yield Pause(LOOK_S)
    return [ready[key] for key in images]
