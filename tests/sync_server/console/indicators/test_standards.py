"""均衡标准: the district's own limits from a year on, beside the state's."""

import re

import pytest

from domain.indicators.figure import Figure, Stage, Standard
from domain.kinds.register.balance_rule import BalanceRuleSet
from domain.kinds.register.indicator import IndicatorSet
from sync_server.data.indicators.rules import own_rules
from tests.builders.drawn_forms import form_on
from tests.builders.handset import a_school, write
from tests.sync_server.console.register.test_school import beside_in

NEW = "/balance-rules/new"
PUPILS, BOOKS = (45, 37, 89, 76, 55), (279, 137, 935, 160, 402)
OURS = {
    "standard": "basic",
    "stage": "primary",
    "year": "2026",
    "limit": "0.5",
    "source": "某市教督〔2026〕1号",
}


@pytest.fixture
def provided(server):
    """Two years of five schools with the books of the worked example."""
    for number, (pupils, books) in enumerate(zip(PUPILS, BOOKS, strict=True), start=1):
        school = a_school(f"e{number}", name=f"示例{number}小")
        stated = [
            IndicatorSet(school_id=f"e{number}", year=year, primary_pupils=pupils, books=books)
            for year in (2025, 2026)
        ]
        write(server, "wanshan", *((each, None) for each in (school, *stated)))


def filled(browser, **fields: str) -> dict[str, list[str]]:
    """The form of a new one as it is drawn, with these fields."""
    form = form_on(browser.page(NEW), "BalanceRuleForm")
    return {**form.fields, **{name: [value] for name, value in {**OURS, **fields}.items()}}


def rules(server) -> list[BalanceRuleSet]:
    with server.database.session() as session:
        return own_rules(session, "wanshan")


def books_row(page: str) -> str:
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    return said[said.index("生均图书册数") :][:80]


def test_a_rule_of_the_district_holds_from_its_year_on(supervisor, server, provided):
    assert "≤0.65 达标" in books_row(supervisor.page("/balance?year=2026"))
    answer = supervisor.send(NEW, **filled(supervisor))
    assert answer.status_code == 303
    assert "≤0.5 未达标" in books_row(supervisor.page("/balance?year=2026"))
    assert "≤0.65 达标" in books_row(supervisor.page("/balance?year=2025"))
    page = supervisor.page("/balance-rules")
    assert "某市教督〔2026〕1号" in page
    assert len(re.findall(r">\s*本区县\s*<", page)) == 1
    (rule,) = rules(server)
    assert "0.5" in supervisor.page(f"/history/balance_rule/{rule.rule_id}")


def test_what_a_school_must_have_stays_the_states_where_it_is_not_said(supervisor, server):
    own = filled(supervisor, standard="high", leading_teachers="1.5")
    assert supervisor.send(NEW, **own).status_code == 303
    (rule,) = rules(server)
    assert [(each.figure, each.amount) for each in rule.needs] == [(Figure.LEADING, 1.5)]
    form = form_on(supervisor.page(f"/balance-rules/{rule.rule_id}/edit"), "BalanceRuleForm")
    assert form.fields["leading_teachers"] == ["1.5"]
    gone = {**form.fields, "is_withdrawn": ["true"]}
    assert supervisor.send(f"/balance-rules/{rule.rule_id}/edit", **gone).status_code == 303
    assert rules(server) == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("limit", "-1", "不能小于 0"),
        ("limit", "六", "要填数字"),
        ("source", "", "请填写依据"),
        ("rooms_m2", "-1", "不能小于 0"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(supervisor, server, field, value, words):
    answer = supervisor.send(NEW, **filled(supervisor, **{field: value}))
    assert answer.status_code == 400
    assert words in beside_in(answer, "balance_rule", field)
    assert rules(server) == []


def test_a_year_has_one_rule_of_a_standard_and_stage(supervisor, server):
    there = BalanceRuleSet(
        rule_id="b1",
        standard=Standard.BASIC,
        stage=Stage.PRIMARY,
        from_year=2026,
        limit=0.6,
        source="某省的办法",
    )
    write(server, "wanshan", (there, None))
    answer = supervisor.send(NEW, **filled(supervisor))
    assert answer.status_code == 400
    assert "这一年已经定过" in beside_in(answer, "balance_rule", "year")
