"""The CPU label map against its plain reference, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels.label_map import label_map, reference
from kernels.label_map.sampling import sample_taps

SETTINGS = settings(max_examples=150, deadline=None)


@st.composite
def cases(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, tuple[int, int], tuple[float, float], int]:
    """Maps of three characters (noise, smooth, few values so that many tie) at any small size."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    queries = draw(st.integers(1, 7))
    h, w = draw(st.integers(1, 40)), draw(st.integers(1, 40))
    image_hw = draw(st.integers(1, 120)), draw(st.integers(1, 120))
    share = st.floats(0.02, 1.0)
    valid_hw = draw(share) * h, draw(share) * w
    maps = rng.normal(size=(queries, h, w)) * draw(st.sampled_from([1e-3, 1.0, 1e4]))
    kind = draw(st.sampled_from(["noise", "smooth", "ties"]))
    if kind == "smooth":
        maps = np.cumsum(np.cumsum(maps, axis=1), axis=2)
    if kind == "ties":
        maps = np.round(rng.normal(size=maps.shape))
    owner = rng.integers(-1, draw(st.integers(1, 6)), queries).astype(np.int32)
    return maps.astype(np.float32), owner, image_hw, valid_hw, draw(st.sampled_from([1, 2, 4]))


@SETTINGS
@given(cases())
def test_equals_the_reference_at_any_size_aspect_and_fractional_extent(
    case: tuple[np.ndarray, np.ndarray, tuple[int, int], tuple[float, float], int],
) -> None:
    np.testing.assert_array_equal(label_map(*case), reference.label_map(*case))


@SETTINGS
@given(cases(), st.data())
def test_a_part_in_steps_equals_the_same_pixels_of_the_whole(
    case: tuple[np.ndarray, np.ndarray, tuple[int, int], tuple[float, float], int], data: st.DataObject
) -> None:
    starts = [data.draw(st.integers(0, size - 1)) for size in case[2]]
    stops = [data.draw(st.integers(start + 1, size)) for start, size in zip(starts, case[2], strict=True)]
    step = data.draw(st.integers(1, 9))
    part = (slice(starts[0], stops[0], step), slice(starts[1], stops[1], step))
    np.testing.assert_array_equal(label_map(*case, part=part), label_map(*case)[part])


@pytest.mark.parametrize("image_hw", [(1, 1), (1, 400), (400, 1), (3, 5), (257, 129)])
def test_equals_the_reference_at_extreme_shapes(image_hw: tuple[int, int]) -> None:
    maps = np.random.default_rng(3).normal(size=(5, 33, 17)).astype(np.float32)
    owner = np.array([-1, 0, 1, 1, 2], dtype=np.int32)
    got = label_map(maps, owner, image_hw, (32.5, 0.3))
    np.testing.assert_array_equal(got, reference.label_map(maps, owner, image_hw, (32.5, 0.3)))


def test_gives_every_pixel_to_a_lone_query() -> None:
    got = label_map(np.full((1, 2, 3), -9.0, np.float32), np.array([4]), (5, 7), (2.0, 3.0))
    assert got.dtype == np.uint16 and (got == 5).all()


def test_first_query_wins_a_tie() -> None:
    maps = np.zeros((3, 4, 4), dtype=np.float32)
    assert (label_map(maps, np.array([2, -1, 0]), (9, 9), (4.0, 4.0)) == 3).all()
    assert (label_map(maps, np.array([-1, 2, 0]), (9, 9), (4.0, 4.0)) == 0).all()


def test_object_takes_the_largest_of_its_queries() -> None:
    maps = np.zeros((3, 1, 2), dtype=np.float32)
    maps[0, 0] = [5, 0]
    maps[1, 0] = [3, 3]
    maps[2, 0] = [0, 6]  # objects 0 and 1 would split the image; both outer queries are object 0's
    assert (label_map(maps, np.array([0, 1, 0]), (1, 2), (1.0, 2.0)) == 1).all()


def test_output_pixel_centres_sample_the_maps_between_cell_centres() -> None:
    first, weights = sample_taps(4, 2.0, 2, stride=1)
    np.testing.assert_allclose(first + weights[1] + 2 * weights[2], [0.0, 0.25, 0.75, 1.0])


@pytest.mark.parametrize("pixels", [7, 40, 53, 200])
def test_taps_are_two_bilinear_steps_with_the_crop_between(pixels: int) -> None:
    cells, stride, resized = 14, 4, 53
    line = np.random.default_rng(0).normal(size=cells)

    def enlarged(values: np.ndarray, count: int) -> np.ndarray:
        places = (np.arange(count) + 0.5) / count * len(values) - 0.5
        return np.interp(places, np.arange(len(values)), values)

    expected = enlarged(enlarged(line, cells * stride)[:resized], pixels)
    first, weights = sample_taps(pixels, resized / stride, cells, stride)
    got = sum(weights[tap] * line[np.minimum(first + tap, cells - 1)] for tap in range(3))
    np.testing.assert_allclose(got, expected, atol=1e-6)


def test_padding_cells_are_not_stretched_into_the_image() -> None:
    maps = np.zeros((2, 4, 4), dtype=np.float32)
    maps[1, :, 2:] = 1.0  # only the padding belongs to the object
    got = label_map(maps, np.array([-1, 0]), (8, 8), (4.0, 1.5))
    assert not got.any()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"maps": np.zeros((0, 2, 2), np.float32), "owner": np.zeros(0, int)}, "shape"),
        ({"owner": np.zeros(3, int)}, "owner has shape"),
        ({"owner": np.array([-2, 0])}, "owner runs"),
        ({"image_hw": (0, 4)}, "image_hw"),
        ({"valid_hw": (2.5, 1.0)}, "valid_hw"),
        ({"maps": np.full((2, 2, 2), np.nan, np.float32)}, "not finite"),
    ],
)
def test_names_what_does_not_fit(change: dict[str, object], sentence: str) -> None:
    call: dict[str, object] = {
        "maps": np.zeros((2, 2, 2), np.float32),
        "owner": np.array([-1, 0]),
        "image_hw": (4, 4),
        "valid_hw": (2.0, 2.0),
    }
    with pytest.raises(ValueError, match=sentence):
        label_map(**(call | change))  # type: ignore[arg-type]
