"""What came to a sealed month: 补报 and 调整, and what neither explains (S2)."""

from collections.abc import Mapping

import pytest

from domain.kinds.visit.builder import State
from domain.month.changes import (
    Change,
    ChangeSort,
    CountedAt,
    Line,
    Place,
    Standing,
    Why,
    changes,
    differing,
    lines,
)
from domain.visit.tally import Measure

MAY, SEALED_AT = "2026-05", 100
HERE = Place("school-1", "z1", "chen.jing")
LATE, ADJUSTED = ChangeSort.LATE, ChangeSort.ADJUSTED


def a_count(visit: str = "v1", place: Place = HERE, **sums: int) -> CountedAt:
    tally = dict.fromkeys(Measure, 0) | {Measure.VISITS: 1}
    return CountedAt(visit, place, tally | {Measure(name): n for name, n in sums.items()})


def a_standing(**facts: object) -> Standing:
    usual: dict[str, object] = {"state": State.SUBMITTED, "month": MAY, "is_counted": True}
    values: Mapping[str, object] = {**usual, "submitted_at": 50, **facts}
    return Standing(**values)  # type: ignore[arg-type]


def the_change(
    locked: list[CountedAt], now: list[CountedAt], standing: Standing | None = None
) -> Change:
    (found,) = changes(MAY, locked, now, {"v1": standing}.get, SEALED_AT)
    return found


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (None, (LATE, Why.ARRIVED, "")),
        (a_standing(submitted_at=None), (LATE, Why.ARRIVED, "")),
        (a_standing(submitted_at=101), (LATE, Why.ARRIVED, "")),
        (a_standing(came_from="2026-04"), (ADJUSTED, Why.MOVED_IN, "2026-04")),
        (a_standing(submitted_at=100), (ADJUSTED, Why.RESTORED, "")),
    ],
)
def test_a_visit_that_counts_only_now(
    standing: Standing | None, said: tuple[ChangeSort, Why, str]
) -> None:
    found = the_change([], [a_count()], standing)
    assert (found.sort, found.why, found.other) == said
    assert (found.place, found.difference) == (HERE, {Measure.VISITS: 1})


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (None, (Why.UNCOUNTED, "")),
        (a_standing(month="2026-06"), (Why.MOVED_OUT, "2026-06")),
        (
            a_standing(state=State.MERGED, is_counted=False, merged_into="v9"),
            (Why.MERGED, "v9"),
        ),
        (a_standing(state=State.CANCELLED, is_counted=False), (Why.CANCELLED, "")),
        (a_standing(state=State.IN_PROGRESS, is_counted=False), (Why.UNCOUNTED, "")),
    ],
)
def test_a_visit_that_counted_only_then(standing: Standing | None, said: tuple[Why, str]) -> None:
    found = the_change([a_count()], [], standing)
    assert (found.sort, found.why, found.other) == (ADJUSTED, *said)
    assert found.difference == {Measure.VISITS: -1}


def test_a_visit_that_counts_otherwise_is_corrected_or_stands_elsewhere() -> None:
    amended = the_change([a_count(talks=1)], [a_count(talks=4)])
    assert (amended.why, amended.difference) == (Why.AMENDED, {Measure.TALKS: 3})
    elsewhere = the_change([a_count()], [a_count(place=HERE._replace(zone="z2"))])
    assert (elsewhere.why, elsewhere.difference) == (Why.REASSIGNED, {})
    assert elsewhere.place.zone == "z2"


def test_what_is_as_it_was_sealed_is_no_change() -> None:
    some = [a_count(), a_count("v2", findings=2)]
    assert changes(MAY, some, some, lambda _: None, SEALED_AT) == []
    assert differing(some, [a_count()]) == {"v2"}


def test_a_visit_to_several_units_is_one_change_at_its_first() -> None:
    second = Place("school-2", "z1", "chen.jing")
    units = [a_count(place=second, visits=0, school_visits=1), a_count(school_visits=1)]
    found = the_change([], units)
    assert found.place == HERE
    assert found.difference == {Measure.VISITS: 1, Measure.SCHOOL_VISITS: 2}


def test_sealed_late_adjusted_and_other_make_the_present_figure() -> None:
    locked, now = [a_count("v1")], [a_count("v2"), a_count("v3")]
    standing = {"v2": a_standing(submitted_at=101), "v3": a_standing()}
    found = changes(MAY, locked, now, standing.get, SEALED_AT)
    moved = [each.moved for each in found]
    visits, due, done = lines(
        ("visits", "due", "done"), {"visits": 1, "due": 4}, {"visits": 2, "due": 6}, moved
    )
    assert visits == Line("visits", locked=1, late=1, adjusted=0, now=2)
    assert (visits.other, due.other, done.other) == (0, 2, 0)
    assert (visits.is_same, due.is_same, done.is_same) == (False, False, True)
