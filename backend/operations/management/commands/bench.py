"""`manage.py bench click|pair|faults|cuts|editor|statistics|next|scale|exchange|formats|duplicates`: measure the
running product, or one that is started for it; next, scale and exchange measure the queue of work, the lists and the
exports and imports of a large project on PostgreSQL alone, formats what of real masks exports and imports keep,
duplicates what look-alikes are found."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.operations.bench import click, cuts, duplicates, editor, exchange, faults, pair, scale, statistics
from backend.operations.bench import formats as formats_bench
from backend.operations.bench import next as next_bench
from backend.operations.bench.chromium import NoBrowser, chromium, find_chromium
from backend.operations.bench.own_database import is_possible
from backend.operations.bench.temporary_product import TemporaryProduct


class Command(BaseCommand):
    help = "Measure the product through its public interface."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        clicks = kinds.add_parser("click", help="from the click to its mask")
        clicks.add_argument("--users", type=int, default=1)
        clicks.add_argument("--clicks", type=int, default=100, help="clicks per user")
        clicks.add_argument("--objects", type=int, default=5, help="objects in the image")
        pairs = kinds.add_parser("pair", help="two editors on one image")
        pairs.add_argument("--runs", type=int, default=20)
        kills = kinds.add_parser("faults", help="kill -9 of each part and cut connections while a script clicks")
        kills.add_argument("--kills", type=int, default=10, help="of each part")
        kills.add_argument("--seed", type=int, default=1)
        nets = kinds.add_parser("cuts", help="cut the network of a person in a real browser")
        nets.add_argument("--runs", type=int, default=20)
        nets.add_argument("--operations", type=int, default=500, help="of each run")
        nets.add_argument("--seed", type=int, default=1, help="of the first run; the next ones count on")
        pages = kinds.add_parser("editor", help="the editor in Chromium with 50, 1,000 and 2,000 masks")
        figures = kinds.add_parser("statistics", help="the figures of a seeded month")
        figures.add_argument("--people", type=int, default=12)
        figures.add_argument("--images", type=int, default=1000)
        figures.add_argument("--runs", type=int, default=40, help="requests of each endpoint")
        for kind in (clicks, pairs, pages):
            kind.add_argument("--url", help="a running product; without it one is started on a temporary data folder")
            kind.add_argument("--username", default="admin")
            kind.add_argument("--password", default=os.environ.get("STIPPLE_ADMIN_PASSWORD", ""))
        queue = kinds.add_parser("next", help="many people ask for the next of many images at once, on PostgreSQL")
        queue.add_argument("--images", type=int, default=1_000_000)
        queue.add_argument("--calls", type=int, default=200, help="people who ask in the same instant")
        queue.add_argument("--connections", type=int, default=32, help="to the database, which the people share")
        many = kinds.add_parser("scale", help="lists, filters and figures of a large project, on PostgreSQL")
        many.add_argument("--images", type=int, default=1_000_000)
        many.add_argument("--objects", type=int, default=20_000_000)
        many.add_argument("--runs", type=int, default=20, help="requests of each kind")
        trade = kinds.add_parser("exchange", help="a large project out as COCO and in again, on PostgreSQL")
        trade.add_argument("--images", type=int, default=100_000)
        trade.add_argument("--objects", type=int, default=1_000_000)
        alike = kinds.add_parser("duplicates", help="what the fingerprints of photos find, and how fast")
        alike.add_argument("--photos", type=int, default=4000)
        alike.add_argument("--fingerprints", type=int, default=1_000_000, help="made up, to look up and group")
        trips = kinds.add_parser("formats", help="what of real masks each format keeps, out and in again")
        trips.add_argument("--images", type=int, default=200)
        trips.add_argument("--format", action="append", default=[], help="its name; may be said several times")
        for kind in (clicks, pairs, kills, nets, pages, figures, queue, many, trade, trips, alike):
            kind.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = options["kind"]
        result = ALONE.get(kind, _of_product)(options)
        self.stdout.write(json.dumps(result) if options["json"] else _lines(result))


def _of_product(options: dict[str, Any]) -> dict[str, Any]:
    measure = MEASURES[options["kind"]]
    url = options.get("url")
    if url and not options["password"]:
        raise CommandError("--url needs --password (or STIPPLE_ADMIN_PASSWORD)")
    if options["kind"] in ("cuts", "editor"):
        _check_browser()
    with nullcontext(None) if url else TemporaryProduct() as product:
        return measure(product, options)


def _check_postgresql() -> None:
    if not is_possible():
        raise CommandError("this measures PostgreSQL: set STIPPLE_DATABASE_URL to postgres://… first")


def _next(options: dict[str, Any]) -> dict[str, Any]:
    _check_postgresql()
    return next_bench.run(options["images"], options["calls"], options["connections"])


def _scale(options: dict[str, Any]) -> dict[str, Any]:
    _check_postgresql()
    return scale.run(options["images"], options["objects"], options["runs"])


def _exchange(options: dict[str, Any]) -> dict[str, Any]:
    _check_postgresql()
    return exchange.run(options["images"], options["objects"])


def _formats(options: dict[str, Any]) -> dict[str, Any]:
    return formats_bench.run(_datasets(), options["images"], options["format"])


def _duplicates(options: dict[str, Any]) -> dict[str, Any]:
    return duplicates.run(_datasets(), options["photos"], options["fingerprints"])


def _datasets() -> Path:
    folder = Path(os.environ.get("STIPPLE_DATASETS", ""))
    if not (folder / "train" / "annotations.jsonl.gz").exists():
        raise CommandError("this needs photos with masks: set STIPPLE_DATASETS to a folder with train/ first")
    return folder


def _access(product: TemporaryProduct | None, options: dict[str, Any]) -> tuple[str, str, str]:
    if product:
        return product.url, product.username, product.password
    return options["url"], options["username"], options["password"]


def _click(product: TemporaryProduct | None, options: dict[str, Any]) -> dict[str, Any]:
    rss_mb: Callable[[], dict[str, float] | None] = product.rss_mb if product else lambda: None
    scenario = click.Scenario(options["users"], options["clicks"], options["objects"])
    return click.run(*_access(product, options), scenario, rss_mb)


def _pair(product: TemporaryProduct | None, options: dict[str, Any]) -> dict[str, Any]:
    return pair.run(*_access(product, options), options["runs"])


def _faults(product: TemporaryProduct | None, options: dict[str, Any]) -> dict[str, Any]:
    assert product, "faults kills processes: it starts its own product"
    return faults.run(product, options["kills"], options["seed"])


def _cuts(product: TemporaryProduct | None, options: dict[str, Any]) -> dict[str, Any]:
    assert product, "cuts puts a network of its own before the product: it starts one"
    with chromium() as browser:
        return cuts.run(product, browser, options["runs"], options["operations"], options["seed"])


def _editor(product: TemporaryProduct | None, options: dict[str, Any]) -> dict[str, Any]:
    return editor.run(*_access(product, options))


def _statistics(product: TemporaryProduct | None, options: dict[str, Any]) -> dict[str, Any]:
    assert product, "statistics seeds a project: it starts its own product"
    return statistics.run(product, options["people"], options["images"], options["runs"])


ALONE: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "next": _next,
    "scale": _scale,
    "exchange": _exchange,
    "formats": _formats,
    "duplicates": _duplicates,
}
MEASURES: dict[str, Callable[[TemporaryProduct | None, dict[str, Any]], dict[str, Any]]] = {
    "click": _click,
    "pair": _pair,
    "faults": _faults,
    "cuts": _cuts,
    "editor": _editor,
    "statistics": _statistics,
}


def _check_browser() -> None:
    """Before a product is started in vain."""
    try:
        find_chromium()
    except NoBrowser as error:
        raise CommandError(str(error)) from error


def _lines(result: dict[str, Any]) -> str:
    return "\n".join(f"{key}: {value}" for key, value in result.items())
