"""What a broken connection costs is small, and splitting costs no knowledge of the time."""

from domain.trail.delivery import LastAnswer
from tests.app.sync.test_push import record
from tests.builders.fake_server import FakeServer, failing
from tests.builders.phone import Handset


def narrow(at_work, most_bytes: int) -> None:
    """A network so slow that only little goes at once."""
    at_work.sync._chunk_size.piece = most_bytes


def test_entries_go_in_small_deliveries_on_a_slow_network(at_work, server: FakeServer):
    record(at_work, notes=12)
    narrow(at_work, 2000)
    at_work.sync._chunk_size.watch = iter(range(0, 1000, 3)).__next__
    assert at_work.sync.run().entries_sent == 15
    assert max(len(each.lines) for each in server.deliveries) <= 4


def test_deliveries_grow_on_a_fast_network(at_work, server: FakeServer):
    record(at_work, notes=30)
    narrow(at_work, 1000)
    at_work.sync.run()
    sizes = [len(each.lines) for each in server.deliveries]
    assert sizes[:-1] == sorted(sizes[:-1])
    assert len(sizes) < 12


def test_cut_costs_one_delivery_and_not_what_went_before(at_work, server: FakeServer):
    record(at_work, notes=12)
    narrow(at_work, 2000)
    server.after += [lambda _: None, failing(504)]
    at_work.sync.run()
    held = len(server.lines)
    sent = at_work.sync.state().unsent_entries
    assert sent < 15
    at_work.sync.run()
    again = [line for each in server.deliveries[2:] for line in each.lines]
    assert len(again) == sent
    assert len(server.lines) == 15 > held


def test_answer_to_the_first_of_two_deliveries_is_not_what_the_second_is_dated_by(
    enrolled: Handset, at_work, server: FakeServer
):
    at_work.sync.run()
    heard = answer_of(enrolled)
    record(at_work, notes=6)
    narrow(at_work, 1500)
    at_work.sync.run()
    told = [each.envelope.last_answer for each in server.deliveries[1:]]
    assert len(told) > 1
    assert set(told) == {heard}
    assert answer_of(enrolled) != heard


def test_cut_between_two_deliveries_keeps_what_dates_the_second(
    enrolled: Handset, at_work, server: FakeServer
):
    at_work.sync.run()
    heard = answer_of(enrolled)
    record(at_work, notes=6)
    narrow(at_work, 1500)
    server.before += [lambda _: None, failing(504)]
    assert at_work.sync.run().problem
    assert answer_of(enrolled) == heard
    at_work.sync.run()
    assert server.deliveries[-1].envelope.last_answer == heard


def answer_of(handset: Handset) -> LastAnswer:
    """The server's time that the phone keeps."""
    from app.store import chains

    session = handset.phone.accounts.open("chen.jing")
    with session.visits._recorder.store.database.read() as transaction:
        row = chains.current_chain(transaction, "chen.jing")
    assert row is not None
    assert row.answer_at is not None
    assert row.answer_ms is not None
    return LastAnswer(server_at=row.answer_at, ms=row.answer_ms)
