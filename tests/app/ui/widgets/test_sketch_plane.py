"""The sketch's geometry: true proportions, north up, everything in sight, a round scale."""

from math import hypot, log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.widgets.sketch_plane import Frame, Point, centred, fitting
from domain.place.datum import LatLng
from domain.place.local_plane import Offset, moved, offset_of
from domain.place.presence import Circle, Fix, distance_m

SCHOOL = Circle(lat=26.598, lng=106.71, radius_m=200)
WIDTH, HEIGHT = 296.0, 190.0
METRES = st.floats(-30_000, 30_000)


def a_fix(east_m: float, north_m: float, accuracy_m: float | None = 10.0) -> Fix:
    place = moved(SCHOOL, Offset(east_m, north_m))
    return Fix(lat=place.lat, lng=place.lng, accuracy_m=accuracy_m, age_s=1.0)


def is_in_sight(frame: Frame, at: Point, reach_px: float) -> bool:
    across = reach_px - 0.5 <= at.x <= frame.width - reach_px + 0.5
    return across and reach_px - 0.5 <= at.y <= frame.height - reach_px + 0.5


@given(METRES, METRES, st.floats(0, 5_000), st.floats(20, 20_000))
def test_circle_and_fix_with_its_accuracy_are_in_sight(east_m, north_m, accuracy_m, radius_m):
    circle = Circle(lat=26.598, lng=106.71, radius_m=radius_m)
    fix = a_fix(east_m, north_m, accuracy_m)
    frame = fitting(circle, fix, WIDTH, HEIGHT)
    assert is_in_sight(frame, frame.point(circle), frame.px(radius_m))
    assert is_in_sight(frame, frame.point(fix), frame.px(accuracy_m))


@given(METRES, METRES)
def test_distance_on_the_sketch_is_the_true_one(east_m, north_m):
    fix = a_fix(east_m, north_m)
    frame = fitting(SCHOOL, fix, WIDTH, HEIGHT)
    one, other = frame.point(SCHOOL), frame.point(fix)
    px = hypot(one.x - other.x, one.y - other.y)
    assert px * frame.metres_per_px == pytest.approx(distance_m(fix, SCHOOL), rel=1e-3, abs=0.1)


@given(METRES, METRES, st.floats(0, WIDTH), st.floats(0, HEIGHT))
def test_point_of_the_sketch_is_a_place_and_back(east_m, north_m, x, y):
    frame = fitting(SCHOOL, a_fix(east_m, north_m), WIDTH, HEIGHT)
    place = frame.place(Point(x, y))
    again = frame.point(Fix(lat=place.lat, lng=place.lng))
    assert again.x == pytest.approx(x, abs=0.01)
    assert again.y == pytest.approx(y, abs=0.01)


@given(st.floats(1e-3, 1e5))
def test_scale_bar_is_round_and_fits(metres_per_px):
    frame = Frame(WIDTH, HEIGHT, LatLng(26.6, 106.7), metres_per_px)
    assert frame.px(frame.bar_m) <= WIDTH / 3 + 1e-6
    assert frame.px(frame.bar_m) >= WIDTH / 3 / 2.6
    lead = frame.bar_m / 10 ** round(log10(frame.bar_m) - 0.35)
    assert any(lead == pytest.approx(step) for step in (1, 2, 5))


def test_north_is_up_and_east_is_right():
    frame = fitting(SCHOOL, a_fix(300, 300), WIDTH, HEIGHT)
    school, phone = frame.point(SCHOOL), frame.point(a_fix(300, 300))
    assert phone.y < school.y
    assert phone.x > school.x


def test_exact_centre_lies_in_the_circles_middle():
    frame = fitting(SCHOOL, a_fix(0, 0), WIDTH, HEIGHT)
    assert frame.point(a_fix(0, 0)) == pytest.approx(frame.point(SCHOOL), abs=0.01)


def test_far_outside_the_scale_grows():
    near = fitting(SCHOOL, a_fix(100, 0), WIDTH, HEIGHT)
    far = fitting(SCHOOL, a_fix(0, 30_000), WIDTH, HEIGHT)
    assert far.metres_per_px > 50 * near.metres_per_px
    assert far.bar_m >= 10_000


def test_coarse_fix_shows_how_wide_it_is():
    frame = fitting(SCHOOL, a_fix(0, 0, 2_000), WIDTH, HEIGHT)
    assert frame.px(2_000) == pytest.approx(10 * frame.px(SCHOOL.radius_m))


def test_school_without_a_position_shows_the_phone_alone():
    frame = fitting(None, a_fix(0, 0, 15), WIDTH, HEIGHT)
    assert frame.point(a_fix(0, 0)).x == pytest.approx(WIDTH / 2)
    assert frame.px(15) < HEIGHT / 2


def test_nothing_known_draws_nothing_wrong():
    assert fitting(None, None, WIDTH, HEIGHT).metres_per_px == 1


def test_zoom_reaches_as_far_as_it_says():
    frame = centred(SCHOOL, 500, 300)
    edge = frame.place(Point(300, 150))
    offset = offset_of(Fix(lat=edge.lat, lng=edge.lng), SCHOOL)
    assert offset.east_m == pytest.approx(500, abs=0.5)
    assert offset.north_m == pytest.approx(0, abs=0.1)
    assert frame.point(SCHOOL) == Point(150, 150)
