"""Zoom-in: which box, when a new one, what the crop sees, what comes back."""

from __future__ import annotations

import numpy as np
import pytest

from model.clickers import PlacedClick
from model.evaluation.aligned_resize import resize_aligned
from model.evaluation.crop_box import CropBox, box_around, whole
from model.evaluation.zoom_in import Frame, ZoomIn, ZoomMode, is_outdated, zoom_mode
from tests.model.evaluation.margin_fakes import MaskSegmenter, RedSegmenter


def positive(row: int, column: int, t: int = 0) -> PlacedClick:
    return PlacedClick(row, column, 0, t)


def negative(row: int, column: int, t: int) -> PlacedClick:
    return PlacedClick(row, column, -1, t)


def red_box(size_hw: tuple[int, int], top: int, bottom: int, left: int, right: int) -> np.ndarray:
    """A photo with red rows ``top``..``bottom`` and columns ``left``..``right``, inclusive."""
    image = np.zeros((*size_hw, 3), np.uint8)
    image[top : bottom + 1, left : right + 1, 0] = 255
    return image


def mask(size_hw: tuple[int, int], top: int, bottom: int, left: int, right: int) -> np.ndarray:
    return red_box(size_hw, top, bottom, left, right)[..., 0] > 0


def test_box_of_the_published_example() -> None:
    assert box_around(mask((400, 400), 100, 199, 50, 249), 1.4, 200) == CropBox(50, 250, 10, 290)


def test_corners_are_rounded_halves_to_even() -> None:
    # rows 101..200: centre 150.5, so the corners 50.5 and 250.5 both go to the even neighbour
    assert box_around(mask((400, 400), 101, 200, 51, 250), 1.4, 200) == CropBox(50, 250, 10, 290)


def test_box_is_cut_off_at_the_image() -> None:
    assert box_around(mask((120, 300), 0, 9, 290, 299), 1.4, 200) == CropBox(0, 104, 194, 299)
    assert box_around(mask((50, 60), 20, 20, 30, 30), 1.4, 200) == whole((50, 60))


def test_box_iou_is_the_product_of_two_inclusive_intervals() -> None:
    assert CropBox(0, 99, 0, 99).iou(CropBox(0, 99, 0, 49)) == 0.5
    assert CropBox(0, 99, 0, 99).iou(CropBox(50, 149, 0, 99)) == pytest.approx(50 / 150)
    assert CropBox(0, 9, 0, 9).iou(CropBox(10, 19, 0, 9)) == 0.0


def test_a_click_on_the_last_row_of_a_box_is_outside_for_the_rule_and_inside_for_the_crop() -> None:
    box = CropBox(50, 250, 10, 290)
    assert box.keeps(249, 289) and not box.keeps(250, 100) and not box.keeps(100, 290)
    assert box.holds(250, 290) and not box.holds(251, 100)


