"""What a paper rests on: what changed meanwhile, what was put right, who may, and when."""

from dataclasses import replace

import pytest

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.author import Role
from domain.kinds.paper.answering import (
    PaperAnswered,
    PaperServed,
    ServedPrivate,
    TalkHeld,
    TalkPrivate,
)
from domain.kinds.paper.builder import AnsweredBy, Delivery, Paper
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.piece import ReasonPrivate, TextPrivate
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.register.signing import DelegateSet, SigningSet
from domain.kinds.visit.course import VisitAmended, VisitSubmitted
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.office.commands import Office
from sync_server.office.papers import PaperCommands, SeenPaper, series_set
from sync_server.projection.chain_book import SERVER_ACCOUNT
from sync_server.projection.rebuild import rebuild
from tests.builders.issuing import (
    CLERK,
    SUPERVISOR,
    a_draft,
    numbers,
    paper_commands,
    pending,
    rows,
    seen_now,
    signature,
    visits,
)
from tests.builders.sample_ledger import issue_paper
from tests.builders.server import DISTRICT, Ledger, Phone

RECEIVED = PaperServed(delivery=Delivery.RECEIVED, served_on="2026-05-21")
ANSWERED = PaperAnswered(answered_on="2026-05-25", answered_by=AnsweredBy.OFFICE)


@pytest.fixture
def commands(ledger: Ledger) -> PaperCommands:
    return paper_commands(ledger)


def stands(ledger: Ledger, paper: str) -> Paper:
    (row,) = rows(ledger, "SELECT folded FROM paper WHERE paper = :p", p=paper)
    return Paper.model_validate_json(row.folded)


def put_right(ledger: Ledger, phone: Phone, visit: str) -> None:
    """A later visit finds f1 of this one put right."""
    again = phone.pen.open_visit("school-1")
    seen = FollowUpRecorded(finding_id="f1", finding_visit=visit, conclusion=Conclusion.RECTIFIED)
    last = phone.pen.write(seen, subject=again)
    phone.pen.write(VisitSubmitted(head=last.id), subject=again)
    phone.push(ledger.committer)


def test_a_paper_goes_from_the_clerks_draft_to_its_end(
    ledger: Ledger, phone: Phone, commands: PaperCommands
):
    (visit,) = visits(ledger, phone, 1)
    paper = commands.draft(CLERK, a_draft(ledger, visit, paper_kind=PaperKind.TALK)).id
    now = lambda: seen_now(ledger.database, paper)  # noqa: E731
    commands.submit(CLERK, now())
    commands.send_back(SUPERVISOR, now(), "期限太紧")
    again = a_draft(ledger, visit, paper_kind=PaperKind.TALK, due_on="2027-01-31")
    commands.draft(CLERK, again, now())
    commands.submit(CLERK, now())
    commands.issue(SUPERVISOR, now(), signature())
    commands.serve(CLERK, now(), RECEIVED, ServedPrivate(signed_by="罗校长"))
    talk = TalkPrivate(persons="罗校长", minutes="承诺月底前改完")
    commands.hold_talk(CLERK, now(), TalkHeld(held_on="2026-05-28"), talk)
    commands.finish(CLERK, now())
    found = stands(ledger, paper)
    assert (found.state, found.due_on, found.ignored) == ("finished", "2027-01-31", ())
    assert found.issue is not None
    assert (found.issue.number, found.is_signed_by_drafter) == ("万教督谈〔2026〕1号", False)
    assert rebuild(ledger.database) == {}


def test_what_is_not_possible_now_is_refused_in_a_sentence(
    ledger: Ledger, phone: Phone, commands: PaperCommands
):
    (visit,) = visits(ledger, phone, 1)
    paper = issue_paper(ledger, "school-1", visit)
    seen = seen_now(ledger.database, paper)
    with pytest.raises(BadInput, match="现在是“已签发”，不能登记回复"):
        commands.answer(CLERK, seen, ANSWERED, TextPrivate(text="改了"))
    left = RECEIVED.model_copy(update={"delivery": Delivery.LEFT, "witnesses": 1})
    with pytest.raises(BadInput, match="两名见证人"):
        commands.serve(CLERK, seen, left, ServedPrivate(witnesses=("甲",)))
    commands.serve(CLERK, seen, RECEIVED, ServedPrivate())
    with pytest.raises(Conflict):
        commands.serve(CLERK, seen, RECEIVED, ServedPrivate())
    served = seen_now(ledger.database, paper)
    with pytest.raises(BadInput, match="还没有回复"):
        commands.finish(CLERK, served)
    commands.finish(CLERK, served, "已由督办函接续")
    with pytest.raises(BadInput, match="不能作废"):
        commands.void(SUPERVISOR, seen_now(ledger.database, paper), "写错了")


def test_a_visit_that_changed_meanwhile_is_a_conflict(
    ledger: Ledger, phone: Phone, commands: PaperCommands
):
    first, second = visits(ledger, phone)
    draft = a_draft(ledger, first, second)
    phone.pen.write(VisitAmended(), ReasonPrivate(reason="补充"), subject=second)
    phone.push(ledger.committer)
    with pytest.raises(Conflict) as refused:
        commands.draft(CLERK, draft)
    assert refused.value.specific_code == "changed_meanwhile"
    assert rows(ledger, "SELECT * FROM paper") == []


