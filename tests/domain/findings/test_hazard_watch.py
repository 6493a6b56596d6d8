"""Who is on duty for hazards, and when a hazard has waited too long."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.findings.hazard_watch import is_seen_late, on_duty, to_be_seen_by
from domain.kinds.register.closing_rule import STANDARD_RULE, ClosingRule
from domain.kinds.register.hazard_duty import HazardDutySet

ARRIVED = datetime(2026, 5, 14, 15, 30, tzinfo=UTC)
DAYS = st.dates(date(2026, 5, 1), date(2026, 5, 31))


def a_turn(
    number: int, account: str, from_on: date, to_on: date, *, is_withdrawn: bool = False
) -> HazardDutySet:
    return HazardDutySet(
        duty_id=f"d{number}",
        account=account,
        from_on=from_on.isoformat(),
        to_on=to_on.isoformat(),
        is_withdrawn=is_withdrawn,
    )


TURNS = st.lists(st.tuples(st.sampled_from("abc"), DAYS, DAYS, st.booleans()), max_size=6)


@given(TURNS, DAYS)
def test_on_duty_is_whoever_has_a_turn_on_the_day_that_was_not_taken_back(turns, day):
    duties = [
        a_turn(number, account, first, last, is_withdrawn=is_withdrawn)
        for number, (account, first, last, is_withdrawn) in enumerate(turns)
    ]
    found = on_duty(duties, day)
    wanted = {who for who, first, last, is_gone in turns if first <= day <= last and not is_gone}
    assert set(found) == wanted
    assert len(found) == len(wanted)


def test_who_began_first_is_named_first():
    turns = [
        a_turn(1, "later", date(2026, 5, 10), date(2026, 5, 20)),
        a_turn(2, "first", date(2026, 5, 1), date(2026, 5, 14)),
    ]
    assert on_duty(turns, date(2026, 5, 14)) == ("first", "later")
    assert on_duty(turns, date(2026, 5, 15)) == ("later",)
    assert on_duty([], date(2026, 5, 15)) == ()


def test_a_hazard_is_late_once_the_hours_are_over_at_any_hour():
    until = ARRIVED + timedelta(hours=2)
    assert to_be_seen_by(ARRIVED, STANDARD_RULE) == until
    assert not is_seen_late(ARRIVED, until - timedelta(seconds=1), STANDARD_RULE)
    assert is_seen_late(ARRIVED, until, STANDARD_RULE)
    patient = ClosingRule(hazard_seen_within_hours=24)
    assert not is_seen_late(ARRIVED, until, patient)
