import math

import pytest
from pydantic import ValidationError

from domain.place.presence import Circle, Fix, Presence, distance_m, is_exact, presence

SCHOOL = Circle(lat=26.57, lng=106.71, radius_m=300)
METRES_PER_DEGREE = 110_790  # of latitude at 26.57 degrees north


def a_fix(metres_north: float = 0, **changes: object) -> Fix:
    said = {
        "lat": SCHOOL.lat + metres_north / METRES_PER_DEGREE,
        "lng": SCHOOL.lng,
        "accuracy_m": 20,
        "age_s": 3,
        "source": "gps",
    }
    return Fix.model_validate(said | changes)


def test_distances_are_geodesic_metres() -> None:
    assert distance_m(a_fix(0), SCHOOL) == 0
    assert distance_m(a_fix(500), SCHOOL) == pytest.approx(500, rel=1e-3)
    half_round = Fix(lat=0, lng=0), Fix(lat=0.5, lng=179.5)
    assert distance_m(*half_round) == pytest.approx(19_936_288.579, abs=0.001)


def test_a_fix_within_the_radius_is_inside() -> None:
    assert presence(a_fix(290), SCHOOL) is Presence.INSIDE


def test_accuracy_gives_the_benefit_of_the_doubt() -> None:
    assert presence(a_fix(315), SCHOOL) is Presence.INSIDE
    assert presence(a_fix(325), SCHOOL) is Presence.OUTSIDE
    assert presence(a_fix(700, accuracy_m=450), SCHOOL) is Presence.INSIDE


@pytest.mark.parametrize(
    "changes",
    [
        {"is_mocked": True},
        {"source": "manual"},
        {"age_s": 120.5},
        {"age_s": None},
        {"accuracy_m": None},
        {"accuracy_m": 0},
        {"accuracy_m": 501},
    ],
)
@pytest.mark.parametrize("metres_north", [0, 50_000])
def test_a_fix_that_says_nothing_cannot_tell(
    metres_north: float, changes: dict[str, object]
) -> None:
    assert presence(a_fix(metres_north, **changes), SCHOOL) is Presence.CANNOT_TELL


def test_the_limits_of_a_telling_fix_still_tell() -> None:
    assert presence(a_fix(age_s=120, accuracy_m=500), SCHOOL) is Presence.INSIDE


def test_a_wide_circle_bears_a_coarse_fix() -> None:
    wide = SCHOOL.model_copy(update={"radius_m": 2_000})
    assert presence(a_fix(accuracy_m=1_800), wide) is Presence.INSIDE
    assert presence(a_fix(5_000, accuracy_m=1_800), wide) is Presence.OUTSIDE


def test_without_a_fix_or_a_school_position_nothing_can_be_told() -> None:
    assert presence(None, SCHOOL) is Presence.CANNOT_TELL
    assert presence(a_fix(), None) is Presence.CANNOT_TELL


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 90.1, -90.1])
def test_impossible_latitudes_are_refused(bad: float) -> None:
    with pytest.raises(ValidationError):
        a_fix(lat=bad)
    with pytest.raises(ValidationError):
        Circle(lat=bad, lng=0, radius_m=500)


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("lng", 180.1),
        ("lng", math.nan),
        ("accuracy_m", -1),
        ("accuracy_m", math.inf),
        ("age_s", -1),
        ("age_s", math.nan),
        ("source", "guess"),
    ],
)
def test_impossible_claims_are_refused(field: str, bad: object) -> None:
    with pytest.raises(ValidationError):
        Fix.model_validate({"lat": 26.57, "lng": 106.71, field: bad})


@pytest.mark.parametrize("bad", [0, -5, math.nan, math.inf])
def test_impossible_radii_are_refused(bad: float) -> None:
    with pytest.raises(ValidationError):
        Circle(lat=0, lng=0, radius_m=bad)


def test_the_ends_of_the_earth_and_a_fresh_fix_are_possible() -> None:
    edge = a_fix(lat=-90, lng=180, age_s=0, accuracy_m=0.5)
    assert (edge.lat, edge.lng, edge.age_s, edge.is_mocked) == (-90, 180, 0, False)
    assert Circle(lat=90, lng=-180, radius_m=0.5).radius_m == 0.5


def test_a_fix_and_a_circle_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        a_fix().lat = 0  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        SCHOOL.radius_m = 5_000  # type: ignore[misc]


def test_exact_fix_may_say_where_a_school_is() -> None:
    assert is_exact(a_fix(accuracy_m=50, age_s=120))


@pytest.mark.parametrize(
    "changes",
    [
        {"is_mocked": True},
        {"source": "manual"},
        {"age_s": 121},
        {"age_s": None},
        {"accuracy_m": None},
        {"accuracy_m": 0},
        {"accuracy_m": 51},
    ],
)
def test_doubtful_fix_may_not(changes: dict[str, object]) -> None:
    assert not is_exact(a_fix(0, **changes))
