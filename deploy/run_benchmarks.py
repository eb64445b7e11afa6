"""Run the benchmarks and write docs/benchmarks/<name>.json: machine, date, commit, command, result.

``make bench``, or some of them: ``python deploy/run_benchmarks.py click pair``. GrabCut, refine_mask, zoom, unsure,
formats and duplicates need STIPPLE_DATASETS; next, scale and exchange need STIPPLE_DATABASE_URL of a PostgreSQL server.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
RESULTS = REPOSITORY / "docs" / "benchmarks"
sys.path.insert(0, str(REPOSITORY))


def manage(*arguments: str) -> Callable[[], dict[str, Any]]:
    return lambda: _json([sys.executable, "manage.py", *arguments, "--json"])


def start() -> dict[str, Any]:
    """The first start (database, admin, sixteen demo photos) and three more on the same data, in seconds."""
    from backend.operations.bench.temporary_product import TemporaryProduct

    with TemporaryProduct() as product:
        first_s = product.started_s
        later_s = []
        for _ in range(3):
            product.stop()
            product.start()
            later_s.append(round(product.started_s, 2))
    return {"first_start_s": round(first_s, 2), "second_start_s": sorted(later_s)[1], "all_later_s": later_s}


def grabcut() -> dict[str, Any]:
    """The same fifty sessions without and with the websocket; ``equal`` says whether every number agrees."""
    root = str(Path(os.environ["STIPPLE_DATASETS"]) / "grabcut")
    alone = _json([sys.executable, "-m", "model.evaluate", "--dataset", "grabcut", "--root", root, "--json"])
    through = _json([sys.executable, "manage.py", "eval", "grabcut", "--root", root, "--json"])
    keys = [key for key in through if key not in ("spc_s", "encoder_s", "decoder_s")]
    equal = all(alone[key] == through[key] for key in keys)
    return {"without_websocket": {key: alone[key] for key in through}, "through_websocket": through, "equal": equal}


def engine() -> dict[str, Any]:
    """The model alone on two cores: encoding, and answers for one, five and ten objects."""
    return _json([sys.executable, "-m", "model.engines.bench", "--json"])


def refine_mask() -> dict[str, Any]:
    """Fifty damaged COCO masks of the validation split, one click on each."""
    root = os.environ["STIPPLE_DATASETS"]
    return _json([sys.executable, "-m", "worker.bench_refine", "--root", root, "--json"])


def zoom() -> dict[str, Any]:
    """Sixty small objects in composites of validation photos, clicked zoomed in and not."""
    root = os.environ["STIPPLE_DATASETS"]
    return _json([sys.executable, "-m", "worker.bench_zoom", "--root", root, "--seed", "1", "--json"])


def unsure() -> dict[str, Any]:
    """Sixty objects of the validation split, one more click where the model is least sure and elsewhere."""
    root = os.environ["STIPPLE_DATASETS"]
    return _json([sys.executable, "-m", "worker.bench_unsure", "--root", root, "--json"])


NEED_POSTGRESQL = ("next", "scale", "exchange")
NEED_DATA = {"grabcut": "grabcut/"} | dict.fromkeys(
    ("refine_mask", "zoom", "unsure", "formats", "duplicates"), "train/"
)
BENCHMARKS: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "start": ("deploy/run_benchmarks.py start", start),
    "click": (
        "manage.py bench click --users 1 --clicks 100 --objects 5 --json",
        manage("bench", "click", "--users", "1", "--clicks", "100", "--objects", "5"),
    ),
    "click-4-users": (
        "manage.py bench click --users 4 --clicks 50 --objects 5 --json",
        manage("bench", "click", "--users", "4", "--clicks", "50", "--objects", "5"),
    ),
    "pair": ("manage.py bench pair --runs 20 --json", manage("bench", "pair", "--runs", "20")),
    "editor": ("manage.py bench editor --json", manage("bench", "editor")),
    "faults": ("manage.py bench faults --kills 10 --json", manage("bench", "faults", "--kills", "10")),
    "cuts": (
        "manage.py bench cuts --runs 20 --operations 500 --json",
        manage("bench", "cuts", "--runs", "20", "--operations", "500"),
    ),
    "statistics": (
        "manage.py bench statistics --people 12 --images 1000 --runs 40 --json",
        manage("bench", "statistics", "--people", "12", "--images", "1000", "--runs", "40"),
    ),
    "next": (
        "manage.py bench next --images 1000000 --calls 200 --json",
        manage("bench", "next", "--images", "1000000", "--calls", "200"),
    ),
    "scale": (
        "manage.py bench scale --images 1000000 --objects 20000000 --runs 20 --json",
        manage("bench", "scale", "--images", "1000000", "--objects", "20000000", "--runs", "20"),
    ),
    "exchange": (
        "manage.py bench exchange --images 100000 --objects 1000000 --json",
        manage("bench", "exchange", "--images", "100000", "--objects", "1000000"),
    ),
    "formats": ("manage.py bench formats --images 200 --json", manage("bench", "formats", "--images", "200")),
    "duplicates": (
        "manage.py bench duplicates --photos 4000 --fingerprints 1000000 --json",
        manage("bench", "duplicates", "--photos", "4000", "--fingerprints", "1000000"),
    ),
    "engine": ("python -m model.engines.bench --json", engine),
    "refine_mask": ("python -m worker.bench_refine --root … --json", refine_mask),
    "zoom": ("python -m worker.bench_zoom --root … --seed 1 --json", zoom),
    "unsure": ("python -m worker.bench_unsure --root … --json", unsure),
    "grabcut": ("python -m model.evaluate …; manage.py eval grabcut … --json", grabcut),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHMARKS))
    names = parser.parse_args().names or list(BENCHMARKS)
    if unknown := sorted(set(names) - set(BENCHMARKS)):
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    for name in names:
        if name in NEED_DATA and not os.environ.get("STIPPLE_DATASETS"):
            print(f"SKIPPED: {name}: STIPPLE_DATASETS is not set to a folder with {NEED_DATA[name]}")
            continue
        if name in NEED_POSTGRESQL and not os.environ.get("STIPPLE_DATABASE_URL", "").startswith("postgres"):
            print(f"SKIPPED: {name}: STIPPLE_DATABASE_URL is not set to a PostgreSQL server (postgres://…)")
            continue
        command, measure = BENCHMARKS[name]
        print(f"{name}: {command}", flush=True)
        record = _circumstances() | {"command": command, "result": measure()}
        (RESULTS / f"{name}.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n")
        print(json.dumps(record["result"]), flush=True)


def _json(command: list[str]) -> dict[str, Any]:
    finished = subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
    if finished.returncode:
        raise SystemExit(f"{' '.join(command)} ended with code {finished.returncode}")
    result = json.loads(finished.stdout.strip().splitlines()[-1])
    assert isinstance(result, dict)
    return result


def _circumstances() -> dict[str, Any]:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=REPOSITORY, capture_output=True, text=True)
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit.stdout.strip(),
        "machine": {
            "cores": os.cpu_count(),
            "processor": _processor(),
            "system": platform.platform(),
            "python": platform.python_version(),
            "load_before": [round(value, 2) for value in os.getloadavg()],
        },
    }


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


if __name__ == "__main__":
    main()
