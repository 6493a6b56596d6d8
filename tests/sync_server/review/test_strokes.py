"""Drawn signatures on a page."""

import pytest

from sync_server.review.strokes import stroke_box, stroke_points


def test_a_stroke_keeps_the_proportions_of_the_pad():
    assert stroke_points((0, 0, 300, 300, 900, 600)) == "0,0 300,200 900,400"


def test_a_single_tap_is_a_dot():
    assert stroke_points((300, 300)) == "300,200 301,200"


@pytest.mark.parametrize(
    ("strokes", "box"),
    [
        ([(100, 300, 500, 600)], "70 170 460 260"),
        ([(100, 300)], "70 170 61 61"),
        ([], "0 0 1000 667"),
        ([()], "0 0 1000 667"),
        ([(7,)], "0 0 1000 667"),
    ],
)
def test_the_box_holds_all_strokes_with_a_margin(strokes, box):
    assert stroke_box(strokes) == box
