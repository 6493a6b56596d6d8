"""A school closed from a day on: phones, the month and the past follow the day, not the entry."""

import json
from datetime import timedelta

import pytest

from domain.kinds.book_part import BookPart
from domain.register.in_use import is_in_use
from sync_server.data import accounts
from sync_server.projection.rebuild import rebuild
from tests.builders.handset import a_school, write
from tests.sync_server.console.test_month_page import figure


@pytest.fixture
def closing(server) -> None:
    """School 1 closes on the last day of May."""
    write(server, "wanshan", (a_school("school-1", closed_on="2026-05-31"), None))


@pytest.mark.parametrize(
    ("closed_on", "is_active", "day", "found"),
    [
        (None, True, "2026-05-14", True),
        ("2026-05-14", True, "2026-05-13", True),
        ("2026-05-14", True, "2026-05-14", False),
        ("2026-05-14", False, "2026-05-13", False),
        (None, False, "2026-05-14", False),
    ],
)
def test_a_thing_is_in_use_until_the_day_before_it_closes(closed_on, is_active, day, found):
    school = a_school(closed_on=closed_on, is_active=is_active)
    assert is_in_use(school, day) is found


def told(server) -> tuple[str, dict[str, bool]]:
    """The register's tag for Chen's phone, and which schools it is told are in use."""
    with server.database.session() as session:
        person = accounts.person(session, "chen.jing", "2026-05-14")
    assert person is not None
    answer = json.loads(server.workbooks.answer(person) or "")["parts"][BookPart.REGISTER.value]
    return answer["tag"], {
        each["school_id"]: each["is_active"] for each in answer["content"]["schools"]
    }


def test_phones_are_told_on_the_day_without_any_entry(closing, server, clock):
    before = told(server)
    assert before[1]["school-1"]
    clock.now += timedelta(days=17)
    after = told(server)
    assert after[1] == {**before[1], "school-1": False}
    assert after[0] != before[0]


def test_the_month_it_closes_in_asks_for_no_visit_and_the_one_before_does(
    closing, browsers, server
):
    clerk = browsers("zhao.tong")
    pages = [clerk.page(f"/month?period=2026-{month}") for month in ("04", "05")]
    assert [figure(page, "一片区", 0) for page in pages] == ["3", "2"]
    assert [figure(page, "一片区", 2) for page in pages] == ["6", "4"]
    assert "第1小学" not in clerk.page("/month?period=2026-05&by=school")
    assert "第1小学" in clerk.page("/month?period=2026-04&by=school")
    assert rebuild(server.database) == {}
