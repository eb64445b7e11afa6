"""Filters of image lists by what is on the image (how many objects, whose, how sure of them), size, date, metadata.

Each names what it looks at; bounds are included. A day as a bound counts from its start, or to its end, in UTC.
"""

from __future__ import annotations

from datetime import time
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from drf_spectacular.utils import OpenApiParameter

from backend.annotation.models import Object
from backend.config.query import Asking, choice, moment, share, whole_number
from backend.images import metadata
from backend.images.models import PIXELS, Image

DATES = ("created", "updated")
PARAMETERS = [
    OpenApiParameter("objects", enum=("none", "some"), description="Only images without objects, or with some."),
    OpenApiParameter("annotator", str, description="With an object of this person: an id, or `me` for the caller."),
    OpenApiParameter(
        "quality_below", float, description="With an object whose predicted quality (0 to 1) is at most this."
    ),
    OpenApiParameter("metadata", str, description="With this value of metadata, as `name:value`."),
    OpenApiParameter("pixels_from", int, description="Width times height, in pixels, at least."),
    OpenApiParameter("pixels_to", int, description="Width times height, in pixels, at most."),
    *(
        OpenApiParameter(f"{date}_{side}", str, description=f"{date.capitalize()} {words} this day or time (ISO 8601).")
        for date in DATES
        for side, words in (("from", "at or after"), ("to", "at or before"))
    ),
]
NAMES = tuple(parameter.name for parameter in PARAMETERS)


def applied(request: Asking, images: QuerySet[Image]) -> QuerySet[Image]:
    """``images`` without those that the query string leaves out; Problem 400 for values that are not allowed."""
    if wanted := request.query_params.get("metadata", ""):
        images = images.filter(metadata.asked_for(wanted))
    return _by_date(request, _by_size(request, _by_objects(request, images)))


def _by_objects(request: Asking, images: QuerySet[Image]) -> QuerySet[Image]:
    objects = Object.objects.filter(annotation__image=OuterRef("pk"), is_proposal=False)
    if wanted := choice(request, "objects", ("none", "some")):
        images = images.filter(has_objects=wanted == "some")
    if (person := _person(request)) is not None:
        images = images.filter(Exists(objects.filter(created_by=person)))
    if (quality := share(request, "quality_below")) is not None:
        images = images.filter(Exists(objects.filter(quality__lte=quality)))
    return images


def _person(request: Asking) -> Any:
    return request.user.pk if request.query_params.get("annotator") == "me" else whole_number(request, "annotator")


def _by_size(request: Asking, images: QuerySet[Image]) -> QuerySet[Image]:
    for name, lookup in (("pixels_from", "gte"), ("pixels_to", "lte")):
        if (pixels := whole_number(request, name)) is not None:
            images = images.alias(pixels=PIXELS).filter(**{f"pixels__{lookup}": pixels})
    return images


def _by_date(request: Asking, images: QuerySet[Image]) -> QuerySet[Image]:
    for date in DATES:
        if (start := moment(request, f"{date}_from", time.min)) is not None:
            images = images.filter(**{f"{date}__gte": start})
        if (end := moment(request, f"{date}_to", time.max)) is not None:
            images = images.filter(**{f"{date}__lte": end})
    return images
