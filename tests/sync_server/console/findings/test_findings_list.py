"""问题清单: every filter, the order, the pages, and what leaves as a file (2-02)."""

import csv
import io
import re
from datetime import date
from html import unescape

import pytest

from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised, Severity
from sync_server.office.commands import Office
from sync_server.office.findings import FindingCommands, GivenReply
from tests.builders.courses import finding_address, seen_course
from tests.builders.office import Inspection

DUE = {"a": "2026-05-10", "b": "2026-05-20", "c": None, "d": "2026-05-01", "e": "2026-05-08"}


@pytest.fixture
def found(server, inspection) -> dict[str, str]:
    """Findings a to e of two inspectors at two units.

    a is a hazard, d was put right on the spot, e, which was due before all others, is replied to.
    """
    other = Inspection.of(server, "wang.fang")
    visits = {}
    for phone, school, names in ((inspection, "school-1", "abc"), (other, "school-2", "de")):
        visit = phone.open_visit(school)
        for name in names:
            body = FindingRaised(
                finding_id=name,
                category=Category.HYGIENE if name == "b" else Category.SAFETY,
                severity=Severity.SERIOUS if name == "c" else Severity.GENERAL,
                is_hazard=name == "a",
                is_fixed_on_spot=name == "d",
                due_on=DUE[name],
            )
            phone.write(body, FindingPrivate(text=f"问题{name}"))
            visits[name] = visit
        phone.submit()
        phone.push()
    reply(server, visits["e"], "e")
    return visits


def reply(server, visit: str, finding: str) -> None:
    commands = FindingCommands(Office(server.database, server.committer))
    seen = seen_course(server.database, visit, finding)
    commands.reply("li.zhuren", seen, GivenReply(date(2026, 5, 14), True, "已改", ""))


def listed(page: str) -> str:
    """The names of the findings in the order of the list."""
    return "".join(re.findall(r'data-name="问题"[^>]*>问题(\w)', page))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", "edcba"),
        ("state=open", "aebcd"),
        ("state=fed_back", "dcba"),
        ("state=replied", "e"),
        ("due=overdue", "a"),
        ("due=soon", "b"),
        ("hazard=hazard", "a"),
        ("hazard=unseen", "a"),
        ("account=wang.fang", "ed"),
        ("category=hygiene", "b"),
        ("severity=serious", "c"),
        ("unit=school-2", "ed"),
        ("unit=第1小学&state=open", "abc"),
        ("zone=z1&account=chen.jing&category=safety", "ca"),
        ("unit=没有这样的", ""),
        ("state=nonsense", ""),
    ],
)
def test_each_filter_narrows_the_list(found, supervisor, query, wanted):
    page = supervisor.page(f"/findings?{query}")
    assert listed(page) == wanted
    assert not wanted or f'共 <b class="figures">{len(wanted)}</b> 条' in page


def test_a_row_tells_how_it_stands_and_leads_to_its_place(found, supervisor, server):
    page = supervisor.page("/findings?due=overdue")
    row = page[page.index("<tbody>") : page.index("</tbody>")]
    address = finding_address(server.database, found["a"], "a")
    assert f'href="{address}"' in row
    assert supervisor.get(f"/findings/{found['a']}/a").url.path == address
    for words in ("第1小学", "安全隐患", "已反馈", "2026-05-10", "逾期 4 天", "陈静"):
        assert words in row
    assert "逾期" not in supervisor.page("/findings?state=replied").partition("<tbody>")[2]


@pytest.mark.parametrize(("query", "wanted"), [("", "edcba"), ("?state=open", "aebcd")])
def test_pages_turn_both_ways(found, supervisor, monkeypatch, query, wanted):
    monkeypatch.setattr("sync_server.console.kinds.list_page.PAGE_SIZE", 2)
    pages = [path := f"/findings{query}"]
    while way := turn(supervisor.page(path), "下一页"):
        pages.append(path := way)
    assert "".join(listed(supervisor.page(each)) for each in pages) == wanted
    back = [listed(supervisor.page(path))]
    while way := turn(supervisor.page(path), "上一页"):
        back.insert(0, listed(supervisor.page(path := way)))
    assert "".join(back) == wanted


def turn(page: str, words: str) -> str:
    match = re.search(rf'href="([^"]+)">{words}<', page)
    return unescape(match[1]) if match else ""


def test_the_file_has_what_is_shown_and_the_days_as_numbers(found, supervisor):
    answer = supervisor.get("/findings.csv?state=open")
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert [row[head.index("问题")] for row in rows] == [f"问题{each}" for each in "aebcd"]
    first = dict(zip(head, rows[0], strict=True))
    assert (first["逾期天数"], first["隐患"], first["整改期限"]) == ("4", "是", "2026-05-10")
    assert [row[head.index("整改期限")] for row in rows][-1] == ""


def test_an_empty_list_says_what_would_fill_it(supervisor):
    assert "还没有发现问题" in supervisor.page("/findings")


def test_another_district_sees_none_of_it(found, browsers):
    assert listed(browsers("li.zhuren.other").page("/findings")) == ""
