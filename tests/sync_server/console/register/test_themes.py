"""主题计划: the plan of a year, one theme, its form, and last year's copied."""

import json
from datetime import timedelta

import pytest

from domain.kinds.book_part import BookPart
from domain.kinds.register.theme import ThemeSet
from domain.register.checklist import Mandate, Theme, ThemeLevel
from sync_server.data import accounts, register
from sync_server.projection.rebuild import rebuild
from tests.builders.drawn_forms import form_on
from tests.builders.logged import entries_of
from tests.sync_server.console.register.test_school import beside_in, facts
from tests.sync_server.console.register.test_schools_list import as_csv, cells

NEW = "/themes/new"
JUNE = {
    "year": "2026",
    "month": "6",
    "title": "校园及周边安全",
    "checklist_id": "month-05",
    "mandates": ["school", "evaluation"],
    "items": "交通安全\n防溺水\n\n交通安全",
    "basis": "教督〔2012〕7号",
}


def themes_of(server) -> dict[str, Theme]:
    with server.database.session() as session:
        rows = register.themes(session, "wanshan")
    return {row.theme_id: Theme.model_validate_json(row.theme) for row in rows}


def test_a_year_is_planned_month_by_month(supervisor, server):
    assert (
        supervisor.fill(NEW, NEW, **JUNE).headers["location"] == "/themes/month-2026-06?done=opened"
    )
    theme = themes_of(server)["month-2026-06"]
    assert (theme.items, theme.level) == (("交通安全", "防溺水"), ThemeLevel.DISTRICT)
    assert theme.mandates == (Mandate.SCHOOL, Mandate.EVALUATION)
    rows = cells(supervisor.page("/themes"))
    assert [row[0] for row in rows] == [f"{month}月" for month in range(1, 13)]
    assert rows[4][1:3] == ["课程开设、课堂教学与控辍保学", "区县"]
    assert rows[4][-1] == "每年沿用"
    assert rows[5][1] == "校园及周边安全"
    assert rows[5][-1] == "本年"
    assert rows[6][1] == "（还没有定）"
    july = form_on(supervisor.page("/themes/new?year=2026&month=7"), "ThemeForm").fields
    assert (july["year"], july["month"]) == (["2026"], ["7"])
    assert 'href="/themes/new?year=2026&amp;month=7"' in supervisor.page("/themes")
    assert cells(supervisor.page("/themes?year=2027"))[5][1] == "（还没有定）"


def test_a_theme_is_changed_and_shows_what_it_was(supervisor, server):
    edit = "/themes/month-05/edit"
    form = form_on(supervisor.page(edit), "ThemeForm")
    assert "month" not in form.kinds
    supervisor.send(edit, **{**form.fields, "title": ["课堂教学"]})
    theme = themes_of(server)["month-05"]
    assert (theme.title, theme.month, theme.year) == ("课堂教学", 5, None)
    assert theme.mandates == (Mandate.SCHOOL, Mandate.EVALUATION)
    page = supervisor.page("/themes/month-05")
    assert facts(page)["月份"] == "每年5月"
    assert '<td class="was">课程开设、课堂教学与控辍保学</td><td>课堂教学</td>' in page


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"month": ""}, "month", "请填写月份。"),
        ({"month": "13"}, "month", "请选择月份。"),
        ({"year": "", "month": "5"}, "month", "这个月已经有“课程开设、课堂教学与控辍保学”"),
        ({"title": " "}, "title", "请填写主题"),
        ({"checklist_id": "nothing"}, "checklist_id", "请选择督导清单。"),
        ({"mandates": ["school", "none"]}, "mandates", "请选择职能。"),
        ({"items": "长" * 201}, "items", "有一行超过 200 字"),
    ],
)
def test_what_cannot_be_stands_beside_its_field(supervisor, server, fields, field, says):
    before = len(entries_of(server.database, ThemeSet.kind))
    assert says in beside_in(supervisor.fill(NEW, NEW, **{**JUNE, **fields}), "theme", field)
    assert len(entries_of(server.database, ThemeSet.kind)) == before


def test_last_years_plan_is_copied_into_the_months_that_are_empty(supervisor, server):
    supervisor.fill(NEW, NEW, **JUNE)
    copied = supervisor.fill("/themes", "/themes/copy", year="2027")
    assert copied.headers["location"] == "/themes?year=2027&done=copied"
    assert set(themes_of(server)) == {
        *("month-05", "month-2026-06"),
        *("month-2027-05", "month-2027-06"),
    }
    again = supervisor.fill("/themes", "/themes/copy", year="2027")
    assert "2027年没有空缺" in beside_in(again, "copy", "year")
    assert rebuild(server.database) == {}


def first_of_month(server, month: int) -> str:
    """What phones take for the theme of the month: the first that they are told."""
    with server.database.session() as session:
        person = accounts.person(session, "chen.jing", "2026-05-14")
    assert person is not None
    answer = json.loads(server.workbooks.answer(person) or "")
    themes = answer["parts"][BookPart.REGISTER.value]["content"]["themes"]
    return next(str(each["theme_id"]) for each in themes if each["month"] == month)


def test_phones_go_by_the_plan_of_the_year_that_a_month_comes_in(supervisor, server, clock):
    for year in ("2026", "2027"):
        supervisor.fill(NEW, NEW, **{**JUNE, "year": year, "month": "5"})
    assert first_of_month(server, 5) == "month-2026-05"
    clock.now += timedelta(days=60)
    assert first_of_month(server, 5) == "month-2027-05"


def test_the_plan_leaves_as_a_file_with_what_it_stands_on(supervisor):
    supervisor.fill(NEW, NEW, **JUNE)
    heads, *rows = as_csv(supervisor.get("/themes.csv?year=2026"))
    june = dict(zip(heads, rows[5], strict=True))
    assert (june["依据"], june["职能"]) == ("教督〔2012〕7号", "督学、评估监测")


@pytest.mark.parametrize(
    ("account", "statuses"),
    [
        ("li.zhuren", [200, 200, 200, 200]),
        ("zhao.tong", [200, 200, 403, 403]),
        ("chen.jing", [403, 403, 403, 403]),
    ],
)
def test_who_reads_and_who_writes(browsers, account, statuses):
    browser = browsers(account)
    paths = ("/themes", "/themes/month-05", NEW, "/themes/month-05/edit")
    assert [browser.get(path).status_code for path in paths] == statuses
    sent = browser.post("/themes/copy", on="/", year="2027").status_code
    assert sent == (303 if statuses[-1] == 200 else 403)
