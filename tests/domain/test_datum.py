import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from domain.place.datum import Datum, from_wgs84, to_wgs84

EXACT_DEGREES = 1e-7
shifted = st.sampled_from([Datum.GCJ02, Datum.BD09])


def test_the_published_vector() -> None:
    lat, lng = from_wgs84(40, 120, Datum.GCJ02)
    assert lng == pytest.approx(120.0056757, abs=5e-8)
    assert lat == pytest.approx(40.0013048, abs=5e-8)


@pytest.mark.parametrize(
    ("lat", "lng", "offset_m"),
    [(26.647, 106.630, 542), (33.955, 116.798, 522), (29.357, 113.129, 644)],
    ids=["贵阳", "淮北", "岳阳"],
)
def test_the_shift_is_as_large_as_is_known_around_three_cities(
    lat: float, lng: float, offset_m: float
) -> None:
    moved = from_wgs84(lat, lng, Datum.GCJ02)
    assert geodesic((lat, lng), tuple(moved)).meters == pytest.approx(offset_m, abs=3)


def test_bd09_lies_further_out_than_gcj02() -> None:
    gcj, bd = (from_wgs84(39.915, 116.404, datum) for datum in (Datum.GCJ02, Datum.BD09))
    assert bd.lat - gcj.lat == pytest.approx(0.006, abs=5e-4)
    assert bd.lng - gcj.lng == pytest.approx(0.0065, abs=5e-4)


@given(st.floats(1, 55.7), st.floats(72.2, 137.7), shifted)
def test_converting_there_and_back_is_exact(lat: float, lng: float, datum: Datum) -> None:
    back = to_wgs84(*from_wgs84(lat, lng, datum), datum)
    assert back.lat == pytest.approx(lat, abs=EXACT_DEGREES)
    assert back.lng == pytest.approx(lng, abs=EXACT_DEGREES)


@given(shifted)
def test_outside_china_nothing_is_shifted(datum: Datum) -> None:
    for place in [(48.8584, 2.2945), (-33.86, 151.2), (60.0, 100.0), (35.68, 139.69), (0.5, 100)]:
        assert from_wgs84(*place, datum) == place
        assert to_wgs84(*place, datum) == place


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_wgs84_stays_as_it_is(lat: float, lng: float) -> None:
    assert from_wgs84(lat, lng, Datum.WGS84) == to_wgs84(lat, lng, Datum.WGS84) == (lat, lng)
