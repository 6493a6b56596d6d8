"""The workbook replaces the old one whole; trails the server knows better are fetched."""

from datetime import date

import pytest
from sqlmodel import select

from app.account.session import AccountSession
from app.store.tables import WorkbookPartRow
from domain.errors import NotFound
from domain.kinds.author import Role
from domain.kinds.visit.builder import State
from domain.kinds.visit.course import VisitOpened
from domain.kinds.visit.review import Verdict, VisitReturned
from domain.trail.line import Line
from domain.visit.visit import Visit
from domain.wire.messages import AuthorFacts
from domain.wire.workbook import WORKBOOK_SCHEMA, WorkbookReview
from tests.builders.fake_server import FakeServer, failing
from tests.builders.register import a_checklist, a_school, a_workbook, an_office_visit
from tests.builders.trail import Pen, a_chain_id, an_author

TODAY = date(2026, 5, 14)


def test_workbook_comes_once_and_then_only_when_it_changed(at_work, server: FakeServer):
    assert at_work.workbook() is None
    assert at_work.sync.run().has_new_workbook
    assert at_work.workbook() == server.workbook
    assert not at_work.sync.run().has_new_workbook
    server.workbook = a_workbook(name="陈小静")
    assert at_work.sync.run().has_new_workbook
    assert at_work.workbook().name == "陈小静"


@pytest.mark.parametrize(
    ("schema", "code", "words"),
    [
        (WORKBOOK_SCHEMA - 1, "older_server", "请督导室升级服务器"),
        (WORKBOOK_SCHEMA + 1, "newer_server", "请更新督迹"),
    ],
)
def test_workbook_of_another_version_is_told_by_name_after_the_entries_went(
    at_work, server: FakeServer, schema: int, code: str, words: str
):
    at_work.sync.run()
    kept = at_work.workbook()
    at_work.visits.open_visit("school-1")
    server.workbook, server.workbook_schema = a_workbook(name="陈小静"), schema
    outcome = at_work.sync.run()
    assert (outcome.code, outcome.entries_sent) == (code, 1)
    assert words in outcome.problem
    assert at_work.workbook() == kept


def test_workbook_kept_by_another_version_of_the_app_is_fetched_anew(at_work, server: FakeServer):
    at_work.sync.run()
    store = at_work.visits._recorder.store
    with store.database.write() as transaction:
        for row in transaction.exec(select(WorkbookPartRow)).all():
            row.workbook_schema = WORKBOOK_SCHEMA - 1
            transaction.add(row)
    assert at_work.workbook() is None
    assert at_work.sync.run().has_new_workbook
    assert at_work.workbook() == server.workbook


def test_month_shows_the_duty_and_the_theme(at_work, server: FakeServer):
    assert at_work.month(TODAY).theme is None
    at_work.sync.run()
    visit_id = at_work.visits.open_visit("school-1")
    at_work.visits.submit(visit_id, has_no_problem=True)
    month = at_work.month(TODAY)
    assert month.theme.theme_id == "may"
    assert [(each.school.school_id, each.done, each.due) for each in month.schools] == [
        ("school-2", 0, 2),
        ("school-1", 1, 2),
    ]
    assert (month.done, month.due) == (1, 4)
    assert month.schools[1].last_visit_on == "2026-05-14"


def test_month_lists_what_is_not_finished(at_work, server: FakeServer):
    at_work.sync.run()
    open_one = at_work.visits.open_visit("school-1")
    amended = at_work.visits.open_visit("school-2")
    at_work.visits.submit(amended, has_no_problem=True)
    at_work.visits.amend(amended, "漏项")
    listed = [each.visit_id for each in at_work.month(TODAY).in_progress]
    assert listed == [open_one, amended]


def test_new_school_name_reaches_the_old_records(at_work, server: FakeServer):
    at_work.sync.run()
    at_work.visits.open_visit("school-1")
    assert at_work.visits.list()[0].school_name == "第1小学"
    renamed = a_school(1, name="实验小学", aliases=("一小",))
    server.workbook = a_workbook(schools=(renamed, a_school(2)))
    at_work.sync.run()
    assert at_work.visits.list(search="实验")[0].school_name == "实验小学"
    assert at_work.visits.list(search="一小 2026-05")
    assert at_work.visits.list(search="第1小学") == []


