"""What is taken as whole runs is written and answered as it is on the careful way."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from domain.clock import format_instant
from domain.kinds.chain import ChainRevoked
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.trail.delivery import Delivery
from domain.trail.line import Tick
from domain.wire.written import WrittenAnswer
from sync_server.data.engine import Transaction
from sync_server.data.own import devices
from sync_server.data.runs import MOST_LINES, unpacked
from sync_server.ledger.acceptance import Push
from sync_server.ledger.commit import Commit
from tests.builders.server import Ledger, Phone, SetClock, a_ledger, sqlite_url
from tests.builders.trail import MAY_14, an_author

TABLES = ("tree_head", "tile_hash", "head_signature", "chain", "device_answer")
AGO_MS = 120_000
AGO = timedelta(milliseconds=AGO_MS)
NOTE = VisitNoted(section=NoteSection.RECORD)


class Undone(Exception):
    """What a transaction would have done."""


def write(phone: Phone, notes: int) -> None:
    """A visit with some notes, with colons in them; the third saw the opening."""
    visit = phone.pen.open_visit("school-1")
    for number in range(notes):
        private = TextPrivate(text=f"8:{number} “好”\n乙·丙")
        phone.pen.write(NOTE, private, visit, visit if number == 2 else None)


@contextmanager
def begun(phones: int) -> Iterator[tuple[Ledger, list[Phone]]]:
    """A ledger that has the opened chains of so many phones, for two hours."""
    clock = SetClock()
    with (
        tempfile.TemporaryDirectory() as folder,
        a_ledger(sqlite_url(Path(folder)), clock=clock) as ledger,
    ):
        found = [
            Phone(an_author(f"i.{number}")).enrol(ledger.committer) for number in range(phones)
        ]
        for phone in found:
            phone.push(ledger.committer)
        clock.move(hours=2)
        yield ledger, found


def delivered(phone: Phone, first: int, carrier: Phone | None = None, **envelope: Any) -> Push:
    """The phone's lines from there on, whoever brings them with a token."""
    brings = replace((carrier or phone).carrier, token_hash=(carrier or phone).author.account)
    return Push.of(phone.delivery(phone.pen.lines[first:], **envelope), brings)


def carefully(push: Push) -> Push:
    """The same, told of no run."""
    told = push.delivery
    return Push.of(Delivery(told.envelope, told.lines, told.refused), push.carrier)


def outcome(ledger: Ledger, pushes: Sequence[Push]) -> tuple[bool, list[bytes], dict[str, Any]]:
    """Whether it took whole runs, the answers, and what is in the tables; nothing is kept."""

    def work(transaction: Transaction) -> None:
        told = {
            str(each.carrier.token_hash): Tick(boot=tick.boot, ms=tick.ms - AGO_MS)
            for each in pushes
            if (tick := each.delivery.envelope.tick) is not None
        }
        devices.keep_answers(transaction.ledger, told, ledger.clock() - AGO)
        first = Commit(transaction, ledger.key, ledger.clock()).log.size
        answers = Commit(transaction, ledger.key, ledger.clock()).take(pushes)
        assert_remembered(transaction, first)
        raise Undone(answers, rows_of(transaction))

    with pytest.raises(Undone) as caught:
        ledger.database.write(work)
    answers, rows = caught.value.args
    is_usual = all(isinstance(each, WrittenAnswer) for each in answers)
    sent = [each.json if is_usual else each.model_dump_json().encode() for each in answers]
    return is_usual, sent, rows


def rows_of(transaction: Transaction) -> dict[str, Any]:
    """What the commit wrote, a run as what it is read as."""
    found: dict[str, Any] = {
        name: sorted(map(repr, transaction.ledger.execute(text(f"SELECT * FROM {name}"))))  # noqa: S608
        for name in TABLES
    }
    runs = transaction.ledger.execute(text("SELECT * FROM run ORDER BY first")).mappings().all()
    packed = ("lines", "private")
    found["run"] = [{k: v for k, v in row.items() if k not in packed} for row in runs]
    found["lines"] = [unpacked(dict(row)) for row in runs]
    return found


def assert_remembered(transaction: Transaction, first: int) -> None:
    """What was taken from this position on is remembered as it is read."""
    query = text("SELECT * FROM run WHERE first >= :first ORDER BY first")
    for row in transaction.ledger.execute(query, {"first": first}).mappings():
        assert transaction.recent.take(tuple(row.values())) == unpacked(dict(row))


@pytest.fixture(autouse=True)
def _any_token_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "good_tokens", lambda _, shown: set(shown))


@pytest.fixture(scope="module")
def begun_once() -> Iterator[tuple[Ledger, list[Phone]]]:
    with begun(2) as made:
        yield made


def as_they_were(phones: list[Phone]) -> list[Phone]:
    """Copies that write on from there."""
    found = [copy(phone) for phone in phones]
    for phone in found:
        phone.pen = copy(phone.pen)
        phone.pen.lines = list(phone.pen.lines)
    return found


