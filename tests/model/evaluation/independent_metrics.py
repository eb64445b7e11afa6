"""Every figure of every protocol, worked out a second time from the log alone.

Written apart from ``model.evaluation``: it imports nothing of the product, walks over dict rows in plain loops, adds
fractions instead of floats, and takes areas and overlaps from pycocotools. Two computations that share neither code
nor style are unlikely to share a mistake. Means that have nothing to average are None.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from pycocotools import mask as coco

Row = Mapping[str, Any]
Sessions = Sequence[Sequence[Row]]


def sessions_of(run_folder: Path) -> list[list[Row]]:
    """The rows of interactions.jsonl by image, in the order of the loader and of the interactions."""
    by_image: dict[tuple[int, str], list[Row]] = {}
    for line in (run_folder / "interactions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_image.setdefault((row["loader_index"], row["image_id"]), []).append(row)
    return [sorted(by_image[key], key=lambda row: row["interaction"]) for key in sorted(by_image)]


def average(values: Sequence[Fraction | float | int]) -> float | None:
    """Exact sum, one rounding."""
    if not values:
        return None
    total = Fraction(0)
    for value in values:
        total += Fraction(value)
    return float(total / len(values))


# --- one object a photo -------------------------------------------------------------------------------------------


def clicks_to_reach(session: Sequence[Row], quality: float, limit: int) -> int:
    for count, row in enumerate(session):
        if not row["ious"][0] < quality:
            return count + 1
    return limit


def noc(sessions: Sessions, quality: float, limit: int) -> float | None:
    return average([clicks_to_reach(session, quality, limit) for session in sessions])


def nof_ritm(sessions: Sessions, quality: float, limit: int) -> int:
    count = 0
    for session in sessions:
        if clicks_to_reach(session, quality, limit) == limit:
            count += 1
    return count


def nof_strict(sessions: Sessions, quality: float) -> int:
    count = 0
    for session in sessions:
        for row in session:
            if row["ious"][0] >= quality:
                break
        else:
            count += 1
    return count


def miou_after_clicks(sessions: Sessions, click: int) -> float | None:
    values = []
    for session in sessions:
        value = session[0]["ious"][0]
        for row in session:
            if row["clicks_used"] <= click:
                value = row["ious"][0]
        values.append(value)
    return average(values)


def area_under_curve(sessions: Sessions, limit: int) -> float | None:
    """The mean height of the curve of mIoU over 1 .. ``limit`` clicks by trapezoids."""
    heights = [Fraction(miou_after_clicks(sessions, click) or 0) for click in range(1, limit + 1)]
    if len(heights) < 2:
        return float(heights[0]) if heights else None
    area = Fraction(0)
    for left, right in pairwise(heights):
        area += (left + right) / 2
    return float(area / (len(heights) - 1))


# --- several objects a photo --------------------------------------------------------------------------------------


def nci(sessions: Sessions) -> float | None:
    return average([Fraction(session[-1]["clicks_used"], session[-1]["objects"]) for session in sessions])


def nci_full_budget(sessions: Sessions, reasons: Sequence[str], description: Mapping[str, Any]) -> float | None:
    shares = []
    for session, reason in zip(sessions, reasons, strict=True):
        objects = session[-1]["objects"]
        used = session[-1]["clicks_used"]
        if reason == "no_error_left":
            used = description["max_clicks_per_image"] or description["max_clicks"] * objects
        shares.append(Fraction(used, objects))
    return average(shares)


def failed_objects(sessions: Sessions, threshold: float) -> int:
    return sum(1 for session in sessions for value in session[-1]["ious"] if value < threshold)


def failed_images(sessions: Sessions, threshold: float) -> int:
    return sum(1 for session in sessions if min(session[-1]["ious"]) < threshold)


def miou(sessions: Sessions) -> float | None:
    return average([_mean_of(session[-1]["ious"]) for session in sessions])


def miou_at_multiple(sessions: Sessions, multiple: int) -> float | None:
    values = []
    for session in sessions:
        state = session[0]
        for row in session:
            if row["clicks_used"] <= multiple * row["objects"]:
                state = row
        values.append(_mean_of(state["ious"]))
    return average(values)


def refinements(session: Sequence[Row]) -> list[Row]:
    """The interactions that placed a click after the initial ones."""
    return [row for row in session if row["interaction"] > 0 and row["y"] is not None]


def changes(sequence: Sequence[Any]) -> int:
    count = 0
    for before, after in pairwise(sequence):
        if before != after:
            count += 1
    return count


def switches(session: Sequence[Row], field: str = "owner") -> int:
    return changes([row[field] for row in refinements(session)])


def switches_fg(session: Sequence[Row], field: str = "owner") -> int:
    return changes([row[field] for row in refinements(session) if row[field] != -1])


def switches_with_init(session: Sequence[Row], field: str = "owner") -> int:
    return changes([session[0]["objects"] - 1, *(row[field] for row in refinements(session))])


def visits(session: Sequence[Row], k: int, field: str = "owner") -> int:
    """How often the clicks come to object ``k`` from elsewhere."""
    count, elsewhere = 0, True
    for row in refinements(session):
        if row[field] == k and elsewhere:
            count += 1
        elsewhere = row[field] != k
    return count


def changes_of_iou(session: Sequence[Row]) -> list[tuple[Row, list[Fraction]]]:
    """Each refinement with what it did to the IoU of every object; taken from ``ious``, not from ``delta_ious``."""
    result = []
    for before, after in pairwise(session):
        if after["y"] is not None:
            result.append(
                (after, [Fraction(b) - Fraction(a) for a, b in zip(before["ious"], after["ious"], strict=True)])
            )
    return result


Effects = list[tuple[int, Fraction]]
"""(interaction, change of IoU): one entry by click and object."""


def own_effects(session: Sequence[Row]) -> Effects:
    return [(row["interaction"], gained[row["owner"]]) for row, gained in changes_of_iou(session) if row["owner"] >= 0]


def passive_effects(session: Sequence[Row]) -> Effects:
    near, far = passive_by_distance(session, set())
    return near + far


def passive_by_distance(session: Sequence[Row], touches: set[tuple[int, int]]) -> tuple[Effects, Effects]:
    """On objects that touch the owner, and on the others; clicks on the background have neither."""
    near: Effects = []
    far: Effects = []
    for row, gained in changes_of_iou(session):
        for k, value in enumerate(gained):
            if row["owner"] >= 0 and k != row["owner"]:
                (near if (row["owner"], k) in touches else far).append((row["interaction"], value))
    return near, far


def background_effects(session: Sequence[Row]) -> Effects:
    return [
        (row["interaction"], value) for row, gained in changes_of_iou(session) if row["owner"] == -1 for value in gained
    ]


def crossings(session: Sequence[Row], threshold: float) -> dict[str, int]:
    """``rescued``, ``broken_own`` and ``broken_others``: objects that cross the threshold at a click."""
    count = {"rescued": 0, "broken_own": 0, "broken_others": 0}
    for before, after in pairwise(session):
        for k, (old, new) in enumerate(zip(before["ious"], after["ious"], strict=True)):
            if old < threshold <= new and k != after["owner"]:
                count["rescued"] += 1
            if new < threshold <= old:
                count["broken_own" if k == after["owner"] else "broken_others"] += 1
    return count


def worst_drop(session: Sequence[Row]) -> Fraction | None:
    """The lowest change of the IoU of an object that was not the owner; None where there was none."""
    lowest: Fraction | None = None
    for row, gained in changes_of_iou(session):
        for k, value in enumerate(gained):
            if k != row["owner"] and (lowest is None or value < lowest):
                lowest = value
    return lowest


def free_riders(session: Sequence[Row], threshold: float) -> int:
    clicked = {row["owner"] for row in refinements(session)}
    count = 0
    for k, value in enumerate(session[-1]["ious"]):
        if value >= threshold and k not in clicked:
            count += 1
    return count


def wasted(session: Sequence[Row]) -> int:
    return sum(1 for _, gained in changes_of_iou(session) if sum(gained, Fraction(0)) <= 0)


def effect_matrix(session: Sequence[Row]) -> dict[tuple[int, int], Fraction]:
    """(owner, object) -> mean change of the object's IoU over the clicks of the owner; -1 is the background."""
    sums: dict[tuple[int, int], list[Fraction]] = {}
    for row, gained in changes_of_iou(session):
        for k, value in enumerate(gained):
            sums.setdefault((row["owner"], k), []).append(value)
    return {pair: sum(values, Fraction(0)) / len(values) for pair, values in sums.items()}


