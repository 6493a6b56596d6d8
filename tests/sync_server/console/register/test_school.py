"""One school: its page, and the form that opens, changes and closes it."""

import re
from html import unescape

import pytest

from domain.kinds import read
from domain.kinds.register.school import SchoolSet
from domain.place.datum import Datum
from sync_server.data import register
from sync_server.projection.rebuild import rebuild
from tests.builders.drawn_forms import form_on
from tests.builders.handset import a_school, write
from tests.builders.logged import entries_of
from tests.builders.office import Inspection, a_rich_visit
from tests.builders.pages import matched

NEW = "/schools/new"
HAN = {"name": "栖云实验小学", "school_kind": "primary", "zone": "z2"}


def school_of(server, school_id: str) -> SchoolSet:
    with server.database.session() as session:
        row = register.school(session, "wanshan", school_id)
    assert row is not None
    return SchoolSet.model_validate_json(row.facts)


def opened(browser, **fields: str) -> str:
    """Open a school by the form, and answer its id."""
    answer = browser.fill(NEW, NEW, **{**HAN, **fields})
    assert answer.status_code == 303, answer.text
    return matched(r"^/schools/([^?]+)\?done=opened$", answer.headers["location"])


def beside(answer, field: str) -> str:
    """What the form that came back says beside a field."""
    return beside_in(answer, "school", field)


def beside_in(answer, form: str, field: str) -> str:
    """The same of the form of any noun."""
    assert answer.status_code == 400
    return unescape(matched(rf'id="{form}-{field}-error">([^<]*)<', answer.text))


def facts(page: str) -> dict[str, str]:
    """The facts of a thing's page."""
    found = re.findall(r"<dt>([^<]+)</dt><dd>(.*?)</dd></div>", page, re.DOTALL)
    return {title: unescape(re.sub(r"<[^>]+>", "", text)).strip() for title, text in found}


def test_a_school_is_opened_by_its_form_and_found_by_the_letters_of_its_name(supervisor, server):
    more = {"aliases": "实小，云实、实小", "town": "城关镇", "code": " 2152990001"}
    school_id = opened(supervisor, **more, position="106.7135,26.5783", datum="gcj02")
    school = school_of(server, school_id)
    assert (school.aliases, school.town, school.code) == (("实小", "云实"), "城关镇", "2152990001")
    assert school.position is not None
    assert (school.position.given_lng, school.position.datum) == (106.7135, Datum.GCJ02)
    assert school.position.lng == pytest.approx(106.7088, abs=0.001)
    assert "栖云实验小学" in supervisor.page("/schools?school=qysy")
    page = supervisor.page(f"/schools/{school_id}?done=opened")
    assert "已登记" in page
    shown = facts(page)
    assert shown["简称"] == "实小、云实"
    assert shown["位置"].startswith("106.7135,26.5783 GCJ-02（高德、腾讯）")
    assert shown["位置"].endswith(" WGS-84")


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"name": " "}, "name", "请填写名称"),
        ({"name": "第１ 小学"}, "name", "一片区已经有“第1小学”了。"),
        ({"code": "123"}, "code", "学校标识码是10位数字"),
        ({"code": "1152990001"}, "code", "类型选的是小学，但这个代码是幼儿园的。"),
        ({"position": "106.7"}, "position", "不是国内的经纬度"),
        ({"position": "106.7,26.5"}, "datum", "请选择这个位置是在哪种地图上取的。"),
        ({"radius_m": "5"}, "radius_m", "不能小于 20"),
        ({"zone": "nowhere"}, "zone", "请选择责任区"),
        ({"school_kind": ""}, "school_kind", "请填写类型"),
    ],
)
def test_what_cannot_be_stands_beside_its_field_and_nothing_is_written(
    supervisor, server, fields, field, says
):
    before = len(entries_of(server.database, SchoolSet.kind))
    answer = supervisor.fill(NEW, NEW, **{**HAN, "town": "我写的镇", **fields})
    assert says in beside(answer, field)
    assert 'value="我写的镇"' in answer.text
    assert len(entries_of(server.database, SchoolSet.kind)) == before


def test_two_schools_never_have_one_code(supervisor):
    opened(supervisor, code="2152990001")
    answer = supervisor.fill(NEW, NEW, **{**HAN, "name": "别的小学"}, code="2152990001")
    assert beside(answer, "code") == "“栖云实验小学”已经用了这个代码。"


