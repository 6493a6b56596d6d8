"""``duji trail-rule``: what is recorded of a visit and why, changed from a day on."""

from pathlib import Path

import pytest

from domain.clock import local_date
from domain.register.trail_rule import BASIS, FULL_TRAIL, PURPOSE, TrailRule
from sync_server.register.districts import Districts
from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.sync_server.cli.conftest import DISTRICT, Run, entries_in

LATER = ("--from", "2030-06-01")


def trail_of(data: Path) -> tuple[TrailRule, ...]:
    server = build_server(Settings(data=data))
    try:
        return Districts(server.database, server.committer).rules(DISTRICT).trail
    finally:
        server.close()


def test_without_options_it_shows_the_full_trail_and_its_reasons(duji: Run, office: Path):
    before = entries_in(office)
    ran = duji("trail-rule", "--data", office)
    assert ran.status == 0
    for words in ("记录时间、位置、照片、签字、内容。", f"依据：{BASIS}", f"用途：{PURPOSE}"):
        assert words in ran.out
    assert entries_in(office) == before


def test_a_rule_begins_with_its_day_and_states_its_reasons(duji: Run, office: Path):
    words = ("--no-place", "--no-signatures", "--basis", "督导规程第八条", "--purpose", "核对内容")
    ran = duji("trail-rule", *words, *LATER, "--data", office)
    assert (ran.status, "以后：" in ran.out, "已修改" in ran.out) == (0, True, True)
    assert "2030-06-01 起每次督导记录时间、照片、内容；不要求位置、签字。" in ran.out
    rule = TrailRule(
        from_on="2030-06-01",
        wants_place=False,
        wants_signatures=False,
        basis="督导规程第八条",
        purpose="核对内容",
    )
    assert trail_of(office) == (FULL_TRAIL, rule)
    before = entries_in(office)
    assert duji("trail-rule", *words, *LATER, "--data", office).status == 0
    assert entries_in(office) == before


def test_what_no_option_names_stays_as_it_is_then(duji: Run, office: Path):
    duji("trail-rule", "--no-photos", "--basis", "规程", *LATER, "--data", office)
    duji("trail-rule", "--no-place", "--from", "2031-06-01", "--data", office)
    last = trail_of(office)[-1]
    assert (last.wants_place, last.wants_photos, last.basis) == (False, False, "规程")


def test_without_a_day_it_holds_from_today(duji: Run, office: Path):
    server = build_server(Settings(data=office))
    today = local_date(server.clock()).isoformat()
    server.close()
    ran = duji("trail-rule", "--no-photos", "--data", office)
    assert "不要求照片" in ran.out
    assert trail_of(office)[-1] == TrailRule(from_on=today, wants_photos=False)


@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [("--basis", " ", "依据"), ("--purpose", "", "用途"), ("--from", "六月", "日期")],
)
def test_reasons_and_days_that_cannot_be_are_named(duji: Run, office: Path, option, value, hint):
    before = entries_in(office)
    ran = duji("trail-rule", "--no-place", option, value, "--data", office)
    assert ran.status == 1
    assert f"{hint} “{value}” 不能用" in ran.err
    assert entries_in(office) == before
