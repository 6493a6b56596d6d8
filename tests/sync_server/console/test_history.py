"""The history of any thing of the register: one page for all nouns."""

import re

import pytest
from sqlmodel import select

from domain.kinds.author import Role
from domain.kinds.office.policy import PolicySection, PolicySet
from domain.kinds.piece import Private
from domain.kinds.register.district import DistrictSet, Duty
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.register.zone import ZoneSet
from domain.trail.chain import ChainHead
from domain.words.values import NOUN
from sync_server.access.viewer import Viewer
from sync_server.data import accounts
from sync_server.data.tables import SubjectRow
from sync_server.register.history import Histories
from tests.builders.handset import a_school, an_assignment, write
from tests.builders.office import Inspection, a_rich_visit
from tests.builders.pages import matched


def changed(page: str, field: str) -> tuple[str, str]:
    """What a field was and became, as the page's table of changes has it."""
    row = rf'<td>{field}</td><td class="was">([^<]*)</td><td>([^<]*)</td>'
    return matched(row, page), matched(row.replace("([^<]*)", "[^<]*", 1), page)


def test_every_change_is_said_field_by_field_with_what_stood_before(supervisor, server):
    moved = a_school("school-1", name="实验小学", zone="z2", position=None)
    write(server, "wanshan", (moved, None))
    page = supervisor.page("/history/school/school-1")
    assert "实验小学" in matched(r"<h1>(.*?)</h1>", page)
    assert changed(page, "名称") == ("第1小学", "实验小学")
    assert changed(page, "责任区") == ("一片区", "二片区")
    assert changed(page, "位置 · 纬度") == ("26.598", "（空）")
    for words in ("设置学校", "类型", "小学", "公办", "系统", "服务器计时", "总日志位置"):
        assert words in page


@pytest.mark.parametrize(
    ("called", "content", "change"),
    [
        ("zone/z1", (ZoneSet(zone="z1", name="北片区"), None), ("名称", "一片区", "北片区")),
        (
            "person/chen.jing",
            (PersonSet(account="chen.jing", role=Role.SUPERVISOR), PersonPrivate(name="陈静")),
            ("角色", "督学", "督导员"),
        ),
        (
            "district/wanshan",
            (DistrictSet(district="wanshan", name="万山区", duty=Duty(shortest_days=3)), None),
            ("应督导 · 首次分工最短天数", "10", "3"),
        ),
        (
            "assignment/school-1/chen.jing/2026-01-01",
            (an_assignment("school-1", "chen.jing", to_on="2026-06-30"), None),
            ("结束日期", "（空）", "2026-06-30"),
        ),
    ],
)
def test_one_page_serves_every_noun(supervisor, server, called, content, change):
    write(server, "wanshan", content)
    page = supervisor.page(f"/history/{called}")
    assert NOUN[called.split("/")[0]] in page
    field, *words = change
    assert changed(page, field) == tuple(words)


def test_papers_themes_and_checklists_read_in_the_offices_names(supervisor, server):
    paper = PolicySet(policy_id="p1", title="办法", sections=(PolicySection(text="长" * 900),))
    write(server, "wanshan", (paper, None))
    assert "共 900 字" in supervisor.page("/history/policy/p1/1")
    theme = supervisor.page("/history/theme/month-05")
    assert "职能" in theme
    assert "检查项 m05-101" in supervisor.page("/history/checklist/month-05/1")


def subject_of(server, noun: str, code: str) -> SubjectRow:
    with server.database.session() as session:
        query = select(SubjectRow).where(
            SubjectRow.district == "wanshan", SubjectRow.noun == noun, SubjectRow.code == code
        )
        found: SubjectRow = session.exec(query).one()
        return found


def test_what_does_not_count_is_shown_with_its_reason_and_changes_nothing(
    supervisor, server, inspection: Inspection
):
    subject = subject_of(server, "school", "school-1")
    pen = inspection.handset.pen
    assert pen.head != ChainHead(pen.author.chain)
    pen.write(a_school("school-1", name="我改的名"), subject=subject.subject, saw=subject.tip)
    inspection.push()
    page = supervisor.page("/history/school/school-1")
    assert "陈静" in page
    assert "写入人没有这项权限" in page
    assert matched(r"<h1>(.*?)</h1>", page) == "第1小学"
    assert subject_of(server, "school", "school-1").version == subject.version


def test_the_last_step_stands_in_the_version_of_the_table(server, supervisor):
    for name in ("甲", "乙"):
        write(server, "wanshan", (ZoneSet(zone="z1", name=name), None))
    with server.database.session() as session:
        person = accounts.person(session, "li.zhuren", "2026-05-14")
    assert person is not None
    history = Histories(server.database).history(Viewer(person), "zone", "z1")
    assert history.version == subject_of(server, "zone", "z1").version
    seen = [step.version for step in history.steps]
    assert [step.changes[0].after for step in history.since(seen[1])] == ["乙"]
    assert history.since(seen[2]) == ()
    assert len(history.since("0" * 64)) == 3


def test_pages_lead_there(supervisor, browsers, inspection):
    visit = a_rich_visit(inspection, [])
    page = supervisor.page(f"/visits/{visit}")
    for path in ("/schools/school-1", "/checklists/month-05/1"):
        assert f'href="{path}"' in page
        assert supervisor.page(path)
    own = browsers("chen.jing").page(f"/visits/{visit}")
    assert not re.search("/(history|checklists|schools)/", own)
    assert 'href="/history/district/wanshan"' in supervisor.page("/month")
    for by, path in (("school", "/schools/school-1"), ("inspector", "/people/chen.jing")):
        assert f'href="{path}"' in supervisor.page(f"/month?period=2026-05&by={by}")


@pytest.mark.parametrize(
    ("account", "path", "status"),
    [
        ("chen.jing", "school/school-1", 403),
        ("zhao.tong", "school/school-1", 200),
        ("li.zhuren.other", "school/school-1", 404),
        ("li.zhuren", "school/nowhere", 404),
        ("li.zhuren", "moon/school-1", 404),
        ("li.zhuren", "visit/" + "0" * 64, 404),
    ],
)
def test_only_the_office_of_the_district_reads_it(browsers, account, path, status):
    assert browsers(account).get(f"/history/{path}").status_code == status


def test_names_and_words_are_shown_as_words(supervisor, server):
    evil = "<script>alert(1)</script>"
    content: tuple[ZoneSet, Private | None] = (ZoneSet(zone="z1", name=evil), None)
    write(server, "wanshan", content)
    page = supervisor.page("/history/zone/z1")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