def touching(labels: np.ndarray, i: int, k: int) -> bool:
    """Whether object ``k`` has a pixel within Chebyshev distance 3 of one of object ``i``. ``labels``: k + 1 is k."""
    height, width = labels.shape
    for row, column in zip(*np.nonzero(labels == i + 1), strict=True):
        around = labels[max(row - 3, 0) : min(row + 4, height), max(column - 3, 0) : min(column + 4, width)]
        if k + 1 in around:
            return True
    return False


# --- masks --------------------------------------------------------------------------------------------------------


def iou_of(rle: Mapping[str, Any], labels: np.ndarray, k: int) -> float:
    """IoU of a mask with object ``k`` outside the ignored pixels (-1); 1 where both are empty."""
    ignored = coco.encode(np.asfortranarray((labels == -1).astype(np.uint8)))
    truth = coco.encode(np.asfortranarray((labels == k + 1).astype(np.uint8)))
    mask = {"size": list(rle["size"]), "counts": rle["counts"].encode()}
    both = int(coco.area(coco.merge([mask, truth], intersect=True)))
    outside = int(coco.area(mask)) - int(coco.area(coco.merge([mask, ignored], intersect=True))) - both
    union = int(coco.area(truth)) + outside
    return both / union if union else 1.0


def area_of(rle: Mapping[str, Any]) -> int:
    return int(coco.area({"size": list(rle["size"]), "counts": rle["counts"].encode()}))


def _mean_of(values: Sequence[float]) -> Fraction:
    return sum((Fraction(value) for value in values), Fraction(0)) / len(values)


# --- everything under the names of summary.json -------------------------------------------------------------------


