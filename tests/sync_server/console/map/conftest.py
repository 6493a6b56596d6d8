"""A district whose schools lie apart, so that a map has something to show."""

import pytest

from domain.kinds.register.school import Position, SchoolKind
from domain.place.datum import Datum
from tests.builders.handset import a_school, write

# The first is 4 km north of the second, the third 6 km east of it.
PLACES = {"school-1": (26.634, 106.71), "school-2": (26.598, 106.71), "school-3": (26.598, 106.77)}


def position(lat: float, lng: float) -> Position:
    """A position that was given in WGS-84."""
    return Position(given_lat=lat, given_lng=lng, datum=Datum.WGS84, lat=lat, lng=lng)


@pytest.fixture
def apart(server) -> None:
    """Three schools apart, the third of the other zone, and a kindergarten without a position."""
    zones = {"school-3": "z2"}
    schools = [
        a_school(each, position=position(*place), zone=zones.get(each, "z1"))
        for each, place in PLACES.items()
    ]
    garden = a_school(
        "school-4", name="新园", position=None, school_kind=SchoolKind.KINDERGARTEN, zone="z2"
    )
    write(server, "wanshan", *((each, None) for each in (*schools, garden)))