def test_first_click_sees_the_whole_image_and_the_second_a_crop_of_longer_side_400() -> None:
    model = RedSegmenter()
    session = ZoomIn(model, "cvpr").open(red_box((500, 600), 100, 199, 50, 249), 1)
    first = session.segment([positive(150, 150)])
    assert model.seen == [((500, 600), [positive(150, 150)])] and session.box is None
    second = session.segment([positive(150, 150), negative(60, 20, 1)])
    # the box is 201 x 281, so the crop is round(201 * 400 / 281) x 400; clicks scale with it
    assert session.box == CropBox(50, 250, 10, 290)
    assert model.seen[1] == ((286, 400), [positive(100 * 286 // 201, 140 * 400 // 281), negative(14, 14, 1)])
    truth = red_box((500, 600), 100, 199, 50, 249)[..., 0] > 0
    assert (first == truth).all()
    assert np.abs(second.astype(int) - truth).sum() <= 2 * (100 + 200)  # a pixel along the edge, from resizing


def test_clicks_outside_the_crop_are_not_given_to_it() -> None:
    model = RedSegmenter()
    session = ZoomIn(model, "native").open(red_box((500, 600), 100, 199, 50, 249), 1)
    session.segment([positive(150, 150)])
    session.segment([positive(150, 150), negative(400, 500, 1)])
    assert model.seen[1] == ((201, 281), [positive(100, 140)])


@pytest.mark.parametrize(("right", "outdated"), [(571, False), (572, True)])
def test_box_stays_while_its_iou_is_a_half_and_goes_below_it(right: int, outdated: bool) -> None:
    # 281 columns of the candidate in 562 of the box are exactly a half, in 563 less
    stored, candidate = CropBox(50, 250, 10, right), CropBox(50, 250, 10, 290)
    assert is_outdated(stored, candidate, [positive(150, 150), negative(400, 20, 1)], 0.5) is outdated
    assert is_outdated(stored, candidate, [positive(250, 150)], 0.5)  # whatever the IoU


@pytest.mark.parametrize(("row", "renewed"), [(249, False), (250, True), (255, True)])
def test_a_positive_click_on_or_past_the_last_row_renews_the_box(row: int, renewed: bool) -> None:
    model = RedSegmenter()
    session = ZoomIn(model, "native").open(red_box((500, 600), 100, 199, 50, 249), 1)
    clicks = [positive(150, 150), negative(60, 20, 1), positive(row, 100, 2)]
    for count in (1, 2, 3):
        session.segment(clicks[:count])
    # the new box reaches around the click: rows 100..row, 1.4 times as high, about their centre
    assert (session.box != CropBox(50, 250, 10, 290)) is renewed
    assert session.encode_s == (3.0 if renewed else 2.0)


def test_a_crop_is_encoded_once_and_every_new_one_counts_as_encoding() -> None:
    session = ZoomIn(RedSegmenter(), "cvpr").open(red_box((500, 600), 100, 199, 50, 249), 1)
    clicks = [positive(150, 150), negative(60, 20, 1), negative(60, 30, 2), negative(60, 40, 3)]
    for count in range(1, 5):
        session.segment(clicks[:count])
    assert session.encode_s == 2.0 and session.decode_s == pytest.approx(0.4)


def test_asked_twice_for_the_same_clicks_it_answers_once() -> None:
    model = RedSegmenter()
    session = ZoomIn(model, "cvpr").open(red_box((60, 80), 20, 40, 30, 50), 1)
    labels = session.segment([positive(30, 40)])
    assert ((session.margins([positive(30, 40)])[0] > 0) == labels).all() and len(model.seen) == 1


def test_outside_the_crop_nothing_is_the_object() -> None:
    session = ZoomIn(RedSegmenter(), "native").open(red_box((900, 900), 100, 199, 50, 249), 1)
    session.segment([positive(150, 150)])
    margins = session.margins([positive(150, 150), negative(60, 20, 1)])
    assert margins.shape == (1, 900, 900) and (margins[0, 251:] == -np.inf).all()
    assert (margins[0, 110:190, 60:240] > 0).all()


def test_fixed_modes_resize_the_whole_image_at_the_first_click() -> None:
    model = RedSegmenter()
    image = red_box((100, 300), 20, 60, 100, 200)
    labels = ZoomIn(model, "fixed448").open(image, 1).segment([positive(50, 150)])
    assert model.seen == [((448, 448), [positive(50 * 448 // 100, 150 * 448 // 300)])]
    assert labels.shape == (100, 300) and labels[40, 150] == 1 and labels[5, 5] == 0


def test_without_a_prediction_the_whole_image_is_asked_again() -> None:
    model = RedSegmenter()
    session = ZoomIn(model, "cvpr").open(np.zeros((300, 300, 3), np.uint8), 1)
    session.segment([positive(10, 10)])
    assert not session.segment([positive(10, 10), positive(20, 20, 1)]).any()
    assert [size for size, _ in model.seen] == [(300, 300)] * 2 and session.encode_s == 1.0


@pytest.mark.parametrize(("skip_clicks", "answers"), [(0, 2), (1, 1), (-1, 1)])
def test_a_small_object_is_looked_at_again_at_once_only_with_skip_clicks_0(skip_clicks: int, answers: int) -> None:
    model = RedSegmenter()
    mode = ZoomMode(400, skip_clicks=skip_clicks)
    session = ZoomIn(model, mode).open(red_box((900, 900), 100, 120, 100, 120), 1)
    session.segment([positive(110, 110)])
    assert len(model.seen) == answers


def test_a_large_object_is_not_looked_at_again() -> None:
    model = RedSegmenter()
    ZoomIn(model, ZoomMode(400, skip_clicks=0)).open(red_box((300, 300), 0, 299, 0, 299), 1).segment([positive(9, 9)])
    assert len(model.seen) == 1


def test_clicks_on_the_last_pixels_stay_inside_the_crop() -> None:
    frame = Frame(CropBox(0, 199, 0, 99), (400, 133), RedSegmenter().open(np.zeros((400, 133, 3), np.uint8), 1))
    assert frame.inside([positive(199, 99), positive(0, 0, 1)]) == [positive(398, 131), positive(0, 0, 1)]


def test_several_objects_unknown_modes_and_missing_margins_are_refused() -> None:
    with pytest.raises(ValueError, match="this session has 2"):
        ZoomIn(RedSegmenter()).open(np.zeros((9, 9, 3), np.uint8), 2)
    with pytest.raises(ValueError, match="no zoom-in 'cvpr0'; there are cvpr, cvprN and fixedN"):
        zoom_mode("cvpr0")
    with pytest.raises(ValueError, match="masks gives no margins, which zoom-in needs"):
        ZoomIn(MaskSegmenter()).open(np.zeros((9, 9, 3), np.uint8), 1).segment([positive(1, 1)])


@pytest.mark.parametrize("size_hw", [(1, 1), (4, 9), (13, 7), (30, 40)])
def test_resizing_keeps_corners_as_torch_does(size_hw: tuple[int, int]) -> None:
    torch = pytest.importorskip("torch")
    values = np.random.default_rng(0).random((13, 7, 3)).astype(np.float32)
    planes = torch.from_numpy(values).permute(2, 0, 1)[None]
    wanted = torch.nn.functional.interpolate(planes, size=size_hw, mode="bilinear", align_corners=True)
    got = resize_aligned(values, size_hw)
    assert got.shape == (*size_hw, 3) and np.abs(got - wanted[0].permute(1, 2, 0).numpy()).max() < 1e-5
    assert np.array_equal(resize_aligned(values[..., 0], size_hw), got[..., 0])
