"""The result of one run, a small JSON file that is committed: figures, what they cost, where and with what."""

from __future__ import annotations

import csv
import json
import os
import platform
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from model.ablations.arms import Arm
from model.ablations.command import Budget, shown_command
from model.ablations.ground import ground

CLICKS = (1, 3, 5, 8)
LAST_SHARE = 0.1
"""Of the steps: what the loss and the IoU of the training are averaged over."""


@dataclass(frozen=True)
class Result:
    """``figures``: iou@1, iou@3, iou@5, iou@8 in 0..1 and noc85; ``curves``: IoU of each photo after each click.

    ``ground``: digest of what the arms have in common (:mod:`model.ablations.ground`); ``machine``: what computed it.
    """

    arm: str
    seed: int
    budget: Budget
    figures: dict[str, float]
    curves: dict[str, list[float]]
    steps: int
    seconds: float
    ground: str
    machine: str

    @property
    def samples(self) -> int:
        return self.steps * self.budget.batch

    @property
    def mean_iou(self) -> float:
        """Over the clicks 1, 3, 5 and 8: what arms are judged by."""
        return sum(self.figures[f"iou@{click}"] for click in CLICKS) / len(CLICKS)


def result_path(folder: Path, arm: str, seed: int) -> Path:
    return folder / f"{arm}-seed{seed}.json"


def read_results(folder: Path) -> list[Result]:
    """All results in ``folder``. Raises ValueError, naming the file, for one that cannot be read."""
    return [read_result(path) for path in sorted(folder.glob("*-seed*.json"))]


def read_result(path: Path) -> Result:
    try:
        values = json.loads(path.read_text())
        return Result(
            arm=values["arm"],
            seed=values["seed"],
            budget=Budget(**values["budget"]),
            figures=values["figures"],
            curves=values["curves"],
            steps=values["steps"],
            seconds=values["seconds"],
            ground=values["ground"],
            machine=values["machine"]["gpu"] or values["machine"]["processor"],
        )
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path} is no result of a run ({error!r}); delete it and run the sweep again") from error


def write_result(
    folder: Path, arm: Arm, seed: int, budget: Budget, run: Path, circumstances: Mapping[str, Any]
) -> Path:
    """Sum up the finished run in folder ``run``; the file appears whole or not at all."""
    validation = json.loads((run / "validation.json").read_text())
    rows = _log_rows(run / "log.csv")
    last = rows[-max(1, round(LAST_SHARE * len(rows))) :]
    values = {
        "arm": arm.name,
        "seed": seed,
        "command": shown_command(arm, seed, budget),
        "budget": budget.to_dict(),
        "figures": {name: round(validation[name], 4) for name in (*(f"iou@{k}" for k in CLICKS), "noc85")},
        "train": {name: round(sum(row[name] for row in last) / len(last), 4) for name in ("loss", "iou", "clicks")},
        "steps": int(rows[-1]["step"]),
        "samples": int(rows[-1]["step"]) * budget.batch,
        "seconds": round(sum(row["cpu"] for row in rows), 1),
        **circumstances,
        "curves": {name: [round(iou, 3) for iou in curve] for name, curve in validation.get("curves", {}).items()},
    }
    path = result_path(folder, arm.name, seed)
    partial = path.with_suffix(".partial")
    partial.write_text(_compact(values))
    partial.replace(path)
    return path


def circumstances(jobs: int, budget: Budget) -> dict[str, Any]:
    """Commit, ground, machine and how many runs share it. A ``+`` marks a commit with changes that are not in it."""
    commit = _git("rev-parse", "--short", "HEAD")
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", "model")
    return {
        "commit": commit + ("+" if changed else ""),
        "ground": ground(budget),
        "machine": {
            "processor": _processor(),
            "gpu": torch.cuda.get_device_name() if torch.cuda.is_available() else None,
            "cores": os.cpu_count(),
            "jobs": jobs,
            "load": round(os.getloadavg()[0], 1),
            "system": platform.system(),
            "python": platform.python_version(),
        },
    }


def _log_rows(path: Path) -> list[dict[str, float]]:
    with path.open(newline="") as file:
        rows = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]
    if not rows:
        raise ValueError(f"{path} has no steps; the run cannot have finished")
    return rows


def _compact(values: Mapping[str, Any]) -> str:
    """JSON with a line a photo."""
    curves = values["curves"]
    text = json.dumps({**values, "curves": None}, indent=1)
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(curve)}" for name, curve in curves.items())
    return text.replace('"curves": null', '"curves": {\n' + lines + "\n }" if lines else '"curves": {}') + "\n"


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=Path(__file__).parent, capture_output=True, text=True)
    except FileNotFoundError:  # a machine without git has no commit to tell
        return ""
    return done.stdout.strip()


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