def test_a_change_is_an_entry_by_the_account_over_the_version_it_saw(supervisor, server):
    edit = "/schools/school-1/edit"
    version = form_on(supervisor.page(edit), "SchoolForm").fields["version"][0]
    answer = supervisor.fill(edit, edit, **{**HAN, "position": "106.71,26.598", "datum": "wgs84"})
    assert answer.headers["location"] == "/schools/school-1?done=set"
    *_, entry = entries_of(server.database, SchoolSet.kind)
    body = read(entry.line).body
    assert isinstance(body, SchoolSet)
    assert (body.school_id, body.name) == ("school-1", "栖云实验小学")
    assert list((body.versions or {}).values()) == [version]
    page = supervisor.page("/schools/school-1?done=set")
    assert "李主任" in page
    assert '<td>名称</td><td class="was">第1小学</td><td>栖云实验小学</td>' in page


def test_what_the_form_does_not_ask_stays(supervisor, server):
    write(server, "wanshan", (a_school("school-1", order_no=7), None))
    edit = "/schools/school-1/edit"
    form = form_on(supervisor.page(edit), "SchoolForm")
    supervisor.send(form.action, **form.fields)
    stood = a_school("school-1", order_no=7)
    found = school_of(server, "school-1")
    readings = dict.fromkeys(("sort_as", "initials", "pinyin"), "")
    assert found.model_copy(update=readings) == stood


@pytest.mark.parametrize(
    ("closed_on", "state"), [("2026-05-14", "停用"), ("2026-05-15", "在用"), ("2026-05-01", "停用")]
)
def test_a_school_is_closed_from_a_day_on_and_stays(supervisor, server, closed_on, state):
    edit = "/schools/school-3/edit"
    form = form_on(supervisor.page(edit), "SchoolForm")
    supervisor.send(form.action, **{**form.fields, "closed_on": [closed_on]})
    page = supervisor.page("/schools/school-3")
    assert facts(page)["停用自"] == closed_on
    assert state in matched(r'class="chip chip-large[^>]*>([^<]+)<', page)
    assert ("第3小学" in supervisor.page("/schools?state=closed")) == (state == "停用")
    again = form_on(supervisor.page(edit), "SchoolForm")
    assert again.fields["closed_on"] == [closed_on]
    supervisor.send(again.action, **{**again.fields, "closed_on": [""]})
    assert school_of(server, "school-3").closed_on is None
    assert rebuild(server.database) == {}


def test_a_school_closed_the_old_way_is_opened_again_by_taking_the_day_out(supervisor, server):
    write(server, "wanshan", (a_school("school-3", is_active=False), None))
    edit = "/schools/school-3/edit"
    form = form_on(supervisor.page(edit), "SchoolForm")
    assert form.fields["closed_on"] == ["2026-05-14"]
    supervisor.send(form.action, **{**form.fields, "closed_on": [""]})
    assert school_of(server, "school-3").is_active


def test_the_page_tells_of_its_inspectors_and_visits_and_what_may_be_done(
    supervisor, browsers, inspection: Inspection
):
    visit = a_rich_visit(inspection, [])
    page = supervisor.page("/schools/school-1")
    for path in (f"/visits/{visit}", "/schools/school-1/edit", "/schools/school-1/paper"):
        assert f'href="{path}"' in page
    for words in ("陈静", "主责", "2026-01-01", "5月14日 星期四", "待审", "修改记录"):
        assert words in page
    clerk = browsers("zhao.tong").page("/schools/school-1")
    assert "最近的督导" not in clerk
    assert "/edit" not in clerk
    assert "还没有人来过" in supervisor.page("/schools/school-2")


PATHS = ("/schools/school-1", "/schools/new", "/schools/school-1/edit")


@pytest.mark.parametrize(
    ("account", "statuses"),
    [
        ("li.zhuren", [200, 200, 200]),
        ("zhao.tong", [200, 403, 403]),
        ("chen.jing", [403, 403, 403]),
        ("li.zhuren.other", [404, 200, 404]),
    ],
)
def test_who_reads_and_who_writes(browsers, account, statuses):
    assert [browsers(account).get(path).status_code for path in PATHS] == statuses


@pytest.mark.parametrize("account", ["zhao.tong", "chen.jing"])
def test_nobody_else_writes_a_school(browsers, server, account):
    before = len(entries_of(server.database, SchoolSet.kind))
    for path in PATHS[1:]:
        assert browsers(account).post(path, on="/", **HAN).status_code == 403
    assert len(entries_of(server.database, SchoolSet.kind)) == before
