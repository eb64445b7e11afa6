"""GrabCut, Berkeley, DAVIS and COCO_MVal: a photo and a mask image with its rule."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model.datasets import Dataset, open_dataset
from tests.model.datasets.layouts import save_indices, save_mask, save_photo

FOLDERS = {
    "grabcut": ("data_GT", "boundary_GT"),
    "berkeley": ("images", "masks"),
    "davis": ("img", "gt"),
    "coco_mval": ("img", "gt"),
    "coco_mval_dynamite": ("img", "gt"),
}
GRAYS = [0, 1, 64, 127, 128, 129, 255]

pytestmark = pytest.mark.filterwarnings("ignore:.*the published set has")


def written(name: str, root: Path, mask: np.ndarray, photo_hw: tuple[int, int] | None = None) -> Dataset:
    photos, masks = FOLDERS[name]
    save_photo(root / photos / "one.jpg", photo_hw or (mask.shape[0], mask.shape[1]))
    save_mask(root / masks / "one.png", mask)
    return open_dataset(name, root)


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("grabcut", [0, 1, 0, 0, -1, 1, 1]),
        ("berkeley", [0, 1, 0, 0, -1, 1, 1]),
        ("davis", [0, 1, 1, 1, 1, 1, 1]),
        ("coco_mval", [0, 1, 1, 1, 1, 1, 1]),
        ("coco_mval_dynamite", [0, 0, 0, 0, 0, 1, 1]),
    ],
)
def test_gray_values_become_labels_by_the_rule_of_the_set(name: str, labels: list[int], tmp_path: Path) -> None:
    sample = written(name, tmp_path, np.array([GRAYS]))[0]
    assert sample.labels.tolist() == [labels] and sample.objects == 1 and sample.name == "one"
    assert sample.ground_truth.tolist() == [labels]


def test_the_two_rules_of_coco_mval_look_at_different_channels(tmp_path: Path) -> None:
    mask = np.zeros((1, 3, 3))
    mask[0, 1, 2], mask[0, 2, 0] = 255, 200
    written("coco_mval", tmp_path, mask)
    assert open_dataset("coco_mval", tmp_path)[0].labels.tolist() == [[0, 1, 1]]
    assert open_dataset("coco_mval_dynamite", tmp_path)[0].labels.tolist() == [[0, 0, 1]]


def test_a_palette_is_looked_up_before_the_rule(tmp_path: Path) -> None:
    save_photo(tmp_path / "img" / "one.jpg", (1, 3))
    save_indices(tmp_path / "gt" / "one.png", np.array([[0, 1, 4]]))
    assert open_dataset("davis", tmp_path)[0].labels.tolist() == [[0, 1, 1]]


def test_a_photo_is_shown_upright_as_its_mask_is(tmp_path: Path) -> None:
    save_photo(tmp_path / "images" / "one.jpg", (40, 24), orientation=6)
    save_mask(tmp_path / "masks" / "one.png", np.full((40, 24), 255))
    sample = open_dataset("berkeley", tmp_path)[0]
    assert sample.image.shape == (40, 24, 3)
    assert sample.image[5, 5, 0] > 200 and sample.image[35, 5, 0] < 50  # red above, on the left


def test_a_mask_of_another_size_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"one\.jpg is 20x10 pixels .* its mask 10x20"):
        written("davis", tmp_path, np.ones((20, 10)), photo_hw=(10, 20))[0]


def test_a_missing_mask_and_a_damaged_mask_are_named(tmp_path: Path) -> None:
    written("grabcut", tmp_path, np.ones((4, 4)))
    (tmp_path / "boundary_GT" / "one.png").write_bytes(b"no image")
    with pytest.raises(ValueError, match=r"boundary_GT/one\.png cannot be read"):
        open_dataset("grabcut", tmp_path)[0]
    save_photo(tmp_path / "data_GT" / "two.jpg", (4, 4))
    with pytest.raises(FileNotFoundError, match=r"no mask for two\.jpg in .*boundary_GT; expected data_GT"):
        open_dataset("grabcut", tmp_path)


def test_files_that_are_no_images_are_passed_over_and_equal_names_refused(tmp_path: Path) -> None:
    written("grabcut", tmp_path, np.ones((4, 4)))
    (tmp_path / "data_GT" / "Thumbs.db").write_bytes(b"")
    assert len(open_dataset("grabcut", tmp_path)) == 1
    save_photo(tmp_path / "data_GT" / "one.png", (4, 4))
    with pytest.raises(ValueError, match=r"one\.png and .*one\.jpg share a name"):
        open_dataset("grabcut", tmp_path)


def test_grabcut_has_fifty_photos_with_an_object_each(datasets: Path) -> None:
    dataset = open_dataset("grabcut", datasets / "grabcut")
    assert len(dataset) == 50
    truths = [dataset[index].ground_truth for index in range(len(dataset))]
    assert all((truth == 1).any() for truth in truths) and any((truth == -1).any() for truth in truths)
