"""When a sync runs, what it tells, and when it may try again by itself."""

import threading

import pytest

from app.store.store import Store
from app.sync.backoff import LONGEST_BACKOFF_S, Backoff, Pacing
from app.sync.enrolment import AccountFacts
from app.sync.progress import Phase
from app.sync.service import SyncService
from tests.app.sync.test_push import record
from tests.builders.fake_server import FakeServer, failing
from tests.builders.phone import Handset


class Watch:
    """Seconds in hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    """The watch the back-off is measured by."""
    return Watch()


@pytest.fixture
def sync(enrolled: Handset, at_work, server: FakeServer, watch: Watch) -> SyncService:
    """Chen Jing's sync with time and chance in hand."""
    store: Store = at_work.visits._recorder.store
    facts: AccountFacts = at_work.facts
    return SyncService(store, enrolled.device, server, facts, Pacing(watch, lambda: 0.5))


def test_run_by_itself_waits_out_the_back_off(sync, server: FakeServer, watch: Watch):
    server.before.append(failing(503))
    assert sync.run(is_automatic=True).retry_after_s == 5.0
    assert sync.run(is_automatic=True).was_skipped
    watch.now += 4.9
    assert sync.run(is_automatic=True).was_skipped
    watch.now += 0.2
    assert sync.run(is_automatic=True).problem is None


def test_back_off_grows_to_its_limit_and_starts_over(sync, server: FakeServer):
    waits = []
    for _ in range(9):
        server.before.append(failing(503))
        waits.append(sync.run().retry_after_s)
    assert waits[:3] == [5.0, 10.0, 20.0]
    assert waits[-1] == LONGEST_BACKOFF_S
    sync.run()
    server.before.append(failing(503))
    assert sync.run().retry_after_s == 5.0


@pytest.mark.parametrize(("chance", "expected"), [(0.0, 2.5), (1.0, 7.5)])
def test_chance_keeps_phones_apart(sync, server: FakeServer, watch: Watch, chance, expected):
    sync._backoff = Backoff(Pacing(watch, lambda: chance))
    server.before.append(failing(503))
    assert sync.run().retry_after_s == expected


def test_server_that_asks_to_wait_is_obeyed(sync, server: FakeServer):
    server.before.append(failing(429, "too_many", **{"retry-after": "90"}))
    outcome = sync.run()
    assert outcome.retry_after_s == 90.0
    assert "忙" in outcome.problem


@pytest.mark.parametrize(
    ("status", "words"), [(401, "重新登录"), (403, "停用"), (422, "没有接受"), (404, "服务器地址")]
)
def test_what_was_turned_down_is_not_repeated_by_itself(
    sync, server: FakeServer, watch: Watch, status, words
):
    server.before.append(failing(status))
    outcome = sync.run(is_automatic=True)
    assert outcome.retry_after_s is None
    assert words in outcome.problem
    watch.now += 10_000
    assert sync.run(is_automatic=True).was_skipped
    assert sync.run().problem is None
    assert not sync.run(is_automatic=True).was_skipped


def test_lost_sign_in_is_shown(sync, server: FakeServer):
    server.before.append(failing(401, "not_signed_in"))
    sync.run()
    assert sync.state().needs_sign_in


def test_revoked_phone_still_delivers_and_is_told(at_work, sync, server: FakeServer):
    record(at_work)
    server.revoked.add(at_work.facts.chain)
    sync.run()
    state = sync.state()
    assert state.unsent_entries == 0
    assert state.needs_sign_in
    assert "停用" in (state.last_problem or "")


def test_reading_refused_to_a_revoked_phone_marks_it(at_work, sync, server: FakeServer):
    record(at_work)
    server.before += [lambda _: None, failing(403, "chain_revoked")]
    assert sync.run().entries_sent == 3
    assert sync.state().needs_sign_in


def test_watcher_sees_the_phases_and_can_leave(at_work, sync, server: FakeServer):
    seen = []
    leave = sync.subscribe(lambda state: seen.append((state.phase, state.is_running)))
    record(at_work)
    sync.run()
    phases = [phase for phase, _ in seen]
    assert phases[0] is Phase.ENTRIES
    assert Phase.WORKBOOK in phases
    assert seen[-1] == (Phase.IDLE, False)
    leave()
    told = len(seen)
    sync.run()
    assert len(seen) == told


def test_one_run_at_a_time_and_once_more_for_what_came_meanwhile(at_work, sync, server):
    inside, go_on = threading.Event(), threading.Event()

    def hold(_request):
        inside.set()
        assert go_on.wait(60)

    record(at_work)
    server.after.append(hold)
    running = threading.Thread(target=sync.run)
    running.start()
    assert inside.wait(10)
    record(at_work)
    assert sync.run().was_skipped
    assert sync.state().is_running
    go_on.set()
    running.join(10)
    assert sync.state().unsent_entries == 0


def test_last_contact_is_known(sync):
    assert sync.state().last_contact_at is None
    sync.run()
    assert sync.state().last_contact_at == "2026-05-14T00:30:00.000Z"


def test_practice_is_never_sent(handset: Handset):
    session = handset.practise()
    session.visits.open_visit("practice-1")
    assert session.sync.run().was_skipped
    state = session.sync.state()
    assert (state.unsent_entries, state.unsent_photos, state.needs_sign_in) == (0, [], False)


def test_account_that_signed_out_is_told_to_sign_in(enrolled: Handset, at_work):
    at_work.sync.run()
    enrolled.phone.accounts.sign_out("chen.jing")
    outcome = at_work.sync.run()
    assert outcome.code == "not_signed_in"
    assert at_work.sync.state().needs_sign_in
