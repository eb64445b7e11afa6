"""Training samples: seeded, numbered without gaps, and as their rule says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from model.data.mixes import MIXES, weights_of
from model.data.objects import candidates, drawn_labels
from model.data.pack import PackedPhotos, pack
from model.data.paste import pasted
from model.data.photos import Entry, Layer, Photo, Photos, Segment
from model.data.rules import EpochData, LargeScaleJitter, MixedData, Paste
from model.data.sample import OUTSIDE, UNLABELLED, Sample
from model.data.samples import MixedSamples, open_samples
from model.data.views import jittered
from tests.model.synthetic import write_photos


class OneLayer:
    """Photos of 64 x 64 with one layer each, given as label maps; no segments, no kinds."""

    def __init__(self, maps: Sequence[np.ndarray], kind: str = "objects", exhaustive: bool = False) -> None:
        self.maps, self.kind, self.exhaustive = maps, kind, exhaustive
        self.entries = [
            Entry(str(index), f"set{index}", "train", (kind,) if drawn.any() else ())
            for index, drawn in enumerate(maps)
        ]

    def read(self, index: int) -> Photo:
        drawn = self.maps[index]
        image = np.full((*drawn.shape, 3), 40 * (index + 1), np.uint8)
        return Photo(image, (Layer(self.kind, self.exhaustive, drawn[None]),))


def two_boxes() -> np.ndarray:
    drawn = np.zeros((64, 64), np.uint8)
    drawn[4:28, 4:28], drawn[34:60, 34:60] = 1, 2
    return drawn


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Photos:
    folder = tmp_path_factory.mktemp("photos")
    return PackedPhotos(pack(write_photos(folder / "source", 8), folder / "pack", longer_side=64))


@pytest.mark.parametrize("rule", [MixedData(), EpochData(min_area_px=20)])
def test_a_sample_depends_on_seed_and_index_alone(photos: Photos, rule: MixedData | EpochData) -> None:
    one, two = open_samples(photos, rule, 3), open_samples(photos, rule, 3)
    one.draw(0, 64)
    assert np.array_equal(one.draw(7, 64).image, two.draw(7, 64).image)
    assert np.array_equal(one.draw(7, 64).labels, two.draw(7, 64).labels)
    assert not np.array_equal(one.draw(7, 64).image, open_samples(photos, rule, 4).draw(7, 64).image)


@pytest.mark.parametrize("rule", [MixedData(), EpochData(min_area_px=20)])
@pytest.mark.parametrize("size", [64, 96])
def test_samples_number_their_objects_from_one_without_gaps(
    photos: Photos, rule: MixedData | EpochData, size: int
) -> None:
    samples = open_samples(photos, rule, 0)
    for index in range(20):
        sample = samples.draw(index, size)
        assert sample.image.shape == (size, size, 3) and sample.image.dtype == np.uint8
        numbers = sorted(set(np.unique(sample.labels)) - {0, UNLABELLED, OUTSIDE})
        assert numbers == list(range(1, len(numbers) + 1)) and numbers


def test_only_the_chosen_data_sets_are_drawn_from() -> None:
    both = OneLayer([two_boxes(), two_boxes()])
    samples = open_samples(both, MixedData(paste=Paste(share=0.0)), 0, ["set1"])
    assert isinstance(samples, MixedSamples) and samples.names == ["set1"]
    with pytest.raises(ValueError, match="no photos of data set sea; there are set0, set1"):
        open_samples(both, MixedData(), 0, ["set0", "sea"])


def test_what_nobody_labelled_is_background_or_ignored() -> None:
    rule = MixedData(paste=Paste(share=0.0))
    for exhaustive, unlabelled, expected in (
        (False, "background", False),
        (False, "ignore", True),
        (True, "ignore", False),
    ):
        data = OneLayer([two_boxes()], exhaustive=exhaustive)
        for each in (replace(rule, unlabelled=unlabelled), EpochData(min_area_px=20, unlabelled=unlabelled)):
            labels = np.concatenate([open_samples(data, each, 0).draw(i, 64).labels for i in range(6)])
            assert (labels == UNLABELLED).any() == expected
            assert (labels == 0).any() or expected


def test_pasted_objects_fill_a_sample_up_to_its_limit() -> None:
    rule = MixedData(max_objects=3, paste=Paste(share=1.0, most=3, donors=()))
    data = OneLayer([two_boxes(), two_boxes()])
    counts = [open_samples(data, rule, seed).draw(0, 64).objects for seed in range(30)]
    assert max(counts) == 3
    alone = replace(rule, paste=Paste(share=0.0))
    assert max(open_samples(data, alone, seed).draw(0, 64).objects for seed in range(30)) <= 2


def test_only_whole_objects_are_pasted() -> None:
    rule = MixedData(paste=Paste(share=1.0, donors=()))
    data = OneLayer([two_boxes()], kind="regions")
    assert open_samples(data, rule, 0).donors == []  # type: ignore[attr-defined]


def test_a_paste_has_a_soft_edge_and_a_hard_label() -> None:
    ground = Sample(np.zeros((32, 32, 3), np.uint8), np.zeros((32, 32), np.uint8))
    labels = np.zeros((32, 32), np.uint8)
    labels[8:20, 8:20] = 1
    donor = Sample(np.full((32, 32, 3), 200, np.uint8), labels)
    rng = np.random.default_rng(0)
    soft = pasted(ground, donor, Paste(feather_px=2.0, largest=0.5), rng)
    assert np.array_equal(soft.labels, labels)
    assert soft.image[14, 14, 0] == 200 and 0 < soft.image[8, 14, 0] < 200 and soft.image[2, 2, 0] == 0
    assert np.array_equal(pasted(ground, donor, Paste(feather_px=0.0), rng).image[..., 0], 200 * labels)
    assert pasted(ground, donor, Paste(largest=0.1), rng) is ground
    hidden = pasted(donor, donor, Paste(feather_px=0.0, occluders=1.0), rng)
    assert not hidden.labels.any()


def test_a_paste_changes_size_and_place_and_stays_in_the_photo() -> None:
    ground = Sample(np.zeros((64, 64, 3), np.uint8), np.zeros((64, 64), np.uint8))
    ground.labels[:, 48:] = OUTSIDE
    donor = Sample(np.full((64, 64, 3), 200, np.uint8), (box := np.zeros((64, 64), np.uint8)))
    box[20:44, 20:44] = 1
    rule, areas, places = Paste(feather_px=0.0, smallest=0.5, moved=0.3, largest=1.0), set(), set()
    for seed in range(12):
        made = pasted(ground, donor, rule, np.random.default_rng(seed))
        assert (made.labels[:, 48:] == OUTSIDE).all() and not made.image[:, 48:].any()
        areas.add(int((made.labels == 1).sum()))
        places.add(int(np.flatnonzero((made.labels == 1).any(1))[0]))
        assert (made.image[made.labels == 1] > 0).mean() > 0.9
    assert min(areas) < 400 and len(places) > 4


def test_a_mix_is_a_name_or_weights_of_ones_own() -> None:
    assert weights_of("a=1,b=3", ["a", "b"]) == [0.25, 0.75]
    assert weights_of("a=1", ["a", "b"]) == [1.0, 0.0]
    assert sum(weights_of("broad", [*MIXES["broad"], "mine"])) == pytest.approx(1)
    for mix, told in (
        ("sea", "neither one of broad"),
        ("a=x", "name=weight"),
        ("a=-1", "negative"),
        ("c=1", "no weight"),
    ):
        with pytest.raises(ValueError, match=told):
            weights_of(mix, ["a", "b"])


def test_every_photo_comes_once_an_epoch_in_another_order_each_time() -> None:
    data = OneLayer([two_boxes() for _ in range(5)])
    samples = open_samples(data, EpochData(min_area_px=20, view=LargeScaleJitter(smallest=1.0, largest=1.0)), 0)
    seen = [int(samples.draw(index, 64).image[0, 0, 0]) for index in range(10)]
    assert sorted(seen[:5]) == sorted(seen[5:]) == [40, 80, 120, 160, 200]
    assert seen[:5] != seen[5:]


def test_photos_without_objects_are_replaced_at_random_or_left_out() -> None:
    empty = np.zeros((64, 64), np.uint8)
    data = OneLayer([two_boxes(), empty, empty, empty])
    for without in ("random", "skip"):
        samples = open_samples(data, EpochData(min_area_px=20, without_object=without), 0)  # type: ignore[arg-type]
        assert all(samples.draw(index, 64).objects for index in range(8))
        assert len(samples.chosen) == (4 if without == "random" else 1)  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="no photo of split 'train' has an annotated object"):
        open_samples(OneLayer([empty]), EpochData(), 0)


def test_large_scale_jitter_pads_at_the_right_and_at_the_bottom() -> None:
    image = np.full((40, 80, 3), 9, np.uint8)
    maps = np.ones((1, 40, 80), np.uint8)
    half = LargeScaleJitter(smallest=0.5, largest=0.5)
    view, seen, padding = jittered(image, maps, 64, half, np.random.default_rng(0))
    assert (~padding).sum() == 16 * 32 and not padding[:16, :32].any()
    assert (view[padding] == 128).all() and (view[~padding] == 9).all()
    assert (seen[0] == ~padding).all()


def test_large_scale_jitter_cuts_both_axes_at_one_share_only_as_a_quirk() -> None:
    ramp = np.arange(128, dtype=np.uint8)
    image = np.stack(np.broadcast_arrays(ramp[:, None], ramp[None], ramp[None]), -1)
    maps = np.zeros((1, 128, 128), np.uint8)
    for is_one in (True, False):
        rule = LargeScaleJitter(smallest=2.0, largest=2.0, flipped=0.0, one_offset=is_one)
        corners = [jittered(image, maps, 64, rule, np.random.default_rng(seed))[0][0, 0, :2] for seed in range(12)]
        assert all(int(y) == int(x) for y, x in corners) == is_one


def test_stuff_and_small_segments_are_candidates_by_rule() -> None:
    maps = np.zeros((1, 64, 64), np.uint8)
    layer = Layer("objects", True, maps, (Segment(0, 1, 900), Segment(0, 2, 900, is_thing=False), Segment(0, 3, 400)))
    for stuff, expected in ((0.0, [1]), (1.0, [1, 2])):
        found = candidates(layer, EpochData(stuff=stuff), np.random.default_rng(0))
        assert [each.value for each in found] == expected


def test_a_share_of_the_objects_is_drawn_larger_ones_first_and_covered_ones_dropped() -> None:
    maps = np.zeros((2, 64, 64), np.uint8)
    maps[0, :, :32], maps[0, :20, 40:60] = 1, 2
    maps[1, :8, :8], maps[1, 60:, 56:] = 3, 4  # 3 lies on 1; 4 has 32 pixels only
    segments = [Segment(0, 1, 999), Segment(0, 2, 999), Segment(1, 3, 999), Segment(1, 4, 999), Segment(0, 9, 999)]
    rule, padding = EpochData(share=1.0), np.zeros((64, 64), bool)
    labels = drawn_labels(maps, padding, segments, rule, np.random.default_rng(0))
    assert (
        labels is not None and labels[63, 0] == 1 and labels[0, 50] == 2 and labels[0, 0] == 3 and labels[63, 63] == 0
    )
    half = drawn_labels(maps, padding, segments[:3], replace(rule, share=0.7), np.random.default_rng(0))
    assert half is not None and half.max() == 2
    assert drawn_labels(maps, padding, segments[4:], rule, np.random.default_rng(0)) is None
