"""Models in a worker: loaded once, kept while there is room, let go and loaded again; full memory; who is told."""

from __future__ import annotations

import threading

import pytest

from model.engines.device import CPU, Device, OutOfMemory
from tests.worker.fake_model import DiscModel
from worker.model_pool import LoadedModel, ModelPool

GPU = Device("cuda", may_fall_back=True)
MB = 1 << 20


class Loads:
    """Notes what was loaded; each model has a size of 10 MB."""

    def __init__(self, device: Device = CPU) -> None:
        self.made: list[str] = []
        self.device = device

    def __call__(self, digest: str, is_on_cpu: bool) -> LoadedModel:
        self.made.append(f"{digest} on the CPU" if is_on_cpu else digest)
        return LoadedModel(DiscModel(digest=digest), "fake", CPU if is_on_cpu else self.device, 10 * MB)


def test_a_model_is_loaded_once_and_kept() -> None:
    loads = Loads()
    pool = ModelPool(100, loads)
    first, _ = pool.get("a")
    again, was_there = pool.get("a")
    assert first is again and was_there
    assert (loads.made, pool.loaded(), first.label) == (["a"], ("a",), "fake/cpu")


def test_the_model_that_was_unused_longest_goes_first_and_the_newest_stays() -> None:
    loads = Loads()
    pool = ModelPool(25, loads)
    for digest in ("a", "b", "a", "c"):
        pool.get(digest)
    assert pool.loaded() == ("a", "c")
    pool.get("b")
    assert (pool.loaded(), loads.made) == (("b", "c"), ["a", "b", "c", "b"])
    assert ModelPool(1, loads).get("a")[0].size_bytes > 1 * MB  # too large alone, and served all the same


def test_without_a_limit_every_model_stays() -> None:
    pool = ModelPool(0, Loads())
    for n in range(50):
        pool.get(str(n))
    assert (len(pool.loaded()), pool.largest_bytes()) == (50, 10 * MB)


def test_who_waits_is_told_when_a_load_begins_and_ends() -> None:
    seen: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    pool = ModelPool(100, Loads(), lambda: seen.append((pool.loading(), pool.loaded())))
    pool.get("a")
    pool.get("a")
    assert seen == [(("a",), ()), ((), ("a",))]


def test_a_model_that_cannot_be_loaded_is_told_too_and_tried_again_later() -> None:
    tries: list[int] = []

    def load(digest: str, is_on_cpu: bool) -> LoadedModel:
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("damaged")
        return Loads()(digest, is_on_cpu)

    seen: list[tuple[str, ...]] = []
    pool = ModelPool(100, load, lambda: seen.append(pool.loading()))
    with pytest.raises(ValueError, match="damaged"):
        pool.get("a")
    assert seen == [("a",), ()]
    assert pool.get("a")[0].engine == "fake"


def test_a_click_on_a_loaded_model_does_not_wait_for_the_load_of_another() -> None:
    begun, may_end = threading.Event(), threading.Event()

    def load(digest: str, is_on_cpu: bool) -> LoadedModel:
        if digest == "slow":
            begun.set()
            assert may_end.wait(10)
        return Loads()(digest, is_on_cpu)

    pool = ModelPool(100, load)
    pool.get("fast")
    thread = threading.Thread(target=lambda: pool.get("slow"))
    thread.start()
    assert begun.wait(10)
    assert pool.get("fast")[1]
    may_end.set()
    thread.join(10)
    assert pool.loaded() == ("fast", "slow")


def full_on_gpu(loaded: LoadedModel) -> str:
    if loaded.device.kind == "cuda":
        raise RuntimeError("CUDA out of memory")
    return loaded.label


def test_what_does_not_fit_on_the_gpu_is_answered_on_the_cpu_and_says_so() -> None:
    loads, room = Loads(GPU), []
    pool = ModelPool(100, loads, may_fall_back=True)
    assert pool.run("a", full_on_gpu, lambda: room.append(1)) == "fake/cpu"
    assert (loads.made, room) == (["a", "a on the CPU"], [1])
    assert (pool.loaded(), pool.device_kinds()) == (("a",), {"cpu", "cuda"})


def test_where_the_cpu_may_not_take_over_it_is_out_of_memory() -> None:
    pool = ModelPool(100, Loads(Device("cuda")))
    with pytest.raises(OutOfMemory):
        pool.run("a", full_on_gpu, lambda: None)


def test_making_room_lets_every_other_model_go() -> None:
    pool = ModelPool(100, Loads())
    for digest in ("a", "b", "c"):
        pool.get(digest)
    pool.keep_only(["b"])
    assert (pool.loaded(), pool.used_bytes) == (("b",), 10 * MB)
