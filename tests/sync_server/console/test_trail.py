"""One visit's page: everything that explains it, and nothing that runs."""

import html
import json
import re
from pathlib import Path

import pytest

from domain.kinds.piece import ReasonPrivate, TextPrivate
from domain.kinds.register.checklist import ChecklistSet
from domain.kinds.visit.answer import AnswerPrivate, ItemAnswered
from domain.kinds.visit.course import VisitCancelled
from domain.kinds.visit.photo import PhotoCaptioned, PhotoPrivate
from domain.kinds.visit.plan import ChecklistRef
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.register.checklist import Checklist
from domain.register.school_kind import SchoolKind
from tests.builders.handset import write
from tests.builders.office import Inspection, a_picture, a_rich_visit, amend
from tests.builders.pages import matched

ASSETS = Path(__file__).parents[3] / "assets"


@pytest.fixture
def visit(inspection):
    """A rich visit with two photos on the phone, one of them brought."""
    pictures = [a_picture("一"), a_picture("二")]
    visit = a_rich_visit(inspection, pictures)
    inspection.send_photo(pictures[0])
    return visit


def test_the_four_elements_stand_on_top(visit, supervisor):
    page = supervisor.page(f"/visits/{visit}")
    top = page[page.index('class="elements"') : page.index('class="trail"')]
    for words in (
        "5月14日 星期四",
        "到校时在校内",
        "距学校 20 米",
        "误差 ± 12 米",
        "已收到 1 / 2 张",
    ):
        assert words in top
    assert "课程开设、课堂教学与控辍保学" in top
    assert "检查 3 项 · 听课 1 节 · 教案 4 人次" in top


def test_everything_that_was_found_is_on_the_page(visit, supervisor):
    page = supervisor.page(f"/visits/{visit}")
    for words in (
        *("食堂后厨一处灭火器过期。", "安全隐患", "严重", "立即更换。", "总务处", "5月21日 星期四"),
        *("五（2）班 语文", "《草船借箭》", "罗老师", "听课人 陈静、王芳", "良"),
        *("86 分", "科学课由数学教师兼任", "座谈走访", "已当面反馈。", "到校后先看课表"),
        *("何校长", "<polyline", "照片还在手机上", "0123456789", "现场拍摄"),
    ):
        assert words in page


def test_every_entry_is_in_the_timeline_with_its_evidence(visit, inspection, supervisor):
    page = supervisor.page(f"/visits/{visit}")
    timeline = page[page.index('id="timeline"') :]
    lines = [line for line in inspection.handset.pen.lines if line.subject == visit]
    assert len(re.findall(r'<li class="step', timeline)) == len(lines)
    assert all(line.id in timeline for line in lines)
    for words in ("到校记录", "手机判断：在校内；卫星定位 ± 12 米", "推算发生于", "日志头签于"):
        assert words in timeline


def test_the_map_draws_the_circle_and_the_fixes_without_any_other_datum(visit, supervisor):
    page = supervisor.page(f"/visits/{visit}")
    data = json.loads(html.unescape(matched(r'data-map="([^"]+)"', page)))
    (circle,) = data["circles"]
    assert circle == {"name": "第1小学", "lat": 26.598, "lng": 106.71, "radius_m": 500}
    assert [fix["name"] for fix in data["fixes"]] == ["到校", "离校", "照片1", "照片2"]
    assert data["fixes"][0]["away_m"] == 20
    assert "gcj" not in page.lower()


def test_every_flag_is_said_in_a_sentence(server, inspection, supervisor):
    visit = inspection.open_visit()
    inspection.check_in(north_m=1900, is_mocked=False)
    inspection.submit()
    inspection.push()
    page = supervisor.page(f"/visits/{visit}")
    assert "到校记录的位置距学校 1.9 公里，超出该校 500 米的范围" in page
    assert "没有一张照片；" in page
    assert "不足本区规定的 10 分钟" in page


def test_a_correction_shows_what_stood_before(visit, inspection, supervisor):
    amend(inspection)
    page = supervisor.page(f"/visits/{visit}")
    changes = page[page.index('id="corrections"') : page.index('id="timeline"')]
    assert "理由：补充现场反馈" in changes
    assert re.search(
        r"现场反馈：已当面反馈。</td>\s*<td>现场反馈：已当面反馈，并约定一周内", changes
    )
    assert re.search(r"检查教案 4 人次</td>\s*<td>检查教案 6 人次", changes)
    assert "提交以后更正过 1 次" in page


