"""Work on images spread over processes that each hold their own model.

Processes are spawned, not forked: the engines keep threads, and a fork copies their locks in whatever state they are.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from threading import Thread

import cv2

from model.evaluation.log import Recorded

Work = Callable[[int], list[Recorded]]
"""Evaluates the image of an index; made once in each process."""
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")


class ProcessDied(RuntimeError):
    """A process that evaluated images ended without an answer."""


_work: Work | None = None  # of this process, when it is one of the spawned ones


def in_processes(
    make_work: Callable[[], Work], indices: Sequence[int], processes: int, threads: int
) -> Iterator[tuple[int, list[Recorded]]]:
    """Evaluate ``indices`` in ``processes`` fresh processes of ``threads`` cores each; yields in the order they finish.

    ``make_work`` must be picklable and is called once in each. Raises the first exception of an image, and ProcessDied.
    """
    pool = ProcessPoolExecutor(
        max_workers=min(processes, len(indices)) or 1,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(make_work, threads),
    )
    try:
        with _thread_limits(threads):
            waiting: dict[Future[list[Recorded]], int] = {pool.submit(_evaluate, index): index for index in indices}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
    except BrokenProcessPool as problem:
        raise ProcessDied(
            f"one of {processes} processes died, perhaps for want of memory; images that were finished are kept: "
            "give the same command again, with fewer --processes"
        ) from problem
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _thread_limits(threads: int) -> Iterator[None]:
    """Processes started meanwhile use ``threads`` cores in each library, which reads its variable when it is loaded."""
    before = {name: os.environ.get(name) for name in THREAD_VARIABLES}
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, str(threads)))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _begin(make_work: Callable[[], Work], threads: int) -> None:
    global _work
    Thread(target=_end_with_parent, daemon=True).start()
    cv2.setNumThreads(threads)
    _work = make_work()


def _end_with_parent() -> None:
    """A killed parent leaves no process behind: the pool's own would wait for work for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None, "_begin runs in spawned processes only"
    parent.join()
    os._exit(1)


def _evaluate(index: int) -> list[Recorded]:
    assert _work is not None, "the pool calls _begin first"
    return _work(index)
