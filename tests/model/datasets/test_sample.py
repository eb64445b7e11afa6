"""The border of a data set: samples, and the painting of masks."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from model.datasets import READERS, open_dataset
from model.datasets.painting import labels_of_ids, labels_of_masks
from model.datasets.sample import Sample
from tests.model.datasets.layouts import save_mask, save_photo


def sample(labels: np.ndarray, objects: int) -> Sample:
    return Sample("s", Path("s.png"), np.zeros((*labels.shape, 3), np.uint8), labels.astype(np.int32), objects)


def test_the_largest_object_is_1_and_smaller_ones_lie_on_top() -> None:
    small, large, middle = np.zeros((3, 6, 6), bool)
    small[2, 2], large[1:5, 1:5], middle[2:4, 2:5] = True, True, True
    labels = labels_of_masks([small, large, middle], (6, 6))
    assert (labels[1, 1], labels[3, 3], labels[2, 2], labels[0, 0]) == (1, 2, 3, 0)
    assert np.bincount(labels.ravel()).tolist() == [20, 10, 5, 1]


def test_masks_of_equal_area_keep_their_order() -> None:
    one, two = np.zeros((2, 2, 4), bool)
    one[0], two[1] = True, True
    assert labels_of_masks([one, two], (2, 4)).tolist() == [[1] * 4, [2] * 4]
    assert labels_of_masks([two, one], (2, 4)).tolist() == [[2] * 4, [1] * 4]


def test_a_hidden_object_keeps_its_number_and_has_an_empty_mask() -> None:
    below, left, right = np.zeros((3, 1, 6), bool)
    below[0, 1:5], left[0, :3], right[0, 3:] = True, True, True
    labels = labels_of_masks([left, below, right], (1, 6))
    given = sample(labels, 3)
    assert given.masks.sum(axis=(1, 2)).tolist() == [0, 3, 3]
    assert given.masks.sum(axis=0).max() == 1  # disjoint


def test_void_pixels_belong_to_nobody() -> None:
    labels = labels_of_ids(np.array([[7, 7, 9, 0]]), [7, 9], np.array([[False, True, False, False]]))
    assert labels.tolist() == [[1, -1, 2, 0]]
    ignored = sample(labels, 2).ignored
    assert ignored is not None and ignored.tolist() == [[False, True, False, False]]
    assert sample(np.zeros((2, 2)), 1).ignored is None


def test_ground_truth_is_for_single_objects_only() -> None:
    assert sample(np.array([[1, 0, -1]]), 1).ground_truth.tolist() == [[1, 0, -1]]
    with pytest.raises(ValueError, match="s has 2 objects"):
        _ = sample(np.array([[1, 2]]), 2).ground_truth


def test_a_photo_and_a_mask_of_different_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match=r"s\.png is 4x3 pixels .* its mask 3x4"):
        Sample("s", Path("s.png"), np.zeros((3, 4, 3), np.uint8), np.zeros((4, 3), np.int32), 1)


def test_an_unknown_data_set_is_answered_with_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no data set 'grabcat'; there are: berkeley, .*stipple_multi"):
        open_dataset("grabcat", tmp_path)


@pytest.mark.parametrize("name", READERS)
def test_an_empty_folder_is_answered_with_the_layout_of_the_data_set(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        open_dataset(name, tmp_path)
    assert str(tmp_path) in str(caught.value) and READERS[name].layout in str(caught.value)
    assert READERS[name].layout in READERS[name].describe() and READERS[name].kind in READERS[name].describe()


def test_a_part_of_a_published_set_is_read_with_a_warning_and_survives_pickling(tmp_path: Path) -> None:
    save_photo(tmp_path / "img" / "b.jpg", (8, 10))
    save_photo(tmp_path / "img" / "a.jpg", (8, 10))
    save_mask(tmp_path / "gt" / "a.png", np.eye(8, 10) * 255)
    save_mask(tmp_path / "gt" / "b.png", np.eye(8, 10) * 255)
    with pytest.warns(UserWarning, match="holds 2 samples of davis; the published set has 345"):
        dataset = open_dataset("davis", tmp_path)
    again = pickle.loads(pickle.dumps(dataset))
    assert [again.name_of(index) for index in range(len(again))] == ["a", "b"]
    assert (again[1].labels == dataset[1].labels).all() and again[1].image.shape == (8, 10, 3)


def test_nothing_is_decoded_before_it_is_asked_for(tmp_path: Path) -> None:
    for name in ("a", "b"):
        save_photo(tmp_path / "images" / f"{name}.jpg", (8, 10))
        save_mask(tmp_path / "masks" / f"{name}.png", np.full((8, 10), 255))
    (tmp_path / "images" / "b.jpg").write_bytes(b"\xff\xd8 cut off")
    with pytest.warns(UserWarning):
        dataset = open_dataset("berkeley", tmp_path)
    assert dataset[0].labels.all()
    with pytest.raises(ValueError, match=r"images/b\.jpg cannot be read as an image"):
        dataset[1]
