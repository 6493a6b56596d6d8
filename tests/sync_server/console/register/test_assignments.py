"""分工 and 回避: lists, forms, what is refused with a sentence, and what is only warned of."""

import pytest

from domain.kinds import read
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.avoidance import AvoidanceSet
from sync_server.ledger.append import OfficeEntry
from sync_server.office.commands import Office
from sync_server.projection.rebuild import rebuild
from tests.builders.drawn_forms import form_on
from tests.builders.handset import a_school, an_assignment, write
from tests.builders.logged import entries_of
from tests.sync_server.console.register.test_school import beside_in, facts
from tests.sync_server.console.register.test_schools_list import cells

NEW, DECLARE = "/assignments/new", "/avoidances/new"
FIRST = "/assignments/school-1/chen.jing/2026-01-01"
GIVEN = {"school_id": "school-3", "account": "chen.jing", "responsibility": "assisting"}
DECLARED = {"account": "chen.jing", "school_id": "school-3", "text": "配偶是该校校长"}


def written(server, kind: type) -> int:
    return len(entries_of(server.database, kind.kind))  # type: ignore[attr-defined]


def ended(browser, day: str, page: str = FIRST):
    """End an assignment on a day."""
    form = form_on(browser.page(f"{page}/edit"), "AssignmentForm")
    return browser.send(form.action, **{**form.fields, "to_on": [day]})


def test_the_list_says_who_has_which_school_and_since_when(supervisor):
    rows = cells(supervisor.page("/assignments"))
    assert [row[:6] for row in rows] == [
        ["第1小学", "陈静", "主责", "2026-01-01", "至今", "现任"],
        ["第2小学", "陈静", "主责", "2026-01-01", "至今", "现任"],
        ["第3小学", "王芳", "主责", "2026-01-01", "至今", "现任"],
    ]
    for query, found in (
        ("account=wang.fang", ["第3小学"]),
        ("school=school-2", ["第2小学"]),
        ("zone=z2", []),
        ("responsibility=assisting", []),
        ("state=over", []),
    ):
        page = supervisor.page(f"/assignments?{query}")
        assert ([row[0] for row in cells(page)] if "<tbody>" in page else []) == found


