"""随访督导记录表: every field of the form, one for each unit, as it was handed in."""

import re

import pytest

from domain.kinds.piece import ReasonPrivate, TextPrivate
from domain.kinds.visit.course import VisitAmended, VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.record import Method, NoteSection, VisitCounted, VisitNoted
from domain.kinds.visit.signature import SignedPrivate, Signer, VisitSigned
from domain.kinds.visit.unit import UnitAdded, UnitCounted
from tests.builders.handset import a_school, write
from tests.builders.office import a_picture, a_rich_visit, amend
from tests.builders.pages import matched


def told(page: str, label: str) -> str:
    """What the paper says beside a label, its marks left out."""
    cell = matched(rf'<td class="label">{label}</td>\s*<td[^>]*>(.*?)</td>', page)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip()


@pytest.fixture
def visit(server, inspection) -> str:
    write(server, "wanshan", (a_school("school-1", code="2152000123"), None))
    return a_rich_visit(inspection, [a_picture("一"), a_picture("二")])


EXPECTED = {
    "日期": "2026年5月14日 星期四",
    "学校": "第1小学",
    "标识码": "2152000123",
    "督学": "陈静",
    "随行督学": "王芳",
    "督导类型": "经常性督导（随机到访）",
    "主题": "课程开设、课堂教学与控辍保学",
    "督导内容": "1．课程开设 2．课堂教学 3．控辍保学",
    "方式及数量": "查阅资料 — 份 列席会议 — 次 座谈走访 1 次 问卷调查 — 份 "
    "校园巡视 — 次 检查教案 4 人次 听课 1 节",
    "亮点": "—",
    "现场反馈": "已当面反馈。",
    "后续处理": "—",
    "照片": "2 张，附后",
}


def test_the_form_has_every_field(visit, supervisor):
    page = supervisor.page(f"/visits/{visit}/record")
    assert "随访督导记录表</h2>" in page
    assert {label: told(page, label) for label in EXPECTED} == EXPECTED
    assert told(page, "编号") == visit[:16]
    assert re.fullmatch(r"\d\d:\d\d", told(page, "到校时间"))
    assert re.fullmatch(r"\d\d:\d\d", told(page, "离校时间"))
    assert "到校后先看课表" in told(page, "督导纪实")
    assert "灭火器过期。 严重；校园及周边安全、交通；安全隐患" in told(page, "存在问题")
    place = told(page, "定位")
    assert place.startswith("在校内，距学校 20 米，误差 ± 12 米；卫星定位，北纬 26.59818°")


def test_the_photos_follow_with_code_and_time_and_who_signed(visit, inspection, supervisor):
    inspection.send_photo(a_picture("一"))
    page = supervisor.page(f"/visits/{visit}/record")
    annex = page[page.index("photos-annex") :]
    assert annex.count("<img ") == 1
    assert "照片还在手机上，没有收到" in annex
    assert annex.count('校验码 <span class="code">0123456789</span>') == 2
    assert "2026-05-14 " in annex
    assert page.count("<svg ") == 2
    assert "何校长" in told(page, "学校负责人签名")


def test_a_refused_signature_stands_with_its_reason_and_a_missing_one_as_a_line(
    inspection, supervisor
):
    visit = inspection.open_visit()
    inspection.check_in()
    head = inspection.write(VisitNoted(section=NoteSection.RECORD), TextPrivate(text="看了。"))
    refusal = SignedPrivate(name="何校长", refusal_reason="认为不属实")
    signed = VisitSigned(signer=Signer.SCHOOL_HEAD, head=head, is_refused=True)
    inspection.write(signed, refusal)
    inspection.write(VisitSubmitted(head=head))
    inspection.push()
    page = supervisor.page(f"/visits/{visit}/record")
    assert told(page, "学校负责人签名").startswith("拒绝签名 原因：认为不属实")
    assert told(page, "督学签名") == ""
    assert page.count('class="to-sign"') == 1


def test_a_corrected_visit_says_so_and_that_it_was_signed_before(visit, inspection, supervisor):
    assert "更正" not in supervisor.page(f"/visits/{visit}/record").split("</header>")[1]
    amend(inspection)
    page = supervisor.page(f"/visits/{visit}/record")
    assert "本表是更正后的：共更正 1 次，最近一次由陈静在" in page
    assert "理由：补充现场反馈" in page
    assert "约定一周内更换灭火器" in told(page, "现场反馈")
    assert "签在最近一次更正之前" in told(page, "督学签名")