def test_what_does_not_count_is_listed_with_the_reason(visit, inspection, supervisor):
    inspection.write(VisitNoted(section=NoteSection.RECORD), TextPrivate(text="悄悄改一笔"))
    inspection.push()
    page = supervisor.page(f"/visits/{visit}")
    ignored = page[page.index('id="ignored"') : page.index('id="timeline"')]
    assert "提交以后没有先说明更正理由就改动" in ignored
    assert "悄悄改一笔" in ignored
    assert "到校后先看课表" in page


def test_a_photo_used_twice_is_shown_beside_the_other(server, inspection, supervisor, browsers):
    picture = a_picture("同一张")
    first = a_rich_visit(inspection, [picture])
    inspection.send_photo(picture)
    second = a_rich_visit(inspection, [picture], "school-2")
    page = supervisor.page(f"/visits/{second}")
    alike = page[page.index('class="alike"') :]
    assert "同一个文件" in alike
    assert f'href="/visits/{first}"' in alike
    assert "第1小学 2026-05-14 陈静" in alike
    assert "另一次督导的照片" in browsers("wang.fang").page(f"/visits/{second}")


def test_photos_are_given_out_within_scope_only(server, visit, inspection, browsers):
    sha256 = inspection.handset.pen.lines and next(
        json.loads(line.body_bytes)["sha256"]
        for line in inspection.handset.pen.lines
        if line.header.kind == "photo.taken"
    )
    for path in (f"/photos/{sha256}", f"/photos/{sha256}/thumbnail"):
        for answer in (browsers(who).get(path) for who in ("li.zhuren", "chen.jing")):
            assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
            assert "sandbox" in answer.headers["content-security-policy"]
            assert "immutable" in answer.headers["cache-control"]
        for who in ("li.zhuren.other", "chen.jing.other", "zhao.tong"):
            assert browsers(who).get(path).status_code == 404
        assert browsers().get(path).url.path == "/sign-in"
        assert browsers("li.zhuren").get(path.replace(sha256, "0" * 64)).status_code == 404
    assert browsers("li.zhuren").get("/photos/../../etc/passwd").status_code == 404


def test_a_photo_set_aside_and_a_cancelled_visit_say_so(visit, inspection, supervisor):
    inspection.visit = inspection.open_visit("school-2")
    inspection.take_photo("p9", a_picture("九"))
    inspection.write(PhotoCaptioned(photo_id="p9", is_withdrawn=True), PhotoPrivate())
    inspection.write(VisitCancelled(), ReasonPrivate(reason="学校临时放假"))
    inspection.push()
    page = supervisor.page(f"/visits/{inspection.visit}")
    for words in ("已撤下", "没有照片", "学校临时放假", "不再审核"):
        assert words in page


def test_nobody_reviews_a_visit_they_took_part_in(server, visit, supervisor):
    own = Inspection.of(server, "li.zhuren")
    mine = own.open_visit()
    own.submit()
    own.push()
    page = supervisor.page(f"/visits/{mine}")
    assert "请由其他督导员审核" in page
    assert 'name="verdict"' not in page


def test_answers_of_one_act_for_a_section_are_told_from_those_given_one_by_one(
    inspection, supervisor
):
    visit = inspection.open_visit()
    body = ItemAnswered(item_id="m05-101", value="yes", is_with_section=True)
    inspection.write(body, AnswerPrivate())
    inspection.write(ItemAnswered(item_id="m05-102", value="yes"), AnswerPrivate())
    inspection.push()
    page = supervisor.page(f"/visits/{visit}")
    sheet = page[page.index('id="answers"') : page.index('id="signatures"')]
    assert sheet.count("本节都正常") == 1
    assert page.count("：是（本节都正常）") == 1


def test_items_of_other_kinds_of_school_are_neither_shown_nor_counted(
    inspection, supervisor, server
):
    text = (ASSETS / "checklists" / "month-07.json").read_bytes()
    write(server, "wanshan", (ChecklistSet(checklist=Checklist.model_validate_json(text)), None))
    ref = ChecklistRef(checklist_id="month-07", version=1, school_kind=SchoolKind.JUNIOR)
    visit = inspection.open_visit(checklist=ref)
    inspection.write(ItemAnswered(item_id="m07-301", value="yes"), AnswerPrivate())
    inspection.push()
    page = supervisor.page(f"/visits/{visit}")
    assert "已答 1 / 8 项" in page
    assert "义务教育优质均衡" in page
    assert "以游戏为基本活动" not in page
