"""Cases in the making: who writes, and any sequence of acts by anybody."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from domain import kinds
from domain.accountability.fold import fold_accountability
from domain.kinds.accountability.case import Accountability
from domain.kinds.accountability.course import CaseAct, Manner, Outcome, PleaOutcome
from domain.kinds.accountability.deciding import (
    AccountabilityDecided,
    DecisionServed,
    NoticeServed,
    PleaRecorded,
)
from domain.kinds.accountability.opening import AccountabilityEnded
from domain.kinds.accountability.reviewing import (
    AppealAsked,
    AppealDecided,
    ReviewAsked,
    ReviewDecided,
)
from domain.kinds.author import Author, Role
from domain.kinds.piece import OfficeBody
from tests.builders.accountability import CONTENTS, OPENED, SAID, Content
from tests.builders.trail import Pen, an_author


def in_office(account: str, role: Role, district: str = "wanshan") -> Author:
    """Somebody who writes on the server."""
    return replace(an_author(account, role, district), is_in_office=True)


OFFICE = in_office("li.zhuren", Role.SUPERVISOR)
CLERK = in_office("zhao.tong", Role.CLERK)
AUDITOR = in_office("shen.jian", Role.AUDITOR)
INSPECTOR = in_office("chen.jing", Role.INSPECTOR)
ELSEWHERE = in_office("zhang.ke", Role.SUPERVISOR, "other")
Said = tuple[Author, Content]


def told(said: Sequence[Said], opened: Content = (OPENED, SAID)) -> Accountability:
    """The case that the office opened and about which this was said, one after the other."""
    pens = {each.chain: Pen(each) for each in (OFFICE, *(author for author, _ in said))}
    opening = pens[OFFICE.chain].write(*opened)
    saw = opening.id
    for author, (body, private) in said:
        saw = pens[author.chain].write(body, private, opening.id, saw).id
    lines = [line for pen in pens.values() for line in pen.lines]
    known = {chain: pen.author for chain, pen in pens.items()}
    found = fold_accountability(opening.id, [kinds.read(line) for line in lines], known)
    assert found is not None
    return found


def by_office(*acts: CaseAct | Content) -> list[Said]:
    """What the office says, in its usual words where only the act is named."""
    return [(OFFICE, CONTENTS[each] if isinstance(each, CaseAct) else each) for each in acts]


def reasons(*acts: CaseAct | Content) -> list[str]:
    """Why what the office says does not count."""
    return [each.reason for each in told(by_office(*acts)).ignored]


def anew(act: CaseAct, **fields: object) -> Content:
    """What is usually said in an act, with other fields."""
    body, private = CONTENTS[act]
    return body.model_copy(update=fields), private


DAYS = st.sampled_from(
    ["2026-05-14", "2026-05-20", "2026-05-21", "2026-06-13", "2026-06-14", "2026-09-01"]
)
MANNERS = st.lists(st.sampled_from(Manner), max_size=2).map(tuple)


def _varied(act: CaseAct) -> st.SearchStrategy[OfficeBody]:
    """Bodies of an act with all that its rules look at."""
    outcome = {"outcome": st.sampled_from(Outcome), "decided_on": DAYS, "known_on": DAYS}
    varied = {
        CaseAct.NOTIFY: (NoticeServed, {"plead_by": DAYS, "manners": MANNERS}),
        CaseAct.HEAR: (PleaRecorded, {"outcome": st.sampled_from(PleaOutcome), "heard_on": DAYS}),
        CaseAct.DECIDE: (AccountabilityDecided, {"decided_on": DAYS, "manners": MANNERS}),
        CaseAct.SERVE: (DecisionServed, {"served_on": DAYS}),
        CaseAct.ASK_REVIEW: (ReviewAsked, {"asked_on": DAYS}),
        CaseAct.REVIEW: (ReviewDecided, {**outcome, "manners": MANNERS}),
        CaseAct.ASK_APPEAL: (AppealAsked, {"asked_on": DAYS}),
        CaseAct.APPEAL: (AppealDecided, {**outcome, "manners": MANNERS}),
        CaseAct.END: (AccountabilityEnded, {"ended_on": DAYS, "is_waived": st.booleans()}),
    }
    usual = CONTENTS[act][0]
    if act not in varied:
        return st.just(usual)
    _, fields = varied[act]
    other = st.fixed_dictionaries(fields).map(lambda found: usual.model_copy(update=found))
    return st.one_of(st.just(usual), other)


CONTENT = st.sampled_from(CaseAct).flatmap(
    lambda act: _varied(act).map(lambda body: (act, (body, CONTENTS[act][1])))
)
"""An act, and what is said in it."""
# Mostly the office, and mostly in the order of a case, or few sequences came far.
IN_ORDER = st.sampled_from(
    [
        [CaseAct.GROUP, CaseAct.NOTIFY, CaseAct.HEAR],
        [CaseAct.GROUP, CaseAct.NOTIFY, CaseAct.HEAR, CaseAct.DECIDE, CaseAct.SERVE],
        [],
    ]
)
AUTHORS = st.sampled_from([OFFICE, OFFICE, OFFICE, CLERK, AUDITOR, INSPECTOR, ELSEWHERE])
STEPS = st.tuples(IN_ORDER, st.lists(st.tuples(AUTHORS, CONTENT), max_size=12)).map(
    lambda found: [(OFFICE, (act, CONTENTS[act])) for act in found[0]] + found[1]
)
"""Any sequence of acts, each with its author."""