def times_of(phone: Phone, ledger: Ledger, said: str) -> dict[str, Any]:
    """What an envelope says of time: nothing, its tick, or its last answer too."""
    if said == "nothing":
        return {}
    tick = Tick(boot=phone.pen.boot, ms=phone.pen.ms)
    if said == "tick":
        return {"tick": tick}
    server_at = format_instant(ledger.clock() - AGO)
    return {"tick": tick, "last_answer": {"server_at": server_at, "ms": tick.ms - AGO_MS + 70}}


BROUGHT = st.tuples(
    st.integers(0, 1),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from(["nothing", "tick", "answer"]),
)


@given(brought=st.lists(BROUGHT, min_size=1, max_size=4))
def test_a_group_is_taken_as_on_the_careful_way(
    begun_once: tuple[Ledger, list[Phone]], brought: list[tuple[int, int, bool, str]]
) -> None:
    ledger, phones = begun_once[0], as_they_were(begun_once[1])
    pushes: list[Push] = []
    for number, notes, is_own, said in brought:
        phone, carrier = phones[number], phones[number if is_own else 1 - number]
        first = len(phone.pen.lines)
        write(phone, notes)
        pushes.append(delivered(phone, first, carrier, **times_of(phone, ledger, said)))
    usual, careful = (outcome(ledger, some) for some in (pushes, list(map(carefully, pushes))))
    assert usual[1:] == careful[1:]
    assert not careful[0]
    # Ticks contradict each other where one phone writes or brings twice in one moment.
    named = ({each.chains[0] for each in pushes}, {each.carrier.chain for each in pushes})
    assert usual[0] or min(map(len, named)) < len(pushes)


def test_a_long_run_of_several_visits_is_cut_as_on_the_careful_way() -> None:
    with begun(1) as (ledger, (phone,)):
        for notes in (1, MOST_LINES + 3, 0, 2):
            write(phone, notes)
        pushes = [delivered(phone, 1)]
        usual, careful = (outcome(ledger, some) for some in (pushes, list(map(carefully, pushes))))
        assert (usual[0], careful[0]) == (True, False)
        assert usual[1:] == careful[1:]


def again(phone: Phone) -> list[Push]:
    return [delivered(phone, 0)]


def twice(phone: Phone) -> list[Push]:
    return [delivered(phone, 1), delivered(phone, 1)]


def one_visit_in_two(phone: Phone) -> list[Push]:
    told, rest = phone.delivery(phone.pen.lines[1:3]), phone.delivery(phone.pen.lines[3:])
    return [Push.of(each, phone.carrier) for each in (told, rest)]


def with_a_gap(phone: Phone) -> list[Push]:
    return [delivered(phone, 2)]


def unsigned(phone: Phone) -> list[Push]:
    told = delivered(phone, 1)
    head = told.delivery.envelope.heads[0].model_copy(update={"signature": "0" * 128})
    envelope = told.delivery.envelope.model_copy(update={"heads": (head,)})
    return [Push.of(Delivery(envelope, run=told.delivery.run), told.carrier)]


def signed_halfway(phone: Phone) -> list[Push]:
    told = delivered(phone, 1)
    heads = (phone.sign(phone.pen.lines[2]),)
    envelope = told.delivery.envelope.model_copy(update={"heads": heads})
    return [Push.of(Delivery(envelope, run=told.delivery.run), told.carrier)]


def contradicted(phone: Phone) -> list[Push]:
    answer = {"server_at": format_instant(MAY_14), "ms": 1}
    tick = Tick(boot=phone.pen.boot, ms=phone.pen.ms)
    return [delivered(phone, 1, tick=tick, last_answer=answer)]


CASES = [again, twice, one_visit_in_two, with_a_gap, unsigned, signed_halfway, contradicted]


@pytest.mark.parametrize("case", CASES)
def test_what_is_unusual_goes_the_careful_way(case: Callable[[Phone], list[Push]]) -> None:
    with begun(1) as (ledger, (phone,)):
        write(phone, 3)
        pushes = case(phone)
        found = outcome(ledger, pushes)
        assert not found[0]
        assert found == outcome(ledger, list(map(carefully, pushes)))


def test_a_revoked_or_forked_chain_goes_the_careful_way() -> None:
    with begun(2) as (ledger, (revoked, forked)):
        ledger.committer.write("system", [ChainRevoked(chain=revoked.author.chain)])
        other = as_they_were([forked])[0]
        other.pen.open_visit("school-2")
        for phone in (revoked, forked, other):
            write(phone, 1)
            phone.push(ledger.committer)
        for phone in (revoked, forked):
            write(phone, 1)
            assert not outcome(ledger, [delivered(phone, len(phone.pen.lines) - 2)])[0]
