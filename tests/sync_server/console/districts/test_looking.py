"""An account with roles in several districts looks at one of them, as that one lets it."""

from datetime import timedelta

import pytest

from domain.kinds.author import Role
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from sync_server.console.pages import into
from sync_server.projection.rebuild import rebuild
from sync_server.verification.verify import verify
from tests.builders.handset import write
from tests.builders.import_file import a_school_sheet, an_import_file
from tests.builders.office import PASSWORD, a_rich_visit
from tests.builders.pages import matched, upload
from tests.sync_server.console.districts.conftest import GUEST, HOME, OTHER


def district_of(page: str) -> str:
    """Which district a page says it is of."""
    return matched(r'class="bar-district[^"]*">\s*(?:<summary>)?([^<]+)<', page).strip()


@pytest.fixture
def two_names(server):
    """The two districts by names of their own."""
    write(server, HOME, (DistrictSet(district=HOME, name="市级"), None))


def test_the_header_leads_from_one_district_to_the_other_and_back(guest, grant, two_names):
    assert "换一个区县" not in guest.page("/")
    grant()
    page = guest.page("/")
    assert (district_of(page), 'href="/in/wanshan?to=/"' in page) == ("市级", True)
    there = guest.page(into(OTHER, "/schools"))
    assert district_of(there) == "万山区"
    assert district_of(guest.page("/")) == "万山区"
    assert district_of(guest.page(into(HOME))) == "市级"


def test_what_is_seen_is_the_district_that_is_looked_at(guest, grant, inspection):
    visit = a_rich_visit(inspection, [])
    grant()
    assert guest.get(f"/visits/{visit}").status_code == 404
    assert guest.get(into(OTHER, f"/visits/{visit}")).status_code == 200
    assert guest.get("/schools/school-1").status_code == 200
    assert guest.get("/schools/school-1.other").status_code == 404
    assert guest.get(into(HOME, "/schools/school-1.other")).status_code == 200


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.AUDITOR, {"/visits": 200, "/month": 200, "/schools/new": 403, "/codes": 403}),
        (Role.CLERK, {"/visits": 403, "/month": 200, "/import": 200, "/schools/new": 403}),
        (Role.SUPERVISOR, {"/visits": 200, "/month": 200, "/schools/new": 200, "/codes": 200}),
    ],
)
def test_there_they_have_the_role_that_was_granted_and_at_home_their_own(guest, grant, role, sees):
    grant(role)
    guest.page(into(OTHER, "/own"))
    assert {path: guest.get(path).status_code for path in sees} == sees
    guest.page(into(HOME, "/own"))
    assert [guest.get(path).status_code for path in sees] == [200] * 4


@pytest.mark.parametrize(
    "days", [{"from_on": "2026-05-15"}, {"from_on": "2026-05-01", "to_on": "2026-05-13"}]
)
def test_before_its_first_day_and_after_its_last_a_grant_is_none(guest, grant, days):
    grant(**days)
    assert guest.get(into(OTHER)).status_code == 404
    assert district_of(guest.page("/schools")) == "万山区"
    assert "第1.other小学" in guest.page("/schools")
    assert guest.get("/districts").status_code == 404


def test_who_looks_there_on_the_last_day_is_at_home_on_the_next(guest, grant, browsers, clock):
    grant(to_on="2026-05-14")
    guest.page(into(OTHER))
    assert "第1小学" in guest.page("/schools")
    clock.move(hours=11)
    assert "第1小学" in guest.page("/schools")
    grant(to_on="2026-05-13")
    assert "第1.other小学" in guest.page("/schools")


def test_who_is_stopped_at_home_has_nothing_anywhere(guest, grant, server):
    grant()
    guest.page(into(OTHER))
    gone = PersonSet(account=GUEST, role=Role.SUPERVISOR, is_active=False)
    write(server, HOME, (gone, PersonPrivate(name="李主任")))
    assert guest.client.get("/schools", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_the_way_there_leads_to_no_other_site(guest, grant, to):
    grant()
    answer = guest.client.get(f"/in/{OTHER}", params={"to": to}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_supervisor_there_acts_there_in_their_name_and_nobody_else_is_touched(
    guest, grant, inspection, server, supervisor
):
    visit = a_rich_visit(inspection, [])
    grant(Role.SUPERVISOR)
    page = f"/visits/{visit}"
    guest.page(into(OTHER, page))
    assert guest.fill(page, f"{page}/review", verdict="approved").status_code == 303
    assert "李主任" in supervisor.page(page).partition("审核记录")[2]
    answer = guest.fill("/zones/new", "/zones/new", name="三片区")
    assert answer.status_code == 303
    assert "三片区" in supervisor.page("/zones")
    guest.page(into(HOME))
    assert "三片区" not in guest.page("/zones")
    assert verify(server.database, server.log_key.public_hex, server.photo_store.path).is_well
    assert rebuild(server.database) == {}


def test_a_guest_makes_no_backup_of_the_whole_server(guest, grant):
    grant(Role.SUPERVISOR)
    assert guest.get("/backups").status_code == 200
    guest.page(into(OTHER))
    assert guest.get("/backups").status_code == 403
    assert "/backups" not in guest.page("/schools")


def test_a_form_of_one_district_does_nothing_in_another(guest, grant, supervisor):
    grant(Role.SUPERVISOR)
    drawn = guest.hidden("/zones/new", "/zones/new")
    guest.page(into(OTHER))
    answer = guest.send("/zones/new", **{**drawn, "name": "三片区"})
    assert (answer.status_code, "这个页面已经过期" in answer.text) == (403, True)
    assert "三片区" not in supervisor.page("/zones")


def test_what_they_take_out_there_is_noted_there(guest, grant, browsers, server):
    grant()
    guest.page(into(OTHER))
    assert guest.get("/schools.csv").status_code == 200
    auditor = PersonSet(account="shen.ji", role=Role.AUDITOR)
    for district, account in ((OTHER, "shen.ji"), (HOME, "shen.ji.other")):
        person = auditor.model_copy(update={"account": account})
        write(server, district, (person, PersonPrivate(name="沈计")))
        server.accounts.issue_code(account)
    assert "李主任 导出学校" in browsers("shen.ji").page("/")
    assert "没有人导出过" in browsers("shen.ji.other").page("/")


def test_a_workbook_that_waits_for_one_district_is_none_in_another(guest, grant):
    grant(Role.SUPERVISOR)
    held = upload(guest, an_import_file({"学校": a_school_sheet()}))
    assert held in guest.page("/import")
    guest.page(into(OTHER))
    assert held not in guest.page("/import")
    assert guest.get(held).status_code == 404
    assert guest.get(into(HOME, held)).status_code == 200


def test_their_own_account_stays_that_of_their_own_district(guest, grant, server, browsers):
    grant()
    server.accounts.set_password(GUEST, PASSWORD)
    guest = browsers(GUEST)
    guest.page(into(OTHER))
    new = "another-long-password"
    answer = guest.post("/own/password", "/own", old=PASSWORD, new=new, again=new)
    assert answer.status_code == 303
    assert "设置密码" in browsers("zhao.tong.other").page(f"/history/person/{GUEST}")


def test_a_session_ends_everywhere_after_its_hours(guest, grant, clock):
    grant()
    guest.page(into(OTHER))
    clock.now += timedelta(hours=13)
    assert guest.client.get("/schools", follow_redirects=False).status_code == 303
