"""What a version would hold if it were made now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, QuerySet

from backend.images.models import Image, ImageTag
from backend.versions.splits import SPLITS, STRONGEST_FIRST, SplitRule

COUNTED_EXACTLY = 20_000


def preview(images: QuerySet[Image], split_rule: Mapping[str, Any]) -> dict[str, Any]:
    """{"images", "states", "splits", "is_estimate"}: of very many images the splits are what the shares promise."""
    rows = images.order_by().values_list("state").annotate(count=Count("pk"))
    states = dict(sorted(rows))
    total = sum(states.values())
    rule = SplitRule.of(split_rule)
    is_estimate = rule.by == "hash" and total > COUNTED_EXACTLY
    splits = _promised(rule, total) if is_estimate else _counted(images, rule, total)
    return {"images": total, "states": states, "splits": splits, "is_estimate": is_estimate}


def _promised(rule: SplitRule, total: int) -> dict[str, int]:
    shares = rule.shares or {}
    return {split: round(total * shares.get(split, 0) / 100) for split in SPLITS}


def _counted(images: QuerySet[Image], rule: SplitRule, total: int) -> dict[str, int]:
    if rule.by == "hash":
        contents = images.order_by().values_list("sha256", flat=True).iterator()
        counts = Counter(rule.split_of(sha256, ()) for sha256 in contents)
        return {split: counts[split] for split in SPLITS}
    if rule.by == "tag":
        return _by_tag(images, rule, total)
    return {"": total}


def _by_tag(images: QuerySet[Image], rule: SplitRule, total: int) -> dict[str, int]:
    counts, rest = {}, images
    for split in STRONGEST_FIRST:
        tagged = ImageTag.objects.filter(key=(rule.tags or {}).get(split)).values("image")
        counts[split] = rest.filter(pk__in=tagged).count()
        rest = rest.exclude(pk__in=tagged)
    found = {split: counts[split] for split in SPLITS}
    return found | {"": total - sum(found.values())}