def test_the_paper_says_what_was_changed_after_a_signature(inspection, supervisor):
    visit = inspection.open_visit()
    inspection.check_in()
    head = inspection.write(VisitNoted(section=NoteSection.RECORD), TextPrivate(text="看了。"))
    inspection.sign(head)
    later = inspection.write(VisitNoted(section=NoteSection.FEEDBACK), TextPrivate(text="又写。"))
    inspection.write(VisitSubmitted(head=later))
    inspection.push()
    page = supervisor.page(f"/visits/{visit}/record")
    for signer in ("督学签名", "学校负责人签名"):
        assert told(page, signer).endswith("，签名后又改动 1 处")


def test_while_it_is_corrected_the_paper_is_what_was_handed_in_last(visit, inspection, supervisor):
    inspection.write(VisitAmended(), ReasonPrivate(reason="补充"))
    inspection.write(VisitNoted(section=NoteSection.FEEDBACK), TextPrivate(text="还没交的话"))
    inspection.push()
    page = supervisor.page(f"/visits/{visit}/record")
    assert "正在更正，这里是最近一次提交的内容" in page
    assert told(page, "现场反馈") == "已当面反馈。"


def test_a_visit_to_several_units_has_a_paper_for_each(inspection, supervisor):
    visit = inspection.open_visit("school-3")
    inspection.check_in()
    inspection.write(UnitAdded(school_id="school-2"))
    inspection.check_in(unit="school-2", north_m=900)
    inspection.write(UnitCounted(school_id="school-2", method=Method.TALKS, quantity=2))
    inspection.write(VisitCounted(method=Method.PATROLS, quantity=1))
    at_second = FindingRaised(finding_id="f", category=Category.SAFETY, unit="school-2")
    inspection.write(at_second, FindingPrivate(text="没有防撞设施。"))
    inspection.submit()
    inspection.push()
    _, *papers = supervisor.page(f"/visits/{visit}/record").split('<article class="form-paper">')
    assert [told(each, "学校") for each in papers] == ["第3小学", "第2小学"]
    assert [told(each, "编号") for each in papers] == [f"{visit[:16]}-1", f"{visit[:16]}-2"]
    assert [told(each, "存在问题")[:2] for each in papers] == ["—", "1．"]
    assert ["座谈走访 2 次" in told(each, "方式及数量") for each in papers] == [False, True]
    assert told(papers[1], "定位").startswith("在校外，距学校 898 米")
    assert "第 2 个单位，共 2 个" in papers[1]


def test_a_paper_is_for_whoever_sees_the_visit_and_nothing_on_it_can_be_pressed(visit, browsers):
    people = ("li.zhuren", "chen.jing", "wang.fang", "zhao.tong", "li.zhuren.other")
    for paper in ("record", "lessons/1"):
        statuses = [browsers(who).get(f"/visits/{visit}/{paper}").status_code for who in people]
        assert statuses == [200, 200, 200, 403, 404]
        page = browsers("li.zhuren").page(f"/visits/{visit}/{paper}")
        article = matched(r'<article class="form-paper">(.*?)</article>', page)
        assert not re.search(r"<(form|button|input|select|textarea|a)\b", article)
    assert browsers("li.zhuren").get("/visits/none/record").status_code == 404


def test_an_open_visit_is_no_record_yet_and_says_so(inspection, supervisor):
    visit = inspection.open_visit()
    inspection.push()
    page = supervisor.page(f"/visits/{visit}/record")
    assert "还没有提交，内容可能还会变" in page
    assert told(page, "到校时间") == "—"
    assert told(page, "定位") == "没有到校记录"


def test_the_visit_and_the_queue_lead_to_the_paper(visit, supervisor):
    for page in (f"/visits/{visit}", "/review"):
        assert f'href="/visits/{visit}/record"' in supervisor.page(page)
        assert f'href="/visits/{visit}/lessons/1"' in supervisor.page(page)
        assert f'href="/visits/{visit}/photos/p1"' in supervisor.page(page)
