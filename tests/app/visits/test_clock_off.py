"""A phone whose clock is wrong is told how much and which way; its records go all the same."""

from datetime import timedelta

import pytest

from app.sync.meter import Meter, date_of
from tests.app.sync.test_push import record
from tests.builders.fake_server import FakeServer
from tests.builders.phone import Handset
from tests.builders.trail import MAY_14

MAY_14_DATE = "Thu, 14 May 2026 00:30:00 GMT"


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(0, None), (0.08, None), (3, 3 * 3600), (-30, -30 * 3600), (24 * 365 * 9, 283824000)],
)
def test_answer_to_a_push_shows_how_far_the_clock_is_off(
    enrolled: Handset, at_work, server: FakeServer, hours, expected
):
    enrolled.device.clock.at += timedelta(hours=hours)
    record(at_work)
    assert at_work.sync.run().problem is None
    off = at_work.sync.state().clock_off_s
    assert off == (None if expected is None else pytest.approx(expected, abs=10))
    assert at_work.sync.state().unsent_entries == 0


def test_date_of_an_answer_without_a_message_is_used(
    enrolled: Handset, at_work, server: FakeServer
):
    at_work.sync.run()
    enrolled.device.clock.at += timedelta(hours=2)
    server.date = MAY_14_DATE
    at_work.sync.run()
    assert at_work.sync.state().clock_off_s == pytest.approx(7200, abs=10)
    enrolled.device.clock.at -= timedelta(hours=2)
    at_work.sync.run()
    assert at_work.sync.state().clock_off_s is None


def test_it_is_still_known_after_a_restart(enrolled: Handset, at_work, server: FakeServer):
    enrolled.device.clock.at += timedelta(days=1)
    at_work.sync.run()
    again = enrolled.restart()
    state = again.phone.accounts.open("chen.jing").sync.state()
    assert state.clock_off_s == pytest.approx(86_400, abs=10)
    again.phone.close()


def test_message_counts_more_than_a_header():
    meter = Meter()
    assert meter.clock_off_s is None
    meter.dated(MAY_14_DATE, MAY_14 + timedelta(seconds=40))
    assert meter.clock_off_s == 40
    meter.told("2026-05-14T00:30:00.000Z", MAY_14 + timedelta(seconds=7))
    assert meter.clock_off_s == 7
    meter.dated(None, MAY_14)
    assert meter.clock_off_s == 7


@pytest.mark.parametrize("text", [None, "", "yesterday", "Thu, 99 May 2026 00:30:00 GMT"])
def test_date_that_is_none_says_nothing(text):
    assert date_of(text) is None


def test_date_without_a_zone_is_universal():
    assert date_of("Thu, 14 May 2026 00:30:00 -0000") == MAY_14
