"""The report of a run and the comparison of several: what they show, what they escape, what they do without photos."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kernels import rle
from model import datasets
from model.datasets import Reader
from model.evaluation.report import progress, write_report
from model.evaluation.report.__main__ import main
from model.evaluation.report.axes import logarithmic_ticks, round_ticks, spread
from model.evaluation.report.bar_chart import BarChart, Layer, bar_chart
from model.evaluation.report.comparison import comparison, run_names
from model.evaluation.report.image_table import SHOWN_ROWS
from model.evaluation.report.line_chart import Curve, LineChart, line_chart
from model.evaluation.report.markup import Html, element
from model.evaluation.report.picture import MAX_BYTES, MISSED, RIGHT, TAKEN, picture
from model.evaluation.report.report import report
from model.evaluation.report.run import Run, read_run
from model.evaluation.report.worst_cases import draw_cases
from model.evaluation.summary import summarise
from tests.model.evaluation.drawn_run import DrawnImages, settings_of, write_run

HOSTILE = "<img src=x onerror=alert(1)> \"a\" 'b' & </script>"
LOADED = ("src", "href", "data", "action", "poster", "srcset")


class Tags(HTMLParser):
    """What a browser would make of a page: every tag with its attributes, every text by the tag that is open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def count(self, tag: str, class_: str | None = None) -> int:
        return sum(name == tag and class_ in (None, attributes.get("class")) for name, attributes in self.tags)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Callable[[DrawnImages], None]:
    """``drawn(images)`` makes ``images`` the data set of that name."""

    def register(images: DrawnImages) -> None:
        monkeypatch.setitem(datasets.READERS, "drawn", Reader(lambda root: images, "multi", "nothing", "drawn"))

    return register


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "single"
    return write_run(folder, settings_of("single", max_clicks=8), DrawnImages(12, objects=1))


@pytest.fixture(scope="module")
def multi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "global"
    return write_run(folder, settings_of("global-error", "dt", max_clicks=4), DrawnImages(6))


# --- the page -----------------------------------------------------------------------------------------------------


def test_report_is_one_file_beside_the_log_and_loads_nothing(
    single: Path, drawn: Callable[[DrawnImages], None]
) -> None:
    drawn(DrawnImages(12, objects=1))
    before = {path.name for path in single.iterdir()}
    path = write_report(single)
    assert path == single / "report.html"
    assert {path.name for path in single.iterdir()} - before == {"report.html"}
    page = Tags(path.read_text(encoding="utf-8"))
    loaded = [value for _, attributes in page.tags for name, value in attributes.items() if name in LOADED]
    assert len(loaded) == 12 and all(str(value).startswith("data:image/webp;base64,") for value in loaded)
    assert page.count("link") == page.count("iframe") == 0 and page.count("script") == 1
    assert not re.search(r"url\(|@import|https?://", path.read_text(encoding="utf-8"))


def test_single_report_shows_the_figures_of_the_summary(single: Path) -> None:
    run = read_run(single)
    texts = Tags(report(run, [])).texts
    metrics = run.metrics
    for name, value in (
        ("NoC@85", f"{metrics['noc85']:.2f}"),
        ("NoC@90", f"{metrics['noc90']:.2f}"),
        ("NoF@90", str(metrics["nof90_strict"])),
    ):
        assert texts[texts.index(name) + 1] == value
    for title in ("mIoU over clicks", "Failures over clicks", "Clicks needed", "Cost of a click", "All images"):
        assert title in texts
    assert "Objects among each other" not in texts


