"""有偿补课: five teams, 29 towns, 76 units, from the plan to the end (story B1; 3-04 to 3-06)."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import text
from starlette.testclient import TestClient

from domain.kinds.campaign.course import CampaignState
from sync_server.projection.rebuild import rebuild
from tests.builders.at_door import Visitor, a_link
from tests.contract.campaign_story import acts
from tests.contract.campaign_story.acts import CLERK, DAY, SUPERVISOR
from tests.contract.campaign_story.district import (
    DEPARTMENTS,
    TEAMS,
    TOWNS,
    UNITS,
    County,
    a_county,
    team_people,
    team_units,
)

pytestmark = pytest.mark.usefixtures("font")

SILENT = UNITS[:4]
FOUND = len(acts.FINDINGS_AT)
SQL = """
SELECT count(*) AS visits, count(DISTINCT v.school_id) AS units, (
    SELECT count(*) FROM finding f JOIN visit w ON w.visit = f.visit
    WHERE w.campaign_id = :code AND f.is_standing
) AS findings
FROM visit v WHERE v.campaign_id = :code AND v.is_counted
"""


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    """The county's office."""
    with a_county(tmp_path) as found:
        yield found


def planned(county: County) -> str:
    """The campaign, planned with its joint departments' people, and approved; its page."""
    clerk, supervisor = county.browser(CLERK), county.browser(SUPERVISOR)
    page = acts.plan(clerk)
    for number in range(TEAMS):
        acts.add_team(clerk, page, f"第{number + 1}组", team_people(number), team_units(number))
    team = acts.campaign_of(county, page).plan.teams[0].team
    for number, department in enumerate(DEPARTMENTS):
        form = f"{page}/teams/{team}"
        fields = {"name": f"联合{number}", "department": department}
        assert supervisor.fill(form, f"{form}/delegates", **fields).status_code == 303
    assert acts.act(supervisor, page, "approve", approved_on=DAY).status_code == 303
    return page


def prepared(county: County, page: str) -> None:
    """The stages before the field, and everybody's receipt: five by phone, the others on paper."""
    clerk = county.browser(CLERK)
    for stage in ("meeting", "notice", "briefing"):
        assert acts.stage(clerk, page, stage).status_code == 303
    for team in range(TEAMS):
        phone = county.phone(team_people(team)[0]).session
        book = phone.workbook()
        assert book is not None
        (told,) = book.campaigns
        assert told.schools == team_units(team)
        phone.campaign_receipts.receive(told)
        assert phone.sync.run().problem is None
    left = [
        each
        for each in acts.campaign_of(county, page).plan.people
        if each not in acts.campaign_of(county, page).receipts
    ]
    assert len(left) == TEAMS * 2 + len(DEPARTMENTS)
    acts.act(clerk, page, "receipts", received_on=DAY, accounts=left)


def chased(county: County, page: str) -> None:
    """All but four units report of themselves; these are urged, and one reports at its door."""
    campaign = page.rpartition("/")[2]
    acts.report_of_themselves(county, campaign, UNITS[len(SILENT) :])
    clerk = county.browser(CLERK)
    assert "逾期未报 4 个" in acts.figure(clerk.page(page), "自查报告")
    urged = acts.act(clerk, page, "urge", units=list(SILENT), urged_on=DAY, text="今天报来。")
    assert urged.status_code == 303
    door = Visitor(TestClient(county.app, "http://duji.test"))
    door.enter(a_link(county.services, SILENT[0]).secret)
    form = f"/door/campaigns/{campaign}"
    assert "今天报来。" in door.page(form)
    said = {"has_problems": "no", "text": "没有发现。", "name": "何校长"}
    assert door.fill(form, "/door/campaigns/report", None, **said).status_code == 303
    assert acts.figure(clerk.page(page), "自查报告").startswith("73/76")
    assert acts.stage(clerk, page, "self_check").status_code == 303


