"""From an image to its sessions: what each protocol makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from model.evaluation.sessions import evaluate_image
from model.evaluation.settings import PROTOCOLS, Protocol, Settings, defaults
from tests.model.evaluation.stories import Photos, bands, brush, without_timings


def settings(protocol: Protocol, strategy: str | None = None, clicks: int | None = None) -> Settings:
    threshold, budget = defaults(protocol)
    return Settings(protocol, strategy, "coco", "", "story", threshold=threshold, max_clicks=clicks or budget)


def test_single_object_protocols_click_on_the_objects_of_a_photo_one_by_one() -> None:
    labels = bands(20, 16, 12)
    labels[labels == 2] = 0
    labels[:3] = -1
    for protocol in ("single", "single-dynamite"):
        sessions = evaluate_image(settings(protocol), Photos(labels), 0, brush())  # type: ignore[arg-type]
        assert [done.end.image_id for done in sessions] == ["photo 0#1", "photo 0#3"]  # the second has no pixel
        assert [(done.end.object, done.end.sessions, done.end.objects) for done in sessions] == [(0, 2, 1), (2, 2, 1)]
        assert [done.end.areas for done in sessions] == [[800], [480]]
        assert all(row.owner in (0, -1, None) for done in sessions for row in done.interactions)


def test_a_photo_with_one_object_keeps_its_name() -> None:
    (done,) = evaluate_image(settings("single"), Photos(bands(20)), 0, brush())
    assert (done.end.image_id, done.end.object, done.end.sessions) == ("photo 0", None, 1)


def test_several_objects_share_a_session_and_its_budget() -> None:
    (done,) = evaluate_image(settings("multi", "worst", clicks=4), Photos(bands(30, 30)), 0, brush(3))
    assert (done.end.objects, done.end.clicks, done.end.stopped) == (2, 8, "budget")
    absolute = replace(settings("global-error", "dt"), max_clicks_per_image=5)
    (done,) = evaluate_image(absolute, Photos(bands(30, 30)), 0, brush(3))
    assert done.end.clicks == 5


def test_dynamite_on_one_object_starts_at_its_middle_and_blocks_discs() -> None:
    (done,) = evaluate_image(settings("single-dynamite"), Photos(bands(30)), 0, brush(3))
    first = done.interactions[0]
    assert first.clicks_used == 1 and len(first.initial_clicks or []) == 1 and done.end.clicks == 20
    places = np.array([[y, x] for y, x, *_ in first.initial_clicks or []] + [[r.y, r.x] for r in done.refinements])
    gaps = ((places[:, None] - places[None]) ** 2).sum(axis=2) + 10_000 * np.eye(len(places), dtype=int)
    assert gaps.min() > 25


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_photos_without_a_visible_object_have_no_session(protocol: Protocol) -> None:
    strategy = {"multi": "best", "global-error": "dt"}.get(protocol)
    empty = Photos(np.zeros((9, 9), np.int32), objects=[2])
    assert evaluate_image(settings(protocol, strategy), empty, 0, brush()) == []


@pytest.mark.parametrize("strategy", ["random", "round_robin"])
def test_draws_of_an_image_depend_on_seed_and_index_alone(strategy: str) -> None:
    photos = Photos(*[bands(24, 22, 20, 18)] * 3)

    def log(order: Sequence[int], seed: int = 1) -> list[list[int | None]]:
        chosen = replace(settings("multi", strategy), seed=seed)
        sessions = {index: evaluate_image(chosen, photos, index, brush(5)) for index in order}
        return [[row.targeted for row in sessions[index][0].refinements] for index in sorted(order)]

    assert log([0, 1, 2]) == log([2, 0, 1])
    assert log([0, 1, 2]) != log([0, 1, 2], seed=2)
    assert log([0])[0] != log([1])[0] or log([0])[0] != log([2])[0]


def test_the_same_settings_give_the_same_log() -> None:
    photos = Photos(bands(24, 22), bands(20, 20, 20))
    for protocol, strategy in (("multi", "random"), ("global-error", "region"), ("single", None)):
        chosen = settings(protocol, strategy)  # type: ignore[arg-type]
        one, two = (without_timings(evaluate_image(chosen, photos, 1, brush(5))) for _ in range(2))
        assert one == two


def test_time_includes_the_reading() -> None:
    (done,) = evaluate_image(settings("single"), Photos(bands(20)), 0, brush())
    assert done.end.total_s >= done.end.sim_s + done.end.forward_s


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"protocol": "both"}, "protocol 'both' does not exist; choose one of single, "),
        ({"protocol": "multi", "strategy": None}, "multi has no strategy None; there are: best, random"),
        ({"strategy": "best"}, "single has no strategy 'best'; there are: none"),
        ({"threshold": 1.5}, "target IoU 1.5 must lie above 0"),
        ({"protocol": "single-dynamite", "threshold": None}, "single-dynamite needs a target IoU"),
        ({"max_clicks": 0}, "max_clicks=0 must be at least 1"),
        ({"limit": 0}, "limit=0 must be at least 1"),
        ({"rng": "reference", "every": 5}, "every=5 leaves out images"),
        ({"radius": -1}, "radius=-1 must be 0"),
        ({"protocol": "global-error", "strategy": "dt", "threshold": 0.85, "zoom_in": "cvpr"}, "leave it out"),
    ],
)
def test_settings_that_do_not_fit_are_named(changes: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        replace(settings("single"), **changes)  # type: ignore[arg-type]


def test_names_of_runs_tell_what_must_not_be_compared() -> None:
    assert settings("single").run_name == "single-clicks20"
    assert settings("multi", "best").run_name == "multi-best-iou0.85-clicks10"
    assert settings("multi", "random").run_name == "multi-random-iou0.85-clicks10-seed123456"
    absolute = replace(settings("global-error", "dt"), max_clicks_per_image=20)
    assert absolute.run_name == "global-error-dt-iou0.85-clicks20-an-image"