def test_multi_report_shows_cross_effects_and_failures_of_objects(multi: Path) -> None:
    run = read_run(multi)
    texts = Tags(report(run, draw_cases(run, lambda session: DrawnImages(6)[session.end.loader_index]))).texts
    metrics = run.metrics
    assert texts[texts.index("NCI") + 1] == f"{metrics['nci']:.2f}"
    assert texts[texts.index("NFO") + 1] == str(metrics["nfo"])
    assert texts[texts.index("NFI") + 1] == str(metrics["nfi"])
    passive = texts[texts.index("all other objects") + 1]
    assert float(passive.replace("−", "-")) == pytest.approx(metrics["effects"]["passive"]["mean"] * 100, abs=0.005)
    assert "Effects of the objects on each other" in texts


def test_every_chart_has_its_numbers_as_a_table(single: Path) -> None:
    run = read_run(single)
    page = Tags(report(run, []))
    assert page.count("svg") == 4 and page.count("details") == 4
    assert all(attributes.get("aria-label") for tag, attributes in page.tags if tag == "svg")
    texts = page.texts
    for value in run.summary["curves"]["miou_by_click"]:
        assert f"{value * 100:.1f}".removesuffix(".0") + " %" in texts


@pytest.mark.parametrize(("protocol", "strategy"), [("single", None), ("multi", "best")])
def test_hostile_names_stay_text(
    tmp_path: Path, drawn: Callable[[DrawnImages], None], protocol: str, strategy: str | None
) -> None:
    images = DrawnImages(3, name=HOSTILE)
    drawn(images)
    write_run(tmp_path, replace(settings_of(protocol, strategy, max_clicks=2), root=HOSTILE), images)
    page = Tags(write_report(tmp_path).read_text(encoding="utf-8"))
    assert page.count("script") == 1
    pictures = [attributes for tag, attributes in page.tags if tag == "img"]
    assert pictures and all(set(attributes) == {"src", "alt"} for attributes in pictures)
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert any(HOSTILE in text for text in page.texts)


def test_a_photo_that_is_gone_is_named_and_the_rest_is_there(single: Path) -> None:
    texts = " ".join(Tags(write_report(single).read_text(encoding="utf-8")).texts)
    assert "No picture: no data set 'drawn'" in texts
    assert "NoC@90" in texts


def test_a_data_set_that_is_another_one_now_gives_no_picture(
    single: Path, drawn: Callable[[DrawnImages], None]
) -> None:
    drawn(DrawnImages(12, objects=1, name="other"))
    page = Tags(write_report(single).read_text(encoding="utf-8"))
    assert page.count("img") == 0 and "it is not the one that was measured" in " ".join(page.texts)


def test_thousands_of_images_show_the_worst_and_say_so(single: Path) -> None:
    run = read_run(single)
    many = tuple(
        replace(done, end=replace(done.end, loader_index=12 * copy + done.end.loader_index))
        for copy in range(100)
        for done in run.sessions
    )
    large = replace(run, sessions=many)
    page = report(large, [])
    table = page[page.index('<table class="sortable">') :]
    assert table[: table.index("</table>")].count("<tr>") == SHOWN_ROWS + 1
    assert f"Shown are the {SHOWN_ROWS} worst of 1200" in page


def test_run_without_a_finished_image_or_a_summary_says_what_to_do(tmp_path: Path, single: Path) -> None:
    with pytest.raises(ValueError, match="holds no finished image"):
        read_run(tmp_path)
    for name in ("run.json", "interactions.jsonl", "images.jsonl"):
        (tmp_path / name).write_bytes((single / name).read_bytes())
    with pytest.raises(FileNotFoundError, match="run the evaluation again with the same --out"):
        read_run(tmp_path)


# --- progress -----------------------------------------------------------------------------------------------------


