"""Which entries are acts of the office, and whose."""

import pytest

from domain.audit.act import Act, ActSort, act_of, sort_of
from domain.audit.use import Use, UseKind
from domain.kinds import KINDS, read
from domain.kinds.arrival import PhotosLost
from domain.kinds.author import Author, Role
from domain.kinds.chain import OFFICE_INSTALLATION, ChainEnrolled, ChainRevoked
from domain.kinds.office.export import TableExported
from domain.kinds.office.month_lock import MonthLocked, MonthSheet, MonthUnlocked
from domain.kinds.piece import Body
from domain.kinds.register.account import CodeIssued
from domain.kinds.register.zone import ZoneSet
from domain.kinds.visit.review import VisitApproved
from tests.builders.trail import Pen, a_chain_id

OFFICE = Author(a_chain_id(), "li.zhuren", Role.SUPERVISOR, "wanshan", is_in_office=True)
SYSTEM = Author(a_chain_id(), "system", Role.SYSTEM, "server", is_in_office=True)
PHONE = a_chain_id()
VISIT = "cd" * 32
KEY = "ab" * 32


def act(body: Body, author: Author = OFFICE, subject: str | None = None) -> Act | None:
    return act_of(read(Pen(author).write(body, subject=subject)), author)


def taken_in(installation: str, *, is_practice: bool = False) -> ChainEnrolled:
    return ChainEnrolled(
        chain=PHONE,
        account="chen.jing",
        district="wanshan",
        role=Role.INSPECTOR,
        installation=installation,
        public_key=KEY,
        is_practice=is_practice,
    )


@pytest.mark.parametrize(
    ("body", "subject", "sort", "thing"),
    [
        (VisitApproved(version=KEY), VISIT, ActSort.REVIEWED, ("visit", VISIT)),
        (ZoneSet(zone="z1", name="一片"), None, ActSort.REGISTER, ("zone", "z1")),
        (CodeIssued(account="chen.jing"), None, ActSort.ACCOUNTS, ("person", "chen.jing")),
        (ChainRevoked(chain=PHONE), None, ActSort.PHONES, ("device", PHONE)),
        (
            TableExported(table="people", format="csv", sha256="x"),
            None,
            ActSort.EXPORTED,
            ("table", "people"),
        ),
    ],
)
def test_an_act_is_of_a_sort_and_about_a_thing(body, subject, sort, thing):
    assert act(body, subject=subject) == Act("wanshan", "li.zhuren", body.kind, sort, *thing)


def test_what_a_phone_writes_is_no_act_of_the_office():
    phone = Author(a_chain_id(), "li.zhuren", Role.SUPERVISOR, "wanshan")
    assert act(VisitApproved(version=KEY), phone, VISIT) is None
    assert act_of(read(Pen(phone).write(ZoneSet(zone="z1", name="一片"))), None) is None


def test_a_phone_that_is_taken_in_is_its_persons_act():
    found = act(taken_in("phone-1"), SYSTEM)
    assert found == Act("wanshan", "chen.jing", ChainEnrolled.kind, ActSort.PHONES, "device", PHONE)
    assert act(taken_in(OFFICE_INSTALLATION), SYSTEM) is None
    assert act(taken_in("phone-1", is_practice=True), SYSTEM) is None


def test_what_the_server_notes_of_photos_is_nobodys_act():
    assert act(PhotosLost(photos=("ab" * 32,)), SYSTEM) is None


def test_an_act_that_cannot_be_read_is_shown_all_the_same():
    line = Pen(OFFICE).write(ZoneSet(zone="z1", name="一片"))
    known = read(line)
    unreadable = type(known)(line, None, None, "invalid_body")
    found = act_of(unreadable, OFFICE)
    assert found is not None
    assert (found.act, found.noun, found.code) == ("zone.set", "zone", line.subject)


def test_every_kind_and_every_use_is_of_some_sort():
    assert {sort_of(kind) for kind in KINDS} <= set(ActSort)
    assert sort_of("nobody.knows") is ActSort.REGISTER
    assert {Use("d", "a", kind).sort for kind in UseKind} <= set(ActSort)


def test_a_sealed_month_is_one_act_with_all_its_tables():
    seal = MonthLocked(
        month="2026-05", version=1, tree_size=1, checkpoint="", fold=1, title="表", totals={}
    )
    opened = act(seal)
    assert opened is not None
    assert act(MonthSheet(month="2026-05", version=1, grouping="zone", part=1, columns=())) is None
    unlocked = act(MonthUnlocked(month="2026-05", version=1))
    assert unlocked is not None
    assert (opened.sort, unlocked.sort) == (ActSort.REGISTER, ActSort.REGISTER)
