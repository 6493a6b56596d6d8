"""The sheet 期初问题: rows as offices have them, refused beside their cells, and asked about."""

from datetime import date

import pytest

from domain.kinds.finding.entering import EnteredPrivate, FindingEntered
from domain.kinds.register.school import SchoolKind, SchoolSet
from domain.kinds.visit.finding import Category, OwnerUnit, Severity, Source
from sync_server.data.findings.carried import OldFinding
from sync_server.register.carried_over import carried_id
from sync_server.register.importing.changes import ImportPlan
from sync_server.register.importing.plan import plan_import
from sync_server.register.importing.register import Register
from tests.builders.import_file import an_import_file

HEADINGS = ("序号", "学校（园）", "存在的问题", "检查日期", "问题类别", "文号", "下发日期", "限期")
NUMBER = "万教督整〔2026〕7号"
ROW = (1, "一小", "栏杆　松动", "2026年3月18日", "安全", NUMBER, "2026.3.20", "2026/4/20")
TEXT = "栏杆 松动"


def a_register(**more) -> Register:
    known = (("s1", "城关第一小学", ("一小",)), ("s2", "青溪小学", ()))
    schools = {
        code: SchoolSet(
            school_id=code, name=name, zone="z1", school_kind=SchoolKind.PRIMARY, aliases=aliases
        )
        for code, name, aliases in known
    }
    return Register("520199", schools=schools, **more)


def planned(*rows, headings=HEADINGS, register: Register | None = None) -> ImportPlan:
    raw = an_import_file({"期初问题": [headings, *rows]})
    return plan_import(raw, register or a_register(), date(2026, 5, 14))


def said(plan: ImportPlan) -> list[tuple[FindingEntered, EnteredPrivate]]:
    assert [each.sentence for each in plan.faults] == []
    return [
        (body, private)
        for body, private in (each.content for each in plan.changes)
        if isinstance(body, FindingEntered) and isinstance(private, EnteredPrivate)
    ]


def a_row(**cells: object) -> ImportPlan:
    """What one row would do, that has these cells beside its unit, its words and its day."""
    cells = {"单位": "一小", "问题": TEXT, "发现日期": "2026-03-18", **cells}
    return planned(tuple(cells.values()), headings=tuple(cells))


def test_a_messy_list_is_read_as_it_is():
    title = ("某区问题整改清单",)
    closed = (2, "青溪小学", "已整改的", "2026-01-05", "", "", "", "", "2026-02-01")
    headings = (*HEADINGS, "销号日期")
    raw = an_import_file(
        {"期初": [title, headings, ROW, closed, ("合计", "2条"), ("填表人：", "某某")]}
    )
    plan = plan_import(raw, a_register(), date(2026, 5, 14))
    ((body, private),) = said(plan)
    assert (body.school_id, body.raised_on, body.noticed_on, body.due_on) == (
        *("s1", "2026-03-18", "2026-03-20", "2026-04-20"),
    )
    assert (body.category, body.severity, body.source) == (
        *(Category.SAFETY, Severity.GENERAL, Source.ROUTINE),
    )
    assert (body.is_carried_over, private.text, private.number) == (True, TEXT, NUMBER)
    assert any("第 4 行" in each and "已经销号" in each for each in plan.unread)


def test_what_the_unit_had_said_comes_along():
    told = {"整改措施": "更换栏杆", "责任人": "何校长", "时限": "2026-04-15"}
    ((body, private),) = said(a_row(**told, 整改情况="已更换", 回复日期="2026-04-12"))
    assert (body.due_on, body.measure_due_on, body.replied_on) == (
        *("2026-04-15", "2026-04-15", "2026-04-12"),
    )
    assert (private.measure, private.measure_by, private.reply) == (
        *("更换栏杆", "何校长", "已更换"),
    )
    ((body, private),) = said(a_row(责任人="何校长", 时限="2026-04-15"))
    assert (body.measure_due_on, private.measure_by, private.responsible) == (None, "", "何校长")


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("", (OwnerUnit.SCHOOL, "")),
        ("城关第一小学", (OwnerUnit.SCHOOL, "")),
        ("城关第一小学总务处", (OwnerUnit.SCHOOL, "")),
        ("青溪镇人民政府", (OwnerUnit.TOWNSHIP, "青溪镇人民政府")),
        ("机构", (OwnerUnit.INSTITUTION, "")),
        ("区住建局", (OwnerUnit.DEPARTMENT, "区住建局")),
    ],
)
def test_whose_it_is_to_put_it_right_is_told_from_the_words(owner, expected):
    ((body, private),) = said(a_row(责任单位=owner, 安全隐患="是"))
    assert (body.owner, private.owner_name, body.is_hazard) == (*expected, True)


