"""Two computations of every figure agree: the evaluation's own, and one that shares neither code nor style with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.evaluation.log import Interaction, Recorded, SessionEnd
from model.evaluation.run_folder import read_description, read_log
from model.evaluation.settings import PROTOCOLS, Settings
from model.evaluation.strategies import STRATEGIES
from model.evaluation.summary import summarise
from tests.model.evaluation import independent_metrics as again
from tests.model.evaluation.drawn_run import DrawnImages, description_of, settings_of, write_run

SAVED = Path(__file__).parent / "saved_runs"
MULTI = [("multi", strategy) for strategy in STRATEGIES] + [
    ("global-error", mode) for mode in ("dt", "region", "object")
]
IMAGES = 15


def run(folder: Path, settings: Settings, images: DrawnImages) -> dict[str, Any]:
    """The summary of a run that is now in ``folder``."""
    summary: dict[str, Any] = json.loads((write_run(folder, settings, images) / "summary.json").read_text("utf-8"))
    return summary


def ends_of(folder: Path) -> list[dict[str, Any]]:
    ends = [json.loads(line) for line in (folder / "images.jsonl").read_text(encoding="utf-8").splitlines()]
    return sorted(ends, key=lambda end: (end["loader_index"], end["image_id"]))


def ordered_pairs(pairs: Iterable[list[int]]) -> set[tuple[int, int]]:
    return {pair for i, k in pairs for pair in ((i, k), (k, i))}


def differences(ours: Any, other: Any, where: str = "") -> list[str]:
    """Where two nested values are not equal to 1e-9, and names that only one of them has."""
    if isinstance(ours, Mapping) and isinstance(other, Mapping):
        names = [f"{where}/{name} is only on one side" for name in set(ours) ^ set(other)]
        shared = [name for name in ours if name in other]
        return names + [text for name in shared for text in differences(ours[name], other[name], f"{where}/{name}")]
    if isinstance(ours, list) and isinstance(other, list):
        if len(ours) != len(other):
            return [f"{where}: {len(ours)} and {len(other)} entries"]
        return [
            text for i, pair in enumerate(zip(ours, other, strict=True)) for text in differences(*pair, f"{where}[{i}]")
        ]
    if isinstance(ours, float) and isinstance(other, float | int) and abs(ours - other) <= 1e-9:
        return []
    return [] if ours == other and type(ours) is type(other) else [f"{where}: {ours!r} and {other!r}"]


def assert_singles_agree(folder: Path, summary: Mapping[str, Any]) -> None:
    description, sessions = read_description(folder), again.sessions_of(folder)
    limit = description["max_clicks_per_image"] or description["max_clicks"]
    assert differences(summary["metrics"], again.metrics_of_single(sessions, description)) == []
    curves = summary["curves"]
    assert (
        differences(curves["miou_by_click"], [again.miou_after_clicks(sessions, k) for k in range(1, limit + 1)]) == []
    )
    assert curves["failures_by_click"], "no quality was reported"
    for quality, counted in curves["failures_by_click"].items():
        shortened = [
            [[row for row in session if row["clicks_used"] <= k] for session in sessions] for k in range(1, limit + 1)
        ]
        assert counted == [again.nof_strict(part, float(quality)) for part in shortened], quality
    for row, session in zip(summary["by_image"], sessions, strict=True):
        assert row["image_id"] == session[0]["image_id"]
        for quality, clicks in row["noc"].items():
            assert clicks == again.clicks_to_reach(session, float(quality), limit)


def assert_multis_agree(folder: Path, summary: Mapping[str, Any]) -> None:
    description, sessions, ends = read_description(folder), again.sessions_of(folder), ends_of(folder)
    neighbours = [ordered_pairs(end["neighbours"]) for end in ends]
    assert differences(summary["metrics"], again.metrics_of_multi(sessions, neighbours, description)) == []
    curves, multiples = summary["curves"], range(1, len(summary["curves"]["miou_by_click"]) + 1)
    assert differences(curves["miou_by_click"], [again.miou_at_multiple(sessions, m) for m in multiples]) == []
    for quality, counted in curves["failures_by_click"].items():
        states = [[[row for row in s if row["clicks_used"] <= m * row["objects"]] for s in sessions] for m in multiples]
        assert counted == [again.failed_objects(state, float(quality)) for state in states], quality
    for row, session in zip(summary["by_image"], sessions, strict=True):
        assert row["stopped"] == again.stop_reason(session, description)
        assert row["switches"]["visits"] == [again.visits(session, k) for k in range(row["objects"])]
        matrix = again.effect_matrix(session)
        for i, line in enumerate(row["effects"]["matrix"]):
            owner = i if i < row["objects"] else -1
            expected = [float(matrix[owner, k]) if (owner, k) in matrix else None for k in range(row["objects"])]
            assert differences(line, expected) == []


def assert_timing_agrees(folder: Path, summary: Mapping[str, Any]) -> None:
    rows = [row for session in again.sessions_of(folder) for row in session]
    timing, ends = summary["timing"], ends_of(folder)
    assert timing["encoder_s"] == pytest.approx(sum(row["encode_s"] for row in rows), abs=1e-9)
    assert timing["decoder_s"] == pytest.approx(sum(row["forward_s"] for row in rows), abs=1e-9)
    assert timing["clicks"] == sum(session[-1]["clicks_used"] for session in again.sessions_of(folder))
    assert timing["spc_s"] == pytest.approx(sum(end["total_s"] for end in ends) / timing["clicks"], abs=1e-9)
    assert timing["spi_s"] == pytest.approx(sum(end["total_s"] for end in ends) / len(ends), abs=1e-9)


def assert_agree(folder: Path, summary: Mapping[str, Any]) -> None:
    is_multi = summary["protocol"] in ("multi", "global-error")
    (assert_multis_agree if is_multi else assert_singles_agree)(folder, summary)
    assert_timing_agrees(folder, summary)


@pytest.mark.parametrize(("protocol", "target"), [("single", None), ("single", 0.85), ("single-dynamite", 0.9)])
def test_figures_of_single_objects_agree(tmp_path: Path, protocol: str, target: float | None) -> None:
    summary = run(tmp_path, settings_of(protocol, threshold=target), DrawnImages(IMAGES, objects=1))
    assert 1 < summary["metrics"]["noc85"] < 20, "the images must be neither all easy nor all hard"
    assert_agree(tmp_path, summary)


def test_figures_of_single_objects_agree_where_photos_have_several(tmp_path: Path) -> None:
    summary = run(tmp_path, settings_of("single", max_clicks=6), DrawnImages(6))
    assert len(summary["by_image"]) > 6
    assert_agree(tmp_path, summary)


@pytest.mark.parametrize(("protocol", "strategy"), MULTI)
def test_figures_of_several_objects_agree(tmp_path: Path, protocol: str, strategy: str) -> None:
    summary = run(tmp_path, settings_of(protocol, strategy, max_clicks=4), DrawnImages(IMAGES))
    effects = summary["metrics"]["effects"]
    assert all(effects[name]["images"] for name in ("own", "passive", "neighbours", "distant")), "too little happened"
    assert effects["wasted"]["total"] and effects["free_riders"]["total"], "too little happened"
    assert_agree(tmp_path, summary)


def test_every_protocol_is_held_to_the_second_computation() -> None:
    assert {protocol for protocol, _ in MULTI} | {"single", "single-dynamite"} == set(PROTOCOLS)


@pytest.mark.parametrize(("protocol", "strategy"), [("single", None), ("multi", "worst"), ("global-error", "dt")])
def test_final_masks_have_the_ious_of_the_log(tmp_path: Path, protocol: str, strategy: str | None) -> None:
    images = DrawnImages(8)
    run(tmp_path, settings_of(protocol, strategy, max_clicks=3), images)
    sessions = {(s[0]["loader_index"], s[0]["image_id"]): s for s in again.sessions_of(tmp_path)}
    for end in ends_of(tmp_path):
        labels = images[end["loader_index"]].labels
        last = sessions[end["loader_index"], end["image_id"]][-1]
        objects = range(end["objects"]) if end["object"] is None else [end["object"]]
        recomputed = [again.iou_of(rle, labels, k) for k, rle in zip(objects, end["masks"], strict=True)]
        assert recomputed == pytest.approx(last["ious"], abs=1e-12) == end["ious"]
        assert last["area_pred"] == [again.area_of(rle) for rle in end["masks"]]


def test_neighbours_are_found_as_by_looking_around_every_pixel(tmp_path: Path) -> None:
    images = DrawnImages(8)
    run(tmp_path, settings_of("multi", "best", max_clicks=1), images)
    found = {end["loader_index"]: ordered_pairs(end["neighbours"]) for end in ends_of(tmp_path)}
    assert any(found.values()) and not all(found.values())
    for index, pairs in found.items():
        sample = images[index]
        every = [(i, k) for i in range(sample.objects) for k in range(sample.objects) if i != k]
        assert pairs == {(i, k) for i, k in every if again.touching(sample.labels, i, k)}


@pytest.mark.parametrize(("protocol", "strategy"), [("single", None), ("multi", "random"), ("global-error", "region")])
def test_fields_of_the_log_agree_with_each_other(tmp_path: Path, protocol: str, strategy: str | None) -> None:
    run(tmp_path, settings_of(protocol, strategy, max_clicks=4), DrawnImages(IMAGES))
    for session in again.sessions_of(tmp_path):
        sums = np.sum([row["delta_ious"] for row in session], axis=0)
        assert sums == pytest.approx(np.subtract(session[-1]["ious"], session[0]["ious"]), abs=1e-9)
        assert [row["interaction"] for row in session] == list(range(len(session)))
        initial_clicks = session[0].get("initial_clicks")
        first = len(initial_clicks) if initial_clicks else 1
        assert [row["clicks_used"] for row in session] == list(range(first, first + len(session)))
        if initial_clicks:
            assert sum(row["switched"] for row in session) == again.switches(session)


@pytest.mark.parametrize("folder", sorted(path.name for path in SAVED.iterdir()))
def test_figures_of_a_saved_run_agree(folder: str) -> None:
    summary = summarise(read_log(SAVED / folder), read_description(SAVED / folder))
    assert_agree(SAVED / folder, summary)


# --- a log made by hand -------------------------------------------------------------------------------------------


def state(
    image: int, clicks_used: int, owner: int | None, ious: list[float], before: list[float] | None
) -> dict[str, Any]:
    """A row of the log; ``before``: the IoUs of the row before, None for the first."""
    is_click = owner is not None
    return {
        "image_id": f"by hand {image}",
        "loader_index": image,
        "objects": len(ious),
        "interaction": 0 if before is None else clicks_used - len(ious),
        "clicks_used": clicks_used,
        "y": 1 if is_click else None,
        "x": 1 if is_click else None,
        "t": clicks_used - 1 if is_click else None,
        "owner": owner,
        "predicted_label_at_click": -1 if is_click else None,
        "targeted": None,
        "error_measure": 1.0 if is_click else None,
        "ious": ious,
        "delta_ious": [0.0] * len(ious) if before is None else [b - a for a, b in zip(before, ious, strict=True)],
        "area_pred": [1] * len(ious),
        "switched": False,
        "flagged": [],
        "encode_s": 0.5 if before is None else 0.0,
        "forward_s": 0.25,
        "sim_s": 0.125,
    }


def session_by_hand(image: int, first_owner: int | None, steps: list[tuple[int, list[float]]]) -> Recorded:
    """``steps``: (owner, IoUs after it); the owner of the first is ``first_owner``."""
    objects = len(steps[0][1])
    rows: list[dict[str, Any]] = []
    for j, (owner, ious) in enumerate(steps):
        before = rows[-1]["ious"] if rows else None
        rows.append(state(image, objects + j, owner if j else first_owner, ious, before))
    end = SessionEnd(
        image_id=f"by hand {image}",
        loader_index=image,
        object=None,
        sessions=1,
        objects=objects,
        height=4,
        width=4,
        stopped="budget",
        interactions=len(rows),
        clicks=objects + len(rows) - 1,
        ious=rows[-1]["ious"],
        areas=[1] * objects,
        neighbours=[[0, 1]] if objects > 1 else [],
        shuffles=0,
        encode_s=0.5,
        forward_s=0.25 * len(rows),
        sim_s=0.125 * len(rows),
        total_s=2.0,
        masks=[],
    )
    return Recorded(end, [Interaction.from_row(row) for row in rows])


def both(recorded: list[Recorded], protocol: str, threshold: float | None, max_clicks: int) -> list[dict[str, Any]]:
    """The metrics by the evaluation and by the second computation."""
    strategy = "dt" if protocol == "global-error" else None
    description = description_of(settings_of(protocol, strategy, threshold=threshold, max_clicks=max_clicks))
    rows = [[json.loads(json.dumps(row.to_row())) for row in done.interactions] for done in recorded]
    if protocol == "single":
        return [summarise(recorded, description)["metrics"], again.metrics_of_single(rows, description)]
    neighbours = [ordered_pairs(done.end.neighbours) for done in recorded]
    return [summarise(recorded, description)["metrics"], again.metrics_of_multi(rows, neighbours, description)]


def test_figures_of_single_objects_are_those_worked_out_by_hand() -> None:
    log = [
        session_by_hand(0, 0, [(0, [0.5]), (0, [0.86]), (-1, [0.91])]),  # IoU 0.85 at click 2, 0.90 at the last
        session_by_hand(1, 0, [(0, [0.7]), (0, [0.7]), (0, [0.7])]),  # never
    ]
    for metrics in both(log, "single", None, max_clicks=3):
        assert metrics["noc80"] == (2 + 3) / 2 and metrics["noc85"] == 2.5 and metrics["noc90"] == (3 + 3) / 2
        assert (metrics["nof85_ritm"], metrics["nof85_strict"]) == (1, 1)
        assert (metrics["nof90_ritm"], metrics["nof90_strict"]) == (2, 1)
        assert metrics["nof95_strict"] == 2
        assert metrics["miou_at"] == pytest.approx({"1": 0.6, "2": (0.86 + 0.7) / 2, "3": (0.91 + 0.7) / 2})
        assert metrics["auc"] == pytest.approx(((0.6 + 0.78) / 2 + (0.78 + 0.805) / 2) / 2)


def test_figures_of_several_objects_are_those_worked_out_by_hand() -> None:
    log = [
        session_by_hand(
            0,
            None,
            [
                (-9, [0.5, 0.9]),
                (0, [0.85, 0.8]),  # own +0.35; the other breaks by -0.10
                (-1, [0.85, 0.88]),  # the background's; the other is rescued by +0.08
                (0, [0.7, 0.95]),  # own -0.15 and broken; other +0.07; in sum wasted
            ],
        ),
        session_by_hand(1, None, [(-9, [0.6]), (0, [0.9])]),  # own +0.30
    ]
    for metrics in both(log, "global-error", 0.85, max_clicks=10):
        assert metrics["nci"] == (5 / 2 + 2 / 1) / 2
        assert (metrics["nfo"], metrics["nfi"]) == (1, 1)
        assert metrics["miou"] == pytest.approx(((0.7 + 0.95) / 2 + 0.9) / 2)
        after = {"1x": (0.7 + 0.6) / 2, "2x": (0.865 + 0.9) / 2, "3x": 0.8625, "5x": 0.8625, "10x": 0.8625}
        assert metrics["miou_after"] == pytest.approx(after)
        owners = metrics["switches"]["owner"]  # 0, background, 0 after the initial click on object 1; then 0 after 0
        assert (owners["switches"], owners["switches_fg"], owners["switches_with_init"]) == (2 / 2, 0, 3 / 2)
        assert (owners["per_click"], owners["visits_per_object"], owners["refinement_clicks"]) == (2 / 4, 3 / 3, 4)
        assert metrics["switches"]["targeted"] is None
        effects = metrics["effects"]
        for name, mean, clicks, images in (
            ("own", ((0.35 - 0.15) / 2 + 0.3) / 2, 3, 2),
            ("passive", (-0.1 + 0.07) / 2, 2, 1),
            ("neighbours", (-0.1 + 0.07) / 2, 2, 1),
            ("background", (0.0 + 0.08) / 2, 1, 1),
        ):
            assert effects[name] == {"mean": pytest.approx(mean), "clicks": clicks, "images": images}, name
        assert effects["distant"] == {"mean": None, "clicks": 0, "images": 0}
        totals = {"rescued": 1, "broken_own": 1, "broken_others": 1, "free_riders": 1, "wasted": 1, "clicks": 4}
        assert {name: effects[name]["total"] for name in totals} == totals
        assert effects["worst_drop"] == {"mean": pytest.approx(-0.1), "min": pytest.approx(-0.1)}


@pytest.mark.parametrize("now", [n / 40 for n in range(41)])
def test_an_object_exactly_at_the_threshold_is_done_before_it_breaks(now: float) -> None:
    log = [session_by_hand(0, None, [(-9, [0.85, 0.2]), (1, [now, 0.3])])]
    for metrics in both(log, "global-error", 0.85, max_clicks=10):
        effects = metrics["effects"]
        assert (effects["rescued"]["total"], effects["broken_others"]["total"]) == (0, int(now < 0.85))
