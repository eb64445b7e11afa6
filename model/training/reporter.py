"""What a person sees of a run: progress bar, log lines, ``log.csv``, ``validation.csv``, TensorBoard, pictures."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from model.training.pictures import write_pictures
from model.training.table_file import TableFile
from model.training.validation import Case, Session, summary

log = logging.getLogger("model.train")
BAR = "{l_bar}{bar}| {n:.3g}/{total:.3g} {unit} [{elapsed}{postfix}]"


class Reporter:
    """Reports of the run in folder ``out``, which has ``done`` steps behind it. ``total``: its budget in ``unit``."""

    def __init__(self, out: Path, done: int, total: float, unit: str, every: int, tensorboard: bool) -> None:
        self._out, self._every = out, max(1, every)
        self._log, self._validation = TableFile(out / "log.csv", done), TableFile(out / "validation.csv", done)
        self._bar = tqdm(total=total, unit=unit, bar_format=BAR, disable=None, dynamic_ncols=True)
        self._board: Any = None
        if tensorboard:
            from torch.utils.tensorboard import SummaryWriter  # seconds to import

            self._board = SummaryWriter(str(out / "tensorboard"), purge_step=done + 1)

    def step(self, row: Mapping[str, float | int], spent: float) -> None:
        """One step; ``spent`` of the budget so far."""
        self._log.add(row)
        self._chart("train", row)
        self._bar.n = spent
        self._bar.set_postfix({"loss": f"{row['loss']:.3f}", "iou": f"{row['iou']:.3f}"}, refresh=False)
        self._bar.update(0)
        if int(row["step"]) % self._every == 0:
            told = " ".join(f"{name} {value:.4g}" for name, value in row.items() if name not in ("step", "elapsed"))
            self._say(f"step {row['step']} {row['elapsed'] / 60:.1f} min {told}")

    def validation(self, step: int, elapsed_s: float, cases: Sequence[Case], sessions: Sequence[Session]) -> None:
        """One validation of the averaged weights."""
        row = {"step": step, "elapsed": elapsed_s, **summary(sessions)}
        self._validation.add(row)
        self._chart("validation", row)
        write_pictures(self._out / "samples" / f"step_{step:08d}.png", cases, sessions)
        curves = {case.name: [round(iou, 4) for iou in each.curve] for case, each in zip(cases, sessions, strict=True)}
        result = {**summary(sessions), "seconds": elapsed_s, "step": step, "photos": len(sessions), "curves": curves}
        partial = self._out / "validation.partial"
        partial.write_text(json.dumps(result, indent=1) + "\n")
        partial.replace(self._out / "validation.json")
        self._say(f"validation step {step}: " + " ".join(f"{k} {v:.3f}" for k, v in summary(sessions).items()))

    def close(self) -> None:
        self._bar.close()
        if self._board is not None:
            self._board.close()

    def _chart(self, group: str, row: Mapping[str, float | int]) -> None:
        if self._board is not None:
            for name, value in row.items():
                if name != "step":
                    self._board.add_scalar(f"{group}/{name}", value, int(row["step"]))

    def _say(self, text: str) -> None:
        with tqdm.external_write_mode():
            log.info(text)
