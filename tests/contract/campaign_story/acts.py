"""What the office does in the story: the plan and the acts by its pages, the many by its verbs."""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from domain.campaigns.coverage import Coverage
from domain.clock import local_date
from domain.kinds.campaign.campaign import Campaign
from domain.kinds.campaign.carrying_out import SelfChecked
from sync_server.data.campaigns.coverage import coverage_of
from tests.builders.campaigns import commands_of, seen, stands
from tests.builders.handset import NOON
from tests.builders.pages import Browser
from tests.builders.phone import AT_SCHOOL
from tests.contract.campaign_story.district import (
    DEPARTMENTS,
    UNITS,
    County,
    PlayedPhone,
)

CLERK, SUPERVISOR, DAY = "zhao.tong", "li.zhuren", "2026-05-14"
TODAY = local_date(NOON)
FINDINGS_AT = frozenset(UNITS[::4])
"""At every fourth unit something is found, at the others explicitly nothing."""
NEW = "/campaigns/new"


def plan(clerk: Browser, **fields: str | list[str]) -> str:
    """The campaign as the clerk plans it by its form, without teams yet; its page."""
    usual: dict[str, str | list[str]] = {
        "title": "有偿补课专项治理",
        "preset": "conduct",
        "from_on": "2026-05-04",
        "to_on": "2026-05-29",
        "departments": "、".join(DEPARTMENTS),
        "stages": ["meeting", "notice", "briefing", "self_check", "field", "feedback", "letter"],
        "self_check_due": "2026-05-13",
        "units": list(UNITS),
    }
    made = clerk.fill(NEW, NEW, **{**usual, **fields})
    assert made.status_code == 303, made.text
    page: str = made.headers["location"].partition("?")[0]
    return page


def add_team(
    clerk: Browser, page: str, name: str, people: Sequence[str], units: Sequence[str]
) -> None:
    """One team by its form."""
    form = f"{page}/teams/new"
    leader, *members = people
    fields: dict[str, str | list[str]] = {"name": name, "leader": leader}
    fields |= {"members": members, "units": list(units)}
    answer = clerk.fill(form, form, **fields)
    assert answer.status_code == 303, answer.text


def act(browser: Browser, page: str, name: str, **fields: str | list[str]):
    """An act on the campaign's page, or a decision where it is one."""
    room = "decisions" if f"{page}/decisions/{name}" in browser.page(page) else "acts"
    return browser.fill(page, f"{page}/{room}/{name}", **fields)


def stage(browser: Browser, page: str, name: str):
    """That a stage is done."""
    return act(browser, page, "stage", stage=name, done_on=DAY)


def report_of_themselves(county: County, campaign: str, units: Sequence[str]) -> None:
    """Self-checks of many units as the office takes them down."""
    database = county.server.database
    commands = commands_of(database, county.server.committer)
    for unit in units:
        body = SelfChecked(unit=unit, reported_on="2026-05-12", has_problems=unit in FINDINGS_AT)
        commands.note_self_check(CLERK, seen(database, campaign), body, "逐人谈话，签了承诺书。")


def go_round(phone: PlayedPhone, campaign_id: str, units: Sequence[str]) -> None:
    """A team's phone records a visit at each of the units, without signal."""
    visits = phone.session.visits
    for unit in units:
        visit = visits.begin_visit(unit, TODAY, campaign_id)
        visits.check_in(visit, AT_SCHOOL)
        if unit in FINDINGS_AT:
            fields = {"category": "teachers", "text": "一名教师在外兼课", "due_on": "2026-06-01"}
            visits.raise_finding(visit, None, fields)
        visits.submit(visit, has_no_problem=None if unit in FINDINGS_AT else True)


def sync_at_once(phones: Sequence[PlayedPhone]) -> list[str | None]:
    """All of them sync at the same time; what each was told."""
    for each in phones:
        each.join()
    with ThreadPoolExecutor(len(phones)) as pool:
        return [each.problem for each in pool.map(lambda one: one.session.sync.run(), phones)]


def campaign_of(county: County, page: str) -> Campaign:
    """The campaign as it now stands."""
    return stands(county.server.database, page.rpartition("/")[2])


def covered(county: County, page: str) -> Coverage:
    """How far it is."""
    with county.server.database.reading() as found:
        return coverage_of(found.tables, campaign_of(county, page))


def figure(page: str, name: str) -> str:
    """What the campaign's page says under this name, without links."""
    found = re.search(rf"<dt>{name}</dt><dd>(.*?)</dd>", page, re.DOTALL)
    assert found is not None, name
    return re.sub(r"<[^>]+>", "", found[1]).strip()