def test_a_finding_that_was_put_right_gets_no_paper(
    ledger: Ledger, phone: Phone, commands: PaperCommands
):
    first, second = visits(ledger, phone)
    draft = a_draft(ledger, first, second)
    waiting = pending(ledger, draft)
    put_right(ledger, phone, first)
    with pytest.raises(Conflict) as refused:
        commands.draft(CLERK, draft)
    assert refused.value.specific_code == "finding_closed"
    with pytest.raises(Conflict) as refused:
        commands.issue(SUPERVISOR, waiting, signature())
    assert refused.value.specific_code == "finding_closed"
    assert numbers(ledger) == []


def test_only_the_districts_office_drafts_about_its_units_findings(
    ledger: Ledger, phone: Phone, commands: PaperCommands
):
    (visit,) = visits(ledger, phone, 1)
    draft = a_draft(ledger, visit)
    for account in ("chen.jing", "nobody"):
        with pytest.raises(NotAllowed):
            commands.draft(account, draft)
    with pytest.raises(NotAllowed):
        commands.issue(CLERK, pending(ledger, draft), signature())
    with pytest.raises(NotAllowed):
        commands.state_last(CLERK, series_set(PaperKind.TIP, 2026, 9), "登记", NEW)
    unknown = replace(draft.findings[0], visit="0" * 64)
    with pytest.raises(NotFound):
        commands.draft(CLERK, replace(draft, findings=(unknown,)))
    with pytest.raises(NotFound):
        commands.void(SUPERVISOR, SeenPaper("0" * 64, "0" * 64), "没有这份")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"school_id": "school-2"}, "已经不在"),
        ({"findings": ()}, "要勾选问题"),
        ({"due_on": None}, "要写明期限"),
        ({"paper_kind": PaperKind.CONSULTATION}, "哪个部门"),
        ({"follows": "0" * 64}, "前一份文书"),
    ],
)
def test_a_draft_that_cannot_be_is_refused(
    ledger: Ledger, phone: Phone, commands: PaperCommands, changed, words
):
    (visit,) = visits(ledger, phone, 1)
    with pytest.raises(BadInput, match=words):
        commands.draft(CLERK, replace(a_draft(ledger, visit), **changed))


def test_who_wrote_it_signs_it_only_where_the_rule_allows_that(
    ledger: Ledger, phone: Phone, commands: PaperCommands
):
    (visit,) = visits(ledger, phone, 1)
    paper = commands.draft(SUPERVISOR, a_draft(ledger, visit)).id
    commands.submit(SUPERVISOR, seen_now(ledger.database, paper))
    seen = seen_now(ledger.database, paper)
    with pytest.raises(Conflict) as refused:
        commands.issue(SUPERVISOR, seen, signature())
    assert refused.value.specific_code == "sign_own_draft"
    rule = SigningSet(district=DISTRICT, drafter_may_sign=True)
    ledger.committer.write(SUPERVISOR, [OfficeEntry(rule, expects=NEW)])
    commands.issue(SUPERVISOR, seen, signature())
    assert stands(ledger, paper).is_signed_by_drafter


def test_a_deputy_signs_on_the_days_that_were_said(
    ledger: Ledger, phone: Phone, commands: PaperCommands
):
    (visit,) = visits(ledger, phone, 1)
    waiting = pending(ledger, a_draft(ledger, visit))
    deputy = PersonSet(account="sun.li", role=Role.SUPERVISOR)
    rule = SigningSet(district=DISTRICT, approvers=(SUPERVISOR,))
    entries = [
        OfficeEntry(deputy, PersonPrivate(name="孙立"), expects=NEW),
        OfficeEntry(rule, expects=NEW),
    ]
    ledger.committer.write(SUPERVISOR, entries)
    with pytest.raises(Conflict) as refused:
        commands.issue("sun.li", waiting, signature())
    assert refused.value.specific_code == "sign_not_approver"
    away = DelegateSet(
        delegate_id="d1",
        approver=SUPERVISOR,
        deputy="sun.li",
        from_on="2026-01-01",
        to_on="2099-12-31",
    )
    ledger.committer.write(SUPERVISOR, [OfficeEntry(away, expects=NEW)])
    commands.issue("sun.li", waiting, signature())
    assert numbers(ledger) == ["万教督整〔2026〕1号"]


def test_the_units_own_door_receives_and_answers_in_the_servers_name(ledger: Ledger, phone: Phone):
    (visit,) = visits(ledger, phone, 1)
    paper = issue_paper(ledger, "school-1", visit)
    door = PaperCommands(Office(ledger.database, ledger.committer, DISTRICT))
    at_the_door = RECEIVED.model_copy(update={"delivery": Delivery.AT_THE_DOOR})
    seen = seen_now(ledger.database, paper)
    door.serve(SERVER_ACCOUNT, seen, at_the_door, ServedPrivate(signed_by="罗校长"))
    by_unit = ANSWERED.model_copy(update={"answered_by": AnsweredBy.UNIT})
    seen = seen_now(ledger.database, paper)
    door.answer(SERVER_ACCOUNT, seen, by_unit, TextPrivate(text="已更换"))
    with pytest.raises(NotAllowed):
        door.finish(SERVER_ACCOUNT, seen_now(ledger.database, paper))
    found = stands(ledger, paper)
    assert (found.state, found.ignored, found.answers[0].text) == ("answered", (), "已更换")
    assert rebuild(ledger.database) == {}
