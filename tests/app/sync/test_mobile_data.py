"""Entries go over any network, photos as the person with the phone decided."""

import pytest

from app.sync.messages import timed_out
from app.sync.progress import PhotoStage
from domain.phone.data_use import LinkKind, PhotoPolicy
from tests.app.sync.test_photo_sync import with_photo
from tests.builders.fake_server import FakeServer
from tests.builders.phone import Handset

pytestmark = pytest.mark.usefixtures("font")


@pytest.fixture(autouse=True)
def on_the_road(enrolled: Handset) -> None:
    """The phone has no Wi-Fi."""
    enrolled.device.link = LinkKind.MOBILE


@pytest.mark.parametrize(
    ("policy", "stage"),
    [
        (PhotoPolicy.WIFI_ONLY, PhotoStage.WAITS_FOR_WIFI),
        (PhotoPolicy.ASK, PhotoStage.WAITS_FOR_YES),
    ],
)
def test_entries_go_and_photos_wait(at_work, server: FakeServer, policy, stage):
    _, facts = with_photo(at_work)
    at_work.sync.set_photo_policy(policy)
    outcome = at_work.sync.run()
    assert (outcome.problem, outcome.entries_sent, outcome.photos_sent) == (None, 3, 0)
    state = at_work.sync.state()
    assert [each.stage for each in state.unsent_photos] == [stage]
    assert state.held is not None
    assert (state.held.photos, state.held.size_bytes) == (1, facts.path.stat().st_size)
    assert not any("photos" in path for path in server.paths())


def test_photos_go_over_mobile_data_where_somebody_decided_so(at_work, server: FakeServer):
    with_photo(at_work)
    at_work.sync.set_photo_policy(PhotoPolicy.ALWAYS)
    assert at_work.sync.run().photos_sent == 1
    assert at_work.sync.state().held is None


def test_nothing_is_asked_before_somebody_decided(at_work):
    assert at_work.sync.state().policy is PhotoPolicy.ASK


def test_yes_is_for_the_photos_that_waited_and_lasts_until_they_went(at_work, server: FakeServer):
    _, first = with_photo(at_work)
    at_work.sync.run()
    at_work.sync.agree_to_mobile_data()
    server.on("PUT", first.sha256, hang)
    assert at_work.sync.run().code == "timeout"
    assert at_work.sync.run(is_automatic=True, is_new_chance=True).photos_sent == 1
    with_photo(at_work, width=301)
    assert at_work.sync.run().photos_sent == 0


def hang(_request) -> None:
    """The network hangs."""
    raise timed_out()


def test_phone_that_does_not_say_counts_as_on_wifi(enrolled: Handset, at_work):
    with_photo(at_work)
    enrolled.device.link = LinkKind.UNKNOWN
    assert at_work.sync.run().photos_sent == 1


def test_photo_stops_between_two_pieces_when_wifi_is_lost(
    enrolled: Handset, at_work, server: FakeServer
):
    _, facts = with_photo(at_work, width=1500)
    enrolled.device.link = LinkKind.WIFI
    server.on("PATCH", facts.sha256, lambda _: lose_wifi(enrolled))
    outcome = at_work.sync.run()
    assert (outcome.problem, outcome.photos_sent) == (None, 0)
    assert len(server.photos[facts.sha256]) < facts.path.stat().st_size
    enrolled.device.link = LinkKind.WIFI
    assert at_work.sync.run().photos_sent == 1
    assert bytes(server.photos[facts.sha256]) == facts.path.read_bytes()


def lose_wifi(handset: Handset) -> None:
    """Out of the office's reach."""
    handset.device.link = LinkKind.MOBILE


def test_decision_is_the_phone_s_and_outlives_a_restart(enrolled: Handset, at_work, server):
    at_work.sync.set_photo_policy(PhotoPolicy.WIFI_ONLY)
    again = enrolled.restart()
    again.phone.accounts.enrol("https://duji.example.cn", "wang.fang", code="123456")
    for account in ("chen.jing", "wang.fang"):
        state = again.phone.accounts.open(account).sync.state()
        assert state.policy is PhotoPolicy.WIFI_ONLY
    again.phone.close()
