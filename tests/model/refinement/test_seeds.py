"""Discs, lines and single pixels that clicks and strokes mark."""

from __future__ import annotations

import numpy as np

from model.refinement.seeds import FREE, clicks_per_object, honour, seeds
from model.types import Click, Clicks, Stroke


def test_a_click_marks_a_disc_that_ends_half_way_to_what_is_somebody_elses() -> None:
    clicks = Clicks(((Click(10.5, 10.5, 0),), (Click(15.5, 10.5, 1),)))
    marks = seeds(clicks, (20, 20), (20, 20), radius=3.0)
    assert (marks[10, 8:13] == 1).all() and (marks[10, 13:18] == 2).all()
    assert marks[10, 7] == marks[10, 18] == marks[0, 0] == FREE


def test_clicks_of_one_object_keep_their_whole_discs() -> None:
    marks = seeds(Clicks(((Click(8.5, 10.5, 0), Click(10.5, 10.5, 1)),)), (20, 20), (20, 20), radius=3.0)
    assert (marks[10, 5:14] == 1).all() and marks[10, 4] == marks[10, 14] == FREE


def test_neighbouring_pixels_of_two_objects_mark_themselves_alone() -> None:
    marks = seeds(Clicks(((Click(10.5, 10.5, 0),), (Click(11.5, 10.5, 1),))), (20, 20), (20, 20), radius=3.0)
    assert marks[10, 10] == 1 and marks[10, 11] == 2 and (marks != FREE).sum() == 2


def test_clicks_on_the_border_and_outside_mark_the_border() -> None:
    clicks = Clicks(((Click(200.0, 99.99, 0),),), (Click(-3.0, 0.0, 1),))
    marks = seeds(clicks, (100, 200), (10, 20), radius=0.0)
    assert marks[9, 19] == 1 and marks[0, 0] == 0 and (marks != FREE).sum() == 2


def test_a_stroke_marks_its_whole_line() -> None:
    marks = seeds(Clicks(((Stroke(((2.5, 5.5), (17.5, 5.5)), 0),),)), (20, 20), (20, 20), radius=1.0)
    assert (marks[5, 2:18] == 1).all() and (marks[4:7, 8] == 1).all() and marks[9, 8] == FREE


def test_only_the_very_pixels_are_honoured_on_the_image() -> None:
    labels = np.zeros((8, 8), dtype=np.uint16)
    honour(Clicks(((Click(3.5, 2.5, 0),),), (Click(6.5, 6.5, 1),)), labels)
    assert labels[2, 3] == 1 and labels.sum() == 1


def test_clicks_per_object_counts_those_on_the_background() -> None:
    one, two, three = (Click(1.5, 1.5, t) for t in range(3))
    assert clicks_per_object(Clicks(((one,), (two,)), (three,))) == 1.5
