"""An accountability case (问责): what may follow what, by whom, and where it leads."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import kinds
from domain.accountability.faults import fault_of
from domain.accountability.fold import fold_accountability
from domain.kinds.accountability.case import Accountability, is_appealable
from domain.kinds.accountability.course import (
    MANNERS,
    WAYS,
    Accountable,
    CaseAct,
    CaseState,
    Manner,
    Outcome,
    PleaOutcome,
)
from domain.kinds.accountability.terms import ASK_REVIEW_DAYS, last_day
from domain.kinds.author import Author
from tests.builders.accountability import (
    ALL_THE_WAY,
    CLERKS,
    CONTENTS,
    OPENED,
    SAID,
    Content,
    way_to,
)
from tests.builders.trail import Pen
from tests.domain.accountability.cases import (
    CLERK,
    ELSEWHERE,
    OFFICE,
    STEPS,
    anew,
    by_office,
    reasons,
    told,
)

A, S = CaseAct, CaseState
Steps = Sequence[tuple[Author, tuple[CaseAct, Content]]]
ENDLESS = "2099-12-31"


def test_a_case_goes_all_the_way_from_its_facts_to_its_end() -> None:
    found = told(by_office(*ALL_THE_WAY))
    assert (found.state, found.ignored, found.district) == (S.ENDED, (), "wanshan")
    assert (found.facts, found.basis, found.school_id) == (SAID.facts, SAID.basis, "school-1")
    assert found.group is not None
    assert found.group.members == "李主任、市场监管局"
    assert found.notice is not None
    assert (found.notice.received_by, found.notice.plead_by) == ("何校长", "2026-05-20")
    assert found.decision is not None
    assert (found.decision.number, found.decision.manners) == (
        "万教督问〔2026〕1号",
        (Manner.CIRCULAR,),
    )
    assert found.manners == (Manner.PUBLIC_CRITICISM,)
    assert found.correction is not None


@pytest.mark.parametrize("act", CaseAct)
@pytest.mark.parametrize("state", [each for each in CaseState if each is not S.WITHDRAWN])
def test_an_act_counts_in_its_states_and_in_no_other(act: CaseAct, state: CaseState) -> None:
    before = told(by_office(*way_to(state)))
    assert before.state is state
    after = told(by_office(*way_to(state), act))
    assert before.may(act) == (state in WAYS[act].since)
    assert [each.reason for each in after.ignored] == (
        [] if before.may(act) else ["accountability_untimely"]
    )


def test_a_case_that_was_taken_back_says_why_and_goes_on_no_more() -> None:
    found = told(by_office(A.GROUP, A.WITHDRAW, *CaseAct))
    assert (found.state, len(found.ignored)) == (S.WITHDRAWN, len(CaseAct))
    assert found.withdrawal is not None
    assert found.withdrawal.text == "事实不成立"


def test_facts_are_said_anew_until_the_notice_rests_on_them() -> None:
    body = OPENED.model_copy(update={"target": Accountable.PERSON})
    private = SAID.model_copy(update={"person": "何平", "post": "校长"})
    found = told(by_office(A.GROUP, (body, private)))
    assert (found.person, found.post, found.target) == ("何平", "校长", Accountable.PERSON)
    assert (found.state, found.ignored) == (S.INVESTIGATING, ())
    assert found.stated != found.opened


@pytest.mark.parametrize("act", CaseAct)
def test_a_clerk_takes_down_what_comes_in_and_nothing_else(act: CaseAct) -> None:
    state = min(WAYS[act].since)
    found = told([*by_office(*way_to(state)), (CLERK, CONTENTS[act])])
    assert [each.reason for each in found.ignored] == ([] if act in CLERKS else ["no_right"])


def test_another_district_says_nothing_and_a_clerk_opens_nothing() -> None:
    assert [each.reason for each in told([(ELSEWHERE, CONTENTS[A.GROUP])]).ignored] == ["no_right"]
    for content in ((OPENED, SAID), CONTENTS[A.GROUP]):
        pen = Pen(CLERK)
        line = pen.write(*content)
        read = [kinds.read(line)]
        assert fold_accountability(line.id, read, {CLERK.chain: CLERK}) is None
    assert fold_accountability("c" * 64, [], {}) is None


def test_another_kind_opens_no_case_and_an_erased_opening_names_nobody() -> None:
    pen = Pen(OFFICE)
    group = pen.write(*CONTENTS[A.GROUP])
    known = {OFFICE.chain: OFFICE}
    assert fold_accountability(group.id, [kinds.read(group)], known) is None
    opening = pen.write(OPENED, SAID.model_copy(update={"person": "何平"}))
    erased = replace(opening, private_bytes=None)
    found = fold_accountability(opening.id, [kinds.read(erased)], known)
    assert found is not None
    assert (found.person, found.facts, found.school_id) == ("", "", "school-1")


@pytest.mark.parametrize("target", Accountable)
def test_only_what_there_is_for_such_a_one_is_a_manner(target: Accountable) -> None:
    opened = (OPENED.model_copy(update={"target": target}), SAID)
    for manner in Manner:
        notice = anew(A.NOTIFY, manners=(manner,))
        found = told(by_office(A.GROUP, notice), opened)
        assert (found.state is S.NOTIFIED) == (manner in MANNERS[target])
    none = told(by_office(A.GROUP, anew(A.NOTIFY, manners=())), opened)
    assert [each.reason for each in none.ignored] == ["accountability_manner"]
    assert reasons(*way_to(S.HEARD), anew(A.DECIDE, manners=())) == ["accountability_manner"]


def test_silence_is_written_down_when_its_day_has_passed_and_never_over_words() -> None:
    silent = {"outcome": PleaOutcome.SILENT}
    too_early, in_time = (
        anew(A.HEAR, **silent, heard_on=day) for day in ("2026-05-20", "2026-05-21")
    )
    assert reasons(A.GROUP, A.NOTIFY, too_early) == ["accountability_term_runs"]
    assert reasons(A.GROUP, A.NOTIFY, in_time, A.HEAR) == []
    assert reasons(*way_to(S.HEARD), in_time) == ["accountability_heard"]


def test_a_new_notice_is_heard_anew() -> None:
    found = told(by_office(*way_to(S.HEARD), A.NOTIFY))
    assert (found.state, found.plea, found.ignored) == (S.NOTIFIED, None, ())
    assert reasons(*way_to(S.HEARD), A.NOTIFY, A.DECIDE) == ["accountability_untimely"]


def test_what_is_asked_after_its_term_does_not_count() -> None:
    last, after = "2026-06-13", "2026-06-14"
    served = way_to(S.SERVED)
    assert reasons(*served, anew(A.ASK_REVIEW, asked_on=last)) == []
    assert reasons(*served, anew(A.ASK_REVIEW, asked_on=after)) == ["accountability_late"]
    reviewed = way_to(S.REVIEWED)
    assert reasons(*reviewed, anew(A.ASK_APPEAL, asked_on="2026-05-29")) == []
    late = anew(A.ASK_APPEAL, asked_on="2026-05-30")
    assert reasons(*reviewed, late) == ["accountability_late"]


@pytest.mark.parametrize(
    ("state", "ended_on", "is_waived", "counts"),
    [
        (S.SERVED, "2026-06-13", False, False),
        (S.SERVED, "2026-06-14", False, True),
        (S.SERVED, "2026-05-14", True, True),
        (S.REVIEWED, "2026-05-29", False, False),
        (S.REVIEWED, "2026-05-30", False, True),
        (S.SETTLED, "2026-05-14", False, True),
    ],
)
def test_a_case_ends_when_nothing_more_can_be_asked(
    state: CaseState, ended_on: str, is_waived: bool, counts: bool
) -> None:
    end = anew(A.END, ended_on=ended_on, is_waived=is_waived)
    assert reasons(*way_to(state), end) == ([] if counts else ["accountability_term_runs"])


@pytest.mark.parametrize("outcome", [Outcome.REVOKED, Outcome.DROPPED])
def test_what_a_review_took_back_or_nobody_wants_reviewed_is_not_appealed(
    outcome: Outcome,
) -> None:
    review = anew(A.REVIEW, outcome=outcome)
    at: list[CaseAct | Content] = [*way_to(S.REVIEWING), review]
    assert reasons(*at, A.ASK_APPEAL) == ["accountability_no_appeal"]
    assert not told(by_office(*at)).may(A.ASK_APPEAL)
    assert reasons(*at, anew(A.END, is_waived=False)) == []
    assert told(by_office(*at)).is_revoked == (outcome is Outcome.REVOKED)


def test_only_a_changed_decision_has_other_manners() -> None:
    at = way_to(S.REVIEWING)
    other = (Manner.PENALTY,)
    assert told(by_office(*at, anew(A.REVIEW, manners=other))).manners == (Manner.CIRCULAR,)
    changed = anew(A.REVIEW, outcome=Outcome.CHANGED, manners=other)
    assert told(by_office(*at, changed)).manners == other
    bare = anew(A.REVIEW, outcome=Outcome.CHANGED, manners=(Manner.DISCIPLINE,))
    assert reasons(*at, bare) == ["accountability_manner"]
    appeal = anew(A.APPEAL, manners=())
    assert reasons(*way_to(S.APPEALING), appeal) == ["accountability_manner"]


def test_an_appeal_that_finds_nothing_wrong_settles_the_case() -> None:
    upheld = anew(A.APPEAL, outcome=Outcome.UPHELD, manners=())
    found = told(by_office(*way_to(S.APPEALING), upheld))
    assert (found.state, found.manners) == (S.SETTLED, (Manner.CIRCULAR,))
    assert not told(by_office(A.GROUP)).is_revoked


def holds(found: Accountability) -> bool:
    """What is true of every case, whatever was said of it: each step rests on those before."""
    notice, plea = found.notice, found.plea
    if plea is not None and plea.outcome is PleaOutcome.SILENT:
        assert notice is not None
        if plea.heard_on <= notice.plead_by:
            return False
    rests = (
        (found.plea, notice),
        (found.decision, plea),
        (found.service, found.decision),
        (found.review_asked, found.service),
        (found.review, found.review_asked),
        (found.appeal_asked, found.review),
        (found.appeal, found.appeal_asked),
        (found.correction, found.appeal),
    )
    is_in_order = all(step is None or before is not None for step, before in rests)
    is_appealed = found.appeal_asked is not None
    may = set(found.manners) <= set(MANNERS[found.target])
    return is_in_order and may and (is_appealable(found.review) or not is_appealed)


def ends_in_time(found: Accountability) -> bool:
    """Whether a case that ended left them their time to ask, or they did not want it."""
    if found.end is None or found.review_asked is not None or found.end.is_waived:
        return True
    assert found.service is not None
    assert found.end.ended_on is not None
    return found.end.ended_on > last_day(found.service.served_on, ASK_REVIEW_DAYS)


@given(STEPS)
def test_no_step_is_left_out_by_whatever_is_said_by_whomever(steps: Steps) -> None:
    said = [(author, content) for author, (_, content) in steps]
    found = told(said)
    assert holds(found)
    assert ends_in_time(found)
    may = {OFFICE.account: set(CaseAct), CLERK.account: CLERKS}
    without_right = [each for each in found.ignored if each.reason == "no_right"]
    expected = [act for author, (act, _) in steps if act not in may.get(author.account, set())]
    assert len(without_right) == len(expected)


@given(STEPS)
def test_every_case_can_come_to_an_end(steps: Steps) -> None:
    said = [(author, content) for author, (_, content) in steps]
    manners = MANNERS[OPENED.target][:1]
    onward: list[CaseAct | Content] = [
        A.WITHDRAW,
        anew(A.SERVE, served_on="2026-09-01"),
        anew(A.REVIEW, outcome=Outcome.UPHELD),
        anew(A.APPEAL, manners=manners),
        A.CORRECT,
        anew(A.END, ended_on=ENDLESS, is_waived=False),
    ]
    assert not told([*said, *by_office(*onward)]).state.is_open


@given(STEPS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(steps: Steps, random: Random) -> None:
    pens = {author.chain: Pen(author) for author in (OFFICE, *(each for each, _ in steps))}
    opening = pens[OFFICE.chain].write(OPENED, SAID)
    saw = opening.id
    for author, (_, (body, private)) in steps:
        saw = pens[author.chain].write(body, private, opening.id, saw).id
    known = {chain: pen.author for chain, pen in pens.items()}
    readings = [kinds.read(line) for pen in pens.values() for line in pen.lines]
    first = fold_accountability(opening.id, readings, known)
    random.shuffle(readings)
    assert fold_accountability(opening.id, readings, known) == first


@given(STEPS)
def test_what_the_pages_let_pass_counts(steps: Steps) -> None:
    said: list[tuple[Author, Content]] = []
    for _, (act, content) in steps:
        case = told(said)
        if case.may(act) and fault_of(case, *content, "2099-01-01") is None:
            said.append((OFFICE, content))
    assert told(said).ignored == ()
