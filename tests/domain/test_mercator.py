import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.place.datum import LatLng
from domain.place.mercator import (
    NORTHMOST,
    Spot,
    place_at,
    spot_of,
    world_m,
    world_px,
    zoom_of,
)
from domain.place.presence import Circle, distance_m

lats, lngs = st.floats(-85, 85), st.floats(-180, 180)


def test_the_middle_of_the_square_is_where_the_equator_meets_the_meridian_of_greenwich():
    assert spot_of(LatLng(0, 0)) == pytest.approx(Spot(0.5, 0.5))
    assert spot_of(LatLng(NORTHMOST, -180)) == pytest.approx(Spot(0, 0), abs=1e-12)


def test_a_published_place_is_at_its_published_pixel_and_in_its_tile():
    # Chicago, as a widely used map documents its projection: on a world of 256 at 65.671, 95.175.
    x, y = spot_of(LatLng(41.85, -87.65))
    assert (x * 256, y * 256) == pytest.approx((65.67111111, 95.17492655))
    assert (int(x * world_px(3)), int(y * world_px(3))) == (525, 761)
    assert (int(x * 2**3), int(y * 2**3)) == (2, 2)


@given(lats, lngs)
def test_a_place_is_found_again_from_its_spot(lat, lng):
    assert place_at(spot_of(LatLng(lat, lng))) == pytest.approx((lat, lng), abs=1e-9)


def test_what_lies_beyond_the_square_is_at_its_edge():
    assert spot_of(LatLng(90, 0)).y == pytest.approx(0, abs=1e-12)
    assert spot_of(LatLng(-90, 0)).y == pytest.approx(1)


@given(st.floats(-60, 60), lngs)
def test_a_length_on_the_square_is_the_geodesic_one_to_a_hundredth(lat, lng):
    one, other = Circle(lat=lat, lng=lng, radius_m=1), Circle(lat=lat, lng=lng / 2, radius_m=1)
    near = other.model_copy(update={"lng": lng + (0.01 if lng < 179 else -0.01)})
    drawn = abs(spot_of(LatLng(lat, near.lng)).x - spot_of(LatLng(lat, lng)).x) * world_m(lat)
    assert drawn == pytest.approx(distance_m(one, near), rel=0.01)


def test_each_zoom_doubles_the_world():
    assert (world_px(0), world_px(1), world_px(10)) == (256, 512, 262_144)
    assert zoom_of(world_px(12.5)) == pytest.approx(12.5)
