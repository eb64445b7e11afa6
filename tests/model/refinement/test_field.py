"""Refined masks: edges of the picture, clicks honoured, objects disjoint, any size, the same bytes every time."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from model.fusion import answered, answered_maps, masks_from_logits
from model.refinement.config import RefinementConfig
from model.refinement.field import refined
from model.refinement.picture import Picture, picture_of
from model.types import Click, Clicks, Features, Logits, Stroke

CONFIG = RefinementConfig()


def refined_labels(logits: Logits, clicks: Clicks, picture: Picture) -> np.ndarray:
    return refined(logits, clicks, picture).labels


def picture(image: np.ndarray, config: RefinementConfig = CONFIG) -> Picture:
    made = picture_of(image, config)
    assert made is not None
    return made


def logits_of(maps: np.ndarray, owner: list[int], image_hw: tuple[int, int]) -> Logits:
    """``maps`` (Q, h, w) that cover the whole image."""
    objects = max(owner) + 1
    valid_hw = (float(maps.shape[1]), float(maps.shape[2]))
    quality = np.full(max(objects, 0), np.nan, dtype=np.float32)
    return Logits(maps.astype(np.float32), np.array(owner, dtype=np.int32), image_hw, valid_hw, quality, 4)


def two_colours(height: int, width: int, edge: int) -> np.ndarray:
    """Green, from column ``edge`` on red."""
    image = np.zeros((height, width, 3), dtype=np.uint8)
    image[:, :edge] = (40, 160, 60)
    image[:, edge:] = (190, 50, 40)
    return image


def unsure(image_hw: tuple[int, int], column: float, slope: float = 0.2) -> np.ndarray:
    """Maps of background and one object, (2, h, w) at stride 4: the object is right of ``column``, more or less."""
    columns = (np.arange(-(-image_hw[1] // 4)) + 0.5) * 4
    side = np.clip((columns - column) * slope, -3, 3) / 2
    return np.stack([np.tile(sign * side, (-(-image_hw[0] // 4), 1)) for sign in (-1, 1)])


def test_an_edge_moves_to_where_the_colours_change() -> None:
    image = two_colours(96, 128, edge=61)
    logits = logits_of(unsure((96, 128), column=72), [-1, 0], (96, 128))
    clicks = Clicks(((Click(100.5, 48.5, 0),),))
    assert (masks_from_logits(logits)[:, 61:70] == 0).any()
    labels = refined_labels(logits, clicks, picture(image))
    truth = np.tile(np.arange(128) >= 61, (96, 1))
    assert (labels.astype(bool) == truth).mean() > 0.995


def test_a_click_wins_its_pixel_against_network_and_colours() -> None:
    image = two_colours(96, 128, edge=60)
    logits = logits_of(unsure((96, 128), column=60, slope=5), [-1, 0], (96, 128))
    clicks = Clicks(((Click(100.5, 48.5, 0), Click(20.5, 30.5, 1)),), (Click(110.5, 80.5, 2),))
    labels = refined_labels(logits, clicks, picture(image))
    assert labels[48, 100] == 1 and labels[30, 20] == 1 and labels[80, 110] == 0


@pytest.mark.parametrize("seed", range(3))
def test_every_click_is_its_owners_however_close_the_clicks_are(seed: int) -> None:
    rng = np.random.default_rng(seed)
    image = rng.integers(0, 256, (90, 70, 3), dtype=np.uint8)
    places = rng.permutation(90 * 70)[:60]
    marks = [Click(place % 70 + 0.5, place // 70 + 0.5, t) for t, place in enumerate(places)]
    clicks = Clicks(tuple(tuple(marks[k::12]) for k in range(11)), tuple(marks[11::12]))
    owner = [*range(11), -1]
    labels = refined_labels(logits_of(rng.normal(size=(12, 23, 18)), owner, (90, 70)), clicks, picture(image))
    for label, group in enumerate((clicks.background, *clicks.objects)):
        assert all(labels[int(mark.y), int(mark.x)] == label for mark in group if isinstance(mark, Click))


def test_the_later_of_two_clicks_on_one_pixel_counts() -> None:
    image = two_colours(40, 40, edge=20)
    logits = logits_of(unsure((40, 40), column=20), [-1, 0], (40, 40))
    first, second = Click(30.2, 20.2, 0), Click(30.8, 20.8, 1)
    assert refined_labels(logits, Clicks(((first,),), (second,)), picture(image))[20, 30] == 0


def test_the_points_of_a_stroke_are_their_owners() -> None:
    image = two_colours(60, 80, edge=40)
    logits = logits_of(unsure((60, 80), column=40), [-1, 0], (60, 80))
    stroke = Stroke(((5.5, 5.5), (5.5, 50.5), (30.5, 50.5)), 1)
    labels = refined_labels(logits, Clicks(((Click(60.5, 30.5, 0), stroke),)), picture(image))
    assert labels[5, 5] == labels[50, 5] == labels[50, 30] == 1
    assert labels[28, 5] == 1  # and the line between them


def test_an_object_does_not_eat_what_another_one_clicked() -> None:
    """Two objects of one colour, both claimed by the first one's map: the second keeps the disc around its click."""
    image = two_colours(120, 160, edge=60)
    maps = np.stack([np.full((30, 40), -4.0), np.full((30, 40), 4.0), np.full((30, 40), 1.0)])
    clicks = Clicks(((Click(70.5, 60.5, 0),), (Click(140.5, 60.5, 1),)))
    labels = refined_labels(logits_of(maps, [-1, 0, 1], (120, 160)), clicks, picture(image))
    rows, columns = np.mgrid[:120, :160]
    disc = (rows - 60) ** 2 + (columns - 140) ** 2 <= 1
    assert (labels[disc] == 2).all() and labels[60, 70] == 1


