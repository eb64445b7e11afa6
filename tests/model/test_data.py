"""From annotated photos to samples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model.data.pack import draw_layer, pack, read_index, read_rgb
from model.data.samples import UNKNOWN, Samples
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
    assert pack(packed / "nowhere", packed) == packed
    assert (packed / "index.json").stat().st_mtime_ns == before


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
    drawn, count = draw_layer(segments, 8, 8)
    assert count == 2
    assert (drawn == 2).sum() == 4 and (drawn == 1).sum() == 44


def test_a_sample_depends_on_seed_and_index_alone(packed: Path) -> None:
    one, two = Samples(packed, 64, seed=3), Samples(packed, 64, seed=3)
    one[0]
    assert np.array_equal(one[7].image, two[7].image) and np.array_equal(one[7].labels, two[7].labels)
    assert not np.array_equal(one[7].image, Samples(packed, 64, seed=4)[7].image)


def test_samples_number_their_objects_from_one_without_gaps(packed: Path) -> None:
    samples = Samples(packed, 64, seed=0)
    for index in range(20):
        sample = samples[index]
        assert sample.image.shape == (64, 64, 3) and sample.image.dtype == np.uint8
        numbers = sorted(set(np.unique(sample.labels)) - {0, UNKNOWN})
        assert numbers == list(range(1, len(numbers) + 1)) and numbers


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
