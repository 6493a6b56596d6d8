"""The flat map around a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.place.datum import LatLng
from domain.place.local_plane import Offset, moved, offset_of
from domain.place.presence import Circle, Fix, distance_m

SCHOOL = Circle(lat=26.598, lng=106.71, radius_m=200)
TOWN_M = st.floats(-20_000, 20_000)


def at(place: LatLng) -> Fix:
    return Fix(lat=place.lat, lng=place.lng)


def test_place_is_no_metres_from_itself() -> None:
    assert offset_of(SCHOOL, SCHOOL) == (0, 0)
    assert offset_of(SCHOOL, SCHOOL).distance_m == 0


def test_north_is_up_and_east_is_right() -> None:
    north_east = Fix(lat=26.599, lng=106.711)
    east_m, north_m = offset_of(north_east, SCHOOL)
    assert east_m == pytest.approx(99.5, abs=0.5)
    assert north_m == pytest.approx(110.8, abs=0.5)
    south_west = offset_of(Fix(lat=26.597, lng=106.709), SCHOOL)
    assert south_west.east_m < 0
    assert south_west.north_m < 0


@given(east_m=TOWN_M, north_m=TOWN_M, lat=st.floats(-60, 60), lng=st.floats(-180, 180))
def test_distance_is_that_of_the_globe(
    east_m: float, north_m: float, lat: float, lng: float
) -> None:
    origin = Circle(lat=lat, lng=lng, radius_m=500)
    there = at(moved(origin, Offset(east_m, north_m)))
    assert distance_m(there, origin) == pytest.approx(
        Offset(east_m, north_m).distance_m, rel=1e-4, abs=0.01
    )


@given(east_m=TOWN_M, north_m=TOWN_M, lat=st.floats(-60, 60), lng=st.floats(-179, 179))
def test_there_and_back_is_the_same_place(
    east_m: float, north_m: float, lat: float, lng: float
) -> None:
    origin = Circle(lat=lat, lng=lng, radius_m=500)
    there = moved(origin, Offset(east_m, north_m))
    back = offset_of(at(there), origin)
    assert back.east_m == pytest.approx(east_m, abs=0.01)
    assert back.north_m == pytest.approx(north_m, abs=0.01)


def test_short_way_crosses_the_date_line() -> None:
    here, there = Fix(lat=0, lng=179.999), Fix(lat=0, lng=-179.999)
    assert offset_of(there, here).east_m == pytest.approx(222.6, abs=0.1)
    assert offset_of(here, there).east_m == pytest.approx(-222.6, abs=0.1)


@given(st.floats(-1e8, 1e8), st.floats(-1e8, 1e8), st.floats(-90, 90), st.floats(-180, 180))
def test_moved_stays_on_the_globe(east_m: float, north_m: float, lat: float, lng: float) -> None:
    there = moved(Fix(lat=lat, lng=lng), Offset(east_m, north_m))
    assert -90 <= there.lat <= 90
    assert -180 <= there.lng <= 180
