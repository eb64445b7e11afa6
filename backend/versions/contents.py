"""Puts frozen objects away: each content once in a project, however many versions hold it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from backend.versions.frozen import packed
from backend.versions.models import Content, Numbering, VersionImage


def hold_contents(project_id: int) -> None:
    """Be alone in adding and removing contents of the project until the transaction ends."""
    Numbering.objects.select_for_update().get(pk=project_id)


def keep(project_id: int, texts: Mapping[str, bytes], object_counts: Mapping[str, int]) -> dict[str, int]:
    """The ids of contents by their digests; those that are not there yet are stored. The caller holds the contents."""
    known = _ids(project_id, texts)
    Content.objects.bulk_create(
        Content(project_id=project_id, digest=digest, body=packed(text), object_count=object_counts[digest])
        for digest, text in texts.items()
        if digest not in known
    )
    return known if len(known) == len(texts) else _ids(project_id, texts)


def discard(content_ids: Collection[int]) -> None:
    """Remove those that no version holds. The caller holds the contents of the project."""
    held = VersionImage.objects.filter(content__in=content_ids).order_by().values_list("content", flat=True)
    Content.objects.filter(pk__in=set(content_ids) - set(held)).delete()


def _ids(project_id: int, digests: Collection[str]) -> dict[str, int]:
    rows = Content.objects.filter(project=project_id, digest__in=list(digests))
    return dict(rows.values_list("digest", "id"))
