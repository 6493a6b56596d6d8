"""The month's documents: page, Word file, the month's table and SQL say the same."""

import html
import io
import re
import zipfile
from datetime import timedelta

import pytest
from docx import Document

from domain.kinds import read
from domain.kinds.office.activity import ActivityRecorded, ActivityType
from domain.kinds.office.export import TableExported, TableExportedPrivate
from domain.kinds.office.training import TrainingMode, TrainingRecorded
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.month.month import Grouping
from domain.trail.line import sha256_hex
from sync_server.month.period import read_period
from sync_server.month.table import Months
from tests.builders.campaign_work import planned
from tests.builders.handset import NOON, write
from tests.builders.logged import entries_of
from tests.builders.office import Inspection, a_rich_visit
from tests.builders.word_file import style_of, words_of

HARD = "=1+1 <b>粗</b> {{ 文号 }} & “引”"
MONTH, TERM = "/month/2026-05", "/month/2026-02..2026-07"
PAGES = (
    f"{MONTH}/summary",
    f"{TERM}/summary",
    f"{MONTH}/workload",
    "/month/2026/workload",
    f"{MONTH}/inspectors/chen.jing",
    f"{MONTH}/bulletin",
    f"{MONTH}/bulletin?theme=month-05",
)


def file_of(page: str) -> str:
    """Where the same is as a Word file."""
    path, _, asked = page.partition("?")
    ending = "/paper.docx" if "/inspectors/" in path else ".docx"
    return f"{path}{ending}{'?' if asked else ''}{asked}"


def shown(page: str) -> list[str]:
    """The texts on the printed page: of each cell, paragraph and head."""
    article = page[page.index('<article class="form-paper') : page.index("</article>")]
    article = re.sub(r"<caption.*?</caption>", "", article, flags=re.S)
    found = re.split(r"</?(?:p|td|th|h2|h3|br|tr|table|article|div)\b[^>]*>", article)
    texts = (html.unescape(re.sub(r"<[^>]+>", "", each)) for each in found)
    return [text for each in texts if (text := re.sub(r"\s+", "", each))]


def in_word(raw: bytes) -> str:
    return re.sub(r"\s|\u200b", "", "".join(words_of(raw)))


def tables_of(raw: bytes) -> dict[str, list[list[str]]]:
    """The tables of a Word file by their first head."""
    found = {}
    for table in Document(io.BytesIO(raw)).tables:
        rows = [[cell.text.replace("\u200b", "") for cell in row.cells] for row in table.rows]
        found[rows[0][0]] = rows[1:]
    return found


def raise_finding(phone: Inspection, name: str, **fields: object) -> None:
    body = {"finding_id": name, "category": Category.HYGIENE, **fields}
    phone.write(FindingRaised.model_validate(body), FindingPrivate(text=HARD))


@pytest.fixture
def month(server, inspection) -> str:
    """A rich visit, one with two findings of hard words, a training, a campaign and a meeting."""
    planned(server, "k1", title="食堂专项")
    rich = a_rich_visit(inspection, [], campaign="k1")
    inspection.open_visit("school-2", participants=("wang.fang",))
    inspection.check_in()
    raise_finding(inspection, "h1", is_hazard=True)
    raise_finding(inspection, "h2")
    inspection.write(VisitNoted(section=NoteSection.HIGHLIGHT), TextPrivate(text=HARD))
    inspection.submit()
    inspection.push()
    body = TrainingRecorded(
        training_id="t1",
        held_on="2026-05-06",
        title=HARD,
        mode=TrainingMode.CENTRAL,
        hours=6,
        inspectors=("chen.jing",),
        others=30,
        zone="z1",
    )
    talk = ActivityRecorded(
        activity_id="a2", held_on="2026-05-20", title="例会", activity_type=ActivityType.TALK
    )
    write(server, "wanshan", (body, None), (talk, None))
    return rich


