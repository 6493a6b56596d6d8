"""Entries reach the server once, whatever is lost on the way."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import col, select

from app.account.session import AccountSession
from app.store import lines
from app.store.tables import LineRow
from domain.kinds.visit.record import Method
from tests.builders.fake_server import FakeServer, failing
from tests.builders.phone import AT_SCHOOL

TIMED_OUT = failing(504)


def record(session: AccountSession, notes: int = 0) -> str:
    """A visit with a check-in and some notes."""
    visit_id = session.visits.open_visit("school-1")
    session.visits.check_in(visit_id, AT_SCHOOL)
    for number in range(notes):
        session.visits.record_count(visit_id, Method.TALKS, number + 1)
    return visit_id


def test_everything_recorded_arrives_once_with_its_exact_bytes(at_work, server: FakeServer):
    visit_id = record(at_work)
    outcome = at_work.sync.run()
    assert (outcome.problem, outcome.entries_sent) == (None, 3)
    kinds = [line.header.kind for line in server.lines.values()]
    assert kinds == ["chain.opened", "visit.opened", "visit.checked_in"]
    assert visit_id in server.lines
    assert at_work.sync.state().unsent_entries == 0
    assert at_work.sync.run().entries_sent == 0


def test_lost_answer_is_made_up_for_by_the_next_run(at_work, server: FakeServer):
    record(at_work)
    server.after.append(TIMED_OUT)
    assert at_work.sync.run().problem
    assert at_work.sync.state().unsent_entries == 3
    assert at_work.sync.run().entries_sent == 3
    assert len(server.lines) == 3


def test_receipts_are_kept(at_work, server: FakeServer):
    visit_id = record(at_work)
    at_work.sync.run()
    store = at_work.visits._recorder.store
    with store.database.read() as transaction:
        wanted = select(LineRow.id, LineRow.position).where(LineRow.is_mine)
        places = dict(transaction.exec(wanted).all())
        kept = lines.receipts(transaction)
    assert kept == list(server.receipts.values())
    assert places == {each: receipt.first for each, receipt in server.receipts.items()}
    assert visit_id in places


def test_receipt_that_proves_nothing_is_not_believed(at_work, server: FakeServer):
    record(at_work)
    server.log_before = [b"another".ljust(32)]
    outcome = at_work.sync.run()
    assert (outcome.code, outcome.retry_after_s) == ("wrong_receipt", None)
    assert "回执" in (outcome.problem or "")
    assert at_work.sync.state().unsent_entries == 3


def test_receipt_by_another_key_is_not_believed(at_work, server: FakeServer):
    record(at_work)
    server.signing_key = Ed25519PrivateKey.generate()
    outcome = at_work.sync.run()
    assert (outcome.code, outcome.retry_after_s) == ("wrong_key", None)
    assert "签名" in (outcome.problem or "")
    assert at_work.sync.state().unsent_entries == 3


def test_delivery_tells_the_tick_and_what_was_last_heard(enrolled, at_work, server: FakeServer):
    record(at_work)
    at_work.sync.run()
    first = server.deliveries[-1].envelope
    assert first.tick is not None
    assert first.tick.boot == "boot-1"
    assert first.last_answer is None
    record(at_work)
    at_work.sync.run()
    heard = server.deliveries[-1].envelope.last_answer
    assert heard is not None
    assert heard.ms > first.tick.ms
    enrolled.device.clock.boot = "boot-2"
    record(at_work)
    at_work.sync.run()
    assert server.deliveries[-1].envelope.last_answer is None


def test_too_much_for_one_request_goes_in_parts(at_work, server: FakeServer):
    record(at_work, notes=12)
    server.largest_push = 4
    assert at_work.sync.run().entries_sent == 15
    assert max(len(each.lines) for each in server.deliveries) <= 4


def test_single_line_too_large_for_the_server_is_said(at_work, server: FakeServer):
    record(at_work)
    server.largest_push = 0
    assert at_work.sync.run().code == "too_large"


def test_more_lines_than_one_delivery_may_bring(at_work, server: FakeServer, monkeypatch):
    monkeypatch.setattr("app.sync.push.MAX_LINES", 5)
    record(at_work, notes=10)
    assert at_work.sync.run().entries_sent == 13
    assert [len(each.lines) for each in server.deliveries] == [5, 5, 3]


@pytest.mark.parametrize("limit", ["MAX_PLAIN_BYTES", "MAX_GZIP_BYTES"])
def test_large_deliveries_are_split_by_size(at_work, server: FakeServer, monkeypatch, limit):
    monkeypatch.setattr("app.sync.push._ENVELOPE_ROOM", 0)
    monkeypatch.setattr(f"app.sync.push.{limit}", 1500)
    record(at_work, notes=8)
    assert at_work.sync.run().entries_sent == 11
    assert len(server.deliveries) > 1


def test_refused_line_is_told_and_tried_again_only_by_hand(at_work, server: FakeServer):
    visit_id = record(at_work)
    server.bad_lines.add(visit_id)
    at_work.sync.run()
    state = at_work.sync.state()
    assert state.unsent_entries == 2
    refused = state.refused[0]
    assert (refused.visit_id, refused.kind) == (visit_id, "visit.opened")
    assert "bad_header" in refused.words
    before = len(server.deliveries)
    assert at_work.sync.run(is_automatic=True).problem is None
    assert len(server.deliveries) == before
    server.bad_lines.clear()
    assert at_work.sync.run().entries_sent == 2
    assert at_work.sync.state().refused == ()


def test_server_that_forgot_gets_it_all_again(at_work, server: FakeServer):
    record(at_work)
    at_work.sync.run()
    server.forget_after(1)
    record(at_work)
    outcome = at_work.sync.run()
    assert outcome.problem is None
    assert len(server.lines) == 5
    assert at_work.sync.state().unsent_entries == 0


def test_tip_this_phone_never_wrote_asks_for_a_new_sign_in(at_work, server: FakeServer, tmp_path):
    record(at_work)
    at_work.sync.run()
    clone = next(iter(server.lines.values()))
    from tests.builders.trail import Pen, an_author

    pen = Pen(an_author(chain=clone.header.chain))
    pen.head = pen.head.after(clone)
    stranger = pen.write(clone_body(), subject=None)
    server.lines[stranger.id] = stranger
    record(at_work)
    at_work.sync.run()
    state = at_work.sync.state()
    assert state.needs_sign_in
    assert "分了叉" in (state.last_problem or "")


def clone_body():
    """Something a cloned phone might have written."""
    from domain.kinds.visit.course import VisitOpened

    return VisitOpened(school_id="school-2")


def test_an_entry_that_went_bad_on_the_phone_stops_no_other(at_work, server: FakeServer):
    visit_id = record(at_work, notes=2)
    at_work.sync.run()
    at_work.visits.record_count(visit_id, Method.PATROLS, 1)
    at_work.visits.record_count(visit_id, Method.TALKS, 7)
    with at_work.visits._recorder.store.database.write() as transaction:
        row = transaction.exec(
            select(LineRow).order_by(col(LineRow.arrival).desc()).offset(1).limit(1)
        ).one()
        header, body, private = row.raw.split(b"\t")
        row.raw = b"\t".join((header, body[:-2] + b"\xff}", private))
        transaction.add(row)
        bad = row.id
    at_work.sync.run()
    (told,) = [each for each in at_work.sync.state().refused if "坏了" in each.words]
    assert told.kind == "visit.counted"
    at_work.sync.run()
    assert at_work.sync.state().unsent_entries == 0
    assert (server.lines[bad].body_bytes, server.lines[bad].is_whole) == (None, False)
    assert at_work.visits.visit(visit_id).visit.quantities[Method.TALKS] == 7
