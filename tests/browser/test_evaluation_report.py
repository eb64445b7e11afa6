"""The report of an evaluation in a real browser: it opens from a file, fits, sorts, enlarges, and asks for nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from model import datasets
from model.datasets import Reader
from model.evaluation.report import write_report
from model.evaluation.report.comparison import comparison
from model.evaluation.report.run import read_run
from tests.model.evaluation.drawn_run import DrawnImages, settings_of, write_run

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
HOSTILE = "<img src=x onerror=alert(1)> \"a\" 'b' & </script>"
LOW_CONTRASTS = """() => {
  const rgb = css => css.match(/[\\d.]+/g).map(Number);
  const linear = part => part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const behind = node => {
    for (; node; node = node.parentElement) {
      const colour = rgb(getComputedStyle(node).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const least = [
    ['h1, h2, h3, p, dt, dd, th, td, summary, .tile span', 'color', 4.5], ['svg text', 'fill', 4.5],
    ['.curve path', 'stroke', 3], ['.bar', 'fill', 3],
  ];
  const found = new Set();
  for (const [selector, property, ratio] of least)
    for (const node of document.querySelectorAll(selector)) {
      const ground = behind(property === 'color' ? node : (node.closest('svg') ?? node).parentElement);
      const [dark, bright] = [light(ground), light(rgb(getComputedStyle(node)[property]))].sort((a, b) => a - b);
      const contrast = (bright + 0.05) / (dark + 0.05);
      if (contrast < ratio) found.add(`${selector} ${node.outerHTML.slice(0, 80)}: ${contrast.toFixed(2)}`);
    }
  return [...found];
}"""
"""Nodes whose contrast is below what WCAG AA asks of texts (4.5) and of what is drawn (3)."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """By protocol the report of 15 images, with names that try to be markup; and a comparison of three runs."""
    folder = tmp_path_factory.mktemp("runs")
    images = DrawnImages(15, name=HOSTILE)
    runs = {"single": settings_of("single", max_clicks=6), "multi": settings_of("multi", "worst", max_clicks=4)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(datasets.READERS, "drawn", Reader(lambda root: images, "multi", "nothing", "drawn"))
        pages = {name: write_report(write_run(folder / name, settings, images)) for name, settings in runs.items()}
    run = read_run(folder / "single")
    named = [replace(run, summary={**run.summary, "model": name}) for name in ("peer:random_walker", "W" * 40, HOSTILE)]
    pages["comparison"] = folder / "comparison.html"
    pages["comparison"].write_text(comparison(named), encoding="utf-8")
    yield pages


@pytest.fixture
def open_report(chromium: Browser, reports: dict[str, Path]) -> Iterator[Open]:
    """``open_report(protocol, width, scheme)``: the page; what it printed, threw or asked for fails the test."""
    problems: list[str] = []
    contexts = []

    def make(protocol: str = "multi", width: int = 1440, scheme: str = "light") -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("dialog", lambda dialog: problems.append(dialog.message))
        page.goto(reports[protocol].as_uri())
        asked = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
        problems.extend(name for name in asked if not name.startswith("data:"))
        return page

    yield make
    for context in contexts:
        context.close()
    assert problems == []


@pytest.mark.parametrize("width", [1440, 800, 390])
@pytest.mark.parametrize("protocol", ["single", "multi", "comparison"])
def test_page_fits_its_window_and_no_label_leaves_its_chart(open_report: Open, protocol: str, width: int) -> None:
    page = open_report(protocol, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = page.evaluate(
        """() => [...document.querySelectorAll('svg text')].filter(text => {
             const inner = text.getBoundingClientRect(), outer = text.ownerSVGElement.getBoundingClientRect();
             return inner.left < outer.left - 1 || inner.right > outer.right + 1
                 || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
           }).map(text => text.textContent)"""
    )
    assert outside == []


@pytest.mark.parametrize("protocol", ["single", "multi", "comparison"])
def test_page_fits_a_sheet_of_paper_and_prints_dark_on_light(open_report: Open, protocol: str) -> None:
    page = open_report(protocol, width=718, scheme="dark")  # A4 at 96 dpi with margins of 1 cm
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 718
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("protocol", ["single", "multi", "comparison"])
def test_texts_and_curves_stand_out_from_what_is_behind_them(open_report: Open, protocol: str, scheme: str) -> None:
    page = open_report(protocol, scheme=scheme)
    assert page.evaluate(LOW_CONTRASTS) == []
    page.add_style_tag(content="p { color: #999 !important; background: #888 }")
    assert page.evaluate(LOW_CONTRASTS) != [], "a grey on grey would be found"


def test_table_of_images_sorts_by_number_and_turns_round(open_report: Open) -> None:
    page = open_report()
    heads = page.locator("table.sortable th button").all_text_contents()
    column = heads.index("final IoU")
    for direction in (1, -1):
        page.locator("table.sortable th button").nth(column).click()
        cells = page.locator("table.sortable tbody tr").evaluate_all(
            f"rows => rows.map(row => parseFloat(row.children[{column}].textContent))"
        )
        assert len(cells) == 15 and cells == sorted(cells, key=lambda value: direction * value)
    assert page.locator("table.sortable th[aria-sort=descending]").text_content() == "final IoU"


def test_a_picture_grows_and_shrinks_by_keyboard_too(open_report: Open) -> None:
    page = open_report()
    button = page.locator("button.enlarge").first
    small = button.locator("img").evaluate("image => image.getBoundingClientRect().width")
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert button.locator("img").evaluate("image => image.getBoundingClientRect().width") > 1.5 * small
    button.click()
    assert button.locator("img").evaluate("image => image.getBoundingClientRect().width") == small
