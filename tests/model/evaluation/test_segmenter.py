"""Models behind the border of the evaluation: clicks in, label map out."""

from __future__ import annotations

import numpy as np

from model.clickers import BACKGROUND, PlacedClick
from model.evaluation.margins import object_margins
from model.evaluation.segmenter import MarginSession, ModelSegmenter, decoder_clicks
from model.fusion import masks_from_logits
from model.types import Clicks, Features, Logits


class ColourModel:
    """Stands in for a network: a query's map is large where the image has the colour under its click."""

    digest = "colour"

    def __init__(self) -> None:
        self.encoded = 0
        self.seen: list[Clicks] = []

    def encode(self, image: np.ndarray) -> Features:
        self.encoded += 1
        size = (image.shape[0], image.shape[1])
        return Features({"image": image.astype(np.float32)}, size, size, size, self.digest)

    def decode(self, features: Features, clicks: Clicks) -> Logits:
        self.seen.append(clicks)
        image = features.tensors["image"]
        groups = [*enumerate(clicks.objects), (BACKGROUND, clicks.background)]
        points = [(owner, click) for owner, group in groups for click in group]
        maps = [-np.abs(image - image[int(click.y), int(click.x)]).sum(axis=2) for _, click in points]
        maps.append(np.full(image.shape[:2], -100.0))
        return Logits(
            maps=np.stack(maps).astype(np.float32),
            owner=np.array([owner for owner, _ in points] + [BACKGROUND], dtype=np.int32),
            image_hw=features.image_hw,
            valid_hw=(float(image.shape[0]), float(image.shape[1])),
            quality=np.ones(len(clicks.objects), np.float32),
        )


def two_coloured() -> tuple[np.ndarray, np.ndarray]:
    """A red and a blue half on black, and which is which: labels 1 and 2."""
    image = np.zeros((40, 60, 3), np.uint8)
    image[10:30, 10:30] = (200, 0, 0)
    image[10:30, 30:44] = (0, 0, 200)
    return image, np.where(image[..., 0] > 0, 1, np.where(image[..., 2] > 0, 2, 0)).astype(np.int32)


def test_an_image_is_encoded_once_for_all_its_clicks() -> None:
    model = ColourModel()
    image, truth = two_coloured()
    session = ModelSegmenter(model, "colour").open(image, 2)
    clicks = [PlacedClick(20, 20, 0, 0), PlacedClick(20, 36, 1, 1)]
    np.testing.assert_array_equal(session.segment(clicks), truth)
    np.testing.assert_array_equal(session.segment([*clicks, PlacedClick(0, 0, BACKGROUND, 2)]), truth)
    assert model.encoded == 1 and session.encode_s > 0 and session.decode_s > 0


def test_sessions_on_one_image_after_another_share_its_features() -> None:
    model = ColourModel()
    segmenter = ModelSegmenter(model, "colour")
    image, _ = two_coloured()
    for place, encoded in ((15, 1), (36, 1)):
        segmenter.open(image, 1).segment([PlacedClick(20, place, 0, 0)])
        assert model.encoded == encoded
    first, second = segmenter.open(image, 1), segmenter.open(image.copy(), 1)
    for session in (first, second, first, second):
        session.segment([PlacedClick(20, 15, 0, 0)])
    assert model.encoded == 2


def test_objects_without_a_click_stay_background() -> None:
    image, truth = two_coloured()
    session = ModelSegmenter(ColourModel(), "colour").open(image, 3)
    labels = session.segment([PlacedClick(20, 36, 1, 0)])
    np.testing.assert_array_equal(labels, np.where(truth == 2, 2, 0))
    assert not session.segment([]).any() and not session.segment([PlacedClick(0, 0, BACKGROUND, 0)]).any()
    margins = session.margins([PlacedClick(20, 36, 1, 0)])
    assert np.isneginf(margins[[0, 2]]).all() and (margins[1] > 0).sum() == (truth == 2).sum()


def test_margin_is_positive_exactly_where_the_object_wins() -> None:
    rng = np.random.default_rng(0)
    maps = rng.normal(size=(7, 9, 11)).astype(np.float32)
    owner = np.array([0, 2, 1, 2, -1, -1, 0], np.int32)
    logits = Logits(maps, owner, (33, 41), (8.5, 10.25), np.ones(3, np.float32))
    margins = object_margins(logits, 3)
    labels = masks_from_logits(logits)
    for k in range(3):
        np.testing.assert_array_equal(margins[k] > 0, labels == k + 1)
    assert margins.dtype == np.float32 and margins.shape == (3, 33, 41)
    assert isinstance(ModelSegmenter(ColourModel(), "colour").open(two_coloured()[0], 1), MarginSession)


def test_a_model_gets_the_centre_of_the_clicked_pixel() -> None:
    model = ColourModel()
    ModelSegmenter(model, "colour").open(two_coloured()[0], 1).segment([PlacedClick(20, 15, 0, 0)])
    click = model.seen[0].objects[0][0]
    assert (click.x, click.y) == (15.5, 20.5)


def test_clicks_are_grouped_by_owner_and_keep_their_times() -> None:
    placed = [
        PlacedClick(1, 2, 4, 0),
        PlacedClick(3, 4, BACKGROUND, 1),
        PlacedClick(5, 6, 0, 2),
        PlacedClick(7, 8, 4, 3),
    ]
    clicks = decoder_clicks(placed, [0, 4])
    assert [[(click.x, click.y, click.t) for click in group] for group in clicks.objects] == [
        [(6.5, 5.5, 2)],
        [(2.5, 1.5, 0), (8.5, 7.5, 3)],
    ]
    assert [(click.x, click.y, click.t) for click in clicks.background] == [(4.5, 3.5, 1)]