def metrics_of_single(sessions: Sessions, description: Mapping[str, Any]) -> dict[str, Any]:
    """What "metrics" of a run on single objects must be."""
    limit = description["max_clicks_per_image"] or description["max_clicks"]
    found: dict[str, Any] = {}
    for name, quality in _qualities(description):
        found["noc" + name] = noc(sessions, quality, limit)
        found["nof" + name + "_ritm"] = nof_ritm(sessions, quality, limit)
        found["nof" + name + "_strict"] = nof_strict(sessions, quality)
    found["miou_at"] = {str(k): miou_after_clicks(sessions, k) for k in (1, 2, 3, 5, 10, 20) if k <= limit}
    found["auc"] = area_under_curve(sessions, limit)
    return found


def metrics_of_multi(
    sessions: Sessions, neighbours: Sequence[set[tuple[int, int]]], description: Mapping[str, Any]
) -> dict[str, Any]:
    """What "metrics" of a run on several objects must be. ``neighbours[i]``: ordered pairs that touch in image i."""
    threshold = description["threshold"]
    has_targets = all(row["targeted"] is not None for session in sessions for row in refinements(session))
    reasons = [stop_reason(session, description) for session in sessions]
    return {
        "nci": nci(sessions),
        "nci_full_budget": nci_full_budget(sessions, reasons, description),
        "nfo": failed_objects(sessions, threshold),
        "nfi": failed_images(sessions, threshold),
        "miou": miou(sessions),
        "miou_after": {f"{m}x": miou_at_multiple(sessions, m) for m in (1, 2, 3, 5, 10)},
        "switches": {
            "owner": switch_figures(sessions, "owner"),
            "targeted": switch_figures(sessions, "targeted") if has_targets else None,
        },
        "effects": effect_figures(sessions, neighbours, threshold),
        "stopped": {reason: reasons.count(reason) for reason in ("target", "budget", "no_error_left")},
        "flagged": sum(1 for session in sessions if len(session[-1]["flagged"]) > 0),
    }


def switch_figures(sessions: Sessions, field: str) -> dict[str, Any]:
    clicks = sum(len(refinements(session)) for session in sessions)
    all_switches = sum(switches(session, field) for session in sessions)
    objects = sum(session[0]["objects"] for session in sessions)
    all_visits = sum(visits(s, k, field) for s in sessions for k in range(s[0]["objects"]))
    return {
        "switches": average([switches(session, field) for session in sessions]),
        "switches_fg": average([switches_fg(session, field) for session in sessions]),
        "switches_with_init": average([switches_with_init(session, field) for session in sessions]),
        "per_click": float(Fraction(all_switches, clicks)) if clicks else None,
        "visits_per_object": float(Fraction(all_visits, objects)),
        "refinement_clicks": clicks,
    }


def effect_figures(sessions: Sessions, neighbours: Sequence[set[tuple[int, int]]], threshold: float) -> dict[str, Any]:
    near, far = [], []
    for session, touches in zip(sessions, neighbours, strict=True):
        split = passive_by_distance(session, touches)
        near.append(split[0])
        far.append(split[1])
    effects = {
        "own": [own_effects(session) for session in sessions],
        "passive": [passive_effects(session) for session in sessions],
        "neighbours": near,
        "distant": far,
        "background": [background_effects(session) for session in sessions],
    }
    crossed = [crossings(session, threshold) for session in sessions]
    counts = {
        "rescued": [one["rescued"] for one in crossed],
        "broken_own": [one["broken_own"] for one in crossed],
        "broken_others": [one["broken_others"] for one in crossed],
        "free_riders": [free_riders(session, threshold) for session in sessions],
        "wasted": [wasted(session) for session in sessions],
        "clicks": [len(refinements(session)) for session in sessions],
    }
    drops = [drop for session in sessions if (drop := worst_drop(session)) is not None]
    return {
        **{name: _over_images(found) for name, found in effects.items()},
        **{name: {"per_image": average(found), "total": sum(found)} for name, found in counts.items()},
        "worst_drop": {"mean": average(drops), "min": float(min(drops)) if drops else None},
    }


def stop_reason(session: Sequence[Row], description: Mapping[str, Any]) -> str:
    last = session[-1]
    if min(last["ious"]) >= description["threshold"]:
        return "target"
    budget = description["max_clicks_per_image"] or description["max_clicks"] * last["objects"]
    return "budget" if last["clicks_used"] >= budget else "no_error_left"


def _over_images(found: Sequence[Sequence[tuple[int, Fraction]]]) -> dict[str, Any]:
    there = [values for values in found if len(values) > 0]
    return {
        "mean": average([sum((v for _, v in values), Fraction(0)) / len(values) for values in there]),
        "clicks": sum(len({interaction for interaction, _ in values}) for values in there),
        "images": len(there),
    }


def _qualities(description: Mapping[str, Any]) -> list[tuple[str, float]]:
    """A session that stopped at its target says nothing about higher ones."""
    target = description["threshold"]
    every = [("80", 0.80), ("85", 0.85), ("90", 0.90), ("95", 0.95)]
    return [(name, quality) for name, quality in every if target is None or quality <= target]
