"""责任区: the list, one zone, and its form."""

import pytest

from domain.kinds.register.zone import ZoneSet
from sync_server.data import register
from tests.builders.drawn_forms import form_on
from tests.builders.handset import a_school, write
from tests.sync_server.console.register.test_school import beside_in, facts
from tests.sync_server.console.register.test_schools_list import cells

NEW = "/zones/new"


def zones_of(server) -> dict[str, ZoneSet]:
    with server.database.session() as session:
        rows = register.zones(session, "wanshan")
    names = set(ZoneSet.model_fields) & set(type(rows[0]).model_fields)
    return {row.name: ZoneSet(**row.model_dump(include=names)) for row in rows}


def test_the_list_counts_schools_in_use_and_names_who_is_responsible(supervisor, server):
    write(server, "wanshan", (a_school("school-3", is_active=False), None))
    assert cells(supervisor.page("/zones")) == [
        ["一片区", "2", "1", "陈静", "在用"],
        ["二片区", "0", "0", "", "在用"],
    ]


def test_a_zone_of_more_than_twenty_schools_says_so(supervisor, server):
    schools = [(a_school(f"school-{number}"), None) for number in range(4, 22)]
    write(server, "wanshan", *schools)
    assert cells(supervisor.page("/zones"))[0][-1] == "在用 超过 20 所"


def test_a_zone_is_opened_renamed_and_closed(supervisor, server):
    answer = supervisor.fill(NEW, NEW, name="三　片区")
    page = answer.headers["location"].partition("?")[0]
    edit = f"{page}/edit"
    supervisor.fill(edit, edit, name="东片区")
    assert facts(supervisor.page(page)) == {"在用的学校": "0 所", "主责督学": "还没有"}
    form = form_on(supervisor.page(edit), "ZoneForm")
    supervisor.send(edit, **{**form.fields, "closed_on": ["2026-05-14"]})
    zone = zones_of(server)["东片区"]
    assert (zone.closed_on, zone.sort_as) == ("2026-05-14", "dong0pian0qu0")
    assert cells(supervisor.page("/zones"))[2] == ["东片区", "0", "0", "", "2026-05-14 起停用"]


@pytest.mark.parametrize(
    ("page", "fields", "field", "says"),
    [
        (NEW, {"name": "一片区"}, "name", "已经有“一片区”了。"),
        ("/zones/z2/edit", {"name": "一片 区"}, "name", "已经有“一片区”了。"),
        ("/zones/z1/edit", {"name": "一片区", "closed_on": "2026-05-14"}, "closed_on", "还有 3 所"),
        ("/zones/z1/edit", {"name": "一片区", "closed_on": "五月"}, "closed_on", "要写成"),
    ],
)
def test_what_cannot_be_stands_beside_its_field(supervisor, page, fields, field, says):
    answer = supervisor.fill(page, page, **fields)
    assert says in beside_in(answer, "zone", field)
    assert [row[0] for row in cells(supervisor.page("/zones"))] == ["一片区", "二片区"]


@pytest.mark.parametrize(
    ("account", "statuses"),
    [
        ("li.zhuren", [200, 200, 200, 200]),
        ("zhao.tong", [200, 200, 403, 403]),
        ("chen.jing", [403, 403, 403, 403]),
        ("li.zhuren.other", [200, 200, 200, 200]),
    ],
)
def test_who_reads_and_who_writes(browsers, account, statuses):
    paths = ("/zones", "/zones/z1", NEW, "/zones/z1/edit")
    assert [browsers(account).get(path).status_code for path in paths] == statuses
    may_write = statuses[-1] == 200
    sent = browsers(account).post(NEW, on="/", name="三片区")
    assert sent.status_code == (303 if may_write else 403)


def test_a_zone_that_closes_on_a_day_to_come_is_in_use_and_says_until_when(supervisor):
    edit = "/zones/z2/edit"
    supervisor.fill(edit, edit, name="二片区", closed_on="2026-06-01")
    assert cells(supervisor.page("/zones"))[1][-1] == "在用 2026-06-01 起停用"
    assert facts(supervisor.page("/zones/z2"))["停用自"] == "2026-06-01"
    supervisor.fill(edit, edit, name="二片区")
    assert cells(supervisor.page("/zones"))[1][-1] == "在用"
