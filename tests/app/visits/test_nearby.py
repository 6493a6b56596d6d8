"""The nearest first, when the phone knows where it is."""

from app.visits.nearby import by_distance, near
from domain.place.presence import Circle, Fix
from tests.builders.district import INSTITUTION, KINDERGARTEN, PRIMARY, TOWNSHIP
from tests.builders.register import a_school

AT_KINDERGARTEN = Fix(lat=26.605, lng=106.715, accuracy_m=10.0, age_s=1.0)
ALL = (INSTITUTION, TOWNSHIP, PRIMARY, KINDERGARTEN)


def names(found):
    return [each.school.name for each in found]


def test_nearest_comes_first_and_what_has_no_place_last():
    found = by_distance(ALL, AT_KINDERGARTEN)
    assert [each.school for each in found] == [KINDERGARTEN, PRIMARY, TOWNSHIP, INSTITUTION]
    assert found[0].distance_m == 0
    assert 900 < (found[1].distance_m or 0) < 1000
    assert found[-1].distance_m is None


def test_near_is_within_a_kilometre_of_the_circle():
    assert names(near(ALL, AT_KINDERGARTEN)) == [KINDERGARTEN.name, PRIMARY.name]


def test_large_circle_reaches_farther():
    wide = a_school(7, circle=Circle(lat=26.62, lng=106.715, radius_m=700.0))
    assert names(near([wide], AT_KINDERGARTEN)) == [wide.name]


def test_nothing_is_near_without_a_fix():
    assert near(ALL, None) == []


def test_few_are_offered():
    many = [a_school(number) for number in range(8)]
    assert len(near(many, Fix(lat=26.598, lng=106.71))) == 3
