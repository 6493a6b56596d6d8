"""The forms of a visit and papers as Word files: what their pages say, and who took them."""

import html
import io
import re
import zipfile

import pytest
from docx import Document

from domain.kinds import read
from domain.kinds.office.export import TableExported, TableExportedPrivate
from domain.kinds.office.template import DocumentKind
from domain.kinds.paper.builder import PaperState
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from domain.kinds.visit.lesson import LessonObserved, LessonPrivate, LessonScore, LessonStage
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.kinds.visit.unit import UnitAdded
from domain.trail.line import sha256_hex
from sync_server.server import Server
from tests.builders.courses import finding_address
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.logged import entries_of
from tests.builders.office import a_picture, a_rich_visit, amend
from tests.builders.pages import matched
from tests.builders.word_file import style_of, with_line, words_of
from tests.sync_server.console.documents.test_template_pages import UPLOAD

HARD = "3 < 5 & “引”\n𠮷野家、阿依古丽·买买提 {{ 文号 }}"


def on_page(page: str) -> str:
    """What the printed page says, without its marks and blanks."""
    shown = page[page.index('<article class="form-paper">') : page.index("</article>")]
    return re.sub(r"<[^>]+>|\s", "", html.unescape(shown))


def cells(page: str) -> list[str]:
    """The texts of the printed page's cells."""
    shown = page[page.index('<article class="form-paper">') : page.index("</article>")]
    found = re.findall(r"<td[^>]*>(.*?)</td>", shown, re.S)
    return [re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]+>", "\n", each))) for each in found]


def in_word(raw: bytes) -> str:
    return re.sub(r"\s", "", "".join(words_of(raw)))


@pytest.fixture
def visit(inspection) -> str:
    found: str = a_rich_visit(inspection, [a_picture("一"), a_picture("二")])
    return found


def test_the_record_says_what_its_page_says(visit, inspection, supervisor):
    inspection.send_photo(a_picture("一"))
    answer = supervisor.get(f"/visits/{visit}/record/1/paper.docx")
    told = in_word(answer.content)
    page = supervisor.page(f"/visits/{visit}/record")
    said = [each for each in cells(page) if each and "照片还在手机上" not in each]
    lacking = [each for each in said if each not in told and "校验码" not in each]
    assert lacking == []
    assert told.count("校验码0123456789") == 2
    assert "照片还在手机上，没有收到" in told
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        media = [each for each in packed.namelist() if each.startswith("word/media/")]
    assert sorted(each.rpartition(".")[2] for each in media) == ["jpg", "png"]


def test_a_link_on_the_page_leads_to_it(visit, supervisor, browsers):
    page = supervisor.page(f"/visits/{visit}/record")
    assert f'href="/visits/{visit}/record/1/paper.docx"' in page
    assert f'href="/visits/{visit}/lessons/1/paper.docx"' in supervisor.page(
        f"/visits/{visit}/lessons/1"
    )
    own = browsers("chen.jing")
    assert "paper.docx" not in own.page(f"/visits/{visit}/record")
    assert own.get(f"/visits/{visit}/record/1/paper.docx").status_code == 403
    assert supervisor.get(f"/visits/{visit}/record/2/paper.docx").status_code == 404
    assert supervisor.get(f"/visits/{visit}/follow-up/1/paper.docx").status_code == 404
    assert supervisor.get(f"/visits/{visit}/lessons/9/paper.docx").status_code == 404


def test_that_somebody_took_it_is_an_entry_with_its_hash(visit, supervisor, server):
    answer = supervisor.get(f"/visits/{visit}/record/1/paper.docx")
    (entry,) = entries_of(server.database, TableExported.kind)
    reading = read(entry.line)
    assert isinstance(reading.body, TableExported)
    assert isinstance(reading.private, TableExportedPrivate)
    assert (reading.body.table, reading.body.format) == ("record", "docx")
    assert reading.body.sha256 == sha256_hex(answer.content)
    assert reading.private.filters == "第1小学 2026-05-14"
    assert "随访督导记录表" in supervisor.page("/audit?sort=exported")


def test_what_somebody_wrote_stands_as_it_is(inspection, supervisor):
    visit = inspection.open_visit()
    inspection.check_in()
    inspection.write(VisitNoted(section=NoteSection.RECORD), TextPrivate(text=HARD))
    finding = FindingRaised(finding_id="f1", category=Category.SAFETY)
    inspection.write(finding, FindingPrivate(text=HARD, suggestion="长" * 7_000))
    inspection.submit()
    inspection.push()
    raw = supervisor.get(f"/visits/{visit}/record/1/paper.docx").content
    found = words_of(raw)
    assert set(HARD.split("\n")) <= set(found)
    assert f"建议：{'长' * 7_000}" in found
    assert f"1．{HARD.splitlines()[0]}" in found


def test_a_corrected_visit_says_so(visit, inspection, supervisor):
    amend(inspection)
    told = in_word(supervisor.get(f"/visits/{visit}/record/1/paper.docx").content)
    assert "本表是更正后的：共更正1次，最近一次由陈静在" in told
    assert "签在最近一次更正之前" in told


