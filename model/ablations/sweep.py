"""Train every arm with every seed, several runs side by side; may be killed at any moment and started again.

A run with a result is left alone, one with a checkpoint goes on from it. A run holds a lock on its folder as long as
its own process lives, so that a sweep that was killed alone and started again never trains in a folder twice.
"""

from __future__ import annotations

import fcntl
import logging
import os
import subprocess
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from model.ablations.arms import Arm
from model.ablations.command import Budget, train_arguments
from model.ablations.ground import ground
from model.ablations.result import circumstances, read_result, result_path, write_result

log = logging.getLogger("model.ablate")
ONE_THREAD = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Places:
    """``data`` and its ``pack``; ``out``: a folder a run; ``results``: the files that are kept."""

    data: Path
    pack: Path
    out: Path
    results: Path


class Sweep:
    """Runs of ``trainer`` (a command that takes the arguments of model.train), ``jobs`` at a time."""

    def __init__(
        self,
        places: Places,
        budget: Budget,
        jobs: int,
        trainer: Sequence[str],
        on_result: Callable[[], None] = lambda: None,
    ) -> None:
        self.places, self.budget, self.jobs, self.trainer, self.on_result = places, budget, jobs, trainer, on_result
        self._running: set[subprocess.Popen[bytes]] = set()
        self._guard = threading.Lock()
        self._is_stopping = False

    def run(self, arms: Sequence[Arm], seeds: Sequence[int]) -> list[str]:
        """Train what has no result yet, the first seed of all arms before the second; returns the runs that failed.

        Raises ValueError if a result was made with another budget: it must not be compared with these.
        """
        planned = [(arm, seed) for seed in seeds for arm in arms if not self._has_result(arm, seed)]
        log.info("%d runs, %s, %d at a time", len(planned), self.budget, self.jobs)
        self.places.results.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(self.jobs) as pool:
            try:
                ended = list(pool.map(lambda run: self._one(*run), planned))
            except BaseException:
                self.stop()  # or leaving the pool would wait for the runs to end
                raise
        return [name for name in ended if name]

    def stop(self) -> None:
        """End the runs that are going; their checkpoints stay."""
        with self._guard:
            self._is_stopping = True
            for process in self._running:
                process.terminate()

    def _has_result(self, arm: Arm, seed: int) -> bool:
        path = result_path(self.places.results, arm.name, seed)
        if not path.exists():
            return False
        done = read_result(path)
        if done.budget != self.budget:
            raise ValueError(
                f"{path} was made with {done.budget}, not {self.budget}; delete it or give --results a folder"
            )
        if done.ground != ground(self.budget):
            log.warning(
                "%s was made with another version of the recipe or the base network; delete it to redo it", path
            )
        return True

    def _one(self, arm: Arm, seed: int) -> str:
        """Train one run to its end; returns its name if it failed, else an empty text."""
        name = f"{arm.name}-seed{seed}"
        folder = self.places.out / name
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock, (folder / "train.log").open("ab") as output:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                log.warning("%s is being trained by another process; start the sweep again to take its result", name)
                return name
            told = circumstances(self.jobs, self.budget)
            code = self._train(arm, seed, folder, lock, output)
        if self._is_stopping:
            return name
        if code:
            log.error("%s ended with code %d; its last words: %s", name, code, _last_line(folder / "train.log"))
            return name
        try:
            path = write_result(self.places.results, arm, seed, self.budget, folder, told)
        except (OSError, KeyError, ValueError) as error:
            log.error("%s ended but its files cannot be summed up: %r; look into %s", name, error, folder)
            return name
        result = read_result(path)
        log.info("%s: IoU %.3f, %d steps in %.0f s", name, result.mean_iou, result.steps, result.seconds)
        with self._guard:
            self.on_result()
        return ""

    def _train(self, arm: Arm, seed: int, folder: Path, lock: IO[str], output: IO[bytes]) -> int:
        arguments = train_arguments(arm, seed, self.budget, self.places.data, folder)
        with self._guard:
            if self._is_stopping:
                return 1
            process = subprocess.Popen(
                [*self.trainer, *arguments, "--pack", str(self.places.pack)],
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **ONE_THREAD},
                pass_fds=(lock.fileno(),),
            )
            self._running.add(process)
        code = process.wait()
        with self._guard:
            self._running.discard(process)
        return code


def _last_line(path: Path) -> str:
    lines = path.read_text(errors="replace").split("\n")
    return next((line for line in reversed(lines) if line.strip()), "none")
