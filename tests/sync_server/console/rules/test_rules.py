"""规则: what holds from which day, the forms with what they change, and what is refused."""

import re
from html import unescape

import pytest

from domain.kinds.register.calendar import CalendarSet, CalendarSort
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.school import SchoolKind
from domain.register.duty_rule import DutyRule, visits_due
from domain.register.trail_rule import TrailRule
from sync_server.register.districts import Districts
from tests.builders.drawn_forms import Fields, form_on, forms_on
from tests.builders.handset import a_school, write
from tests.builders.pages import matched
from tests.sync_server.console.register.test_school import beside_in

FORMS = {
    "duty": "DutyRuleForm",
    "counting": "DutyCountingForm",
    "trail": "TrailRuleForm",
    "limits": "LimitsForm",
}
JULY = {"from_month": ["2026-07"], "visits": ["1"], "per": ["month"]}


def rules(server) -> DistrictSet:
    return Districts(server.database, server.committer).rules("wanshan")


def filled(supervisor, name: str, **fields: list[str]) -> Fields:
    form = form_on(supervisor.page(f"/rules/{name}"), FORMS[name])
    return {**form.fields, **fields}


def previewed(answer) -> list[list[str]]:
    """What the page says would change: each field, what it was, what it will be."""
    assert answer.status_code == 200, answer.text
    table = matched(r'<table class="changes">.*?<tbody>(.*?)</tbody>', answer.text)
    return [
        [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<td.*?</td>", row)]
        for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
    ]


def rows_under(page: str, heading: str) -> list[str]:
    """The rows of the table below a heading, each as one line."""
    part = matched(rf"<h2>{heading}.*?<tbody>(.*?)</tbody>", page)
    rows = re.findall(r"<tr.*?</tr>", part, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in rows]


def test_the_page_says_what_holds_from_when(browsers):
    page = browsers("zhao.tong").page("/rules")
    assert rows_under(page, "应督导次数") == [
        "各类学校 一开始 每月 2 次 现在",
        "幼儿园 一开始 每月 1 次 现在",
        "培训机构、乡镇（街道）、科室、部门 一开始 不要求定期督导 现在",
    ]
    assert rows_under(page, "怎样算完成")[1] == "同校同日只算一次 是"
    (trail,) = rows_under(page, "留痕规定")
    assert trail.startswith("一开始 时间、位置、照片、签字、内容 《教育督导条例》")
    assert "整改期限 · 一般（天） 15" in rows_under(page, "期限和天数")
    assert '<section class="card-plain block" id="timeline">' in page
    assert "/rules/duty" not in page


def test_a_duty_rule_begins_with_its_month_and_the_past_keeps_its_own(supervisor, server):
    fields = filled(supervisor, "duty", **JULY, free_months=["7", "8"])
    answer = supervisor.send("/rules/duty", **fields)
    assert answer.headers["location"] == "/rules?done=set"
    held = rules(server).duty.rules
    rule = DutyRule(from_month="2026-07", visits=1, free_months=(7, 8))
    assert rule in held
    school = next(each for each in SchoolKind if each is SchoolKind.PRIMARY)
    public = a_school().ownership
    due = [visits_due(held, month, school, public) for month in ("2026-06", "2026-07", "2026-09")]
    assert due == [2, 0, 1]
    found = rows_under(supervisor.page("/rules"), "应督导次数")
    assert found[-1] == "各类学校 2026年7月 每月 1 次，7、8 月不计 以后"


def test_before_it_is_saved_one_sees_for_which_schools_it_changes_what(supervisor, server):
    kindergarten = a_school("school-4", school_kind=SchoolKind.KINDERGARTEN)
    write(server, "wanshan", (kindergarten, None))
    before = rules(server)
    fields = filled(supervisor, "duty", **JULY)
    answer = supervisor.send("/rules/duty/preview", **fields)
    assert previewed(answer) == [
        ["小学（公办，3 所）", "每月 2 次", "每月 1 次"],
        ["2026年7月全区按月应督导", "7 次", "4 次"],
    ]
    assert rules(server) == before
    again = form_on(answer.text, "DutyRuleForm", "/rules/duty")
    assert supervisor.send("/rules/duty", **again.fields).status_code == 303
    assert rules(server) != before


def test_a_rule_below_the_regulation_or_in_a_month_without_school_is_told_of(supervisor, server):
    days = (("term", "2026-03-02", "2026-07-10"), ("school_holiday", "2026-07-11", "2026-08-31"))
    lines = [
        CalendarSet(
            calendar_id=first, name="校历", sort=CalendarSort(sort), from_on=first, to_on=last
        )
        for sort, first, last in days
    ]
    write(server, "wanshan", *((each, None) for each in lines))
    monthly = supervisor.send("/rules/duty/preview", **filled(supervisor, "duty", **JULY)).text
    assert "按校历，2026年8月整月没有上学日，这条规则仍然要求督导。" in monthly
    a_term = filled(supervisor, "duty", **{**JULY, "per": ["term"]})
    page = supervisor.send("/rules/duty/preview", **a_term).text
    assert "少于《教育督导条例》规定的每学期 2 次" in page
    assert "按学期的规则按固定的月份算" in page


def test_a_rule_is_begun_like_one_that_there_is(supervisor):
    fields = form_on(supervisor.page("/rules/duty?like=2"), "DutyRuleForm").fields
    assert (fields["school_kinds"], fields["visits"]) == (
        ["training", "township", "department"],
        ["0"],
    )
    assert fields["from_month"] == ["2026-05"]
    assert 'href="/rules/duty?like=2"' in supervisor.page("/rules")
    assert supervisor.get("/rules/duty?like=99").status_code == 200


def test_what_is_recorded_begins_with_its_day_and_states_its_reasons(supervisor, server):
    fields = filled(supervisor, "trail", from_on=["2026-06-01"], basis=["规程第八条"])
    del fields["wants_place"]
    shown = previewed(supervisor.send("/rules/trail/preview", **fields))
    assert shown[0][1:] == ["时间、位置、照片、签字、内容", "时间、照片、签字、内容"]
    assert [each[0] for each in shown] == ["2026-06-01 起记录", "2026-06-01 起不要求", "依据"]
    supervisor.send("/rules/trail", **fields)
    old, rule = rules(server).trail
    assert rule == TrailRule(
        from_on="2026-06-01", wants_place=False, basis="规程第八条", purpose=old.purpose
    )
    assert [row.split()[0] for row in rows_under(supervisor.page("/rules"), "留痕规定")] == [
        "2026-06-01",
        "一开始",
    ]


def test_limits_and_what_counts_change_at_once(supervisor, server):
    supervisor.send("/rules/limits", **filled(supervisor, "limits", hazard=["2"]))
    fields = filled(supervisor, "counting", is_done_by_anyone=["true"])
    assert previewed(supervisor.send("/rules/counting/preview", **fields)) == [
        ["应督导 · 任何督学去都算完成", "否", "是"]
    ]
    supervisor.send("/rules/counting", **fields)
    found = rules(server)
    assert (found.rectify_days.hazard, found.rectify_days.serious) == (2, 7)
    assert (found.duty.is_done_by_anyone, found.duty.is_once_a_day) == (True, True)


@pytest.mark.parametrize(
    ("name", "fields", "says"),
    [
        ("duty", {"from_month": ["2020-01"]}, "请选择从哪个月起。"),
        ("duty", {"visits": ["一次"]}, "次数要填数字。"),
        ("duty", {"free_months": ["13"]}, "请选择不计的月份。"),
        ("counting", {"shortest_days": ["40"]}, "不能大于 31"),
        ("trail", {"from_on": ["2026-05-13"]}, "要从今天或以后的一天起"),
        ("trail", {"basis": [""]}, "请填写依据。"),
        ("limits", {"late_after_h": ["0"]}, "不能小于 1"),
    ],
)
def test_what_cannot_be_stands_beside_its_field(supervisor, server, name, fields, says):
    before = rules(server)
    brought = filled(supervisor, name, **fields)
    for way in ("", "/preview"):
        answer = supervisor.send(f"/rules/{name}{way}", **brought)
        assert says in beside_in(answer, name, next(iter(fields)))
    assert rules(server) == before


@pytest.mark.parametrize("name", [*FORMS])
@pytest.mark.parametrize("way", ["", "/preview"])
def test_what_holds_anyway_is_not_written_again(supervisor, name, way):
    answer = supervisor.send(f"/rules/{name}{way}", **filled(supervisor, name))
    assert (answer.status_code, "没有要保存的" in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("account", "page", "form"),
    [("li.zhuren", 200, 200), ("zhao.tong", 200, 403), ("chen.jing", 403, 403)],
)
def test_who_reads_and_who_sets(browsers, supervisor, account, page, form):
    browser = browsers(account)
    assert browser.get("/rules").status_code == page
    for name in FORMS:
        fields = filled(supervisor, name)
        assert browser.get(f"/rules/{name}").status_code == form
        token = forms_on(browser.get("/").text)[0].fields["form_token"]
        for way in ("", "/preview"):
            sent = browser.send(f"/rules/{name}{way}", **{**fields, "form_token": token})
            assert sent.status_code == (400 if form == 200 else 403)


def test_the_office_sees_its_own_rules_only(browsers, supervisor, server):
    supervisor.send("/rules/limits", **filled(supervisor, "limits", hazard=["2"]))
    other = rows_under(browsers("li.zhuren.other").page("/rules"), "期限和天数")
    assert "整改期限 · 安全隐患（天） 3" in other
