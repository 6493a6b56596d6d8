"""校历: the list of a year, one line, its form, last year's copied, and the sheet imported."""

import re

import pytest

from domain.kinds.register.calendar import CalendarSet, CalendarSort
from sync_server.projection.rebuild import rebuild
from sync_server.register.calendar import lines_of
from tests.builders.drawn_forms import form_on
from tests.builders.handset import write
from tests.builders.pages import upload
from tests.sync_server.console.register.test_school import beside_in, facts
from tests.sync_server.console.register.test_schools_list import as_csv, cells

NEW = "/calendar/new"
TERM = {"name": "第二学期", "sort": "term", "from_on": "2026-03-02", "to_on": "2026-07-10"}
FREE = {"name": "劳动节", "sort": "public_holiday", "from_on": "2026-05-01", "to_on": "2026-05-05"}


def opened(supervisor, **fields: str) -> str:
    """The page of a line that was just registered."""
    answer = supervisor.fill(NEW, NEW, **fields)
    assert answer.status_code == 303, answer.text
    found: str = answer.headers["location"].partition("?")[0]
    return found


def lines(server) -> list[CalendarSet]:
    return lines_of(server.database, "wanshan")


def test_a_year_is_registered_line_by_line(supervisor, server):
    opened(supervisor, **FREE)
    page = opened(supervisor, **TERM)
    moved = {"name": "调休", "sort": "workday", "from_on": "2026-05-09"}
    opened(supervisor, **moved)
    assert cells(supervisor.page("/calendar")) == [
        ["第二学期", "学期", "2026-03-02 星期一", "2026-07-10 星期五", "131", "93", "现在"],
        ["劳动节", "法定节假日", "2026-05-01 星期五", "2026-05-05 星期二", "5", "–", ""],
        ["调休", "调休上班", "2026-05-09 星期六", "2026-05-09 星期六", "1", "–", ""],
    ]
    found = facts(supervisor.page(page))
    assert found["起"] == "2026年3月2日 星期一"
    assert found["上学日"].startswith("93 天")
    assert cells(supervisor.page("/calendar?sort=workday"))[0][0] == "调休"
    assert "没有符合条件的校历" in supervisor.page("/calendar?year=2025")


def test_a_line_is_changed_and_put_out_of_use_and_its_history_stays(supervisor, server):
    page = opened(supervisor, **TERM)
    edit = f"{page}/edit"
    form = form_on(supervisor.page(edit), "CalendarForm")
    supervisor.send(edit, **{**form.fields, "to_on": ["2026-07-03"]})
    form = form_on(supervisor.page(edit), "CalendarForm")
    supervisor.send(edit, **{**form.fields, "is_stopped": ["true"]})
    (line,) = lines(server)
    assert (line.to_on, line.is_active) == ("2026-07-03", False)
    shown = supervisor.page(page)
    assert '<td class="was">2026-07-10</td><td>2026-07-03</td>' in shown
    assert cells(supervisor.page("/calendar"))[0][-2:] == ["–", "停用"]
    assert opened(supervisor, **TERM) != page


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({**TERM, "name": ""}, "name", "请填写名称。"),
        ({**TERM, "sort": ""}, "sort", "请填写类别。"),
        ({**TERM, "from_on": "三月"}, "from_on", "要写成 2026-05-14 这样"),
        ({**TERM, "to_on": "2026-03-01"}, "to_on", "最后一天早于第一天。"),
        ({**TERM, "from_on": "2026-07-01", "to_on": ""}, "from_on", "和已登记的“第二学期”"),
        ({**FREE, "sort": "workday"}, "from_on", "本来就上班"),
    ],
)
def test_what_cannot_be_stands_beside_its_field(supervisor, server, fields, field, says):
    opened(supervisor, **TERM)
    answer = supervisor.fill(NEW, NEW, **fields)
    assert says in beside_in(answer, "calendar", field)
    assert len(lines(server)) == 1


def test_last_years_terms_are_a_start_that_says_so_until_somebody_saves_it(supervisor, server):
    opened(supervisor, **TERM)
    opened(supervisor, **FREE)
    answer = supervisor.fill("/calendar?year=2027", "/calendar/copy", year="2027")
    assert answer.headers["location"] == "/calendar?year=2027&done=copied"
    row = cells(supervisor.page("/calendar?year=2027"))[0]
    assert row[:4] == ["第二学期", "学期", "2027-03-01 星期一", "2027-07-09 星期五"]
    assert row[-1] == "推算，待核对"
    page = supervisor.page("/calendar?year=2027")
    edit = re.findall(r'href="(/calendar/[^"/?]+)"', page[page.index("<tbody>") :])[0] + "/edit"
    form = form_on(supervisor.page(edit), "CalendarForm")
    assert supervisor.send(edit, **form.fields).status_code == 303
    assert [each.is_estimated for each in lines(server)] == [False, False, False]
    again = supervisor.fill("/calendar?year=2027", "/calendar/copy", year="2027")
    assert "2027年已经有了" in beside_in(again, "copy", "year")


def test_a_stopped_copy_can_be_copied_again(supervisor, server):
    opened(supervisor, **TERM)
    for _ in range(2):
        assert supervisor.fill("/calendar", "/calendar/copy", year="2027").status_code == 303
        copied = lines(server)[-1]
        assert copied.is_active
        write(server, "wanshan", (copied.model_copy(update={"is_active": False}), None))
    assert len(lines(server)) == 2


def test_a_sheet_is_tried_and_then_imported_in_the_browser(supervisor, server):
    rows = ["名称,类别,起,止", "第二学期,学期,2026-03-02,2026-07-10", "暑假,放假,7月,"]
    page = upload(supervisor, "\n".join(rows).encode(), "校历.csv")
    shown = supervisor.page(page)
    assert "有 2 处错误" in shown
    assert "第 3 行 类别" in " ".join(re.sub(r"<[^>]+>", "", shown).split())
    assert lines(server) == []
    rows[2] = "暑假,学校假期,2026-07-11,2026-08-31"
    page = upload(supervisor, "\n".join(rows).encode("gb18030"), "校历.csv")
    supervisor.fill(page, page)
    assert [(each.name, each.sort) for each in lines(server)] == [
        ("第二学期", CalendarSort.TERM),
        ("暑假", CalendarSort.SCHOOL_HOLIDAY),
    ]


def test_the_list_leaves_as_a_file_and_the_table_is_made_anew_as_it_was(supervisor, server):
    opened(supervisor, **TERM)
    row = ["第二学期", "学期", "2026-03-02", "2026-07-10", "131", "95", "现在"]
    assert row in as_csv(supervisor.get("/calendar.csv"))
    before = lines(server)
    assert rebuild(server.database) == {}
    assert lines(server) == before


@pytest.mark.parametrize(
    ("account", "statuses"),
    [
        ("li.zhuren", [200, 200, 200, 200]),
        ("zhao.tong", [200, 200, 403, 403]),
        ("chen.jing", [403, 403, 403, 403]),
        ("li.zhuren.other", [200, 404, 200, 404]),
    ],
)
def test_who_reads_and_who_writes(browsers, supervisor, account, statuses):
    page = opened(supervisor, **TERM)
    paths = ("/calendar", page, NEW, f"{page}/edit")
    assert [browsers(account).get(path).status_code for path in paths] == statuses
    sent = browsers(account).post(NEW, on="/", **FREE)
    assert sent.status_code == (303 if statuses[2] == 200 else 403)
    copied = browsers(account).post("/calendar/copy", on="/", year="2028")
    assert copied.status_code == (400 if statuses[2] == 200 else 403)
