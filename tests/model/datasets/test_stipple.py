"""The form of this project's training data as a benchmark."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kernels import rle
from model.datasets import open_dataset
from tests.model.datasets.layouts import save_photo

SIZE = (60, 80)
pytestmark = pytest.mark.filterwarnings("ignore:.*the published set has")


def segment(top: int, left: int, height: int, width: int) -> dict[str, Any]:
    mask = np.zeros(SIZE, bool)
    mask[top : top + height, left : left + width] = True
    return {"counts": rle.encode(mask)["counts"], "label": None, "area": int(mask.sum())}


def photo(name: str, split: str | None, **layers: list[dict[str, Any]]) -> dict[str, Any]:
    listed = [{"kind": kind, "exhaustive": True, "segments": segments} for kind, segments in layers.items()]
    line = {"id": name, "file": f"images/{name}.png", "height": SIZE[0], "width": SIZE[1], "layers": listed}
    return line if split is None else {**line, "split": split}


def write(folder: Path, lines: list[dict[str, Any]], packed: bool = True) -> None:
    for line in lines:
        save_photo(folder / line["file"], SIZE)
    text = "".join(json.dumps(line) + "\n" for line in lines)
    if packed:
        (folder / "annotations.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    else:
        (folder / "annotations.jsonl").write_text(text)


OBJECTS = [segment(0, 0, 20, 20), segment(5, 5, 30, 40), segment(40, 40, 10, 10)]
PARTS = [segment(30, 30, 25, 25)]


def test_the_layer_of_whole_objects_is_measured_and_small_segments_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, [photo("b", "val", parts=PARTS, objects=OBJECTS), photo("a", "train", objects=OBJECTS)])
    single = open_dataset("stipple", tmp_path)
    assert [single.name_of(index) for index in range(len(single))] == ["b#0", "b#1"]
    assert [(single[index].ground_truth == 1).sum() for index in range(2)] == [400, 1200]
    multi = open_dataset("stipple_multi", tmp_path)
    assert len(multi) == 1 and multi[0].objects == 2
    assert (multi[0].labels[0, 0], multi[0].labels[10, 10], multi[0].labels[30, 30]) == (2, 2, 1)


def test_without_a_split_every_photo_counts_and_the_file_need_not_be_packed(tmp_path: Path) -> None:
    lines = [photo("a", None, regions=PARTS), photo("b", None, regions=PARTS, panoptic=OBJECTS)]
    write(tmp_path / "train", lines, packed=False)
    dataset = open_dataset("stipple_multi", tmp_path)
    assert [dataset[index].objects for index in range(len(dataset))] == [1, 2]


def test_multi60_takes_the_segments_that_are_listed(tmp_path: Path) -> None:
    write(tmp_path / "train", [photo("a", "val", parts=PARTS, objects=OBJECTS), photo("b", "val", objects=OBJECTS)])
    (tmp_path / "multi60.json").write_text(json.dumps([{"id": "a", "layer": 1, "segments": [2, 1]}]))
    dataset = open_dataset("multi60", tmp_path)
    assert [dataset.name_of(index) for index in range(len(dataset))] == ["a"]
    assert dataset[0].masks.sum(axis=(1, 2)).tolist() == [1200, 100]
    (tmp_path / "multi60.json").write_text(json.dumps([{"id": "z", "layer": 0, "segments": [0]}]))
    with pytest.raises(ValueError, match=r"multi60\.json names layer 0 of 'z', which .*train does not hold"):
        open_dataset("multi60", tmp_path)
    (tmp_path / "multi60.json").write_text(json.dumps([{"id": "a", "segments": [0]}]))
    with pytest.raises(ValueError, match=r"multi60\.json is no list of id, layer and segments: KeyError\('layer'\)"):
        open_dataset("multi60", tmp_path)


def test_a_packed_file_that_is_cut_off_is_named(tmp_path: Path) -> None:
    write(tmp_path, [photo("a", "val", objects=OBJECTS)])
    whole = (tmp_path / "annotations.jsonl.gz").read_bytes()
    (tmp_path / "annotations.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match=r"annotations\.jsonl\.gz is damaged"):
        open_dataset("stipple", tmp_path)


def test_damaged_lines_and_masks_are_named(tmp_path: Path) -> None:
    write(tmp_path, [photo("a", "val", objects=[{**OBJECTS[0], "counts": "0"}])], packed=False)
    with pytest.raises(ValueError, match="a mask of a#0 is damaged: counts adds up to"):
        open_dataset("stipple", tmp_path)[0]
    with (tmp_path / "annotations.jsonl").open("a") as lines:
        lines.write('{"id": "b"}\n')
    with pytest.raises(ValueError, match=r"line 2 of .*annotations\.jsonl is no annotated photo"):
        open_dataset("stipple", tmp_path)


def test_multi60_of_the_shared_data_has_443_objects(datasets: Path) -> None:
    dataset = open_dataset("multi60", datasets)
    samples = [dataset[index] for index in range(len(dataset))]
    assert len(samples) == 60 and sum(sample.objects for sample in samples) == 443
    assert max(sample.objects for sample in samples) == 10