def run_of(single: Path, sessions: Sequence[tuple[str, list[float]]]) -> Run:
    """A run of one object an image with the IoUs given; the clicks cost 10 ms to decode, an encode 80 ms."""
    run = read_run(single)
    row, end = run.sessions[0].interactions[0], run.sessions[0].end
    made = []
    for index, (name, ious) in enumerate(sessions):
        key = {"image_id": name, "loader_index": index}
        rows = [
            replace(row, **key, interaction=j, clicks_used=j + 1, ious=[iou], forward_s=0.01, sim_s=0.002)
            for j, iou in enumerate(ious)
        ]
        made.append(
            replace(
                run.sessions[0],
                end=replace(end, **key, ious=[ious[-1]], clicks=len(ious), interactions=len(ious), encode_s=0.08),
                interactions=rows,
            )
        )
    description = dict(run.description)
    return replace(run, sessions=tuple(made), summary=summarise(made, description))


def test_worst_come_first_failed_ones_by_their_iou_then_done_ones_by_their_clicks(single: Path) -> None:
    run = run_of(
        single,
        [("quick", [0.95]), ("slow", [0.2, 0.3, 0.92]), ("failed", [0.5, 0.7]), ("hopeless", [0.1, 0.2])],
    )
    assert [done.end.image_id for done in progress.hardest_first(run)] == ["hopeless", "failed", "slow", "quick"]


def test_encode_is_spread_over_the_clicks_so_far(single: Path) -> None:
    run = run_of(single, [("a", [0.5, 0.6, 0.7]), ("b", [0.5, 0.6])])
    first, second, third, fourth = progress.cost_over_clicks(run, [1, 2, 3, 4])
    assert first and second and third
    assert [cost.encode_s for cost in (first, second)] == pytest.approx([0.08, 0.04])
    assert second.decode_s == pytest.approx(0.01) and second.simulation_s == pytest.approx(0.002)
    assert third.total_s == pytest.approx(0.08 / 3 + 0.012) and fourth is None


def test_clicks_needed_count_until_the_target_was_first_reached(single: Path) -> None:
    run = run_of(single, [("a", [0.5, 0.91, 0.6]), ("b", [0.5, 0.6])])
    assert [progress.clicks_needed(done, 0.9) for done in run.sessions] == [2, None]
    bars = re.findall(r"<title>clicks (\w+), (reached|never reached): (\d+)</title>", report(run, []))
    assert bars == [("2", "reached", "1"), ("never", "never reached", "1")]


def test_worst_tenth_is_the_lowest_after_those_clicks(single: Path) -> None:
    sessions = [(f"{i}", [i / 20, 1 - i / 20]) for i in range(20)]
    assert progress.worst_tenth_over_clicks(run_of(single, sessions), [1, 2]) == pytest.approx([0.025, 0.075])


# --- comparison ---------------------------------------------------------------------------------------------------


def renamed(run: Run, model: str) -> Run:
    return replace(run, summary={**run.summary, "model": model})


def test_comparison_draws_each_run_in_each_chart_and_one_table(single: Path) -> None:
    run = read_run(single)
    page = Tags(comparison([renamed(run, "nano"), renamed(run, "peer:grabcut"), renamed(run, "peer:random_walker")]))
    curves = [
        attributes["class"] for tag, attributes in page.tags if tag == "g" and "curve" in (attributes["class"] or "")
    ]
    assert page.count("svg") == 4 and curves == ["curve r1", "curve r2", "curve r3"] * 4
    assert page.count("p", "warning") == 0
    start = page.texts.index("NoC@90: mean clicks to IoU 90 %")
    assert page.texts[start + 1 : start + 4] == [f"{run.metrics['noc90']:.2f}"] * 3


def test_comparison_warns_where_runs_were_not_made_alike(single: Path) -> None:
    run = read_run(single)
    other = replace(run, description={**run.description, "max_clicks": 20}, sessions=run.sessions[:5])
    texts = " ".join(Tags(comparison([renamed(run, "a"), renamed(other, "b")])).texts)
    assert "max_clicks (a: 8, b: 20)" in texts and "images (a: 12, b: 5)" in texts


