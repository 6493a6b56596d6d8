"""Which paper is proposed about an overdue finding: one step at a time, in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.findings.ladder import LADDER, Lateness, next_step
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.closing_rule import STANDARD_RULE, ClosingRule

TIP, SUPERVISION, TALK, CIRCULAR = LADDER
STEPS = st.lists(st.integers(1, 60), min_size=4, max_size=4, unique=True).map(sorted)
RULES = st.builds(
    lambda days, count: ClosingRule(
        tip_after_days=days[0],
        supervision_after_days=days[1],
        talk_after_days=days[2],
        circular_after_days=days[3],
        talk_after_count=count,
    ),
    STEPS,
    st.integers(1, 6),
)
LATE = st.builds(
    Lateness,
    days_overdue=st.integers(0, 80),
    issued=st.frozensets(st.sampled_from(PaperKind)),
    begun_at=st.none() | st.sampled_from(LADDER),
    overdue_of_unit=st.integers(1, 8),
)


@pytest.mark.parametrize(
    ("days", "issued", "overdue", "expected"),
    [
        (0, (), 5, None),
        (1, (), 1, TIP),
        (60, (), 5, TIP),
        (6, (TIP,), 5, None),
        (7, (TIP,), 1, SUPERVISION),
        (14, (TIP, SUPERVISION), 2, None),
        (15, (TIP, SUPERVISION), 1, TALK),
        (8, (TIP, SUPERVISION), 3, TALK),
        (29, (TIP, SUPERVISION, TALK), 9, None),
        (30, (TIP, SUPERVISION, TALK), 1, CIRCULAR),
        (90, LADDER, 9, None),
        (7, (SUPERVISION,), 1, None),
        (7, (PaperKind.RECTIFICATION, TIP), 1, SUPERVISION),
    ],
)
def test_the_standard_ladder(days, issued, overdue, expected):
    late = Lateness(days, frozenset(issued), overdue_of_unit=overdue)
    assert next_step(STANDARD_RULE, late) is expected


def test_a_clock_that_starts_again_goes_on_at_the_step_it_had_reached():
    assert next_step(STANDARD_RULE, Lateness(6, begun_at=SUPERVISION)) is None
    assert next_step(STANDARD_RULE, Lateness(7, begun_at=SUPERVISION)) is SUPERVISION
    again = Lateness(15, frozenset({SUPERVISION}), begun_at=SUPERVISION)
    assert next_step(STANDARD_RULE, again) is TALK


@given(RULES, LATE)
def test_a_later_step_is_never_proposed_before_the_earlier_was_issued(rule, late):
    step = next_step(rule, late)
    if step is not None and step not in (TIP, late.begun_at):
        assert LADDER[LADDER.index(step) - 1] in late.issued


@given(RULES, LATE)
def test_what_was_issued_and_what_is_below_it_is_not_proposed(rule, late):
    step = next_step(rule, late)
    if step is not None:
        above = LADDER[LADDER.index(step) :]
        assert not late.issued.intersection(above)


@given(RULES, LATE)
def test_nothing_is_proposed_while_the_finding_is_not_overdue(rule, late):
    on_time = Lateness(0, late.issued, late.begun_at, late.overdue_of_unit)
    assert next_step(rule, on_time) is None


@given(RULES, LATE, st.integers(1, 30))
def test_what_is_due_stays_due_until_it_is_issued(rule, late, more):
    later = Lateness(late.days_overdue + more, late.issued, late.begun_at, late.overdue_of_unit)
    step = next_step(rule, late)
    assert step is None or next_step(rule, later) is step


@given(RULES, st.integers(1, 8))
def test_issuing_each_proposal_goes_up_the_whole_ladder(rule, overdue):
    issued: list[PaperKind] = []
    for day in range(1, 80):
        step = next_step(rule, Lateness(day, frozenset(issued), overdue_of_unit=overdue))
        issued += [step] if step else []
    assert tuple(issued) == LADDER
