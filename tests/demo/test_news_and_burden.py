"""The demo shows news that areas sent, how often schools were visited, and a yearly plan."""

from demo.office.library import supervisor
from demo.region import ZONES
from domain.burden.load import Load
from domain.news.quota import Reported
from sync_server.month.burden import burden, span_of
from sync_server.month.news import reported
from sync_server.month.period import months_before, read_period
from tests.demo.conftest import MadeDemo
from tests.fixtures.made_demo import NOW

TODAY = NOW.date()


def test_every_area_sent_news_and_some_was_taken_on(small_demo: MadeDemo) -> None:
    server = small_demo.server
    viewer = supervisor(server)
    month = months_before(f"{TODAY:%Y-%m}", 1)
    of_year = [
        each
        for year in (month[:4], str(int(month[:4]) - 1))
        for each in reported(server.database, viewer, read_period(year), TODAY)
    ]
    assert {each.standing.unit.unit_id for each in of_year} == {
        "news-all",
        *(f"news-{zone.zone}" for zone in ZONES),
    }
    assert sum(each.adopted for each in of_year) > 0
    last = reported(server.database, viewer, read_period(month), TODAY)
    assert {each.standing.state for each in last} <= {
        Reported.DONE,
        Reported.LACKING,
        Reported.NONE_OWED,
    }


def test_schools_are_counted_against_a_ceiling_and_the_plan(small_demo: MadeDemo) -> None:
    server = small_demo.server
    span = span_of(server.database, "520199", str(TODAY.year), TODAY)
    found = burden(server.database, supervisor(server), span, TODAY)
    assert len(found.plans) == 6
    assert {load.load for _, load in found.loads} <= {Load.WITHIN, Load.NEAR, Load.ABOVE}
    assert sum(load.done + load.for_safety for _, load in found.loads) == len(found.visits)
