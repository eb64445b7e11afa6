"""How far a run is, on standard error: a bar where tqdm is installed, else a line every few seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from model.evaluation.runner import Progress

LINE_EVERY_S = 5.0


@contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """A ``Progress`` to call with (images finished, images in all, name of the last one)."""
    try:
        from tqdm import tqdm
    except ImportError:
        yield _lines(title)
        return
    with ExitStack() as stack:  # the bar appears with the first image, not above the sentence of an error
        bar: tqdm | None = None

        def show(finished: int, total: int, name: str) -> None:
            nonlocal bar
            if bar is None:
                bar = stack.enter_context(
                    tqdm(desc=title, total=total, initial=finished - 1, unit="image", file=sys.stderr)
                )
            bar.set_postfix_str(name, refresh=False)
            bar.update(finished - bar.n)

        yield show


def _lines(title: str) -> Progress:
    told = time.monotonic()

    def show(finished: int, total: int, name: str) -> None:
        nonlocal told
        if finished == total or time.monotonic() - told >= LINE_EVERY_S:
            told = time.monotonic()
            print(f"{title}: {finished} of {total} images ({name})", file=sys.stderr)

    return show