def test_a_school_changes_hands_by_an_end_and_a_beginning(supervisor, server):
    assert ended(supervisor, "2026-05-31").headers["location"] == f"{FIRST}?done=set"
    given = {**GIVEN, "school_id": "school-1", "account": "wang.fang", "responsibility": "main"}
    answer = supervisor.fill(NEW, NEW, **given, from_on="2026-06-01")
    page = answer.headers["location"].partition("?")[0]
    assert page == "/assignments/school-1/wang.fang/2026-06-01"
    assert facts(supervisor.page(FIRST))["结束日期"] == "2026-05-31"
    states = [row[5] for row in cells(supervisor.page("/assignments?school=school-1"))]
    assert states == ["未开始", "现任"]
    body = read(entries_of(server.database, AssignmentSet.kind)[-1].line).body
    assert isinstance(body, AssignmentSet)
    assert (body.account, body.from_on, body.to_on) == ("wang.fang", "2026-06-01", None)
    assert rebuild(server.database) == {}


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"responsibility": "main"}, "responsibility", "2026-01-01 到 至今 由王芳主责"),
        ({"account": "wang.fang"}, "account", "王芳2026-01-01 到 至今 已经负责这所学校"),
        ({"to_on": "2026-05-13"}, "to_on", "结束日期不能早于起始日期。"),
        ({"account": "zhao.tong"}, "account", "请选择督学。"),
        ({"school_id": "school-1.other"}, "school_id", "请选择学校。"),
        ({"from_on": "明天"}, "from_on", "要写成 2026-05-14 这样"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(supervisor, server, fields, field, says):
    before = written(server, AssignmentSet)
    answer = supervisor.fill(NEW, NEW, **{**GIVEN, "from_on": "2026-05-14", **fields})
    assert says in beside_in(answer, "assignment", field)
    assert written(server, AssignmentSet) == before


def test_a_declared_relation_stands_in_the_way_until_it_is_withdrawn(supervisor, server):
    page = supervisor.fill(DECLARE, DECLARE, **DECLARED).headers["location"].partition("?")[0]
    assert page == "/avoidances/chen.jing/school-3"
    given = {**GIVEN, "from_on": "2026-05-14"}
    refused = supervisor.fill(NEW, NEW, **given)
    assert "陈静对“第3小学”申报了回避，不能分工" in beside_in(refused, "assignment", "account")
    assert facts(supervisor.page(page))["情况说明"] == "配偶是该校校长"
    form = form_on(supervisor.page(f"{page}/edit"), "AvoidanceForm")
    supervisor.send(form.action, **{**form.fields, "is_withdrawn": ["true"]})
    assert "还没有人申报回避" in supervisor.page("/avoidances")
    assert supervisor.fill(NEW, NEW, **given).status_code == 303
    assert rebuild(server.database) == {}


def test_a_relation_that_was_withdrawn_can_be_declared_again(supervisor, server):
    write(server, "wanshan", (AvoidanceSet(account="chen.jing", school_id="school-3"), None))
    again = supervisor.fill(DECLARE, DECLARE, **DECLARED)
    assert "已经申报过了" in beside_in(again, "avoidance", "school_id")
    gone = AvoidanceSet(account="chen.jing", school_id="school-3", is_withdrawn=True)
    write(server, "wanshan", (gone, None))
    assert supervisor.fill(DECLARE, DECLARE, **DECLARED).status_code == 303
    assert len(cells(supervisor.page("/avoidances"))) == 1


def test_whoever_declares_a_relation_to_a_school_they_have_is_shown_and_can_be_taken_off(
    supervisor, server
):
    write(server, "wanshan", (AvoidanceSet(account="chen.jing", school_id="school-1"), None))
    assert "应回避" in cells(supervisor.page("/assignments"))[0][5]
    assert cells(supervisor.page("/avoidances")) == [["陈静", "第1小学", "现在分工里还有"]]
    assert ended(supervisor, "2026-06-30").status_code == 400
    assert ended(supervisor, "2026-05-13").status_code == 303
    assert cells(supervisor.page("/avoidances")) == [["陈静", "第1小学", ""]]


def test_many_schools_are_warned_of_and_not_refused(supervisor, server):
    numbers = range(4, 10)
    write(server, "wanshan", *((a_school(f"school-{each}"), None) for each in numbers))
    given = [an_assignment(f"school-{each}", "chen.jing") for each in numbers]
    write(server, "wanshan", *((each, None) for each in given))
    assert "已主责 8 所，一般每人 5 所左右" in supervisor.page(FIRST)


@pytest.mark.parametrize(
    ("account", "statuses"),
    [
        ("li.zhuren", [200, 200, 200, 200, 200]),
        ("zhao.tong", [200, 200, 403, 403, 200]),
        ("chen.jing", [403, 403, 403, 403, 403]),
        ("li.zhuren.other", [200, 404, 200, 404, 200]),
    ],
)
def test_who_reads_and_who_writes(browsers, account, statuses):
    browser = browsers(account)
    paths = ("/assignments", FIRST, NEW, f"{FIRST}/edit", "/avoidances")
    assert [browser.get(path).status_code for path in paths] == statuses
    if statuses[2] == 403:
        assert browser.post(NEW, on="/", **GIVEN).status_code == 403
        assert browser.post(DECLARE, on="/", **DECLARED).status_code == 403


@pytest.mark.parametrize(
    ("faster", "responsibility", "says"),
    [
        (an_assignment("school-4", "wang.fang"), "main", "王芳主责"),
        (AvoidanceSet(account="chen.jing", school_id="school-4"), "assisting", "申报了回避"),
    ],
)
def test_who_comes_at_the_same_second_is_asked_while_nobody_else_writes(
    supervisor, server, faster, responsibility, says
):
    write(server, "wanshan", (a_school("school-4"), None))
    commit, left = Office.set_register, [faster]

    def slowly(self, account, contents):
        while left:
            commit(self, account, [OfficeEntry(left.pop(), expects="")])
        return commit(self, account, contents)

    given = {**GIVEN, "school_id": "school-4", "responsibility": responsibility}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Office, "set_register", slowly)
        answer = supervisor.fill(NEW, NEW, **given, from_on="2026-05-14")
    assert (answer.status_code, says in answer.text) == (400, True)
    assert "/assignments/school-4/chen.jing" not in supervisor.page("/assignments")
