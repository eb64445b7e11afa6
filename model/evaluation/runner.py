"""An evaluation from its settings to its summary: what is left to do, in how many processes, into which folder."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from random import Random
from typing import Any

from model.datasets import open_dataset
from model.evaluation.log import Recorded
from model.evaluation.measured import Measured, open_measured
from model.evaluation.processes import in_processes
from model.evaluation.run_folder import SUMMARY, RunFolder, read_description, read_log, write_json
from model.evaluation.sessions import evaluate_image
from model.evaluation.settings import Settings
from model.evaluation.summary import summarise

PACKAGES = ("numpy", "opencv-python-headless", "onnxruntime", "torch", "pillow", "safetensors")

Progress = Callable[[int, int, str], None]
"""Called with (images finished, images in all, name of the last one)."""


class ImageWork:
    """``evaluate_image`` for given settings, with a data set and a model of its own."""

    def __init__(self, settings: Settings, threads: int) -> None:
        self._settings = settings
        self.measured = open_measured(settings, threads)
        self.dataset = open_dataset(settings.dataset, Path(settings.root))

    def __call__(self, index: int, rng: Random | None = None) -> list[Recorded]:
        try:
            return evaluate_image(self._settings, self.dataset, index, self.measured.segmenter, rng)
        except Exception as problem:
            problem.add_note(f"while evaluating image {index} ({self.dataset.name_of(index)}) of the data set")
            raise


def evaluate(
    settings: Settings, out: Path | None = None, processes: int = 1, threads: int = 0, progress: Progress | None = None
) -> dict[str, Any]:
    """Run ``settings`` and sum up; with ``out`` write the run folder, going on where an earlier run was stopped.

    ``threads``: cores of each process, 0: all of them shared out. Raises ValueError for settings that do not fit
    together or a folder of another run, FileNotFoundError for missing files, ProcessDied.
    """
    if processes < 1 or threads < 0:
        raise ValueError(f"{processes} processes of {threads} threads; there must be 1 process and 0 threads at least")
    if settings.rng == "reference" and processes > 1:
        raise ValueError(
            f"--rng reference draws all images from one generator in their order and so runs in 1 process, not in "
            f"{processes}; use --rng image, or --processes 1"
        )
    threads = threads or max(1, (os.cpu_count() or 1) // processes)
    work = ImageWork(settings, threads)
    description = describe(settings, work.measured) | circumstances(processes, threads)
    images = range(len(work.dataset))[:: settings.every][: settings.limit]
    folder = RunFolder(out, description, images) if out is not None else None
    recorded = folder.recorded if folder else []
    finished = {done.end.loader_index for done in recorded}
    left = [index for index in images if index not in finished]
    name_of = work.dataset.name_of
    if processes > 1:
        del work  # each process has a model of its own; this one would only take memory
        results = in_processes(partial(ImageWork, settings, threads), left, processes, threads)
    else:
        results = _in_order(work, left, _generator(settings, recorded))
    for count, (index, sessions) in enumerate(results, start=len(images) - len(left) + 1):
        if folder:
            folder.append(sessions)
        else:
            recorded += sessions
        if progress:
            progress(count, len(images), name_of(index))
    if folder:
        folder.finish()
    return _summed_up(recorded, description, out)


def summarise_folder(folder: Path) -> dict[str, Any]:
    """Compute ``summary.json`` of a run folder again, from its log alone; of an unfinished run, what is finished."""
    return _summed_up(sorted(read_log(folder), key=lambda done: done.key), read_description(folder), folder)


def describe(settings: Settings, measured: Measured) -> dict[str, Any]:
    """What ``run.json`` holds the log to: the settings, and the model by its digest and by what runs it."""
    described = {name: value for name, value in settings.to_dict().items() if name not in ("engine", "device")}
    model = {
        "name": measured.segmenter.name,
        "digest": measured.segmenter.digest,
        "engine": measured.engine,
        "device": measured.device,
    }
    return described | {"model": model}


def circumstances(processes: int, threads: int) -> dict[str, Any]:
    """Where and when, and with which packages."""
    versions = {}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    machine = {"system": platform.platform(), "processor": platform.machine(), "cores": os.cpu_count()}
    return {
        "processes": processes,
        "threads": threads,
        "versions": {"python": platform.python_version(), **versions},
        "machine": machine,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _generator(settings: Settings, recorded: Sequence[Recorded]) -> Random | None:
    """The one generator of ``rng="reference"``, wound forward past the sessions that are finished; else None."""
    if settings.rng != "reference":
        return None
    rng = Random(settings.seed)  # noqa: S311 - a published protocol, no secret
    for done in recorded:
        for _ in range(done.end.shuffles):
            rng.shuffle(list(range(done.end.objects)))
    return rng


def _in_order(work: ImageWork, indices: Sequence[int], rng: Random | None) -> Iterator[tuple[int, list[Recorded]]]:
    for index in indices:
        yield index, work(index, rng)


def _summed_up(recorded: Sequence[Recorded], description: dict[str, Any], out: Path | None) -> dict[str, Any]:
    summary = summarise(recorded, description)
    if out is not None:
        write_json(out / SUMMARY, summary)
    return summary
