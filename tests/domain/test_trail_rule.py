"""What a district wants recorded of a visit, and that nothing is said of the rest (5-02)."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from domain.kinds.register.district import DistrictSet
from domain.kinds.visit.course import VisitRedated, VisitSubmitted
from domain.kinds.visit.place import VisitCheckedIn
from domain.kinds.visit.signature import Signer, VisitSigned
from domain.register.trail_rule import (
    BASIS,
    FULL_TRAIL,
    PURPOSE,
    Trace,
    TrailRule,
    rule_on,
    rules_after,
    with_rule,
)
from domain.visit.assessment import Evidence, Limits, assess, rule_of_visit
from domain.visit.flag import ABOUT, FlagCode
from domain.visit.visit import Visit
from domain.words.trail import rule_words, unwanted_words, wanted_words
from tests.builders.trail import MAY_14, Pen, folded

TIME_ALONE = TrailRule(wants_place=False, wants_photos=False, wants_signatures=False)
MAY_15 = date(2026, 5, 15)


def a_bare_visit() -> Visit:
    """Handed in with a position nobody can judge, without photos; one refused to sign."""
    pen = Pen()
    visit_id = pen.open_visit()
    pen.write(VisitCheckedIn(), subject=visit_id)
    refused = VisitSigned(signer=Signer.SCHOOL_HEAD, head=visit_id, is_refused=True)
    pen.write(refused, subject=visit_id)
    pen.write(VisitSubmitted(head=visit_id), subject=visit_id)
    return folded(visit_id, pen.lines, pen.author)


def codes(visit: Visit, *rules: TrailRule) -> set[FlagCode]:
    found = assess(visit, Evidence(limits=Limits(trail=rules)))
    return {flag.code for flag in found.flags}


def test_full_trail_with_its_reasons_holds_where_nothing_else_was_said() -> None:
    district = DistrictSet(district="d", name="万山区")
    assert district.trail == (FULL_TRAIL,)
    assert FULL_TRAIL.unwanted == ()
    assert (FULL_TRAIL.basis, FULL_TRAIL.purpose) == (BASIS, PURPOSE)
    assert "不给个人排名" in PURPOSE
    assert rule_on((), MAY_15) == FULL_TRAIL


def test_rule_holds_from_its_day_on_and_the_last_written_of_one_day() -> None:
    later = TIME_ALONE.model_copy(update={"from_on": "2026-05-15"})
    again = later.model_copy(update={"wants_photos": True})
    rules = (FULL_TRAIL, later, again)
    assert rule_on(rules, MAY_15 - timedelta(days=1)) == FULL_TRAIL
    assert rule_on(rules, MAY_15) == again
    assert rule_on((later, FULL_TRAIL), MAY_15) == later


def test_new_rule_leaves_the_days_before_it_and_takes_the_place_of_one_from_its_day() -> None:
    later = TIME_ALONE.model_copy(update={"from_on": "2026-05-15"})
    assert with_rule((FULL_TRAIL,), later) == (FULL_TRAIL, later)
    back = FULL_TRAIL.model_copy(update={"from_on": "2026-05-15"})
    assert with_rule((FULL_TRAIL, later), back) == (FULL_TRAIL, back)
    assert with_rule((FULL_TRAIL,), back) == (FULL_TRAIL,)


def test_rules_to_come_are_told_the_next_first() -> None:
    first, last = (FULL_TRAIL.model_copy(update={"from_on": f"2026-0{n}-01"}) for n in (6, 9))
    assert rules_after((last, FULL_TRAIL, first), MAY_15) == (first, last)


@pytest.mark.parametrize("field", ["basis", "purpose"])
def test_no_rule_is_without_basis_or_purpose(field: str) -> None:
    for text in ("", "  "):
        blank: dict[str, Any] = {field: text}
        with pytest.raises(ValidationError):
            TrailRule(**blank)


def test_nothing_is_flagged_that_the_rule_does_not_want() -> None:
    visit = a_bare_visit()
    full = codes(visit, FULL_TRAIL)
    assert full >= {
        FlagCode.PLACE_UNKNOWN,
        FlagCode.NO_PHOTO,
        FlagCode.NO_SIGNATURE,
        FlagCode.SIGNATURE_REFUSED,
    }
    for trace in Trace:
        rule = FULL_TRAIL.model_copy(update={f"wants_{trace.value}": False})
        assert codes(visit, rule) == full - ABOUT[trace]
    assert codes(visit, TIME_ALONE) == full - frozenset().union(*ABOUT.values())


def test_where_no_place_is_wanted_nothing_is_said_of_it() -> None:
    found = assess(a_bare_visit(), Evidence(limits=Limits(trail=(TIME_ALONE,))))
    assert found.unwanted == tuple(Trace)
    assert (found.presence, found.presence_out, found.distance_m) == (None, None, None)


def test_visit_is_judged_by_the_rule_of_its_date() -> None:
    visit = a_bare_visit()
    from_next_day = TIME_ALONE.model_copy(update={"from_on": "2026-05-15"})
    from_that_day = TIME_ALONE.model_copy(update={"from_on": "2026-05-14"})
    assert FlagCode.NO_PHOTO in codes(visit, FULL_TRAIL, from_next_day)
    assert FlagCode.NO_PHOTO not in codes(visit, FULL_TRAIL, from_that_day)


def test_before_the_arrival_the_rule_of_today_holds_and_then_that_of_the_visit() -> None:
    rules = (FULL_TRAIL, TIME_ALONE.model_copy(update={"from_on": "2026-05-15"}))
    pen = Pen()
    visit_id = pen.open_visit()
    begun = folded(visit_id, pen.lines, pen.author)
    tomorrow = MAY_14 + timedelta(days=1)
    assert rule_of_visit(begun, rules, tomorrow) == rules[1]
    assert rule_of_visit(begun, rules, MAY_14) == rules[0]
    assert rule_of_visit(a_bare_visit(), rules, tomorrow) == rules[0]
    day = VisitRedated(visit_on="2026-05-15")
    moved = begun.model_copy(update={"redating": day})
    assert rule_of_visit(moved, rules, MAY_14) == rules[1]


def test_rule_in_words() -> None:
    assert rule_words(FULL_TRAIL) == "每次督导记录时间、位置、照片、签字、内容。"
    rule = TrailRule(from_on="2026-09-01", wants_place=False)
    assert rule_words(rule) == "2026-09-01 起每次督导记录时间、照片、签字、内容；不要求位置。"
    assert (wanted_words(TIME_ALONE), unwanted_words(FULL_TRAIL)) == ("时间、内容", "")
