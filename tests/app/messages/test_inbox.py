"""Messages on the phone: read once, answered, and told anew when the office passes them again."""

from typing import Any

import pytest

from app.account.session import AccountSession
from app.messages.inbox import LONGEST, Letter
from domain.errors import BadInput, NotFound
from tests.builders.fake_server import FakeServer
from tests.builders.register import a_message, a_workbook

MESSAGE = "e" * 64
FOUND = "放学时去看过，已和派出所说好。"


@pytest.fixture
def session(at_work: AccountSession, server: FakeServer) -> AccountSession:
    """Chen Jing, to whom one message was passed."""
    tell(at_work, server)
    return at_work


def tell(session: AccountSession, server: FakeServer, *others: object, **fields: Any) -> None:
    """The office tells the message so."""
    server.workbook = a_workbook(messages=(a_message(**fields), *others))
    session.sync.run()


def the_letter(session: AccountSession) -> Letter:
    (letter,) = session.messages.letters()
    return letter


def written(server: FakeServer) -> list[str]:
    return [line.header.kind for line in server.lines.values() if line.header.subject == MESSAGE]


def test_a_message_waits_until_it_is_answered_and_is_read_once(session, server):
    (letter,) = session.messages.waiting()
    assert (letter.school, letter.is_read) == ("第1小学", False)
    session.messages.note_read(MESSAGE)
    session.messages.note_read(MESSAGE)
    session.messages.report(MESSAGE, f" {FOUND} ")
    assert session.messages.waiting() == []
    assert (the_letter(session).is_read, the_letter(session).answered) == (True, FOUND)
    session.sync.run()
    assert written(server) == ["message.read", "message.reported"]


def test_entries_name_what_was_seen_of_the_message(session, server):
    session.messages.note_read(MESSAGE)
    session.messages.report(MESSAGE, FOUND)
    session.sync.run()
    read, reported = (line for line in server.lines.values() if line.header.subject == MESSAGE)
    assert (read.header.saw, reported.header.saw) == (MESSAGE, read.id)


def test_what_the_office_passes_again_waits_again(session, server):
    session.messages.report(MESSAGE, FOUND)
    session.sync.run()
    tell(session, server, tip="f" * 64, asked="请再去看一次。")
    (letter,) = session.messages.waiting()
    assert (letter.told.asked, letter.is_read) == ("请再去看一次。", False)


def test_the_office_knows_of_an_answer_what_another_phone_wrote(session, server):
    tell(session, server, tip="f" * 64, is_read=True, answered="已报")
    assert (the_letter(session).waits, the_letter(session).answered) == (False, "已报")


@pytest.mark.parametrize(
    ("text", "code"), [("  ", "text_missing"), ("长" * (LONGEST + 1), "text_too_long")]
)
def test_an_answer_without_words_or_with_too_many_is_refused_and_kept(session, text, code):
    session.messages.keep_draft(MESSAGE, text)
    with pytest.raises(BadInput) as refused:
        session.messages.report(MESSAGE, text)
    assert refused.value.specific_code == code
    _, draft = session.messages.opened(MESSAGE)
    assert draft == text


def test_a_half_typed_answer_is_kept_until_it_is_sent(session):
    session.messages.keep_draft(MESSAGE, FOUND)
    assert session.messages.opened(MESSAGE)[1] == FOUND
    session.messages.report(MESSAGE, FOUND)
    assert session.messages.opened(MESSAGE)[1] == ""


def test_what_waits_comes_first_and_what_was_taken_away_is_gone(session, server):
    later = a_message("b" * 64, passed_at="2026-05-14T09:00:00.000Z")
    tell(session, server, later, answered="已报")
    assert [each.told.message_id for each in session.messages.letters()] == ["b" * 64, MESSAGE]
    server.workbook = a_workbook()
    session.sync.run()
    assert (session.messages.letters(), session.messages.opened(MESSAGE)) == ([], None)
    with pytest.raises(NotFound):
        session.messages.report(MESSAGE, FOUND)
