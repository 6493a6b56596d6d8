"""The main job end to end: from a phone without network to the month's Excel."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser
from sqlmodel import select

from domain.clock import local_date, month_of
from domain.month.period import last_day
from sync_server.data.tables import FindingRow, VisitRow
from tests.browser.inspector import NOTE, PROBLEM, Inspector
from tests.browser.office import Office, an_office
from tests.browser.supervisor import Console
from tests.browser.weak_network import WeakNetwork, weak_network
from tests.fixtures.chromium import ON_ONE_LOOP

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

# Enrolment and the visit's entries pass, the first photo does not.
MIDDLE_OF_THE_FIRST_PHOTO = 330_000


# The day's story is played on SQLite, and `make soak` plays this one on both.
ON_BOTH = [
    pytest.param("sqlite", marks=pytest.mark.soak),
    pytest.param("postgres", marks=pytest.mark.postgres),
]


@pytest.fixture(params=ON_BOTH)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """The office, on both databases."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    with ExitStack() as stack:
        yield stack.enter_context(an_office(tmp_path / "office", url))


@pytest.fixture
def network(office: Office) -> Iterator[WeakNetwork]:
    """The phone's network, which breaks in the first photo."""
    with weak_network(office.url, MIDDLE_OF_THE_FIRST_PHOTO) as network:
        yield network


async def console_of(browser: Browser, office: Office, account: str) -> Console:
    """The console, in a window of its own."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    console = Console(await context.new_page(), office.url)
    await console.sign_in(account)
    return console


async def record_visit(inspector: Inspector) -> None:
    """Record a whole visit; the page is killed in mid-form and reopened."""
    phone = inspector.phone
    await inspector.begin()
    await inspector.answer_four()
    await inspector.check_four_plans()
    await inspector.hear_lesson("三（2）班")
    await inspector.hear_lesson("五（1）班")
    await inspector.half_write_note()
    await phone.reload("督导记录")
    await phone.holds("督导纪实", NOTE)
    await phone.tap("返回")
    await phone.sees("已答 4/")
    await inspector.raise_finding()
    await inspector.add_photos(1, 3)
    await inspector.sign("督学签字", "陈静")
    await inspector.sign("学校负责人签字", "罗校长")
    await phone.tap("记录离校")
    await phone.sees("已记录离校")
    await inspector.leave_and_submit()


async def test_from_a_phone_without_network_to_the_months_excel(
    browser: Browser, office: Office, network: WeakNetwork, inspector: Inspector
) -> None:
    month = month_of(local_date(datetime.now(UTC)))
    clerk = await console_of(browser, office, "zhao.tong")
    before = await clerk.month(month)
    await inspector.enrol(f"{office.url}/app/", network.url)
    await inspector.switch_network(is_cut=True)
    await record_visit(inspector)
    assert visits(office) == []
    office.clock.ahead = timedelta(days=31)
    await inspector.phone.tap("返回")
    await inspector.switch_network(is_cut=False)
    await inspector.sync()
    assert network.breaks == 1
    assert [row.month for row in visits(office)] == [month]
    await review_and_amend(browser, office, inspector)
    clerk = await console_of(browser, office, "zhao.tong")
    check_growth(before, await clerk.month(month), late_at_the_end_of(office, month))


async def review_and_amend(browser: Browser, office: Office, inspector: Inspector) -> None:
    """The office returns the visit, the inspector amends it, the office approves."""
    supervisor = await console_of(browser, office, "li.zhuren")
    await supervisor.open_newest_visit()
    await supervisor.page.get_by_text(PROBLEM).first.wait_for()
    await supervisor.page.get_by_text("3 / 3").first.wait_for()
    await supervisor.review("退回补充", "请补记一次座谈")
    await inspector.sync()
    await inspector.amend_with_a_talk("请补记一次座谈")
    await inspector.leave_and_submit("提交更正")
    await inspector.phone.tap("返回")
    await inspector.sync()
    await supervisor.open_newest_visit()
    await supervisor.review("通过", "材料齐全")
    assert [row.state for row in visits(office)] == ["approved"]


def visits(office: Office) -> list[VisitRow]:
    """The visits the server knows."""
    with office.server.database.session() as session:
        return list(session.exec(select(VisitRow)).all())


def late_at_the_end_of(office: Office, month: str) -> dict[str, float]:
    """Whether the visit's finding is overdue on the month's last day, which has passed by now."""
    with office.server.database.session() as session:
        deadline = session.exec(select(FindingRow.deadline)).one()
    return {"逾期": 1} if deadline < last_day(month) else {}


def check_growth(before: dict[str, float], after: dict[str, float], late: dict[str, float]) -> None:
    """The month has grown by exactly this visit."""
    grown = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert grown == {
        "督导次": 1,
        "校次": 1,
        "学校数": 1,
        "覆盖校数": 1,
        "督学人次": 1,
        "听课节": 2,
        "听课人节": 2,
        "教案人次": 4,
        "座谈次": 1,
        "问题条": 1,
        "照片张": 3,
        "通过": 1,
        **late,
    }
