"""Two processes equal one with the same global batch: log, weights and validation, however they were started."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import nn

from model.drop_path import DropPath
from model.train import main
from model.training.parallel import Ranks
from model.training.shared_norm import SharedBatchNorm2d, with_shared_norms
from model.training.table_file import read_table
from tests.model.training_runs import arguments, packed

__all__ = ["packed"]

# AdamW: Muon's bfloat16 steps blow the last bits of a sum over ranks up within a few steps.
MORE = ["--batch", "4", "--validation-photos", "2", "--validation-side", "64", "--muon", "0", "--seed", "2"]
SMALL_MIT = {"kind": "mit", "channels": "8,16,16,16", "depths": "1,1,1,1", "heads": "1,2,2,2", "drop_path": "0.4"}
MIT = [part for name, value in SMALL_MIT.items() for part in ("--set", f"backbone.{name}={value}")]


def run(*command: str) -> None:
    subprocess.run([sys.executable, *command], check=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())})


def check_equal(one: Path, two: Path) -> None:
    """The logs agree in every number but the clock, the weights to float32's noise."""
    for first, second in zip(read_table(one / "log.csv"), read_table(two / "log.csv"), strict=True):
        for name in set(first) - {"elapsed", "cpu"}:
            assert first[name] == pytest.approx(second[name], rel=1e-4, abs=1e-6), (first["step"], name)
    states = [torch.load(out / "checkpoint.pt", weights_only=True)["network"] for out in (one, two)]
    for name, value in states[0].items():
        torch.testing.assert_close(value, states[1][name], rtol=1e-4, atol=2e-5, msg=name)
    results = [json.loads((out / "validation.json").read_text()) for out in (one, two)]
    assert results[0]["iou@8"] == pytest.approx(results[1]["iou@8"], abs=0.02)


def test_two_ranks_of_torchrun_equal_one_with_batch_norms(packed: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    torch.set_num_threads(1)
    main(arguments(packed, one, 4, *MORE))
    launcher = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m", "model.train"]
    run(*launcher, *arguments(packed, two, 4, *MORE))
    check_equal(one, two)


def test_two_processes_of_our_own_equal_one_with_dropped_paths_and_sampled_points(packed: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    torch.set_num_threads(1)
    told = [*MORE, *MIT, "--loss", "base", "--set", "recipe.clicks.background=0.5,0.5"]
    main(arguments(packed, one, 3, *told))
    run("-m", "model.train", *arguments(packed, two, 3, *told, "--processes", "2"))
    check_equal(one, two)


def test_every_rank_takes_its_share_of_the_batch() -> None:
    assert [list(Ranks(rank, 2).share_of(4)) for rank in range(2)] == [[0, 1], [2, 3]]
    with pytest.raises(ValueError, match="batch 5 is not a multiple of the 2 processes"):
        Ranks(0, 2).share_of(5)


def test_parts_of_a_batch_drop_the_paths_that_the_whole_would() -> None:
    branch, drop = torch.ones(4, 1, 1), DropPath(0.5).train()
    for seed in range(5):
        torch.manual_seed(seed)
        whole = drop(branch)
        parts = []
        for rank in range(2):
            drop.share = (rank, 2)
            torch.manual_seed(seed)
            parts.append(drop(branch[:2]))
        drop.share = (0, 1)
        assert torch.equal(torch.cat(parts), whole)


def test_shared_norms_keep_names_weights_and_modes() -> None:
    network = nn.Sequential(nn.Conv2d(3, 4, 1), nn.Sequential(nn.BatchNorm2d(4)))
    nn.init.normal_(network[1][0].weight)  # type: ignore[index, arg-type]
    network[1][0].weight.requires_grad_(False)  # type: ignore[index, union-attr]
    before, x = {name: value.clone() for name, value in network.state_dict().items()}, torch.randn(2, 3, 5, 5)
    expected = network.eval()(x)
    with_shared_norms(network)
    shared = network[1][0]  # type: ignore[index]
    assert isinstance(shared, SharedBatchNorm2d) and not shared.training and not shared.weight.requires_grad
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())
    assert torch.equal(network(x), expected)
