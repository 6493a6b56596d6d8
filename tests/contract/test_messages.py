"""A parent's message reaches the inspector's phone without how they are reached, and comes back."""

import pytest

from domain.kinds.office.message import Message, MessageAbout, MessagePrivate, MessageState
from sync_server.access.viewer import Viewer
from sync_server.data.accounts import PersonFacts
from sync_server.door.cards import Cards
from sync_server.door.codes import DoorCodes
from sync_server.door.messages import Messages
from sync_server.office.commands import Office
from tests.builders.server import version_of

CONTACT, TEXT = "13900000000", "校门口放学时车多，没人管。"
FOUND = "放学时去看过，已和派出所说好。"
LI = Viewer(PersonFacts("li.zhuren", "李主任", "supervisor", "wanshan", "", None))


@pytest.fixture
def desk(office) -> Messages:
    """What the office does with messages."""
    server = office.server
    cards = Cards(server.database, server.clock, DoorCodes(b"k" * 32))
    return Messages(server.database, Office(server.database, server.committer), server.clock, cards)


@pytest.fixture
def code(desk) -> str:
    """The code of a parent who wrote from school 1's card."""
    card = desk.cards.of_unit("wanshan", "school-1")
    return str(desk.send(card, MessageAbout.SAFETY, MessagePrivate(text=TEXT, contact=CONTACT)))


@pytest.fixture
def message(desk, office, phone, code) -> str:
    """The message, passed to Chen Jing, whose phone has fetched it."""
    (listed,) = desk.listed(LI)
    desk.accept(LI, listed.row.message, seen(office, listed.row.message), "三天内去看。")
    passed(desk, office, listed.row.message, "chen.jing")
    assert phone.sync.run().problem is None
    return str(listed.row.message)


def seen(office, message: str) -> str:
    return str(version_of(office.server.database, message))


def passed(desk, office, message: str, account: str) -> None:
    desk.pass_on(LI, message, seen(office, message), (account, "请放学时去看。"))


def standing(desk, message: str) -> Message:
    found: Message = desk.page(LI, message).message
    return found


def test_the_phone_has_the_words_and_never_how_the_sender_is_reached(phone, handset, message):
    (letter,) = phone.messages.waiting()
    assert (letter.told.text, letter.told.asked) == (TEXT, "请放学时去看。")
    assert CONTACT not in phone.workbook().model_dump_json()
    files = [each for each in handset.folder.rglob("*") if each.is_file()]
    assert files
    assert all(CONTACT.encode() not in each.read_bytes() for each in files)


def test_the_office_sees_that_it_was_read_and_what_was_found(phone, desk, message):
    phone.messages.note_read(message)
    phone.sync.run()
    assert standing(desk, message).read is not None
    phone.messages.report(message, FOUND)
    phone.sync.run()
    told = standing(desk, message)
    assert told.reported is not None
    assert (told.state, told.reported.text) == (MessageState.REPORTED, FOUND)
    assert told.ignored == ()


def test_its_sender_hears_of_it_by_the_code_once_the_office_closes(
    phone, desk, office, code, message
):
    phone.messages.report(message, FOUND)
    phone.sync.run()
    desk.close(LI, message, seen(office, message), "放学时段已有民警。")
    assert desk.asked(code).closed.text == "放学时段已有民警。"
    phone.sync.run()
    assert phone.messages.letters() == []


def test_what_is_passed_to_somebody_else_leaves_the_phone(phone, desk, office, message):
    passed(desk, office, message, "wang.fang")
    phone.messages.report(message, FOUND)
    phone.sync.run()
    assert phone.messages.letters() == []
    told = standing(desk, message)
    assert told.passed is not None
    assert (told.state, told.passed.account) == (MessageState.PASSED, "wang.fang")


def test_what_is_about_the_inspector_reaches_no_phone(phone, desk):
    card = desk.cards.of_unit("wanshan", "school-1")
    desk.send(card, MessageAbout.INSPECTOR, MessagePrivate(text=TEXT))
    phone.sync.run()
    assert phone.messages.letters() == []