@pytest.mark.parametrize("page", PAGES)
def test_the_word_file_says_what_the_page_says(month, supervisor, page):
    told = in_word(supervisor.get(file_of(page)).content)
    on_page = shown(supervisor.page(page))
    assert [each for each in on_page if each not in told] == ["没有。"] * on_page.count("没有。")
    assert len(on_page) > 5


def test_what_people_wrote_stands_as_they_wrote_it(month, supervisor):
    for page in (f"{MONTH}/summary", f"{MONTH}/inspectors/chen.jing", f"{MONTH}/bulletin"):
        assert html.escape(HARD, quote=False).replace("“", "“") in supervisor.page(page), page
        raw = supervisor.get(file_of(page)).content
        assert re.sub(r"\s", "", HARD) in in_word(raw), page


def test_the_month_has_six_heads_and_the_figures_of_the_table_and_of_sql(month, server, supervisor):
    raw = supervisor.get(f"{MONTH}/summary.docx").content
    opened = Document(io.BytesIO(raw)).paragraphs
    heads = [each.text for each in opened if style_of(each) == "一级标题"]
    assert len(heads) == 6
    months = Months(server.database, server.clock, server.committer)
    total = months.view(read_period("2026-05"), "wanshan", Grouping.ZONE).table.total
    with server.database.session() as session:
        query = "SELECT count(*), sum(lessons), sum(findings), sum(hazards) FROM visit_measures"
        visits, lessons, findings, hazards = session.connection().exec_driver_sql(query).one()
    told = in_word(raw)
    assert f"督导{visits}次，{visits}校次" in told
    assert f"听课{lessons}节" in told
    assert f"提出问题{findings}条，其中安全隐患{hazards}条" in told
    assert f"应督导{total.due}次，已完成{total.done}次" in told
    assert "组织培训1场，31人次" in told
    assert "开展专项督导1次" in told
    assert "督导1校次，到单位1个，提出问题1条" in told
    by_category = tables_of(raw)["问题类别"]
    assert sum(int(row[1]) for row in by_category) == findings
    assert sum(int(row[2]) for row in by_category) == hazards


def test_an_inspectors_lists_are_as_long_as_their_figures(month, supervisor):
    raw = supervisor.get(f"{MONTH}/inspectors/chen.jing/paper.docx").content
    tables = Document(io.BytesIO(raw)).tables
    figures: dict[str, str] = {}
    for row in tables[0].rows:
        cells = [each.text for each in row.cells]
        figures |= {cells[0]: cells[1], cells[2]: cells[3]}
    lengths = {table.rows[0].cells[-1].text: len(table.rows) - 1 for table in tables[1:]}
    assert figures["督学"] == "陈静"
    assert int(figures["参与次"]) == 2
    by_heads = {"".join(c.text for c in t.rows[0].cells): len(t.rows) - 1 for t in tables[1:]}
    assert by_heads["日期学校身份类型主题状态"] == int(figures["参与次"])
    assert by_heads["日期学校班级学科授课教师等级"] == int(figures["听课节"])
    assert by_heads["日期学校类别问题程度状态"] == int(figures["问题条"])
    assert lengths["超额"] == int(figures["责任校数"])


def test_somebody_without_a_row_has_a_month_too(month, supervisor):
    page = supervisor.page("/month/2026-04/inspectors/wang.fang")
    assert "王芳的月报" in page
    assert supervisor.get(f"{MONTH}/inspectors/nobody").status_code == 404
    assert supervisor.get("/month/2026-13/summary").status_code == 400
    assert supervisor.get(f"{MONTH}/bulletin?theme=none").status_code == 404


def test_an_inspector_sees_their_own_month_alone(month, browsers):
    own = browsers("chen.jing")
    page = own.page(f"{MONTH}/inspectors/chen.jing")
    assert "paper.docx" not in page
    assert own.get(f"{MONTH}/inspectors/wang.fang").status_code == 403
    assert own.get(f"{MONTH}/inspectors/chen.jing/paper.docx").status_code == 403


