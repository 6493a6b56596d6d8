"""An app the office finds too old begins no visits; it still records and always pushes."""

import pytest

from domain.errors import Conflict
from domain.kinds.visit.record import NoteSection
from tests.app.sync.test_push import record
from tests.builders.fake_server import FakeServer


def test_too_old_app_begins_no_visit_and_goes_on_with_those_begun(at_work, server: FakeServer):
    visit_id = record(at_work)
    server.say(oldest_app="0.2.0", newest_app="0.2.0")
    at_work.sync.run()
    with pytest.raises(Conflict, match="版本太旧") as caught:
        at_work.visits.open_visit("school-2")
    assert caught.value.specific_code == "app_too_old"
    at_work.visits.record_note(visit_id, NoteSection.RECORD, "照常写完")
    at_work.visits.submit(visit_id, has_no_problem=True)
    assert at_work.sync.run().entries_sent == 2


@pytest.mark.parametrize("oldest", [None, "0.1.0", "whatever"])
def test_app_that_is_new_enough_begins_visits(at_work, server: FakeServer, oldest: str | None):
    server.say(oldest_app=oldest, newest_app="9.9.9")
    at_work.sync.run()
    assert at_work.visits.open_visit("school-2")