def in_the_field(county: County, page: str) -> None:
    """Five phones go round without signal, and sync at once; one unit is left, and refused."""
    clerk, supervisor = county.browser(CLERK), county.browser(SUPERVISOR)
    assert acts.act(clerk, page, "begin", begun_on=DAY).status_code == 303
    code = acts.campaign_of(county, page).plan.campaign_id
    phones = [county.phones[team_people(team)[0]] for team in range(TEAMS)]
    for team, phone in enumerate(phones):
        assert phone.session.sync.run().problem is None
        phone.cut()
        acts.go_round(phone, code, team_units(team)[: -1 if team == 4 else None])
        assert phone.session.sync.run().problem is not None
    assert acts.covered(county, page).covered == ()
    assert acts.sync_at_once(phones) == [None] * TEAMS
    last = team_units(4)[-1]
    assert acts.covered(county, page).uncovered == (last,)
    answer = acts.act(supervisor, page, "close", closed_on=DAY, reasons="")
    assert (answer.status_code, "还有 1 个单位没有督导" in answer.text) == (400, True)
    acts.go_round(phones[4], code, (last,))
    assert acts.sync_at_once(phones) == [None] * TEAMS


def test_five_teams_see_every_unit_once_and_all_totals_agree(county):
    page = planned(county)
    prepared(county, page)
    chased(county, page)
    in_the_field(county, page)
    agrees(county, page)
    clerk, supervisor = county.browser(CLERK), county.browser(SUPERVISOR)
    assert acts.stage(clerk, page, "field").status_code == 303
    done = acts.act(supervisor, page, "close", closed_on=DAY, reasons="")
    assert done.status_code == 303
    campaign = acts.campaign_of(county, page)
    assert campaign.state is CampaignState.CLOSED
    assert campaign.closing is not None
    assert (campaign.closing.covered, campaign.closing.uncovered) == (len(UNITS), {})
    assert campaign.ignored == ()
    assert rebuild(county.server.database) == {}


def agrees(county: County, page: str) -> None:
    """What the screen says is what the sheet, the report and the tables say."""
    supervisor = county.browser(SUPERVISOR)
    shown = supervisor.page(page)
    campaign = acts.campaign_of(county, page)
    said = {name: acts.figure(shown, name) for name in ("已督导单位", "乡镇全覆盖", "乡镇公办学校")}
    assert said == {"已督导单位": "76/76", "乡镇全覆盖": "29/29", "乡镇公办学校": "62/62"}
    assert acts.figure(shown, "其他单位") == "14/14"
    assert acts.figure(shown, "校次") == "76"
    assert acts.figure(shown, "发现问题").startswith(f"{FOUND} 条")
    assert acts.figure(shown, "零问题单位") == f"{len(UNITS) - FOUND} 个"
    with county.server.database.reading() as found:
        row = found.tables.execute(text(SQL), {"code": campaign.plan.campaign_id}).one()
    assert (row.visits, row.units, row.findings) == (76, 76, FOUND)
    sheet = supervisor.get(f"/campaigns/units.xlsx?campaign={campaign.campaign}").content
    cells = load_workbook(io.BytesIO(sheet)).worksheets[0].iter_rows(min_row=3, values_only=True)
    heads, *rows, foot = cells
    total = dict(zip(heads, foot, strict=True))
    assert (len(rows), total["督导次"], total["问题条"]) == (76, 76, FOUND)
    assert len({row[heads.index("乡镇（街道）")] for row in rows} - {None, ""}) == TOWNS
    words = report_words(supervisor.get(f"{page}/report.docx").content)
    assert "对象单位 76 个，已督导 76 个，全部覆盖；督导 76 校次" in words
    assert f"发现问题 {FOUND} 条，有问题的单位 {FOUND} 个" in words


def report_words(content: bytes) -> str:
    """The paragraphs of the report."""
    return "\n".join(each.text for each in Document(io.BytesIO(content)).paragraphs)


@pytest.mark.postgres
def test_the_main_path_is_the_same_on_postgresql(tmp_path, postgres_url):
    with a_county(tmp_path, postgres_url) as county:
        page = planned(county)
        prepared(county, page)
        acts.report_of_themselves(county, page.rpartition("/")[2], UNITS[:2])
        assert acts.stage(county.browser(CLERK), page, "self_check").status_code == 303
        in_the_field(county, page)
        agrees(county, page)
        assert rebuild(county.server.database) == {}
