"""专项次 is computed from campaigns' visits, and what campaigns came to in a period (S4, B3)."""

from sqlalchemy import text

from domain.kinds.campaign.preparing import CampaignApproved
from domain.kinds.office.activity import ActivityRecorded, ActivityType
from domain.kinds.register.school import SchoolKind
from domain.kinds.register.zone import ZoneSet
from domain.month.month import Grouping
from sync_server.projection.rebuild import rebuild
from sync_server.server import Server
from tests.builders.campaign_work import (
    a_table,
    by_campaign,
    by_zone,
    figures,
    go,
    planned,
    went,
)
from tests.builders.campaigns import a_plan, commands_of, seen
from tests.builders.handset import a_school, write
from tests.builders.office import Inspection
from tests.builders.server import SetClock
from tests.sync_server.conftest import ON_BOTH

MAY, JUNE, YEAR = "2026-05", "2026-06", "2026"
WHOLE = "全区（不分责任区）"


def in_sql(server: Server, query: str) -> list[tuple[object, ...]]:
    with server.database.looking_up() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@ON_BOTH
def test_a_campaign_counts_in_its_lead_zone_once_it_had_a_visit(server: Server):
    write(server, "wanshan", (ZoneSet(zone="z2", name="二片区"), None))
    for code, zone in (("k1", "z1"), ("k2", "z2"), ("k3", None), ("k4", "z1")):
        planned(server, code, lead_zone=zone)
    phone = Inspection.of(server)
    for code in ("k1", "k1", "k2", "k3"):
        go(phone, code, "school-2")
    phone.push()
    assert by_zone(server, MAY) == {"一片区": 1, "二片区": 1, WHOLE: 1, "合计": 3}
    assert by_zone(server, "2026-04") == {"合计": 0}
    query = (
        "SELECT count(DISTINCT c.campaign_id) FROM campaign c JOIN visit v ON v.district ="
        " c.district AND v.campaign_id = c.campaign_id WHERE v.is_counted AND v.month = '2026-05'"
    )
    assert in_sql(server, query) == [(3,)]


def test_a_draft_and_a_withdrawn_one_count_not_and_an_approval_makes_it_count(server: Server):
    commands = commands_of(server.database, server.committer)
    draft = commands.plan("li.zhuren", a_plan()).id
    went(Inspection.of(server), "k1")
    assert by_zone(server, MAY) == {"合计": 0}
    body = CampaignApproved(approved_on="2026-05-14")
    commands.approve("li.zhuren", seen(server.database, draft), body, "")
    assert by_zone(server, MAY) == {WHOLE: 1, "合计": 1}
    commands.withdraw("li.zhuren", seen(server.database, draft), "不办了")
    assert by_zone(server, MAY) == {"合计": 0}
    assert rebuild(server.database) == {}


def test_what_was_recorded_as_an_activity_is_never_a_campaign(server: Server):
    body = ActivityRecorded(
        activity_id="a1", held_on="2026-05-12", title="专项", activity_type=ActivityType.OTHER
    )
    write(server, "wanshan", (body, None))
    assert by_zone(server, MAY) == {"合计": 0}


@ON_BOTH
def test_a_longer_period_counts_campaigns_and_says_what_its_months_add_up_to(
    server: Server, clock: SetClock
):
    planned(server, "k1", lead_zone="z1", title="食堂专项")
    planned(server, "k2")
    went(Inspection.of(server), "k1")
    clock.move(days=25)
    phone = Inspection.of(server)
    went(phone, "k1")
    went(phone, "k2")
    assert (by_zone(server, MAY)["合计"], by_zone(server, JUNE)["合计"]) == (1, 2)
    sheet = a_table(server, Grouping.ZONE, YEAR)
    assert figures(sheet, "campaigns", "campaign_months")["合计"] == (2, 3)
    assert sheet.note.startswith("专项次 2，各月专项次相加是 3，多 1：")
    assert "食堂专项（2026年5月、2026年6月）" in sheet.note
    assert by_campaign(server, YEAR, "campaigns", "campaign_months") == {
        "食堂专项": (1, 2),
        "专项k2": (1, 1),
        "合计": (2, 3),
    }
    assert a_table(server, Grouping.ZONE, MAY).note == ""


@ON_BOTH
def test_the_table_tells_units_findings_and_people(server: Server):
    planned(server, "k1", units=("school-1", "school-2"), lead_zone="z1")
    chen, wang = Inspection.of(server), Inspection.of(server, "wang.fang")
    go(chen, "k1", "school-1", findings=2)
    go(chen, None, "school-2", findings=4)
    chen.push()
    went(wang, "k1", "school-2")
    went(wang, "k1", "school-3")
    columns = ("targets", "reached", "reach", "special_visits", "special_unit_visits")
    more = ("special_units", "special_inspectors", "problems", "with_problems", "clear")
    wanted = (2, 2, 1.0, 3, 3, 3, 2, 2, 1, 1)
    found = by_campaign(server, MAY, *columns, *more)
    assert found == {"专项k1": wanted, "合计": wanted}


def test_a_township_is_a_unit_that_was_reached_and_no_school(server: Server):
    township = a_school("town", name="青溪镇", school_kind=SchoolKind.TOWNSHIP)
    write(server, "wanshan", (township, None))
    planned(server, "k1", units=("school-1", "town"))
    phone = Inspection.of(server)
    went(phone, "k1", "school-1")
    went(phone, "k1", "town")
    columns = ("targets", "reached", "special_unit_visits", "special_units")
    assert by_campaign(server, MAY, *columns)["合计"] == (2, 2, 2, 1)


@ON_BOTH
def test_53_and_25_and_58_are_136_unit_visits_at_126_schools(server: Server):
    schools = [f"school-{number}" for number in range(101, 227)]
    write(server, "wanshan", *((a_school(each), None) for each in schools))
    parts = {
        "办园行为": schools[:53],
        "控辍保学": schools[53:78],
        "食堂": [*schools[78:], *schools[:10]],
    }
    phone = Inspection.of(server)
    for number, (title, units) in enumerate(parts.items()):
        planned(server, f"k{number}", title=title, units=tuple(units))
        for each in units:
            go(phone, f"k{number}", each)
    phone.push()
    found = by_campaign(server, MAY, "special_unit_visits", "special_units", "reached", "clear")
    told = {title: (n, n, n, n) for title, n in (("办园行为", 53), ("控辍保学", 25), ("食堂", 58))}
    assert found == {**told, "合计": (136, 126, 136, 136)}
    query = (
        "SELECT sum(m.school_visits), count(DISTINCT m.school_id) FROM visit_measures m JOIN visit"
        " v ON v.visit = m.visit WHERE v.campaign_id IS NOT NULL AND m.month = '2026-05'"
    )
    assert in_sql(server, query) == [(136, 126)]
