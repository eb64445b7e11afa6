"""One object clicked on until it is found: the session of RITM (arXiv 2102.06583), whatever answers the clicks."""

from __future__ import annotations

from model.clickers import RitmClicker
from model.evaluation.log import Recorded, Stop
from model.evaluation.recorder import Choice, Recorder, Subject
from model.evaluation.segmenter import Session


def run_single(subject: Subject, session: Session, max_clicks: int, target: float | None = None) -> Recorded:
    """Click on the largest error until IoU >= ``target`` or ``max_clicks`` are made; None: all clicks are made.

    ``subject.objects`` must be 1. Positive clicks are the object's, negative ones the background's. The first click
    is the first interaction. The session also ends when no wrong pixel is left that was not clicked yet.
    """
    if subject.objects != 1:
        raise ValueError(f"{subject.image_id} has {subject.objects} objects; a single-object session takes exactly 1")
    clicker = RitmClicker(subject.labels)
    record = Recorder(subject, session)
    stopped: Stop = "budget"
    while len(record.clicks) < max_clicks:
        click = clicker.next_click(record.predicted == 1)
        if click is None:
            stopped = "no_error_left"
            break
        record.note([click], Choice(click, 0, clicker.depth))
        if target is not None and record.ious[0] >= target:
            stopped = "target"
            break
    return record.end(stopped)
