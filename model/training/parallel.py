"""Data parallel training: processes that average their gradients once a step, and everything else that must be equal.

Started here (``--processes``) or by ``torchrun``; gloo on CPUs, NCCL on GPUs. NCCL refuses two ranks on one GPU, so
gloo joins those too: simulated clicks are a processor's work, and one process cannot keep a fast GPU busy. Two ranks
equal one with the same global batch: rank r of n takes the r-th share of each batch, losses are divided by counts
averaged over the ranks, and no random number depends on the rank. On a few CPU cores single-threaded processes beat
threads inside every operation: a step of the nano preset costs 1.45 core-seconds in one thread and 2.0 in two (batch 8,
EPYC with AVX-512).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch import Tensor, nn


@dataclass(frozen=True)
class Ranks:
    """This process as number ``rank`` of ``count``, computing on ``device``. One process needs no other."""

    rank: int = 0
    count: int = 1
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))

    @property
    def is_first(self) -> bool:
        return self.rank == 0

    def share_of(self, batch: int) -> range:
        """The places in a global batch that this rank computes. Raises ValueError where the shares are not equal."""
        if batch % self.count:
            raise ValueError(
                f"batch {batch} is not a multiple of the {self.count} processes; give --batch another size"
            )
        each = batch // self.count
        return range(self.rank * each, (self.rank + 1) * each)

    def mean(self, values: Tensor) -> Tensor:
        """``values`` averaged over the ranks."""
        if self.count == 1:
            return values
        total = values.clone()
        dist.all_reduce(total)
        return total / self.count

    def largest(self, value: int) -> int:
        """The largest ``value`` of all ranks."""
        if self.count == 1:
            return value
        found = torch.tensor([value], device=self.device)
        dist.all_reduce(found, dist.ReduceOp.MAX)
        return int(found)

    def gathered(self, items: Sequence[Any]) -> list[Any]:
        """The items of all ranks, those of rank 0 first."""
        if self.count == 1:
            return list(items)
        everyone: list[Any] = [None] * self.count
        dist.all_gather_object(everyone, list(items))
        return [item for each in everyone for item in each]

    def wait(self) -> None:
        """Until all ranks are here."""
        if self.count > 1:
            dist.barrier()


def average_gradients(network: nn.Module, others: Tensor, ranks: Ranks) -> Tensor:
    """Average all gradients over the ranks, and a vector of ``others`` with them, which is returned.

    A parameter that no rank has a gradient for keeps none, so that the optimiser leaves it alone as in one process.
    """
    if ranks.count == 1:
        return others
    trained = [p for p in network.parameters() if p.requires_grad]
    has = others.new_tensor([p.grad is not None for p in trained], dtype=torch.float32)
    gradients = [p.grad if p.grad is not None else torch.zeros_like(p) for p in trained]
    flat = ranks.mean(torch.cat([others.float(), has, *(gradient.reshape(-1) for gradient in gradients)]))
    averaged, has, flat = flat.split([len(others), len(has), len(flat) - len(others) - len(has)])
    start = 0
    for parameter, is_used in zip(trained, has.tolist(), strict=True):
        end = start + parameter.numel()
        parameter.grad = flat[start:end].view_as(parameter) if is_used else None
        start = end
    return averaged


def launch(entry: Callable[[int], None], processes: int) -> None:
    """Run ``entry(rank)`` in ``processes`` processes; it must be picklable and call ``joined`` itself."""
    mp.start_processes(entry, nprocs=processes, start_method="spawn")


def join(rank: int, count: int, device: str, meeting: Path | None = None) -> Ranks:
    """Meet the other processes through the file ``meeting``, or as the environment says (torchrun).

    ``device``: "cpu" or "cuda"; each process takes a GPU of its own, or they take turns where there are fewer.
    Raises ValueError for "cuda" where torch sees no GPU.
    """
    place, backend = torch.device("cpu"), "gloo"
    if device == "cuda":
        local, beside = (
            int(os.environ.get(name, value)) for name, value in (("LOCAL_RANK", rank), ("LOCAL_WORLD_SIZE", count))
        )
        gpus = torch.cuda.device_count()
        if not gpus:
            raise ValueError("torch sees no GPU here; leave --device out, or give --device cpu")
        place, backend = torch.device("cuda", local % gpus), "nccl" if beside <= gpus else "gloo"
        torch.cuda.set_device(place)
    if count > 1:
        address = f"file://{meeting}" if meeting is not None else "env://"
        dist.init_process_group(backend, init_method=address, rank=rank, world_size=count)
    return Ranks(rank, count, place)


def leave() -> None:
    """Part from the other processes."""
    if dist.is_initialized():
        dist.destroy_process_group()


def from_environment() -> tuple[int, int] | None:
    """(rank, count) where torchrun started this process, else None."""
    if "RANK" not in os.environ or "WORLD_SIZE" not in os.environ:
        return None
    return int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
