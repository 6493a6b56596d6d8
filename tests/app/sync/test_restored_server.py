"""A server that was restored from a backup gets back what it forgot, told of it or not."""

import pytest

from tests.app.sync.test_photo_sync import with_photo
from tests.app.sync.test_push import record
from tests.builders.fake_server import FakeServer
from tests.builders.phone import Handset
from tests.builders.register import an_office_visit

pytestmark = pytest.mark.usefixtures("font")


@pytest.mark.parametrize("has_new_epoch", [True, False])
def test_forgotten_entries_and_photos_go_again_by_themselves(
    at_work, server: FakeServer, has_new_epoch: bool
):
    _, facts = with_photo(at_work)
    at_work.sync.run()
    kept = dict(server.lines)
    (server.forget_after if has_new_epoch else server.lose_after)(1)
    server.show()
    server.say(short_dwell_min=11)
    assert at_work.sync.run(is_automatic=True).problem is None
    assert server.lines == kept
    assert facts.sha256 in server.complete
    assert at_work.sync.state().unsent_entries == 0


def test_photo_alone_that_was_forgotten_goes_again(at_work, server: FakeServer):
    visit_id, facts = with_photo(at_work)
    at_work.sync.run()
    server.complete.clear()
    server.photos.clear()
    server.show(an_office_visit(visit_id, photos_total=1, photos_received=0))
    assert at_work.sync.run(is_automatic=True).photos_sent == 1
    assert facts.sha256 in server.complete


def test_photos_of_another_phone_make_ours_not_go_again(at_work, server: FakeServer):
    visit_id, facts = with_photo(at_work)
    at_work.sync.run()
    server.show(an_office_visit(visit_id, photos_total=2, photos_received=1))
    at_work.sync.run()
    assert at_work.sync.state().unsent_photos == []
    assert server.paths("PUT").count(f"/api/v1/photos/{facts.sha256}") == 1


def test_unchanged_workbook_costs_no_further_question(at_work, server: FakeServer):
    record(at_work)
    at_work.sync.run()
    asked = len(server.asked)
    at_work.sync.run()
    assert [each.path for each in server.asked[asked:]] == ["/api/v1/workbook"]


def test_server_that_forgot_the_phone_is_given_everything_after_signing_in(
    enrolled: Handset, at_work, server: FakeServer
):
    record(at_work)
    at_work.sync.run()
    kept = dict(server.lines)
    server.lose_after(0)
    server.keys.clear()
    server.say(short_dwell_min=11)
    enrolled.phone.accounts.enrol("https://duji.example.cn", "chen.jing", code="123456")
    again = enrolled.phone.accounts.open("chen.jing")
    assert again.sync.run().problem is None
    assert server.lines == kept
