"""What is safe where, as the sync page tells it."""

import pytest

from app.sync.progress import PhotoStage
from domain.phone.app_version import Advice
from tests.app.sync.test_photo_sync import with_photo
from tests.app.sync.test_push import record
from tests.builders.fake_server import FakeServer, failing
from tests.builders.phone import Handset

pytestmark = pytest.mark.usefixtures("font")


def stages(at_work) -> list[PhotoStage]:
    """Where each waiting photo is."""
    return [photo.stage for photo in at_work.sync.state().unsent_photos]


def test_photo_waits_for_its_entry_then_in_line_then_is_confirmed(at_work, server: FakeServer):
    visit_id, facts = with_photo(at_work)
    assert stages(at_work) == [PhotoStage.WAITS_FOR_ENTRY]
    server.on("HEAD", facts.sha256, failing(503))
    at_work.sync.run()
    assert stages(at_work) == [PhotoStage.FAILED]
    at_work.sync.run()
    assert stages(at_work) == []
    safety = at_work.sync.visit_safety(visit_id)
    assert [photo.stage for photo in safety.photos] == [PhotoStage.CONFIRMED]


def test_photo_on_its_way_says_how_much_of_it_is_through(at_work, server: FakeServer):
    _, facts = with_photo(at_work, width=1500)
    seen = []
    at_work.sync.subscribe(lambda state: seen.extend(state.unsent_photos))
    at_work.sync.run()
    sending = [each.sent_bytes for each in seen if each.stage is PhotoStage.SENDING]
    assert sending == sorted(sending)
    assert 0 < sending[-1] < facts.path.stat().st_size


def test_totals_are_what_has_a_checked_receipt_or_is_whole(at_work, server: FakeServer):
    record(at_work)
    with_photo(at_work)
    at_work.sync.run()
    record(at_work)
    confirmed = at_work.sync.safety().confirmed
    assert (confirmed.entries, confirmed.photos) == (5, 1)
    state = at_work.sync.state()
    assert state.unsent_entries == 2
    assert state.unsent_bytes > 500


def test_visits_with_something_on_its_way_come_first(at_work, server: FakeServer):
    with_photo(at_work)
    at_work.sync.run()
    old = at_work.visits.list()[0].visit_id
    record(at_work)
    at_work.sync.run()
    at_work.visits.record_note(old, "record", "补一句")
    first, second = at_work.sync.safety().visits
    assert (first.visit_id, first.entries, first.entries_unsent) == (old, 3, 1)
    assert (first.photos, first.photos_unsent) == (1, 0)
    assert (second.entries_unsent, second.photos) == (0, 0)


def test_unknown_visit_has_no_standing(at_work):
    assert at_work.sync.visit_safety("0" * 64) is None


@pytest.mark.parametrize(
    ("newest", "oldest", "expected"),
    [(None, None, Advice.NONE), ("9.0", None, Advice.OFFERED), ("9.0", "9.0", Advice.REQUIRED)],
)
def test_workbook_says_whether_an_update_is_wanted(
    at_work, server: FakeServer, newest, oldest, expected
):
    server.say(newest_app=newest, oldest_app=oldest)
    at_work.sync.run()
    assert at_work.sync.state().advice is expected


def test_runs_are_kept_with_what_they_brought(at_work, server: FakeServer):
    record(at_work)
    server.before.append(failing(503))
    at_work.sync.run()
    assert at_work.sync.state().last_run is None
    at_work.sync.run(is_automatic=True, is_new_chance=True)
    run = at_work.sync.state().last_run
    assert (run.entries, run.has_new_workbook, run.code, run.is_automatic) == (3, True, None, True)
    assert run.sent_bytes > 0
    assert run.received_bytes > 0


def test_only_the_last_fifty_runs_are_kept(at_work, server: FakeServer):
    from app.store import runs

    for _ in range(53):
        at_work.sync.run()
    with at_work.visits._recorder.store.database.read() as transaction:
        assert len(runs.latest(transaction, "chen.jing")) == 50


def test_history_that_cannot_be_read_is_begun_anew(enrolled: Handset, at_work, server):
    from app.store import settings

    store = at_work.visits._recorder.store
    with store.database.write() as transaction:
        settings.put(transaction, "runs:chen.jing", "[{}")
    at_work.sync.run()
    assert at_work.sync.state().last_run is not None
