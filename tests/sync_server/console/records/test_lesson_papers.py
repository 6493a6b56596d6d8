"""听课记录表: every field that the phone records, lines to sign on, and nothing invented."""

import re

import pytest

from domain.kinds.piece import ReasonPrivate
from domain.kinds.visit.course import VisitAmended
from domain.kinds.visit.lesson import LessonObserved, LessonPrivate, LessonScore, LessonStage
from tests.builders.office import a_rich_visit
from tests.builders.pages import matched


def told(page: str, label: str) -> str:
    cell = matched(rf'<td class="label">{label}</td>\s*<td[^>]*>(.*?)</td>', page)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip()


def rows(page: str, head: str) -> list[list[str]]:
    """The rows of the table with this head."""
    body = matched(rf">{head}</th>.*?<tbody>(.*?)</tbody>", page)
    found = [re.findall(r"<td[^>]*>(.*?)</td>", each, re.S) for each in body.split("</tr>")]
    return [[re.sub(r"<[^>]+>|\s", "", cell) for cell in row] for row in found if row]


@pytest.fixture
def visit(inspection) -> str:
    return a_rich_visit(inspection, [])


@pytest.fixture
def full(inspection) -> str:
    """A visit with one lesson of which everything was recorded."""
    visit: str = inspection.open_visit()
    inspection.check_in()
    scores = (LessonScore(criterion="goals", points=17.5), LessonScore(criterion="own", points=15))
    stages = (LessonStage(title="导入", minutes=5, activity="出示情境"), LessonStage(title="小结"))
    body = LessonObserved(lesson_id="l", period=3, scores=scores, talked_min=15)
    inspection.write(body, LessonPrivate(stages=stages))
    inspection.submit()
    inspection.push()
    return visit


def test_the_form_has_every_field(visit, supervisor):
    page = supervisor.page(f"/visits/{visit}/lessons/1")
    expected = {
        "日期": "2026年5月14日 星期四",
        "节次": "第 2 节",
        "学校": "第1小学",
        "班级": "五（2）班",
        "学科": "语文",
        "课题": "草船借箭",
        "课型": "新授课",
        "授课教师": "罗老师",
        "听课人": "陈静、王芳",
        "应到人数": "45",
        "实到人数": "44",
        "等级": "良",
        "优点": "提问有层次",
        "建议": "多留思考时间",
        "交流时间": "—",
    }
    assert {label: told(page, label) for label in expected} == expected
    assert page.count('class="to-sign"') == 2


def test_stages_and_points_stand_in_tables_with_heads_of_their_own(full, supervisor):
    page = supervisor.page(f"/visits/{full}/lessons/1")
    assert rows(page, "环节") == [["导入", "5分钟", "出示情境"], ["小结", "—", "—"]]
    assert rows(page, "评价项") == [
        ["教学目标", "20", "17.5"],
        ["own", "20", "15"],
        ["合计", "40", "32.5"],
    ]
    assert told(page, "交流时间") == "15 分钟"
    assert told(page, "授课教师") == "—"


def test_what_there_is_not_is_not_found(visit, supervisor):
    for number in ("0", "2", "99"):
        assert supervisor.get(f"/visits/{visit}/lessons/{number}").status_code == 404
    assert supervisor.get(f"/visits/{visit}/lessons/x").status_code == 400


def test_a_lesson_that_was_not_handed_in_yet_has_no_paper(visit, inspection, supervisor):
    inspection.write(VisitAmended(), ReasonPrivate(reason="补听课"))
    inspection.write(LessonObserved(lesson_id="l2", class_name="四（1）班"), LessonPrivate())
    inspection.push()
    assert f"/visits/{visit}/lessons/2" not in supervisor.page(f"/visits/{visit}")
    assert supervisor.get(f"/visits/{visit}/lessons/2").status_code == 404