def test_strategies_are_compared_without_a_warning_and_single_protocols_are_not(single: Path, multi: Path) -> None:
    def beside(run: Run, **changed: str) -> str:
        return comparison([run, replace(run, description={**run.description, **changed})])

    page = beside(read_run(multi), protocol="multi", strategy="worst")
    assert 'class="warning"' not in page and "nearest click worst" in page
    assert "protocol (" in beside(read_run(single), protocol="single-dynamite")


def test_runs_of_one_model_are_named_by_what_differs(single: Path) -> None:
    run = read_run(single)
    flipped = replace(run, description={**run.description, "flip": True})
    assert run_names([run, flipped]) == ["nearest click", "nearest click flip"]
    assert run_names([run, replace(run, folder="again")]) == ["nearest click (single)", "nearest click (again)"]


def test_single_and_multi_runs_are_not_compared(single: Path, multi: Path) -> None:
    with pytest.raises(ValueError, match="no figure in common"):
        comparison([read_run(single), read_run(multi)])


def test_command_writes_a_report_or_a_comparison(
    single: Path, multi: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(multi), "--worst", "2"])
    assert Tags((multi / "report.html").read_text(encoding="utf-8")).texts.count("Worst cases") == 1
    main([str(single), str(single), "--out", str(tmp_path / "both.html")])
    assert capsys.readouterr().out.split() == [str(multi / "report.html"), str(tmp_path / "both.html")]
    with pytest.raises(SystemExit):
        main([str(single), str(single)])
    assert "--out is missing" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([str(tmp_path / "absent")])
    assert "holds no finished image" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([str(single), str(single), "--out", str(tmp_path / "absent" / "both.html")])
    told = capsys.readouterr().err
    assert "both.html" in told and "Traceback" not in told


def test_a_budget_per_image_is_told_as_one(multi: Path) -> None:
    run = read_run(multi)
    absolute = replace(run, description={**run.description, "max_clicks_per_image": 7})
    assert "7 clicks per image" in report(absolute, []) and "clicks per object" in report(run, [])
    assert "7 clicks per image" not in report(run, [])


# --- pictures -----------------------------------------------------------------------------------------------------


def opened(webp: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(webp)).convert("RGB")).astype(int)


def test_picture_tells_right_missed_and_taken_apart() -> None:
    labels = np.zeros((80, 100), dtype=np.int32)
    labels[20:60, 20:60] = 1
    predicted = np.zeros_like(labels)
    predicted[20:60, 40:80] = 1
    image = np.full((80, 100, 3), 120, dtype=np.uint8)
    drawn = opened(picture(image, labels, [dict(rle.encode(predicted))], [(40, 30, 0)]))
    assert drawn.shape == (80, 206, 3)
    for column, colour in ((30, MISSED), (50, RIGHT), (70, TAKEN)):
        seen = drawn[40, 106 + column]
        nearest = min((RIGHT, MISSED, TAKEN), key=lambda known: np.abs(np.array(known) - seen).sum())
        assert nearest == colour
    assert np.ptp(drawn[40, 106 + 90]) < 12, "what is right to leave out stays grey"


def test_picture_marks_clicks_where_they_fell_and_keeps_those_on_the_border_inside() -> None:
    image = np.full((80, 100, 3), 255, dtype=np.uint8)
    labels = np.zeros((80, 100), dtype=np.int32)
    labels[:, :50] = 1
    nothing = [dict(rle.empty((80, 100)))]
    without, with_clicks = (
        opened(picture(image, labels, nothing, clicks)) for clicks in ([], [(0, 0, 0), (40, 75, -1)])
    )
    changed = np.abs(without - with_clicks).sum(axis=2) > 150
    assert changed[:20, :20].any() and changed[35:46, 70:81].any()
    assert not changed[25:, :60].any() and not changed[:, 106:].any()
    assert with_clicks[34:47, 68:83].min() < 60, "a click on the background is a dark square"


