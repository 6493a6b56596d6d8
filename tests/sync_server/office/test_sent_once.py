"""A form's writing is taken once, under the lock, on both databases."""

from datetime import timedelta

import pytest
from sqlmodel import select

from domain.errors import Conflict
from domain.kinds.register.zone import ZoneSet
from sync_server.data.own import sent_forms
from sync_server.data.tables import HeldFileRow
from sync_server.ledger.append import FORM_SENT, FORMS_LAST, OfficeEntry
from sync_server.office.commands import Office
from sync_server.office.sending import SendingForm
from tests.sync_server.conftest import ON_BOTH


def a_zone(code: str, version: str = "") -> OfficeEntry:
    return OfficeEntry(ZoneSet(zone=code, name=f"{code}片区"), expects=version)


def send(server, code: str, form: str = "f" * 36, account: str = "li.zhuren"):
    office = Office(server.database, server.committer, sending=SendingForm(lambda: form))
    return office.write(account, [a_zone(code)])


@ON_BOTH
def test_what_came_by_a_form_does_not_come_by_it_again(server):
    send(server, "north")
    with pytest.raises(Conflict) as refused:
        send(server, "south")
    assert refused.value.specific_code == FORM_SENT
    send(server, "south", form="e" * 36)
    with server.database.reading_ledger() as found:
        assert sent_forms.is_sent(found.ledger, "f" * 36, "li.zhuren")
        assert not sent_forms.is_sent(found.ledger, "f" * 36, "zhao.tong")


@ON_BOTH
def test_what_was_refused_may_come_again(server):
    office = Office(server.database, server.committer, sending=SendingForm(lambda: "f" * 36))
    with pytest.raises(Conflict):
        office.write("li.zhuren", [a_zone("north", "a" * 64)])
    assert send(server, "north")


def test_whatever_a_form_writes_besides_comes_with_its_first_writing(server):
    office = Office(server.database, server.committer, sending=SendingForm(lambda: "f" * 36))
    office.write("li.zhuren", [a_zone("north")])
    office.write("li.zhuren", [a_zone("south")])
    with server.database.session() as session:
        assert len(session.exec(select(HeldFileRow)).all()) == 1


def test_a_form_is_forgotten_when_its_time_is_over(server, clock):
    send(server, "north")
    clock.now += FORMS_LAST + timedelta(minutes=1)
    send(server, "south", form="e" * 36)
    with server.database.session() as session:
        assert [row.file[0] for row in session.exec(select(HeldFileRow))] == ["e"]
