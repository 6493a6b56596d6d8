"""A paper to a unit: what its entries make of it, in which order they count, and by whom."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import kinds
from domain.kinds import KINDS, references
from domain.kinds.author import REVIEWING, Author, Role
from domain.kinds.kind import PAPER, Reference
from domain.kinds.paper.answering import PaperServed
from domain.kinds.paper.builder import HOLDING, WAYS, Delivery, PaperAct, PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from domain.kinds.visit.merging import VisitMerged
from domain.paper.fold import fold_paper
from domain.paper.standing import Standing, standing
from tests.builders.trail import Pen, an_author
from tests.domain.paper.histories import (
    BODY,
    CONTENTS,
    FINDINGS,
    FIRST,
    PRIVATE,
    SECOND,
    after,
    histories,
    in_office,
    made,
)

WAY = (PaperAct.SUBMIT, PaperAct.ISSUE, PaperAct.SERVE, PaperAct.ANSWER, PaperAct.FINISH)


def test_paper_goes_its_way_from_draft_to_done() -> None:
    states = [after(*WAY[:number])[0].state for number in range(len(WAY) + 1)]
    assert states == [each for each in PaperState if each is not PaperState.VOIDED]


def test_paper_says_what_was_written_signed_and_answered() -> None:
    paper, _ = after(*WAY[:4], PaperAct.TALK)
    assert (paper.school_id, paper.findings, paper.title) == ("school-1", FINDINGS, "约谈通知")
    assert (paper.requirement, paper.due_on) == ("限期更换", "2026-06-03")
    issue, service = paper.issue, paper.service
    assert issue is not None
    assert service is not None
    assert (issue.number, issue.serial, issue.signer) == ("万教督谈〔2026〕7号", 7, "李主任")
    assert (service.delivery, service.witnesses) == (Delivery.LEFT, ("甲", "乙"))
    assert [each.text for each in paper.answers] == ["已更换"]
    assert [each.minutes for each in paper.talks] == ["承诺月底前改完"]
    assert (paper.state, paper.answered_on) == (PaperState.ANSWERED, "2026-05-28")


def test_draft_that_was_handed_back_is_written_anew() -> None:
    paper, pen = after(PaperAct.SUBMIT, PaperAct.RETURN)
    assert paper.returned is not None
    assert (paper.state, paper.returned.text) == (PaperState.DRAFT, "期限太紧")
    again = BODY.model_copy(update={"due_on": "2026-06-30"})
    pen.write(again, PRIVATE, subject=paper.paper_id)
    pen.write(*CONTENTS[PaperAct.SUBMIT], subject=paper.paper_id)
    mended = made(paper.paper_id, pen)
    assert mended is not None
    assert (mended.state, mended.due_on, mended.returned) == (
        PaperState.PENDING,
        "2026-06-30",
        None,
    )


def test_voided_paper_keeps_its_number_and_its_answers() -> None:
    paper, _ = after(*WAY[:4], PaperAct.VOID)
    assert paper.voiding is not None
    assert paper.issue is not None
    assert (paper.state, paper.voiding.text) == (PaperState.VOIDED, "写错了单位")
    assert (paper.issue.number, len(paper.answers)) == ("万教督谈〔2026〕7号", 1)


@pytest.mark.parametrize("act", PaperAct)
@pytest.mark.parametrize("state", PaperState)
def test_what_comes_at_the_wrong_time_is_ignored_with_a_reason(
    state: PaperState, act: PaperAct
) -> None:
    acts = WAY[: list(PaperState).index(state)] if state is not PaperState.VOIDED else ()
    before, pen = after(*acts, *([PaperAct.VOID] if state is PaperState.VOIDED else []))
    assert before.state is state
    pen.write(*CONTENTS[act], subject=before.paper_id)
    now = made(before.paper_id, pen)
    assert now is not None
    if before.may(act):
        assert (now.state, now.ignored) == (WAYS[act].to or state, ())
    else:
        assert [each.reason for each in now.ignored] == ["untimely"]
        assert now.model_dump(exclude={"ignored"}) == before.model_dump(exclude={"ignored"})


def test_every_state_but_the_ends_leads_to_an_end() -> None:
    ends = {PaperState.FINISHED, PaperState.VOIDED}
    for state in set(PaperState) - ends:
        assert state in WAYS[PaperAct.VOID].since
    assert not any(way.since & ends for way in WAYS.values() if way.to)
    for before, now in pairwise(state for state in PaperState if state is not PaperState.VOIDED):
        assert any(before in way.since and way.to is now for way in WAYS.values())


def test_only_a_paper_that_calls_for_a_talk_is_answered_by_one() -> None:
    tip = BODY.model_copy(update={"paper_kind": PaperKind.TIP})
    paper, _ = after(*WAY[:3], PaperAct.TALK, body=tip)
    # The signing is of another kind of paper too, so that nothing behind it counts.
    reasons = ["not_about_this", "untimely", "untimely"]
    assert [each.reason for each in paper.ignored] == reasons


def test_paper_left_unsigned_needs_two_who_saw_it() -> None:
    paper, pen = after(*WAY[:2])
    alone = PaperServed(delivery=Delivery.LEFT, served_on="2026-05-21", witnesses=1)
    pen.write(alone, subject=paper.paper_id)
    now = made(paper.paper_id, pen)
    assert now is not None
    assert (now.state, now.ignored[0].reason) == (PaperState.ISSUED, "no_witnesses")


def test_erased_texts_leave_the_paper_where_it_was() -> None:
    paper, pen = after(*WAY)
    pen.lines[:] = [replace(line, private_bytes=None) for line in pen.lines]
    erased = made(paper.paper_id, pen)
    assert erased is not None
    assert erased.issue is not None
    assert (erased.state, erased.issue.number) == (PaperState.FINISHED, "万教督谈〔2026〕7号")
    assert (erased.requirement, erased.issue.signer) == ("", "")


@pytest.mark.parametrize(
    ("author", "may_draft", "may_sign"),
    [
        (in_office("a", Role.INSPECTOR), False, False),
        (in_office("a", Role.AUDITOR), False, False),
        (in_office("a", Role.CLERK), True, False),
        (in_office("a", Role.SUPERVISOR), True, True),
        (in_office("a", Role.ADMIN), True, True),
        (an_author("a", Role.SUPERVISOR), False, False),
    ],
)
def test_clerks_draft_and_supervisors_sign_on_the_server_alone(
    author: Author, may_draft: bool, may_sign: bool
) -> None:
    pen = Pen(author)
    assert (made(pen.write(BODY, PRIVATE).id, pen) is not None) is may_draft
    paper, office = after(PaperAct.SUBMIT)
    pen = Pen(author)
    pen.write(*CONTENTS[PaperAct.ISSUE], subject=paper.paper_id, saw=office.lines[-1].id)
    now = made(paper.paper_id, office, pen)
    assert now is not None
    assert (now.state is PaperState.ISSUED) is may_sign
    assert [each.reason for each in now.ignored] == ([] if may_sign else ["no_right"])


def test_another_districts_office_says_nothing() -> None:
    paper, office = after()
    other = Pen(in_office("wu.hao", district="other"))
    other.write(*CONTENTS[PaperAct.VOID], subject=paper.paper_id, saw=paper.paper_id)
    now = made(paper.paper_id, office, other)
    assert now is not None
    assert [each.reason for each in now.ignored] == ["no_right"]


def test_what_opens_something_else_makes_no_paper() -> None:
    pen = Pen(in_office())
    assert made(pen.open_visit(), pen) is None
    assert made("0" * 64, pen) is None
    assert made(pen.write(*CONTENTS[PaperAct.SUBMIT]).id, pen) is None
    paper = pen.write(BODY).id
    assert fold_paper(paper, [kinds.read(line) for line in pen.lines], {}) is None


@given(histories(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_makes_the_same_paper(history: Any, shuffle: Any) -> None:
    paper_id, lines, known = history
    shuffled = lines + lines[:2]
    shuffle.shuffle(shuffled)
    first, again = (
        fold_paper(paper_id, [kinds.read(line) for line in some], known)
        for some in (lines, shuffled)
    )
    assert first is not None
    assert first == again


@given(histories())
def test_nothing_is_issued_but_by_who_signs_after_it_was_handed_in(history: Any) -> None:
    paper_id, lines, known = history
    paper = fold_paper(paper_id, [kinds.read(line) for line in lines], known)
    assert paper is not None
    assert (paper.issue is not None) or paper.state not in HOLDING
    if paper.issue is not None:
        signer = known[paper.issue.stamp.chain]
        assert signer.role in REVIEWING
        assert (signer.district, signer.is_in_office) == (paper.district, True)
        assert paper.submitted is not None
        is_own = paper.issue.stamp.account == paper.drafted.account
        assert paper.is_signed_by_drafter is is_own


def test_kinds_say_what_they_refer_to() -> None:
    follows = BODY.model_copy(update={"follows": "9" * 64})
    visits = (Reference(FIRST, "f" * 64), Reference(SECOND, "f" * 64))
    assert references(BODY) == visits
    assert references(follows) == (*visits, Reference("9" * 64))
    look = FollowUpRecorded(finding_id="f", finding_visit=FIRST, conclusion=Conclusion.PARTLY)
    assert references(look) == (Reference(FIRST),)
    assert references(VisitMerged(into=SECOND)) == (Reference(SECOND),)
    of_papers = [name for name, kind in KINDS.items() if kind.subject == PAPER and kind.refers]
    assert of_papers == ["paper.drafted"]


def test_finding_stands_as_seen_changed_or_gone() -> None:
    assert standing("a", "a") is Standing.AS_SEEN
    assert standing("a", "b") is Standing.CHANGED
    assert standing("a", None) is Standing.GONE