@pytest.mark.parametrize(
    ("cells", "column", "problem"),
    [
        ({"单位": "没有的小学"}, "单位", "没有叫“没有的小学”的学校"),
        ({"单位": "一小、青溪小学"}, "单位", "一行写了几个单位"),
        ({"问题": "", "类别": "安全"}, "问题", "没有填问题"),
        ({"发现日期": ""}, "发现日期", "没有填发现日期"),
        ({"发现日期": "去年"}, "发现日期", "“去年”不是日期"),
        ({"发现日期": "2026-05-15"}, "发现日期", "发现日期晚于今天"),
        ({"整改期限": "2026-03-01"}, "整改期限", "整改期限早于发现日期"),
        ({"类别": "太空"}, "类别", "看不懂“太空”"),
        ({"来源": "督导"}, "来源", "看不懂“督导”"),
        ({"安全隐患": "也许"}, "安全隐患", "看不懂“也许”"),
        ({"通知书编号": NUMBER}, "下达日期", "填了通知书编号，没有填下达日期"),
        ({"通知书编号": "号" * 101, "下达日期": "2026-03-20"}, "通知书编号", "有 101 个字，太长"),
        ({"整改措施": "换", "责任人": "何"}, "时限", "填了整改措施，没有填时限"),
        ({"整改措施": "换", "时限": "2026-04-01"}, "责任人", "填了整改措施，没有填责任人"),
        ({"整改情况": "好了"}, "回复日期", "填了整改情况，没有填回复日期"),
        ({"回复日期": "2026-04-01"}, "整改情况", "填了回复日期，没有填整改情况"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_cell(cells, column, problem):
    plan = a_row(**cells)
    (fault,) = plan.faults
    assert (fault.row, fault.problem, plan.changes) == (2, problem, ())
    assert fault.at.column in (column, "学校")


def test_one_number_is_one_paper_to_one_unit_on_one_day():
    other_day = (*ROW[:2], "另一条", *ROW[3:6], "2026-03-21", ROW[7])
    assert ["下达日期和第 2 行不同" in each.problem for each in planned(ROW, other_day).faults] == [
        True
    ]
    elsewhere = (2, "青溪小学", *ROW[2:])
    plan = planned(ROW, elsewhere)
    assert len(said(plan)) == 2
    assert [each.problem == "编号和第 2 行“城关第一小学”的相同" for each in plan.doubts] == [True]
    taken = planned(ROW, register=a_register(numbers=frozenset({NUMBER})))
    assert [each.problem for each in taken.faults] == [f"“{NUMBER}”是在这里开出的文书"]


def test_the_same_row_twice_is_a_fault_and_what_is_there_already_stays():
    assert ["重复" in each.problem for each in planned(ROW, ROW).faults] == [True]
    code = carried_id("s1", NUMBER, TEXT)
    held = {code: OldFinding(code, code, "s1", NUMBER, TEXT)}
    again = planned(ROW, register=a_register(carried=held))
    assert (again.changes, again.unchanged) == ((), {"期初问题": 1})


def test_what_differs_by_a_word_from_one_that_is_there_is_asked_about():
    text = "二楼北侧栏杆松动，未设警示"
    code = carried_id("s1", NUMBER, text)
    held = a_register(carried={code: OldFinding(code, code, "s1", NUMBER, text)})
    row = (*ROW[:2], "二楼北侧栏杆松动，没设警示", *ROW[3:])
    assert ["很像" in each.problem for each in planned(row, register=held).doubts] == [True]
    assert planned(ROW, register=held).doubts == ()
