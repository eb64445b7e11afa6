"""From annotated photos to memory maps, and from label maps to tasks."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from model.data.pack import PackedPhotos, draw_layer, pack, read_index, read_rgb
from model.data.photos import Layer, Segment, held_out
from model.data.tasks import choose_groups, grow, touching
from tests.model.synthetic import write_photos


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("photos")
    return pack(write_photos(folder / "source", 8), folder / "pack", longer_side=64)


def test_a_pack_holds_every_photo_and_layer_at_the_limit_of_its_longer_side(packed: Path) -> None:
    records = read_index(packed)
    assert len(records) == 8
    assert {(record.height, record.width) for record in records} == {(64, 64)}
    last = records[-1]
    assert (packed / "pixels.u8").stat().st_size == last.offset + 64 * 64 * 3
    assert (packed / "labels.u8").stat().st_size == last.layers[0].offset + 64 * 64


def test_packing_again_keeps_a_complete_pack(packed: Path) -> None:
    before = (packed / "index.json").stat().st_mtime_ns
    assert pack(packed / "nowhere", packed, longer_side=64) == packed
    assert (packed / "index.json").stat().st_mtime_ns == before


def test_a_pack_of_another_size_is_not_taken_for_this_one(packed: Path) -> None:
    with pytest.raises(ValueError, match=r"at most 64 pixels a side, not 128.*--pack"):
        pack(packed / "nowhere", packed, longer_side=128)


def test_packs_of_earlier_versions_are_read(packed: Path, tmp_path: Path) -> None:
    rows = json.loads((packed / "index.json").read_text())
    for row in rows:
        for layer in row["layers"]:
            del layer["stuff"]
    (tmp_path / "index.json").write_text(json.dumps(rows))
    assert read_index(tmp_path) == read_index(packed)
    assert pack(tmp_path / "nowhere", tmp_path, longer_side=64) == tmp_path


def test_a_packed_photo_comes_with_its_layers_and_their_segments(packed: Path) -> None:
    photo = PackedPhotos(packed).read(0)
    (layer,) = photo.layers
    assert photo.image.shape == (64, 64, 3) and layer.kind == "objects" and layer.exhaustive
    assert [segment.value for segment in layer.listed()] == [1, 2]
    assert all(segment.area == layer.mask(segment).sum() > 0 for segment in layer.listed())


def test_photos_packed_as_they_are_keep_their_size(tmp_path: Path) -> None:
    folder = pack(write_photos(tmp_path / "source", 1), tmp_path / "pack", longer_side=0)
    assert read_index(folder)[0].height == 96


def test_a_missing_data_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="annotations"):
        pack(tmp_path / "nothing", tmp_path / "pack")
    with pytest.raises(ValueError, match="cannot be read"):
        read_rgb(tmp_path / "nothing.png")


def test_smaller_segments_stay_on_top() -> None:
    from pycocotools import mask as coco

    large, small = np.zeros((8, 8), np.uint8), np.zeros((8, 8), np.uint8)
    large[:6], small[2:4, 2:4] = 1, 1
    segments = [
        {"counts": coco.encode(np.asfortranarray(mask))["counts"].decode(), "area": int(mask.sum())}
        for mask in (small, large)
    ]
    drawn, ordered = draw_layer(segments, 8, 8)
    assert [segment["area"] for segment in ordered] == [48, 4]
    assert (drawn == 2).sum() == 4 and (drawn == 1).sum() == 44


def test_overlapping_segments_become_one_map_with_the_smaller_on_top() -> None:
    maps = np.zeros((2, 8, 8), np.uint8)
    maps[0, :6] = 7
    maps[1, 2:4, 2:4] = 3
    layer = Layer("objects", False, maps, (Segment(1, 3, 4), Segment(0, 7, 48)))
    flat = layer.flat()
    assert (flat == 1).sum() == 44 and (flat == 2).sum() == 4


def test_one_photo_in_twenty_is_held_out_where_no_split_is_given() -> None:
    splits = [held_out(f"photo_{index}") for index in range(2000)]
    assert 60 < splits.count("val") < 140
    assert splits == [held_out(f"photo_{index}") for index in range(2000)]


def test_a_grown_object_is_made_of_touching_segments() -> None:
    labels = np.repeat(np.repeat(np.arange(1, 17, dtype=np.uint8).reshape(4, 4), 16, 0), 16, 1)
    pairs = touching(labels)
    assert (1, 2) in pairs and (1, 5) in pairs and (1, 6) not in pairs
    counts = np.bincount(labels.ravel())
    for seed in range(10):
        group = grow(labels, counts, np.arange(1, 17), np.random.default_rng(seed))
        for label in group[1:]:
            assert any((min(label, other), max(label, other)) in pairs for other in group)


def test_an_empty_layer_has_no_task() -> None:
    assert choose_groups(np.zeros((16, 16), np.uint8), "objects", np.random.default_rng(0), 6) == []