def test_without_an_object_all_is_background() -> None:
    logits = logits_of(np.zeros((1, 4, 4)), [-1], (16, 16))
    assert not refined_labels(logits, Clicks((), (Click(3.5, 3.5, 0),)), picture(two_colours(16, 16, 8))).any()


@pytest.mark.parametrize("size_hw", [(1, 1), (1, 50), (37, 1), (2, 3), (31, 401), (800, 3)])
def test_images_of_any_shape_are_answered(size_hw: tuple[int, int]) -> None:
    image = np.full((*size_hw, 3), 90, dtype=np.uint8)
    cells = (-(-size_hw[0] // 4), -(-size_hw[1] // 4))
    logits = logits_of(np.stack([np.zeros(cells), np.ones(cells)]), [-1, 0], size_hw)
    labels = refined_labels(logits, Clicks(((Click(0.5, 0.5, 0),),)), picture(image))
    assert labels.shape == size_hw and labels.dtype == np.uint16 and labels[0, 0] == 1


def test_a_gray_image_is_refined_by_its_lightness() -> None:
    image = np.repeat(np.where(np.arange(128) < 61, 60, 180).astype(np.uint8)[None, :, None], 96, 0).repeat(3, 2)
    logits = logits_of(unsure((96, 128), column=70), [-1, 0], (96, 128))
    labels = refined_labels(logits, Clicks(((Click(100.5, 48.5, 0),),)), picture(np.ascontiguousarray(image)))
    assert (labels.astype(bool) == (np.arange(128) >= 61)).mean() > 0.99


def test_the_same_input_gives_the_same_bytes() -> None:
    rng = np.random.default_rng(7)
    image = rng.integers(0, 256, (77, 101, 3), dtype=np.uint8)
    logits = logits_of(rng.normal(size=(4, 20, 26)), [0, 1, -1, -1], (77, 101))
    clicks = Clicks(((Click(10.5, 10.5, 0),), (Click(80.5, 60.5, 1),)), (Click(50.5, 5.5, 2),))
    first, second = (refined_labels(logits, clicks, picture(image)).tobytes() for _ in range(2))
    assert first == second


def test_a_huge_image_takes_little_more_memory_than_its_label_map() -> None:
    """100 megapixels: the pass works on its small picture, and only the label map has the image's size."""
    small = two_colours(300, 400, edge=200)
    image_hw = (8660, 11547)
    logits = logits_of(unsure((300, 400), column=190), [-1, 0], image_hw)
    clicks = Clicks(((Click(9000.5, 4000.5, 0),),))
    made = picture(small)
    refined_labels(logits_of(unsure((300, 400), column=190), [-1, 0], (300, 400)), clicks, made)  # compiled by now
    tracemalloc.start()
    labels = refined_labels(logits, clicks, made)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert labels.shape == image_hw and labels[4000, 9000] == 1
    assert peak < labels.nbytes + (40 << 20)


def test_features_without_a_picture_are_answered_as_before() -> None:
    rng = np.random.default_rng(3)
    logits = logits_of(rng.normal(size=(5, 16, 20)), [0, 0, 1, -1, -1], (60, 75))
    clicks = Clicks(((Click(10.5, 10.5, 0), Click(12.5, 40.5, 1)), (Click(60.5, 50.5, 2),)))
    features = Features({}, (60, 75), (64, 80), (64, 80), "digest")
    np.testing.assert_array_equal(answered(logits, features, clicks).labels, masks_from_logits(logits))


def test_features_with_a_picture_are_refined() -> None:
    image = two_colours(96, 128, edge=61)
    logits = logits_of(unsure((96, 128), column=72), [-1, 0], (96, 128))
    clicks = Clicks(((Click(100.5, 48.5, 0),),))
    features = Features({}, (96, 128), (96, 128), (96, 128), "digest", picture(image))
    made = refined_labels(logits, clicks, picture(image))
    np.testing.assert_array_equal(answered(logits, features, clicks).labels, made)
    assert features.nbytes == picture(image).nbytes > 0


@pytest.mark.parametrize("is_refined", [False, True])
def test_parts_of_an_answer_equal_the_whole_but_for_pixels_under_clicks(is_refined: bool) -> None:
    image = two_colours(96, 128, edge=61)
    logits = logits_of(unsure((96, 128), column=72), [-1, 0], (96, 128))
    clicks = Clicks(((Click(100.5, 48.5, 0),),), (Click(75.5, 40.5, 1),))
    made = picture(image) if is_refined else None
    features = Features({}, (96, 128), (96, 128), (96, 128), "digest", made)
    part = (slice(3, 90, 2), slice(40, 128, 2))
    whole = answered(logits, features, clicks).labels[part]
    same = masks_from_logits(answered_maps(logits, features, clicks), part) == whole
    assert same.mean() > 0.999
    assert same.all() or is_refined


def test_a_config_that_cannot_work_is_refused() -> None:
    with pytest.raises(ValueError, match=r"refinement\.rounds=0 must be at least 1"):
        replace(CONFIG, rounds=0)
    with pytest.raises(ValueError, match=r"refinement\.contrast=0.0 must be above 0"):
        replace(CONFIG, contrast=0.0)


def test_clicks_near_large_objects_speak_for_more_pixels() -> None:
    image = np.full((96, 128, 3), 120, dtype=np.uint8)
    logits = logits_of(np.stack([np.full((24, 32), -6.0), np.full((24, 32), 6.0)]), [-1, 0], (96, 128))
    clicks = Clicks(((Click(20.5, 48.5, 0),),), (Click(100.5, 48.5, 1),))
    taken = []
    for growth in (0.0, 3.0):
        config = replace(CONFIG, radius_growth=growth)
        taken.append((refined_labels(logits, clicks, picture(image, config)) == 0).sum())
    assert taken[1] > 3 * taken[0] > 0
