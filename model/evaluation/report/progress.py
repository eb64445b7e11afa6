"""How a run went over the clicks, in the terms of its charts: clicks per object 1, 2, 3, ... on the x axis.

"k clicks per object" is the k-th click where a session has one object; with K objects it is the state after the last
interaction within k * K clicks, the K initial ones included (DynaMITe, arXiv 2304.06668, budgets in multiples of K).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from model.evaluation.log import Interaction, Recorded
from model.evaluation.multi_metrics import state_after
from model.evaluation.report.run import Run, mean_iou

TARGET = 0.90
"""IoU that tables of single-object protocols ask for."""


@dataclass(frozen=True)
class Cost:
    """Mean seconds of one click by part; ``encode_s`` is the encode of the image spread over the clicks so far."""

    encode_s: float
    decode_s: float
    simulation_s: float

    @property
    def total_s(self) -> float:
        return self.encode_s + self.decode_s + self.simulation_s


def target(run: Run) -> float:
    """The IoU that counts as done: 0.90 or, where the run stopped at another one or below, that."""
    threshold = run.description["threshold"]
    if threshold is None:
        return TARGET
    return float(threshold) if run.is_multi else min(TARGET, float(threshold))


def miou_over_clicks(run: Run) -> list[float]:
    """Mean over the sessions of the mean IoU of their objects, from one click per object on."""
    return list(run.summary["curves"]["miou_by_click"])


def worst_tenth_over_clicks(run: Run, clicks: Sequence[int]) -> list[float]:
    """The same of the tenth of the sessions that is lowest after k clicks (at least one)."""
    tenth = max(1, len(run.sessions) // 10)
    after = [[mean_iou(state_after(session, k).ious) for session in run.sessions] for k in clicks]
    return [_mean(sorted(values)[:tenth]) for values in after]


def failures_over_clicks(run: Run) -> dict[float, list[float]]:
    """By IoU, ascending: the share of the objects that is not done, 0..1.

    Single-object protocols: those that never had the IoU within k clicks (at the budget: the strict NoF). Multi-object
    ones: those whose IoU is below it in the state after k clicks per object (at the budget: NFO).
    """
    counted = run.summary["curves"]["failures_by_click"]
    objects = sum(session.end.objects for session in run.sessions)
    return {float(quality): [count / objects for count in counted[quality]] for quality in sorted(counted)}


def clicks_needed(session: Recorded, quality: float) -> float | None:
    """Clicks per object until all objects had IoU >= ``quality`` at once; None where that never happened."""
    done = next((row for row in session.interactions if min(row.ious) >= quality), None)
    return None if done is None else done.clicks_used / session.end.objects


def clicks_needed_by_object(session: Recorded, quality: float) -> list[float | None]:
    """The same of each object alone: clicks per object of the image until it first had IoU >= ``quality``."""
    needed: list[float | None] = []
    for k in range(session.end.objects):
        done = next((row for row in session.interactions if row.ious[k] >= quality), None)
        needed.append(None if done is None else done.clicks_used / session.end.objects)
    return needed


def best_iou(session: Recorded) -> float:
    """The highest mean IoU of any state of the session."""
    return max(mean_iou(row.ious) for row in session.interactions)


def cost_over_clicks(run: Run, clicks: Sequence[int]) -> list[Cost | None]:
    """What the k-th click per object costs; None where no session of the run placed it."""
    stages: dict[int, list[Interaction]] = {}
    for session in run.sessions:
        for row in session.interactions:
            stages.setdefault(-(-row.clicks_used // session.end.objects), []).append(row)
    encode_s = _mean([session.end.encode_s / session.end.objects for session in run.sessions])
    return [
        Cost(encode_s / k, _mean([row.forward_s for row in stages[k]]), _mean([row.sim_s for row in stages[k]]))
        if k in stages
        else None
        for k in clicks
    ]


def hardest_first(run: Run) -> list[Recorded]:
    """The sessions, the ones that went worst first.

    Those that never reached the target come first: most failed objects, then the lowest final IoU; then the others:
    most clicks, then the lowest final IoU.
    """
    quality = target(run)

    def hardship(session: Recorded) -> tuple[float, float, float, tuple[int, str]]:
        needed = clicks_needed(session, quality)
        failed = sum(iou < quality for iou in session.end.ious) / session.end.objects
        if needed is None:
            return -1 - failed, 0.0, mean_iou(session.end.ious), session.key
        return 0.0, -needed, mean_iou(session.end.ious), session.key

    return sorted(run.sessions, key=hardship)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