def test_picture_of_a_large_noisy_photo_stays_small() -> None:
    image = np.random.default_rng(0).integers(0, 256, (1500, 1400, 3)).astype(np.uint8)
    labels = (image[:, :, 0] > 128).astype(np.int32)
    assert len(picture(image, labels, [dict(rle.empty((1500, 1400)))], [])) <= MAX_BYTES


def test_masks_of_another_size_are_refused() -> None:
    with pytest.raises(ValueError, match="they belong to other files"):
        picture(np.zeros((4, 5, 3), np.uint8), np.zeros((4, 5), np.int32), [dict(rle.empty((5, 4)))], [])


# --- drawing ------------------------------------------------------------------------------------------------------


def test_markup_escapes_texts_and_attributes_but_not_markup() -> None:
    made = element("a", "<b> & c", element("i", "x"), title='"<', data_value=1.5, hidden=None, disabled=True)
    assert made == '<a title="&quot;&lt;" data-value="1.5" disabled>&lt;b&gt; &amp; c<i>x</i></a>'
    assert element("br") == "<br>" and isinstance(made, Html)


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0.412, 0.437), (0, 7), (0, 0), (3, 3), (0, 123456), (0.9996, 1)])
def test_ticks_are_round_few_and_cover_the_values(low: float, high: float) -> None:
    ticks = round_ticks(low, high)
    assert 2 <= len(ticks) <= 8 and ticks[0] <= low + 1e-9 and ticks[-1] >= high - 1e-9
    steps = np.diff(ticks)
    assert steps == pytest.approx(steps[0])
    assert float(f"{steps[0]:.1e}"[0:3]) in (1.0, 2.0, 2.5, 5.0)


def test_ticks_of_counts_are_whole() -> None:
    assert round_ticks(0, 12, is_count=True) == [0, 3, 6, 9, 12] and round_ticks(0, 1, is_count=True) == [0, 1]


@pytest.mark.parametrize(("low", "high"), [(3, 4), (1, 1), (0.02, 90), (12, 800), (0.001, 20000)])
def test_logarithmic_ticks_cover_the_values(low: float, high: float) -> None:
    ticks = logarithmic_ticks(low, high)
    assert 2 <= len(ticks) <= 12 and ticks[0] <= low * 1.001 and ticks[-1] >= high * 0.999


def test_labels_are_moved_apart_in_their_order_and_kept_inside() -> None:
    placed = spread([50, 50, 49, 98], gap=10, low=0, high=100)
    ordered = sorted(placed)
    assert all(b - a >= 10 - 1e-9 for a, b in pairwise(ordered))
    assert min(placed) >= 0 and max(placed) <= 100 and placed[2] == min(placed) and placed[3] == max(placed)


def test_line_of_one_point_and_gaps_are_drawn() -> None:
    def chart(x: Sequence[int], values: Sequence[float | None]) -> str:
        return line_chart(LineChart("t", "n", "clicks", "y", x, [Curve("c", values, "r1")], str))

    assert chart([1], [0.5]).count("<circle") == 1
    assert chart([1, 2, 3], [0.5, None, 0.7]).count("<circle") == 2
    assert "nan" not in chart([1, 2], [0.5, 0.5]).lower()
    assert "holds no figures" in chart([1, 2], [None, None])


def test_bars_stack_from_the_bottom() -> None:
    layers = [Layer("low", [1.0, 2.0], "r1"), Layer("high", [3.0, 0.0], "r2")]
    drawn = bar_chart(BarChart("t", "n", "clicks", "y", ["1", "2"], layers, str))
    boxes = [(float(y), float(h)) for y, h in re.findall(r'<rect [^>]*?y="([\d.]+)" [^>]*?height="([\d.]+)"', drawn)]
    assert len(boxes) == 3, "a bar of height 0 is not drawn"
    low, high = sorted(boxes[:2], reverse=True)
    assert high[0] + high[1] == pytest.approx(low[0], abs=0.02) and high[1] == pytest.approx(3 * low[1], abs=0.05)