def test_visit_keeps_the_checklist_version_it_began_with(at_work, server: FakeServer):
    at_work.sync.run()
    visit_id = at_work.visits.open_visit("school-1", theme_id="may")
    newer = a_checklist(version=2)
    server.workbook = a_workbook(checklists=(a_checklist(), newer))
    at_work.sync.run()
    assert at_work.visits.visit(visit_id).checklist.version == 1
    server.workbook = a_workbook(checklists=(newer,))
    at_work.sync.run()
    assert at_work.visits.visit(visit_id).checklist.version == 1


def returned(server: FakeServer, visit: Visit) -> Line:
    """The office hands the visit back."""
    office = an_author("wu.min", Role.SUPERVISOR)
    server.authors[office.chain] = AuthorFacts(
        chain=office.chain, account="wu.min", role=Role.SUPERVISOR, district="wanshan"
    )
    private = VisitReturned.private(reason="请补照片")
    body = VisitReturned(version=visit.version)
    line = Pen(office).write(body, private, visit.visit_id, visit.tip)
    server.lines[line.id] = line
    review = WorkbookReview(
        verdict=Verdict.RETURNED, text="请补照片", by_name="吴敏", at="2026-05-15T00:00:00.000Z"
    )
    state = State.RETURNED
    server.show(an_office_visit(visit.visit_id, tip=line.id, state=state, reviews=(review,)))
    return line


def handed_in(session: AccountSession) -> Visit:
    """A submitted and synced visit."""
    visit_id = session.visits.open_visit("school-1")
    visit = session.visits.submit(visit_id, has_no_problem=True)
    session.sync.run()
    return visit


def test_returned_visit_shows_the_reason_and_can_be_amended(at_work, server: FakeServer):
    before = handed_in(at_work)
    returned(server, before)
    at_work.sync.run()
    (summary,) = at_work.month(TODAY).returned
    assert summary.review.text == "请补照片"
    view = at_work.visits.visit(before.visit_id)
    assert (view.visit.state, view.office.state) == (State.RETURNED, State.RETURNED)
    visit = at_work.visits.amend(before.visit_id, "补照片")
    assert visit.is_amending
    submitted = at_work.visits.submit(before.visit_id, has_no_problem=True)
    assert submitted.state is State.SUBMITTED


def test_office_word_counts_even_before_its_trail_was_fetched(at_work, server: FakeServer):
    before = handed_in(at_work)
    said = returned(server, before)
    server.before += [lambda _: None, failing(503)]
    assert at_work.sync.run().problem
    (summary,) = at_work.month(TODAY).returned
    assert summary.visit_id == before.visit_id
    amended = at_work.visits.amend(before.visit_id, "补照片")
    at_work.sync.run()
    assert server.lines[amended.tip].header.saw == said.id


def test_visit_of_another_phone_is_fetched_and_gone_on_with(at_work, server: FakeServer):
    other = an_author("chen.jing", chain=a_chain_id())
    server.authors[other.chain] = AuthorFacts(
        chain=other.chain, account="chen.jing", role=Role.INSPECTOR, district="wanshan"
    )
    line = Pen(other).write(VisitOpened(school_id="school-2"))
    server.lines[line.id] = line
    server.show(an_office_visit(line.id, school_id="school-2", state=State.IN_PROGRESS))
    at_work.sync.run()
    assert [each.visit_id for each in at_work.month(TODAY).in_progress] == [line.id]
    visit = at_work.visits.record_note(line.id, "record", "接着写")
    assert visit.notes["record"].text == "接着写"
    assert visit.successors == (at_work.facts.chain,)
    at_work.visits.record_note(line.id, "record", "再写")
    assert len(at_work.visits.visit(line.id).visit.successors) == 1


def test_visit_known_to_the_office_alone_counts_and_is_marked(at_work, server: FakeServer):
    server.show(an_office_visit("a" * 64, flags=("late_sync",)))
    at_work.sync.run()
    month = at_work.month(TODAY)
    assert {each.school.school_id: each.done for each in month.schools}["school-1"] == 1
    with pytest.raises(NotFound, match="同步"):
        at_work.visits.visit("a" * 64)


def test_broken_trail_is_not_kept(at_work, server: FakeServer, monkeypatch):
    before = handed_in(at_work)
    returned(server, before)
    office = next(each for each in server.lines.values() if each.header.kind == "visit.returned")
    object.__setattr__(office, "body_bytes", b'{"salt":"x"}')
    outcome = at_work.sync.run()
    assert outcome.code == "bad_answer"
    assert at_work.visits.visit(before.visit_id).visit.state is State.SUBMITTED
