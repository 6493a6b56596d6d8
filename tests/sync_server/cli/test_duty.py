"""``duji duty``: the rules of how often schools are visited, changed from a month on."""

from pathlib import Path

import pytest

from domain.clock import local_date, month_of
from domain.kinds.register.district import Duty
from domain.kinds.register.school import Ownership, SchoolKind
from domain.register.duty_rule import STANDARD_RULES, DutyPer, DutyRule
from sync_server.register.districts import Districts
from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.sync_server.cli.conftest import DISTRICT, Run, entries_in


def duty_of(data: Path) -> Duty:
    server = build_server(Settings(data=data))
    try:
        return Districts(server.database, server.committer).rules(DISTRICT).duty
    finally:
        server.close()


def test_without_options_it_shows_what_is_asked_and_writes_nothing(duji: Run, office: Path):
    before = entries_in(office)
    ran = duji("duty", "--data", office)
    assert ran.status == 0
    for words in ("学校每所每月应督导 2 次", "幼儿园每所每月应督导 1 次", "不要求定期督导"):
        assert words in ran.out
    assert "同一所学校同一天只算一次" in ran.out
    assert entries_in(office) == before


def test_a_rule_begins_with_its_month_and_past_months_keep_theirs(duji: Run, office: Path):
    words = ("--visits", 1, "--from", "2030-06", "--kind", "小学", "--kind", "初中")
    ran = duji("duty", *words, "--ownership", "民办", "--data", office)
    assert (ran.status, "以后：" in ran.out) == (0, True)
    assert "小学、初中（民办）每所每月应督导 1 次，从2030年6月起" in ran.out
    rule = DutyRule(
        from_month="2030-06",
        school_kinds=(SchoolKind.PRIMARY, SchoolKind.JUNIOR),
        ownership=Ownership.PRIVATE,
        visits=1,
    )
    assert duty_of(office).rules == (*STANDARD_RULES, rule)
    before = entries_in(office)
    assert duji("duty", *words, "--ownership", "民办", "--data", office).status == 0
    assert entries_in(office) == before


def test_months_without_duty_are_set_for_every_rule(duji: Run, office: Path):
    ran = duji("duty", "--free-months", "2,7，8", "--from", "2030-06", "--data", office)
    assert (ran.status, "2、7、8 月不计" in ran.out) == (0, True)
    free = [rule.free_months for rule in duty_of(office).rules if rule.from_month == "2030-06"]
    assert free == [(2, 7, 8)] * len(STANDARD_RULES)
    duji("duty", "--free-months", "无", "--from", "2030-06", "--data", office)
    free = [rule.free_months for rule in duty_of(office).rules if rule.from_month == "2030-06"]
    assert set(free) == {()}


def test_less_than_the_regulation_asks_is_said(duji: Run, office: Path):
    ran = duji("duty", "--visits", 1, "--per", "学期", "--data", office)
    assert (ran.status, "少于《教育督导条例》" in ran.out) == (0, True)
    assert duty_of(office).rules[-1].per is DutyPer.TERM


def test_what_counts_as_done_is_the_districts_choice(duji: Run, office: Path):
    ran = duji("duty", "--by-anyone", "--each-visit", "--shortest-days", 5, "--data", office)
    assert (ran.status, "任何督学主办或者随行的督导算完成。" in ran.out) == (0, True)
    duty = duty_of(office)
    assert (duty.is_done_by_anyone, duty.is_once_a_day, duty.shortest_days) == (True, False, 5)
    assert duty.rules == STANDARD_RULES


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--visits", 2, "--kind", "大学"), "没有“大学”，可用：幼儿园"),
        (("--kind", "小学"), "请用 --visits"),
        (("--visits", 2, "--from", "2026"), "--from 要写一个月份"),
        (("--visits", 2, "--per", "年"), "可用：月、学期"),
        (("--free-months", "13"), "--free-months 要写月份"),
        (("--free-months", "七月"), "--free-months 要写月份"),
    ],
)
def test_what_cannot_be_is_refused(duji: Run, office: Path, words: tuple[object], said: str):
    before = entries_in(office)
    ran = duji("duty", *words, "--data", office)
    assert (ran.status, said in ran.err) == (1, True), ran.err
    assert entries_in(office) == before


def test_it_begins_with_the_running_month_where_none_is_named(duji: Run, office: Path):
    duji("duty", "--visits", 3, "--data", office)
    server = build_server(Settings(data=office))
    try:
        running = month_of(local_date(server.clock()))
    finally:
        server.close()
    assert duty_of(office).rules[-1].from_month == running
