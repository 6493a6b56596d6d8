"""When a run by itself tries again, and what a new network changes about it."""

import pytest

from app.sync.backoff import Backoff, Pacing
from app.sync.messages import captive_portal, offline, wrong_date
from domain.errors import BadInput, DujiError, NotSignedIn, TooMany, Unavailable
from tests.app.sync.test_photo_sync import with_photo
from tests.app.sync.test_push import record
from tests.app.sync.test_sync_service import Watch
from tests.builders.fake_server import FakeServer, failing


@pytest.fixture
def watch() -> Watch:
    """The watch the back-off is measured by."""
    return Watch()


@pytest.fixture
def backoff(watch: Watch) -> Backoff:
    """Nothing failed yet."""
    return Backoff(Pacing(watch, lambda: 0.5))


@pytest.mark.parametrize(
    ("error", "helps"),
    [
        (offline(), True),
        (captive_portal(), True),
        (wrong_date(), True),
        (Unavailable("x", code="phone_full"), True),
        (Unavailable("x", retry_after_s=60), False),
        (TooMany("x", retry_after_s=60), False),
        (NotSignedIn("x"), False),
        (BadInput("x"), False),
    ],
)
def test_new_network_is_a_new_chance_only_where_the_server_was_not_reached(
    backoff: Backoff, error: DujiError, helps: bool
):
    assert backoff.may_try()
    backoff.failed(error)
    assert not backoff.may_try()
    assert backoff.may_try(is_new_chance=True) is helps


def test_wait_that_is_left_is_told(backoff: Backoff, watch: Watch):
    assert backoff.waits_s is None
    backoff.failed(offline())
    watch.now += 2
    assert backoff.waits_s == 3.0
    watch.now += 3
    assert backoff.waits_s is None
    backoff.failed(NotSignedIn("x"))
    assert backoff.waits_s is None


@pytest.mark.usefixtures("font")
def test_photos_that_are_too_many_for_today_do_not_hold_up_entries(
    at_work, server: FakeServer, watch: Watch
):
    sync = at_work.sync
    sync._pacing = Pacing(watch, lambda: 0.5)
    _, facts = with_photo(at_work)
    server.on("HEAD", facts.sha256, failing(429, "too_many", **{"retry-after": "3600"}))
    assert sync.run(is_automatic=True).retry_after_s == 3600
    record(at_work)
    outcome = sync.run(is_automatic=True)
    assert (outcome.problem, outcome.entries_sent, outcome.photos_sent) == (None, 2, 0)
    watch.now += 3601
    assert sync.run(is_automatic=True).photos_sent == 1


@pytest.mark.usefixtures("font")
def test_photo_that_was_turned_down_is_sent_again_only_by_hand(at_work, server: FakeServer):
    _, facts = with_photo(at_work)
    server.on("PUT", facts.sha256, failing(422, "photo_hash_wrong"))
    at_work.sync.run(is_automatic=True)
    asked = server.paths("PUT")
    at_work.sync.run(is_automatic=True)
    assert server.paths("PUT") == asked
    assert at_work.sync.run().photos_sent == 1