def test_each_unit_of_a_visit_has_its_own(inspection, supervisor):
    visit = inspection.open_visit()
    inspection.check_in()
    inspection.write(UnitAdded(school_id="school-2"))
    inspection.check_in(unit="school-2")
    inspection.submit()
    inspection.push()
    page = supervisor.page(f"/visits/{visit}/record")
    assert "1．Word" in page
    told = in_word(supervisor.get(f"/visits/{visit}/record/2/paper.docx").content)
    assert "第2小学" in told
    assert f"{visit[:16]}-2" in told


def test_a_lesson_says_what_its_page_says(inspection, supervisor):
    visit = inspection.open_visit()
    inspection.check_in()
    scores = (LessonScore(criterion="goals", points=17.5), LessonScore(criterion="own", points=15))
    stages = (LessonStage(title="导入", minutes=5, activity="出示情境"), LessonStage(title="小结"))
    body = LessonObserved(lesson_id="l", period=3, scores=scores, talked_min=15)
    inspection.write(body, LessonPrivate(stages=stages, process="过程", teacher="周·阿依古丽"))
    inspection.submit()
    inspection.push()
    page = supervisor.page(f"/visits/{visit}/lessons/1")
    told = in_word(supervisor.get(f"/visits/{visit}/lessons/1/paper.docx").content)
    assert [each for each in cells(page) if each not in told] == []
    assert "合计4032.5" in told


def test_a_lesson_without_anything_has_lines_all_the_same(inspection, supervisor):
    visit = inspection.open_visit()
    inspection.check_in()
    inspection.write(LessonObserved(lesson_id="l"), LessonPrivate())
    inspection.submit()
    inspection.push()
    page = supervisor.page(f"/visits/{visit}/lessons/1")
    told = in_word(supervisor.get(f"/visits/{visit}/lessons/1/paper.docx").content)
    assert [each for each in cells(page) if each not in told] == []


def test_what_was_looked_at_again_is_a_form_of_its_own(visit, inspection, server, supervisor):
    issued(visit, server)
    said = {"text": "更换并登记", "responsible": "何校长", "due_on": "2026-05-29"}
    page = finding_address(server.database, visit, "f1")
    supervisor.fill(page, f"{page}/measure", **said)
    later = inspection.open_visit()
    inspection.check_in()
    body = FollowUpRecorded(finding_id="f1", finding_visit=visit, conclusion=Conclusion.RECTIFIED)
    inspection.write(body, FollowUpPrivate(text="已更换。", advice="坚持检查。"))
    inspection.submit()
    inspection.push()
    page = supervisor.page(f"/visits/{later}/record")
    assert f"/visits/{later}/follow-up/1/paper.docx" in page
    told = in_word(supervisor.get(f"/visits/{later}/follow-up/1/paper.docx").content)
    for text in (
        "回访复查记录",
        "1．食堂后厨一处灭火器过期。",
        *("已更换。", "坚持检查。", "已整改", "销号人"),
        "万教督整〔2026〕1号",
        "更换并登记（责任人何校长，时限2026-05-29）",
    ):
        assert text in told
    record = in_word(supervisor.get(f"/visits/{later}/record/1/paper.docx").content)
    assert "结论：已整改。已更换。" in record


def issued(visit: str, server: Server) -> str:
    """The page of a signed paper about the visit's finding."""
    draft = draft_about(server, visit, due_on="2026-05-29", requirement="请更换 < 3 具。")
    return f"/papers/{paper_brought_to(server, PaperState.ISSUED, draft)}"


def test_a_paper_of_the_office_is_set_as_one(visit, server, supervisor):
    place = issued(visit, server)
    page = supervisor.page(place)
    number = matched(r'class="paper-number">([^<]+)<', page)
    answer = supervisor.get(f"{place}/paper.docx")
    found = Document(io.BytesIO(answer.content))
    heads = {style_of(each): each.text for each in found.paragraphs}
    assert heads["发文机关标志"].endswith("人民政府教育督导委员会办公室")
    assert (heads["发文字号"], heads["主送机关"]) == (number, "第1小学：")
    told = in_word(answer.content)
    for text in (
        "1．食堂后厨一处灭火器过期。",
        "请更换<3具。",
        "2026年5月29日前",
        "本通知下发15日内",
        "李主任",
    ):
        assert text in told


def test_the_office_s_own_template_is_used(visit, server, supervisor):
    page = "/templates/rectification"
    raw = with_line("抄报：区教育局", DocumentKind.RECTIFICATION)
    supervisor.client.post(
        UPLOAD,
        data=supervisor.hidden(page, UPLOAD),
        files={"file": ("通知书.docx", raw)},
        headers={"Origin": "http://duji.test"},
    )
    answer = supervisor.get(f"{issued(visit, server)}/paper.docx")
    assert words_of(answer.content)[-1] == "抄报：区教育局"
    assert "%E7%AC%AC1%E5%B0%8F%E5%AD%A6.docx" in answer.headers["content-disposition"]
