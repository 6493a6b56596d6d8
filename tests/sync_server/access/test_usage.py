"""Uses of the system are kept without anybody waiting, lost by no normal stop, and let go of."""

import threading
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text

from domain.audit.use import Use, UseKind
from domain.errors import Unavailable
from sync_server.access import usage
from sync_server.access.usage import Usage
from sync_server.data.audit.uses import keep_uses
from sync_server.data.engine import Database
from sync_server.data.tables import UseRow
from tests.builders.server import Ledger, SetClock

SIGNED_IN = Use("wanshan", "li.zhuren", UseKind.SIGNED_IN)


def look(code: str = "v1", account: str = "li.zhuren") -> Use:
    return Use("wanshan", account, UseKind.SAW, "visit", code)


def kept(database: Database) -> list[tuple[str, str, str]]:
    with database.looking_up() as connection:
        rows = connection.execute(text('SELECT account, act, code FROM "use" ORDER BY id'))
        return [(str(who), str(act), str(code)) for who, act, code in rows]


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def uses(ledger: Ledger, clock: SetClock) -> Usage:
    return Usage(ledger.database, clock, keep_days=366)


def test_nothing_is_written_while_somebody_waits_and_all_of_it_when_it_is_read(uses, ledger):
    uses.note(SIGNED_IN)
    uses.note(look())
    assert kept(ledger.database) == []
    uses.flush()
    assert kept(ledger.database) == [
        ("li.zhuren", "use.signed_in", ""),
        ("li.zhuren", "use.saw", "v1"),
    ]
    uses.flush()
    assert len(kept(ledger.database)) == 2


def test_a_server_that_stops_keeps_what_was_noted_before(uses, ledger):
    uses.start()
    for number in range(30):
        uses.note(look(f"v{number}"))
    uses.close()
    assert len(kept(ledger.database)) == 30


def test_a_started_one_writes_by_itself(uses, ledger, monkeypatch):
    written = threading.Event()

    def keep(connection: Connection, rows: Sequence[UseRow]) -> None:
        keep_uses(connection, rows)
        written.set()

    monkeypatch.setattr(usage, "_EVERY_S", 0.01)
    monkeypatch.setattr(usage, "keep_uses", keep)
    uses.start()
    uses.note(SIGNED_IN)
    assert written.wait(30)
    uses.close()
    assert len(kept(ledger.database)) == 1


def test_one_look_within_ten_minutes_is_one_look_of_each_account(uses, ledger, clock):
    for account in ("li.zhuren", "li.zhuren", "zhao.tong"):
        uses.note(look(account=account))
    clock.move(minutes=9)
    uses.note(look())
    clock.move(minutes=2)
    uses.note(look())
    uses.flush()
    assert [account for account, *_ in kept(ledger.database)] == [
        "li.zhuren",
        "zhao.tong",
        "li.zhuren",
    ]


def test_what_cannot_be_written_waits_and_is_written_once(uses, ledger, monkeypatch):
    def full(_work: object) -> None:
        raise Unavailable("full", code="disk_full")

    uses.note(SIGNED_IN)
    with monkeypatch.context() as trouble:
        trouble.setattr(ledger.database, "write", full)
        with pytest.raises(Unavailable):
            uses.flush()
    uses.note(look())
    uses.flush()
    assert len(kept(ledger.database)) == 2


def test_where_memory_ends_how_many_were_lost_is_kept(uses, ledger, monkeypatch):
    monkeypatch.setattr(usage, "MOST_WAITING", 2)
    for number in range(5):
        uses.note(look(f"v{number}"))
    uses.flush()
    assert [act for _, act, _ in kept(ledger.database)] == ["use.saw", "use.saw", "use.lost"]
    with ledger.database.looking_up() as connection:
        said = connection.execute(text("SELECT note FROM \"use\" WHERE act = 'use.lost'"))
        assert said.scalar_one() == "3 条"


def test_uses_go_when_they_were_kept_long_enough(uses, ledger, clock):
    uses.note(look("old"))
    uses.flush()
    clock.now += timedelta(days=365)
    uses.note(look("new"))
    uses.flush()
    assert uses.drop_old() == 0
    clock.now += timedelta(days=2)
    assert uses.drop_old() == 1
    assert [code for *_, code in kept(ledger.database)] == ["new"]
