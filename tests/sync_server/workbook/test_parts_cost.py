"""What has not changed costs look-ups by index, however much there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from domain.kinds.book_part import BookPart
from domain.kinds.visit.finding import Category, FindingRaised
from tests.builders.handset import Handset, a_school, a_stamped_photo, enrolled, write
from tests.builders.sqlite_work import counted

LOOK_UPS = (
    "assignment",
    "campaign",
    "policy",
    "school",
    "service_notice",
    "setting",
    "workbook_mark",
)
# Whether the tables have all that was committed is looked up first, and then read from.
BEFORE = ("BEGIN", "place", "lag", "BEGIN", "place")
READ_FOR = {
    BookPart.SERVER: ("service_notice",),
    BookPart.REGISTER: ("checklist", "district", "person", "school", "theme", "zone"),
    BookPart.MINE: ("workbook_visit",),
    BookPart.FINDINGS: ("finding",),
    BookPart.CAMPAIGNS: (),
    BookPart.PAPERS: ("policy", "policy_read"),
    BookPart.MESSAGES: ("message",),
    BookPart.TASKS: ("task",),
    BookPart.DUTY: ("assignment", "district", "school_was", "visit_credit"),
}
"""The tables that each part is read from where there is nothing to tell yet."""


@pytest.fixture
async def chen(server, client) -> Handset:
    """Chen's phone."""
    return await enrolled(server, client)


def person_of(server, handset):
    return server.accounts.token_device(handset.token).person


async def visits(client, handset, number: int) -> None:
    """This many visits, each with a photo and a finding."""
    for each in range(number):
        visit = handset.pen.open_visit("school-1")
        handset.pen.write(a_stamped_photo(b"%d" % each, f"p{each}"), subject=visit)
        raised = FindingRaised(finding_id=f"f{each}", category=Category.SAFETY)
        handset.pen.write(raised, subject=visit)
    await handset.push(client)


@contextmanager
def asked() -> Iterator[list[tuple[str, Any]]]:
    """Every statement until the block ends but those about the tables' place, and its values."""
    found: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        if statement.startswith("SELECT") and "FROM followed" not in statement:
            found.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_what_is_unchanged_costs_the_same_with_many_visits(server, client, chen):
    person = person_of(server, chen)
    work = []
    for number in (1, 60):
        await visits(client, chen, number)
        held = frozenset(server.workbooks.tags(person).values())
        assert server.workbooks.answer(person, held) is None
        with counted() as done:
            server.workbooks.answer(person, held)
        work.append(done)
    few, many = work
    assert many.statements == few.statements == len(LOOK_UPS) + len(BEFORE)
    assert many.steps <= few.steps + 10 * few.statements


@pytest.mark.parametrize("part", list(BookPart))
async def test_only_what_is_sent_is_read(server, chen, part):
    person = person_of(server, chen)
    held = {each: tag for each, tag in server.workbooks.tags(person).items() if each is not part}
    with asked() as statements:
        assert server.workbooks.answer(person, frozenset(held.values()))
    read = [statement.partition("FROM ")[2].split()[0] for statement, _ in statements]
    assert sorted(read) == sorted([*LOOK_UPS, *READ_FOR[part]])


async def test_every_look_up_goes_by_an_index(server, chen):
    person = person_of(server, chen)
    server.workbooks.tags(person)  # what was committed is followed now
    with asked() as statements:
        server.workbooks.tags(person)
    assert len(statements) == len(LOOK_UPS)
    with server.database.engine.connect() as connection:
        for statement, values in statements:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            assert not [row for row in plan if row.detail.startswith("SCAN")], plan


async def test_what_is_unchanged_costs_the_same_with_many_schools(server, chen):
    person, work = person_of(server, chen), []
    for number in (1, 200):
        write(server, "wanshan", *((a_school(f"more-{each}"), None) for each in range(number)))
        held = frozenset(server.workbooks.tags(person).values())
        with counted() as done:
            assert server.workbooks.answer(person, held) is None
        work.append(done)
    few, many = work
    assert many.steps <= few.steps + 10 * few.statements
