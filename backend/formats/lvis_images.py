"""What LVIS says of an image beyond COCO, as tags here: which labels were looked for and are not there, and of which
not every object is marked.

A. Gupta, P. Dollár, R. Girshick, "LVIS: A Dataset for Large Vocabulary Instance Segmentation" (arXiv 1908.03195):
``neg_category_ids`` and ``not_exhaustive_category_ids``. Images are named by ``coco_url`` where they have no file_name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from backend.formats.records import Place, Problem

FIELDS = {"neg_category_ids": "absent: ", "not_exhaustive_category_ids": "not all marked: "}
LONGEST_TAG = 50


def file_name_of(image: Mapping[str, Any]) -> str:
    """ "" where it has none."""
    name, url = image.get("file_name"), image.get("coco_url")
    if isinstance(name, str) and name:
        return name
    return unquote(urlsplit(url).path).lstrip("/") if isinstance(url, str) else ""


def tags_of(image: Mapping[str, Any], labels: Mapping[str, str | None]) -> tuple[str, ...]:
    """``labels``: names by id."""
    names = ((prefix, labels.get(str(key))) for field, prefix in FIELDS.items() for key in _ids(image, field))
    return tuple(f"{prefix}{name}" for prefix, name in names if name and len(prefix + name) <= LONGEST_TAG)


def unknown_labels(image: Mapping[str, Any], labels: Mapping[str, str | None], place: Place) -> Iterator[Problem]:
    for field, prefix in FIELDS.items():
        for key in _ids(image, field):
            if str(key) not in labels:
                detail = f"{field} names the category {key!r}, which there is not"
                yield Problem(place, "unknown-label", detail, "file", file_name_of(image), count=0)
            elif len(prefix + (labels[str(key)] or "")) > LONGEST_TAG:
                detail = f"{field} becomes a tag of at most {LONGEST_TAG} characters; {labels[str(key)]!r} is longer"
                yield Problem(place, "tag-too-long", detail, "file", file_name_of(image), count=0)


def ids_of(tags: Sequence[str], field: str, ids: Mapping[str, int]) -> list[int]:
    """What of ``field`` the tags of an image say; ``ids``: by the name of the label in lower case."""
    prefix = FIELDS[field]
    names = [tag.removeprefix(prefix).casefold() for tag in tags if tag.startswith(prefix)]
    return sorted({ids[name] for name in names if name in ids})


def _ids(image: Mapping[str, Any], field: str) -> list[Any]:
    found = image.get(field)
    return found if isinstance(found, list) else []
