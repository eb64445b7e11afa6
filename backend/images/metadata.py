"""What people know of an image beside its pixels: a few values by names of theirs (camera, place, day).

A value is a text, a number or a yes or no. Names begin with a letter, so that no database takes one for a position.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.fields.json import KeyTransform, KeyTransformExact

from backend.config.problems import Code, Problem
from backend.config.text import cleaned
from backend.images.models import Image

Value = str | int | float | bool
MOST = 30
LONGEST_TEXT = 200
LARGEST_BYTES = 8192
GREATEST = 10**15
NAME = re.compile(r"[^\W\d_][\w .-]{0,49}")


def do_change_metadata(image: Image, given: Mapping[str, Value], remove: Collection[str]) -> None:
    """Set some values of the image and take others away; the rest stays. Raises Problem 400 where it gets too much."""
    with transaction.atomic():
        row = Image.objects.select_for_update().get(pk=image.pk)
        row.metadata = changed(row.metadata, given, remove)
        row.save(update_fields=["metadata", "updated"])


def changed(metadata: Mapping[str, Value], given: Mapping[str, Value], remove: Collection[str]) -> dict[str, Value]:
    """``metadata`` with the values ``given`` and without the names in ``remove``; Problem 400 for too much."""
    after = {name: value for name, value in metadata.items() if name not in remove} | dict(given)
    if len(after) > MOST:
        raise Problem(Code.TOO_MANY, f"An image has at most {MOST} values of metadata; take some off this one first.")
    if len(json.dumps(after, ensure_ascii=False).encode()) > LARGEST_BYTES:
        raise Problem(Code.TOO_LARGE, f"The metadata of an image takes at most {LARGEST_BYTES} bytes; shorten some.")
    return after


def checked(given: Mapping[str, Any]) -> dict[str, Value]:
    """``given`` with cleaned names and texts; Problem 400 for a name or a value that cannot be kept."""
    return {checked_name(name): _value(name, value) for name, value in given.items()}


def checked_name(name: str) -> str:
    name = cleaned(name).strip()
    if not NAME.fullmatch(name):
        detail = f"{name[:60]!r} cannot be a name of metadata: begin with a letter; then letters, digits, space, . _ -"
        raise Problem(Code.INVALID, f"{detail} (at most 50 characters).")
    return name


def _value(name: str, value: Any) -> Value:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float) and math.isfinite(value) and abs(value) <= GREATEST:
        return value
    if isinstance(value, str) and 0 < len(text := cleaned(value).strip()) <= LONGEST_TEXT:
        return text
    detail = f"The value of {name[:60]!r} must be a text of 1 to {LONGEST_TEXT} characters, a number, true or false."
    raise Problem(Code.INVALID, detail)


def read(text: str) -> Value:
    """What a text that somebody typed stands for: ``true`` and ``false`` are yes and no, what a number prints as is
    that number (so that 007 stays a text)."""
    if text in ("true", "false"):
        return text == "true"
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        if str(number) == text and math.isfinite(number) and abs(number) <= GREATEST:
            return number
    return text


def has(name: str, value: Value) -> Q:
    """The images with exactly this value under the name. On PostgreSQL the index of metadata finds them."""
    if connection.vendor == "postgresql":
        return Q(metadata__contains={name: value}) & ~Q(metadata={})
    return Q(KeyTransformExact(KeyTransform(name, "metadata"), json.dumps(value)))


def has_name(name: str) -> Q:
    """The images with some value under the name."""
    return Q(metadata__has_key=name)


def asked_for(text: str) -> Q:
    """The images that the filter ``name:value`` is for: 5 finds the number and the text. Problem 400 for no filter."""
    name, colon, value = text.partition(":")
    if not colon or not value.strip():
        raise Problem(Code.INVALID, f"metadata={text[:60]!r} is not allowed: write name:value, such as camera:left.")
    name, value = checked_name(name), cleaned(value).strip()[:LONGEST_TEXT]
    typed = read(value)
    return has(name, value) if isinstance(typed, str) else has(name, value) | has(name, typed)
