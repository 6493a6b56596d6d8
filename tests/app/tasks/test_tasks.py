"""Tasks on the phone: signed for once, reported, and told anew when the office says more."""

from typing import Any

import pytest

from app.account.session import AccountSession
from app.tasks.tasks import LONGEST, Task
from domain.errors import BadInput, NotFound
from domain.kinds.task.steps import TaskState
from domain.tasks.rules import TaskLate
from tests.builders.fake_server import FakeServer
from tests.builders.register import a_task, a_workbook

TASK, NEWER = "d" * 64, "f" * 64
DONE = "3 所都看过，护导到位。"


@pytest.fixture
def session(at_work: AccountSession, server: FakeServer) -> AccountSession:
    """Chen Jing, to whom one task was given."""
    tell(at_work, server)
    return at_work


def tell(session: AccountSession, server: FakeServer, *others: object, **fields: Any) -> None:
    """The office tells the task so."""
    server.workbook = a_workbook(tasks=(a_task(**fields), *others))
    session.sync.run()


def put(session: AccountSession, **fields: Any) -> None:
    """The office's word is here before anything of the phone's was sent."""
    store = session.tasks._store
    with store.database.write() as transaction:
        workbook = a_workbook(tasks=(a_task(**fields),))
        store.workbooks.put(transaction, session.facts.account, workbook)


def the_task(session: AccountSession) -> Task:
    opened = session.tasks.opened(TASK)
    assert opened is not None
    return opened.task


def written(server: FakeServer) -> list[str]:
    return [line.header.kind for line in server.lines.values() if line.header.subject == TASK]


def test_a_task_waits_until_it_is_reported_and_is_signed_for_once(session, server):
    (task,) = session.tasks.waiting()
    assert (task.state, task.schools) == (TaskState.GIVEN, [("school-1", "第1小学")])
    session.tasks.receive(TASK)
    session.tasks.receive(TASK)
    assert the_task(session).state is TaskState.RECEIVED
    session.tasks.report(TASK, f" {DONE} ")
    assert session.tasks.waiting() == []
    task = the_task(session)
    assert (task.state, task.reported, task.is_unsent) == (TaskState.REPORTED, DONE, True)
    session.sync.run()
    assert written(server) == ["task.received", "task.reported"]
    assert not the_task(session).is_unsent


def test_entries_name_what_was_seen_and_what_was_received(session, server):
    session.tasks.receive(TASK)
    session.tasks.report(TASK, DONE)
    session.sync.run()
    received, reported = (line for line in server.lines.values() if line.header.subject == TASK)
    assert (received.header.saw, reported.header.saw) == (TASK, received.id)
    assert b'"edition":"' + TASK.encode() in received.raw


def test_what_another_person_said_meanwhile_takes_nothing_away_before_it_is_sent(session):
    session.tasks.receive(TASK)
    put(session, tip=NEWER)
    assert the_task(session).state is TaskState.RECEIVED


def test_what_the_office_returns_waits_again_and_is_reported_again(session, server):
    session.tasks.report(TASK, DONE)
    session.sync.run()
    tell(session, server, tip=NEWER, state=TaskState.RETURNED, reported=DONE, reason="请写明学校")
    (task,) = session.tasks.waiting()
    assert (task.state, task.told.reason) == (TaskState.RETURNED, "请写明学校")
    session.tasks.report(TASK, "第1小学护导到位。")
    assert (the_task(session).state, the_task(session).saw != NEWER) == (TaskState.REPORTED, True)


def test_a_changed_task_is_signed_for_anew(session, server):
    session.tasks.receive(TASK)
    session.sync.run()
    tell(session, server, tip=NEWER, edition=NEWER, is_changed=True, reason="范围改了")
    assert the_task(session).state is TaskState.GIVEN
    session.tasks.receive(TASK)
    assert the_task(session).state is TaskState.RECEIVED


@pytest.mark.parametrize("state", [each for each in TaskState if each.is_over])
def test_what_is_over_takes_no_report_and_shows_what_the_office_wrote(session, server, state):
    session.tasks.keep_draft(TASK, DONE)
    tell(session, server, state=state, reason="市里取消了", ended_on="2026-05-14")
    with pytest.raises(NotFound):
        session.tasks.report(TASK, DONE)
    session.tasks.receive(TASK)
    opened = session.tasks.opened(TASK)
    assert (opened.task.state, opened.draft) == (state, DONE)
    assert session.tasks.waiting() == []


def test_what_was_written_and_not_sent_gives_way_to_the_end_of_a_task(session):
    session.tasks.report(TASK, DONE)
    put(session, tip=NEWER, state=TaskState.WITHDRAWN)
    assert the_task(session).state is TaskState.WITHDRAWN


@pytest.mark.parametrize(
    ("text", "code"), [("  ", "text_missing"), ("长" * (LONGEST + 1), "text_too_long")]
)
def test_a_report_without_words_or_with_too_many_is_refused_and_kept(session, text, code):
    session.tasks.keep_draft(TASK, text)
    with pytest.raises(BadInput) as refused:
        session.tasks.report(TASK, text)
    assert refused.value.specific_code == code
    assert session.tasks.opened(TASK).draft == text


def test_a_half_typed_report_is_kept_until_it_is_sent(session):
    session.tasks.keep_draft(TASK, DONE)
    assert session.tasks.opened(TASK).draft == DONE
    session.tasks.report(TASK, DONE)
    assert session.tasks.opened(TASK).draft == ""


def test_visits_to_its_units_since_it_was_given_are_offered_and_go_with_the_report(session, server):
    assert session.tasks.opened(TASK).visits == []
    visit = session.visits.open_visit("school-1")
    session.visits.open_visit("school-2")
    (offered,) = session.tasks.opened(TASK).visits
    assert (offered.visit_id, offered.school_name) == (visit, "第1小学")
    session.tasks.report(TASK, DONE, [visit])
    session.sync.run()
    reported = [line for line in server.lines.values() if line.header.kind == "task.reported"]
    assert visit.encode() in reported[0].raw


def test_what_waits_comes_first_and_what_is_over_last(session, server):
    later = a_task("b" * 64, due_on="2026-05-30")
    over = a_task("c" * 64, state=TaskState.CLOSED)
    tell(session, server, later, over, state=TaskState.REPORTED, reported=DONE)
    assert [each.told.task_id for each in session.tasks.all()] == ["b" * 64, TASK, "c" * 64]
    assert session.tasks.opened("0" * 64) is None


def test_what_is_late_is_said_of_the_day(session):
    task = the_task(session)
    assert session.tasks.today == "2026-05-14"
    assert (task.late("2026-05-16"), task.late("2026-05-17")) == (None, TaskLate.RECEIPT)
    assert task.late("2026-05-21") is TaskLate.REPORT
