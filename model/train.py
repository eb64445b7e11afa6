"""``python -m model.train --preset nano --data DIR --minutes N --out DIR``: train by simulated clicks.

Any preset, on annotated photos in any of the forms of :mod:`model.data.readers`. A run goes on where it was killed when
it is started again. Progress is wall clock (``--minutes``) or, exactly repeatable, ``--steps``. In several processes:
``--processes N``, or ``torchrun --nproc-per-node N -m model.train …``. docs/training.md has every option.
"""

from __future__ import annotations

import logging
import tempfile
from functools import partial
from pathlib import Path

import cv2
import torch

from model.data.readers import open_photos
from model.data.samples import open_samples
from model.training.options import RunOptions, parse
from model.training.parallel import Ranks, from_environment, join, launch, leave
from model.training.run import Run
from model.training.run_file import check_run
from model.training.validation import validation_cases


def main(arguments: list[str] | None = None) -> None:
    _log_to_console()
    options = parse(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    place = from_environment()
    if place is not None:
        train(options, *place)
    elif options.processes == 1:
        train(options, 0, 1)
    else:
        with tempfile.TemporaryDirectory() as folder:
            meeting = Path(folder) / "meeting"
            launch(partial(train, options, count=options.processes, meeting=meeting), options.processes)


def train(options: RunOptions, rank: int, count: int, meeting: Path | None = None) -> None:
    """Train in this process, as number ``rank`` of ``count``."""
    _log_to_console(logging.INFO if rank == 0 else logging.WARNING)
    torch.set_num_threads(options.threads_each())
    cv2.setNumThreads(1)
    ranks = join(rank, count, options.device, meeting)
    try:
        _train(options, ranks)
    finally:
        leave()


def _train(options: RunOptions, ranks: Ranks) -> None:
    if ranks.is_first:
        check_run(options)
        open_photos(options.data, options.form, options.pack, options.pack_side)  # packs, if need be
    ranks.wait()
    photos = open_photos(options.data, options.form, options.pack, options.pack_side)
    samples = open_samples(photos, options.recipe.data, options.seed, options.datasets)
    cases = validation_cases(photos, options.validation_photos, options.validation_side, options.datasets)
    if not cases and options.validation_photos:
        logging.getLogger("model.train").warning("no photo of split 'val' suits a validation: there will be none")
    Run(options, ranks).train(samples, cases)


def _log_to_console(level: int = logging.INFO) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")


if __name__ == "__main__":
    main()
