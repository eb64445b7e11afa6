"""All figures of a run, from its log alone: what ``summary.json`` holds.

``single`` and ``single-dynamite`` are summed up as sessions on one object each, ``multi`` and ``global-error`` as
sessions on all objects of an image.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from model.evaluation import click_metrics, multi_metrics
from model.evaluation.cross_effects import cross_effects, mean_effects
from model.evaluation.log import Recorded
from model.evaluation.settings import MULTI_PROTOCOLS
from model.evaluation.switches import mean_switches, owner_switches, target_switches
from model.evaluation.timing import timing

QUALITIES = (0.80, 0.85, 0.90, 0.95)
REPORTED_CLICKS = (1, 2, 3, 5, 10, 20)
REPORTED_MULTIPLES = (1, 2, 3, 5, 10)
NOT_SETTINGS = ("root", "dataset", "protocol", "versions", "machine")


def summarise(recorded: Sequence[Recorded], description: Mapping[str, Any]) -> dict[str, Any]:
    """``description``: what ``run.json`` says. Raises ValueError when no session was recorded."""
    if not recorded:
        raise ValueError("no session was recorded; nothing can be summed up")
    recorded = sorted(recorded, key=lambda done: done.key)
    summed = _multi if description["protocol"] in MULTI_PROTOCOLS else _single
    return {
        "protocol": description["protocol"],
        "dataset": description["dataset"],
        "model": description["model"]["name"],
        "settings": {name: value for name, value in description.items() if name not in NOT_SETTINGS},
        "images": len({done.end.loader_index for done in recorded}),
        "objects": sum(done.end.objects for done in recorded),
        **summed(recorded, description),
        "timing": timing(recorded).to_dict(),
    }


def figures(summary: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of a summary in one flat object, rounded: what the command lines print."""
    spent = summary["timing"]
    flat = {
        "images": summary["images"],
        **{name: _rounded(value) for name, value in summary["metrics"].items()},
        "spc_s": round(spent["spc_s"], 4),
        "encoder_s": round(spent["encoder_s"], 3),
        "decoder_s": round(spent["decoder_s"], 3),
        "clicks": spent["clicks"],
    }
    needed = {row["image_id"]: row["noc"]["0.90"] for row in summary["by_image"] if "0.90" in row.get("noc", {})}
    return flat | ({"clicks_by_image": needed} if needed else {})


def _single(recorded: Sequence[Recorded], description: Mapping[str, Any]) -> dict[str, Any]:
    sessions = [[row.ious[0] for row in done.interactions] for done in recorded]
    budget = description["max_clicks_per_image"] or description["max_clicks"]
    qualities = _reached(description["threshold"])
    metrics: dict[str, Any] = {}
    for quality in qualities:
        percent = round(100 * quality)
        metrics[f"noc{percent}"] = click_metrics.mean_number_of_clicks(sessions, quality, budget)
        metrics[f"nof{percent}_ritm"] = click_metrics.failures_ritm(sessions, quality, budget)
        metrics[f"nof{percent}_strict"] = click_metrics.failures_strict(sessions, quality)
    curve = [click_metrics.mean_iou_at(sessions, click) for click in range(1, budget + 1)]
    metrics["miou_at"] = {str(click): curve[click - 1] for click in REPORTED_CLICKS if click <= budget}
    metrics["auc"] = click_metrics.area_under_curve(curve)
    return {
        "metrics": metrics,
        "curves": {
            "x": "clicks",
            "miou_by_click": curve,
            "failures_by_click": {
                f"{q:.2f}": [
                    click_metrics.failures_strict([ious[:click] for ious in sessions], q)
                    for click in range(1, budget + 1)
                ]
                for q in qualities
            },
            "decode_s_by_click": [
                _mean([done.interactions[click].forward_s for done in recorded if click < len(done.interactions)])
                for click in range(budget)
            ],
        },
        "by_image": [
            _row(done) | {"noc": {f"{q:.2f}": click_metrics.number_of_clicks(ious, q, budget) for q in qualities}}
            for done, ious in zip(recorded, sessions, strict=True)
        ],
    }


def _multi(recorded: Sequence[Recorded], description: Mapping[str, Any]) -> dict[str, Any]:
    threshold = description["threshold"]
    effects = [cross_effects(done, threshold) for done in recorded]
    owners = [owner_switches(done) for done in recorded]
    targets = [target_switches(done) for done in recorded]
    meant = [one for one in targets if one is not None]
    multiples = range(1, _longest(recorded, description) + 1)
    per_image, per_object = description["max_clicks_per_image"], description["max_clicks"]
    budgets = [per_image or per_object * done.end.objects for done in recorded]
    return {
        "metrics": {
            "nci": multi_metrics.clicks_per_instance(recorded),
            "nci_full_budget": multi_metrics.clicks_per_instance_of_full_budgets(recorded, budgets),
            "nfo": multi_metrics.failed_objects(recorded, threshold),
            "nfi": multi_metrics.failed_images(recorded, threshold),
            "miou": multi_metrics.mean_iou(recorded),
            "miou_after": {f"{m}x": multi_metrics.mean_iou_after(recorded, m) for m in REPORTED_MULTIPLES},
            "switches": {
                "owner": mean_switches(owners),
                "targeted": mean_switches(meant) if len(meant) == len(recorded) else None,
            },
            "effects": mean_effects(effects),
            "stopped": {
                reason: sum(done.end.stopped == reason for done in recorded)
                for reason in ("target", "budget", "no_error_left")
            },
            "flagged": sum(bool(done.interactions[-1].flagged) for done in recorded),
        },
        "curves": {
            "x": "clicks per object",
            "miou_by_click": [multi_metrics.mean_iou_after(recorded, m) for m in multiples],
            "failures_by_click": {
                f"{q:.2f}": [multi_metrics.failed_objects_after(recorded, m, q) for m in multiples]
                for q in _reached(threshold)
            },
            "decode_s_by_click": [_mean(_forward_s(recorded, m)) for m in multiples],
        },
        "by_image": [
            _row(done)
            | {
                "miou": float(np.mean(done.end.ious)),
                "switches": asdict(by_owner),
                "switches_targeted": asdict(by_target) if by_target else None,
                "effects": asdict(effect),
            }
            for done, by_owner, by_target, effect in zip(recorded, owners, targets, effects, strict=True)
        ],
    }


def _row(done: Recorded) -> dict[str, Any]:
    end = done.end
    return {
        "image_id": end.image_id,
        "loader_index": end.loader_index,
        "objects": end.objects,
        "clicks": end.clicks,
        "ious": end.ious,
        "stopped": end.stopped,
    }


def _reached(threshold: float | None) -> list[float]:
    """The qualities that can be reported: a session that stopped at its target says nothing about higher ones."""
    return [quality for quality in QUALITIES if threshold is None or quality <= threshold]


def _longest(recorded: Sequence[Recorded], description: Mapping[str, Any]) -> int:
    """The budget in clicks per object, or with a budget per image the longest session's."""
    if description["max_clicks_per_image"] is None:
        return int(description["max_clicks"])
    return max(-(-done.end.clicks // done.end.objects) for done in recorded)


def _forward_s(recorded: Sequence[Recorded], per_object: int) -> list[float]:
    """Seconds of the answers to the clicks above (m - 1) x K and up to m x K."""
    return [
        row.forward_s
        for done in recorded
        for row in done.interactions
        if (per_object - 1) * done.end.objects < row.clicks_used <= per_object * done.end.objects
    ]


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None


def _rounded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _rounded(entry) for name, entry in value.items()}
    return round(value, 4) if isinstance(value, float) else value
