"""整改规则: the days of the ladder, set in the browser, with a look first and a history."""

import pytest

from domain.kinds.register.closing_rule import STANDARD_RULE, ClosingRuleSet
from sync_server.findings.watch import closing_rule
from tests.builders.drawn_forms import Fields, form_on
from tests.builders.handset import write
from tests.sync_server.console.register.test_school import beside_in
from tests.sync_server.console.rules.test_rules import previewed, rows_under

PATH = "/rules/closing"


def held(server):
    with server.database.session() as session:
        return closing_rule(session, "wanshan")


def filled(browser, **fields: str) -> Fields:
    form = form_on(browser.page(PATH), "ClosingRuleForm")
    return {**form.fields, **{name: [value] for name, value in fields.items()}}


def test_a_district_without_a_rule_has_the_standard_one(browsers, server):
    page = browsers("zhao.tong").page("/rules")
    rows = rows_under(page, "整改规则")
    assert rows[:2] == ["逾期几天发工作提示 1", "逾期几天发督办函 7"]
    assert rows[-1] == "逾期和回访只算工作日 否"
    assert PATH not in page
    assert held(server) == STANDARD_RULE


def test_it_is_looked_at_first_and_then_set_with_a_history(supervisor, server):
    fields = filled(supervisor, talk_after_days="20", counts_working_days="true")
    answer = supervisor.send(f"{PATH}/preview", **fields)
    assert previewed(answer) == [
        ["逾期几天约谈", "15", "20"],
        ["逾期和回访只算工作日", "否", "是"],
    ]
    assert held(server) == STANDARD_RULE
    again = form_on(answer.text, "ClosingRuleForm", PATH)
    assert supervisor.send(PATH, **again.fields).headers["location"] == "/rules?done=set"
    rule = held(server)
    assert (rule.talk_after_days, rule.counts_working_days) == (20, True)
    page = supervisor.page("/rules")
    assert "逾期几天约谈 20" in rows_under(page, "整改规则")
    assert "20" in supervisor.page("/history/closing_rule/wanshan")
    assert "逾期几天约谈 20" in supervisor.page("/settings")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("supervision_after_days", "1", "要晚于前一步（1 天）"),
        ("circular_after_days", "15", "要晚于前一步（15 天）"),
        ("tip_after_days", "0", "不能小于 1"),
        ("hazard_seen_within_hours", "两", "要填数字"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(supervisor, server, field, value, words):
    answer = supervisor.send(PATH, **filled(supervisor, **{field: value}))
    assert answer.status_code == 400
    assert words in beside_in(answer, "closing", field)
    assert held(server) == STANDARD_RULE


def test_what_holds_anyway_is_not_written(supervisor):
    answer = supervisor.send(PATH, **filled(supervisor))
    assert answer.status_code == 400
    assert "没有要保存的" in answer.text


def test_of_two_who_set_the_first_rule_the_second_is_told(supervisor, server):
    fields = filled(supervisor, tip_after_days="3")
    write(server, "wanshan", (ClosingRuleSet(district="wanshan"), None))
    answer = supervisor.send(PATH, **fields)
    assert answer.status_code == 409
    assert 'value="3"' in answer.text
    again = form_on(answer.text, "ClosingRuleForm", PATH)
    assert supervisor.send(PATH, **again.fields).status_code == 303
    assert held(server).tip_after_days == 3