def test_all_months_come_in_one_archive(month, supervisor, server):
    answer = supervisor.get(f"{MONTH}/inspectors.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        names = packed.namelist()
        told = in_word(packed.read(next(each for each in names if "陈静" in each)))
    alone = in_word(supervisor.get(f"{MONTH}/inspectors/chen.jing/paper.docx").content)
    assert told == alone
    workload = supervisor.get(f"{MONTH}/workload.docx").content
    rows = tables_of(workload)["序号"]
    assert [row[1] for row in rows if row[0]] == [each.split(" ")[1] for each in names]
    entry = entries_of(server.database, TableExported.kind)[0]
    body = read(entry.line).body
    assert isinstance(body, TableExported)
    assert (body.table, body.format) == ("inspector_month", "zip")
    assert body.sha256 == sha256_hex(answer.content)


def test_the_workload_adds_up(month, server, supervisor):
    rows = tables_of(supervisor.get("/month/2026/workload.docx").content)["序号"]
    *people, total = rows
    assert total[1] == "合计"
    for column in (5, 6, 8, 9, 10, 11, 12):
        assert sum(int(row[column]) for row in people) == int(total[column])
    with server.database.session() as session:
        query = "SELECT sum(lesson_plans), sum(inspector_visits) FROM visit_measures"
        plans, took_part = session.connection().exec_driver_sql(query).one()
    assert (total[11], total[9]) == (str(plans), str(took_part))


def test_a_sealed_month_keeps_its_figures_and_says_which_version_it_is(
    month, inspection, browsers, clock
):
    clock.now += timedelta(days=20)
    supervisor = browsers("li.zhuren")
    supervisor.fill(f"{MONTH}/changes", f"{MONTH}/lock")
    inspection.open_visit("school-2")
    inspection.handset.pen.at = NOON
    inspection.check_in()
    inspection.submit()
    inspection.push()
    sealed = in_word(supervisor.get(f"{MONTH}/summary.docx").content)
    assert "数字取自第1版" in sealed
    assert "督导2次" in sealed
    now = in_word(supervisor.get(f"{MONTH}/summary.docx?version=0").content)
    assert "不是锁定的那一版" in now
    assert "督导3次" in now
    assert supervisor.get(f"{MONTH}/summary?version=7").status_code == 404
    assert "2026年5月已锁定" in supervisor.page(f"{TERM}/summary")


def test_that_somebody_took_one_is_an_entry(month, supervisor, server):
    raw = supervisor.get(f"{TERM}/summary.docx").content
    reading = read(entries_of(server.database, TableExported.kind)[0].line)
    assert isinstance(reading.body, TableExported)
    assert isinstance(reading.private, TableExportedPrivate)
    assert reading.body.table == "term_summary"
    assert reading.body.sha256 == sha256_hex(raw)
    assert reading.private.filters == "2025—2026学年第二学期"
    assert "学期工作总结" in supervisor.page("/audit?sort=exported")


def test_the_months_page_leads_to_them(month, supervisor, browsers):
    page = supervisor.page("/month?period=2026-05")
    for each in ("summary", "workload", "bulletin"):
        assert f'href="{MONTH}/{each}"' in page
    assert 'value="2026-02..2026-07">2025—2026学年第二学期' in page
    assert f'href="{MONTH}/inspectors/chen.jing"' in supervisor.page(f"{MONTH}/workload")
    of_chen = supervisor.page(f"{MONTH}/inspectors/chen.jing")
    assert 'href="/month/2026-04/inspectors/chen.jing">2026年4月' in of_chen
    assert f'href="{MONTH}/inspectors/chen.jing"' in supervisor.page("/people/chen.jing")
    assert "工作总结" in browsers("zhao.tong").page(f"{MONTH}/summary")
