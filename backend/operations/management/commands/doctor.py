"""`manage.py doctor`. Exit code 1 when something that the product needs is missing."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from backend.operations.doctor.checks import examine
from backend.operations.doctor.finding import Finding


class Command(BaseCommand):
    help = "Tell what of this installation is real, weak or missing, with a remedy each."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON list")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = examine(settings.ENV)
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings]))
        else:
            for finding in findings:
                self.stdout.write(self._line(finding))
        if any(finding.state == "missing" for finding in findings):
            raise SystemExit(1)

    def _line(self, finding: Finding) -> str:
        paint = {"real": self.style.SUCCESS, "weak": self.style.WARNING, "missing": self.style.ERROR}[finding.state]
        text = f"{paint(f'{finding.state:<8}')}{finding.name:<21}{finding.detail}"
        return f"{text}\n{'':29}-> {finding.remedy}" if finding.remedy else text
