"""``python -m model.evaluation.report RUN_DIR [RUN_DIR ...] [--out FILE]``: one run's report, or several compared."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from model.evaluation.report.comparison import comparison
from model.evaluation.report.report import write_report
from model.evaluation.report.run import read_run
from model.evaluation.report.worst_cases import SHOWN_CASES


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m model.evaluation.report",
        description="Write report.html of one run folder, or a page that compares several.",
    )
    parser.add_argument("runs", nargs="+", type=Path, metavar="RUN_DIR", help="a folder that model.evaluate wrote")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the page that compares the runs")
    parser.add_argument(
        "--worst", type=int, default=SHOWN_CASES, metavar="N", help="pictures in the report of one run (%(default)s)"
    )
    given = parser.parse_args(arguments)
    if given.worst < 0:
        parser.error(f"--worst {given.worst} must be 0 or more pictures")
    if len(given.runs) > 1 and given.out is None:
        parser.error("--out is missing; name the file that is to compare the runs")
    try:
        if given.out is None:
            print(write_report(given.runs[0], given.worst))
            return
        given.out.write_text(comparison([read_run(folder) for folder in given.runs]), encoding="utf-8")
    except (ValueError, OSError) as problem:
        parser.exit(1, f"{problem}\n")
    print(given.out)


if __name__ == "__main__":
    main()
