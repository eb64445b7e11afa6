"""SBD, PASCAL VOC and DAVIS 2017: a map of object ids beside the photo."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model.datasets import open_dataset
from tests.model.datasets.layouts import save_colours, save_indices, save_mat, save_photo

IDS = np.array([[1, 1, 0, 0, 2], [1, 1, 0, 2, 2], [1, 1, 0, 2, 2], [1, 1, 0, 4, 4]])  # areas 8, 5, 2

pytestmark = pytest.mark.filterwarnings("ignore:.*the published set has")


def write_sbd(root: Path, order: str = "<", compressed: bool = True) -> None:
    for name in ("2008_b", "2008_a"):
        save_photo(root / "img" / f"{name}.jpg", (4, 5))
        save_mat(root / "inst" / f"{name}.mat", IDS, compressed, order)
    (root / "val.txt").write_text("2008_b\n2008_a\n\n")


def write_voc(root: Path, ids: np.ndarray) -> None:
    save_photo(root / "JPEGImages" / "2007_a.jpg", (ids.shape[0], ids.shape[1]))
    save_indices(root / "SegmentationObject" / "2007_a.png", ids)
    (root / "ImageSets" / "Segmentation").mkdir(parents=True)
    (root / "ImageSets" / "Segmentation" / "val.txt").write_text("2007_a\n")


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("compressed", [True, False])
def test_sbd_by_object_takes_every_id_alone(tmp_path: Path, order: str, compressed: bool) -> None:
    write_sbd(tmp_path, order, compressed)
    dataset = open_dataset("sbd", tmp_path)
    names = [dataset.name_of(index) for index in range(len(dataset))]
    assert names == [f"2008_{photo}#{value}" for photo in "ab" for value in (1, 2, 4)]
    assert [(dataset[index].labels == 1).sum() for index in range(3)] == [8, 5, 2]
    assert (dataset[1].ground_truth == (IDS == 2)).all() and dataset[1].objects == 1


def test_sbd_by_photo_numbers_objects_by_area(tmp_path: Path) -> None:
    write_sbd(tmp_path / "dataset")  # as DynaMITe's instructions unpack it
    dataset = open_dataset("sbd_multi", tmp_path)
    assert len(dataset) == 2 and dataset[0].objects == 3
    assert (dataset[0].labels == np.select([IDS == 1, IDS == 2, IDS == 4], [1, 2, 3], 0)).all()


def test_sbd_files_that_are_cut_off_or_something_else_are_named(tmp_path: Path) -> None:
    write_sbd(tmp_path)
    whole = (tmp_path / "inst" / "2008_a.mat").read_bytes()
    for content, reason in [
        (whole[: len(whole) - 20], "is damaged"),
        (b"x" * 200, "is not a MATLAB file"),
        (whole[:128], "has no matrix GTinst.Segmentation"),
    ]:
        (tmp_path / "inst" / "2008_a.mat").write_bytes(content)
        with pytest.raises(ValueError, match=rf"2008_a\.mat {reason}"):
            open_dataset("sbd", tmp_path)
    (tmp_path / "inst" / "2008_a.mat").unlink()
    with pytest.raises(FileNotFoundError, match=r"2008_a\.mat does not exist; expected img/"):
        open_dataset("sbd_multi", tmp_path)


def test_voc_takes_palette_indices_and_ignores_void(tmp_path: Path) -> None:
    ids = IDS.copy()
    ids[:, 2] = 255
    write_voc(tmp_path / "VOC2012", ids)
    single = open_dataset("pascal_voc", tmp_path)
    assert [single.name_of(index) for index in range(len(single))] == ["2007_a#1", "2007_a#2", "2007_a#4"]
    assert single[2].labels.tolist()[3] == [0, 0, -1, 1, 1]
    multi = open_dataset("pascal_voc_multi", tmp_path)[0]
    assert multi.objects == 3 and multi.labels[3].tolist() == [1, 1, -1, 3, 3]


def test_voc_by_gray_values_joins_what_the_published_readers_join(tmp_path: Path) -> None:
    ids = np.array([[1, 1, 0, 16, 16], [2, 2, 2, 255, 255]])
    write_voc(tmp_path, ids)
    assert len(open_dataset("pascal_voc", tmp_path)) == 3
    dataset = open_dataset("pascal_voc_gray", tmp_path)
    assert [dataset.name_of(index) for index in range(len(dataset))] == ["2007_a#38", "2007_a#75"]
    assert dataset[0].labels.tolist() == [[1, 1, 0, 1, 1], [0, 0, 0, -1, -1]]


def test_voc_without_a_palette_goes_by_gray_values(tmp_path: Path) -> None:
    ids = IDS.copy()
    ids[:, 2] = 255
    write_voc(tmp_path, ids)
    save_colours(tmp_path / "SegmentationObject" / "2007_a.png", ids)
    dataset = open_dataset("pascal_voc", tmp_path)
    # (128, 0, 0), (0, 128, 0) and (0, 0, 128) in OpenCV's gray; void is 220
    assert [dataset.name_of(index) for index in range(len(dataset))] == ["2007_a#15", "2007_a#38", "2007_a#75"]
    assert dataset[1].labels.tolist() == [[1, 1, -1, 0, 0]] * 4


def write_davis(root: Path) -> None:
    frames = [np.array([[1, 1, 1, 0], [2, 2, 3, 0]]), np.array([[0, 2, 2, 2], [0, 3, 0, 0]]), np.zeros((2, 4), int)]
    for number, ids in enumerate(frames):
        save_photo(root / "JPEGImages" / "480p" / "bear" / f"{number:05}.jpg", (2, 4))
        save_indices(root / "Annotations" / "480p" / "bear" / f"{number:05}.png", ids)
    (root / "ImageSets" / "2017").mkdir(parents=True)
    (root / "ImageSets" / "2017" / "val.txt").write_text("bear\n")


def test_every_davis_frame_has_the_objects_of_the_first_frame(tmp_path: Path) -> None:
    write_davis(tmp_path / "DAVIS-2017-trainval")
    dataset = open_dataset("davis_2017", tmp_path)
    assert [dataset.name_of(index) for index in range(len(dataset))] == ["bear_00000", "bear_00001", "bear_00002"]
    assert [dataset[index].objects for index in range(3)] == [3, 3, 3]
    assert dataset[0].labels.tolist() == [[1, 1, 1, 0], [2, 2, 3, 0]]
    assert dataset[1].labels.tolist() == [[0, 1, 1, 1], [0, 2, 0, 0]]  # the object that is gone comes last, empty
    assert dataset[2].masks.sum() == 0 and dataset[2].masks.shape == (3, 2, 4)


def test_a_davis_video_without_an_annotation_is_named(tmp_path: Path) -> None:
    write_davis(tmp_path)
    (tmp_path / "Annotations" / "480p" / "bear" / "00001.png").unlink()
    with pytest.raises(FileNotFoundError, match=r"bear/00001\.png does not exist; expected JPEGImages"):
        open_dataset("davis_2017", tmp_path)
