"""Every session of a run as a row, the ones that went worst first."""

from __future__ import annotations

from model.evaluation.log import Recorded
from model.evaluation.report import progress
from model.evaluation.report.markup import Html, join
from model.evaluation.report.number_text import percent
from model.evaluation.report.page import note
from model.evaluation.report.run import Run, mean_iou
from model.evaluation.report.table import table

SHOWN_ROWS = 500
"""A browser lays out and sorts so many rows without a pause; the rest is in images.jsonl."""


def image_table(run: Run) -> Html:
    """Sortable by each column; beyond SHOWN_ROWS sessions only the worst are shown, and a sentence says so."""
    quality = progress.target(run)
    ordered = progress.hardest_first(run)
    head = ["image", *(["objects"] if run.is_multi else []), "clicks", f"clicks to {percent(quality)}", "final IoU"]
    head += [*(["lowest IoU", "failed"] if run.is_multi else ["best IoU"]), "ms encode", "ms decode per step", "ended"]
    text = "The ones that went worst come first; a click on the head of a column sorts by it."
    if len(ordered) > SHOWN_ROWS:
        text += f" Shown are the {SHOWN_ROWS} worst of {len(ordered)}; images.jsonl beside this report has all."
    rows = [_row(run, session, quality) for session in ordered[:SHOWN_ROWS]]
    return join(note(text), table(head, rows, sortable=True))


def _row(run: Run, session: Recorded, quality: float) -> list[str]:
    end = session.end
    needed = progress.clicks_needed(session, quality)
    shown_needed = "never" if needed is None else f"{needed:.2f}".removesuffix(".00")
    lowest_and_failed = [_iou(min(end.ious, default=1.0)), str(sum(value < quality for value in end.ious))]
    return [
        end.image_id,
        *([str(end.objects)] if run.is_multi else []),
        str(end.clicks),
        shown_needed + (" × K" if needed is not None and run.is_multi else ""),
        _iou(mean_iou(end.ious)),
        *(lowest_and_failed if run.is_multi else [_iou(progress.best_iou(session))]),
        f"{end.encode_s * 1000:.0f}",
        f"{end.forward_s / max(end.interactions, 1) * 1000:.1f}",
        end.stopped.replace("_", " "),
    ]


def _iou(value: float) -> str:
    return f"{value * 100:.1f} %"
