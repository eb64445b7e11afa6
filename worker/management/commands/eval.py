"""`manage.py eval grabcut --root DIR --json`: the click protocol through the websocket of a running product."""

from __future__ import annotations

import json
import os
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account
from model.datasets import READERS
from worker.evaluation_client import evaluate


class Command(BaseCommand):
    help = "Measure by simulated clicks through a running product (python -m model.evaluate does it without one)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dataset", choices=sorted(READERS))
        parser.add_argument("--root", type=Path, required=True, help="folder of the data set")
        parser.add_argument("--clicks", type=int, default=20, help="clicks per object")
        parser.add_argument("--limit", type=int, help="only the first so many photos")
        parser.add_argument("--url", help="a running product; without it one is started on a temporary data folder")
        parser.add_argument("--username", default="admin")
        parser.add_argument("--password", default=os.environ.get("STIPPLE_ADMIN_PASSWORD", ""))
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        url = options["url"]
        if url and not options["password"]:
            raise CommandError("--url needs --password (or STIPPLE_ADMIN_PASSWORD)")
        with nullcontext(None) if url else TemporaryProduct() as product:
            access = (product.url, product.username, product.password) if product else _given(options)
            with Account(*access) as account:
                result = evaluate(account, options["dataset"], options["root"], options["clicks"], options["limit"])
        lines = (f"{key}: {value}" for key, value in result.items() if key != "clicks_by_image")
        self.stdout.write(json.dumps(result) if options["json"] else "\n".join(lines))


def _given(options: dict[str, Any]) -> tuple[str, str, str]:
    return options["url"], options["username"], options["password"]
