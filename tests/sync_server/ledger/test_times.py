"""An entry's time rests on what the server itself told the phone, never on what the phone says."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from domain.clock import parse_instant
from domain.trail.timing import ClockGrade, Interval
from domain.wire.messages import PushAnswer
from sync_server.ledger.acceptance import Carrier
from sync_server.ledger.epoch import open_epoch
from sync_server.verification.verify import verify
from tests.builders.logged import logged_since
from tests.builders.server import Ledger, Phone

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS


@pytest.fixture
def carrier(ledger: Ledger, phone: Phone) -> Carrier:
    """The phone with a token."""
    row = {"hash": "h" * 64, "chain": phone.author.chain, "at": "2026-05-14T08:30:00.000Z"}
    insert = text(
        "INSERT INTO device_token (token_hash, account, chain, device_name, created_at)"
        " VALUES (:hash, 'chen.jing', :chain, 'phone', :at)"
    )
    ledger.database.write(lambda work: work.ledger.execute(insert, row))
    return Carrier(phone.author.chain, "chen.jing", "h" * 64)


def sent(ms: int, told: PushAnswer | None = None, heard_ms: int = 0) -> dict[str, Any]:
    """What an envelope says of the phone's counter."""
    envelope: dict[str, Any] = {"tick": {"boot": "boot-1", "ms": ms}}
    if told is not None:
        envelope["last_answer"] = {"server_at": told.server_at, "ms": heard_ms}
    return envelope


def newest(ledger: Ledger) -> tuple[Interval, str]:
    """The newest entry's interval and marks."""
    row = logged_since(ledger.database)[-1]
    is_contradicted = "clock_contradiction" in row.marks
    times = (parse_instant(row.earliest), parse_instant(row.latest))
    return Interval(*times, is_contradicted), row.marks


def begin(ledger: Ledger, phone: Phone, carrier: Carrier) -> PushAnswer:
    """A first delivery, ten minutes after which the phone writes once more."""
    told = ledger.committer.push(phone.delivery(**sent(phone.pen.ms)), carrier)
    ledger.clock.move(minutes=20)  # type: ignore[attr-defined]
    phone.pen.ms += 10 * MINUTE_MS
    phone.pen.open_visit()
    return told


def test_an_answer_that_the_server_recorded_makes_verified(ledger, phone, carrier):
    heard = phone.pen.ms
    told = begin(ledger, phone, carrier)
    envelope = sent(heard + 20 * MINUTE_MS, told, heard)
    ledger.committer.push(phone.delivery(**envelope), carrier)
    interval, marks = newest(ledger)
    assert interval.earliest == interval.latest == ledger.clock() - timedelta(minutes=10)
    assert (interval.grade, marks) == (ClockGrade.VERIFIED, "")


@pytest.mark.parametrize(
    "lie",
    [(60 * DAY_MS, 0, 0), (20 * MINUTE_MS, 0, 7), (20 * MINUTE_MS, -DAY_MS, 0), (60, 0, 0)],
    ids=["months by its counter", "never told so", "heard before asking", "counter stands still"],
)
def test_what_contradicts_the_record_is_kept_marked_and_unverified(ledger, phone, carrier, lie):
    (ms, shift_ms, later_s), heard = lie, phone.pen.ms
    told = begin(ledger, phone, carrier)
    lied = parse_instant(told.server_at) + timedelta(seconds=later_s)
    claimed = {"server_at": lied.isoformat(timespec="milliseconds").replace("+00:00", "Z")}
    last = {**claimed, "ms": max(0, heard + shift_ms)}
    envelope = {**sent(heard + ms), "last_answer": last}
    answer = ledger.committer.push(phone.delivery(**envelope), carrier)
    interval, marks = newest(ledger)
    assert answer.refused == ()
    assert marks == "clock_contradiction"
    assert interval.grade is ClockGrade.UNVERIFIED
    assert interval.latest == ledger.clock()
    assert interval.earliest >= parse_instant(told.server_at) - timedelta(minutes=2)
    assert verify(ledger.database, ledger.key.public_hex, Path).faults == ()


def test_a_counter_of_months_never_goes_behind_the_enrolment(ledger, phone, carrier):
    """The attack: no last answer, and ticks that lie two months before the phone was known."""
    enrolled = ledger.clock()
    ledger.clock.move(minutes=20)
    phone.pen.open_visit()
    ledger.committer.push(phone.delivery(**sent(phone.pen.ms + 60 * DAY_MS)), carrier)
    interval, marks = newest(ledger)
    assert interval.earliest == enrolled
    assert (interval.grade, marks) == (ClockGrade.UNVERIFIED, "clock_contradiction")


def test_after_a_backup_was_restored_an_honest_phone_contradicts_nothing(ledger, phone, carrier):
    heard = phone.pen.ms
    told = begin(ledger, phone, carrier)
    open_epoch(ledger.database, ledger.key, ledger.clock, told.server_at)
    envelope = sent(heard + 20 * MINUTE_MS, told, heard)
    ledger.committer.push(phone.delivery(**envelope), carrier)
    interval, marks = newest(ledger)
    assert (interval.grade, marks) == (ClockGrade.BOUNDED, "")
