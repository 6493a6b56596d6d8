"""``duji rules``: what an option names is changed, and nothing else."""

from pathlib import Path

import pytest

from domain.kinds.register.district import DistrictSet, RectifyDays
from sync_server.register.districts import Districts
from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.sync_server.cli.conftest import DISTRICT, Run, entries_in


def rules_of(data: Path, district: str = DISTRICT) -> DistrictSet:
    server = build_server(Settings(data=data))
    try:
        return Districts(server.database, server.committer).rules(district)
    finally:
        server.close()


def test_without_options_the_rules_are_shown_and_nothing_is_written(
    duji: Run, office: Path
) -> None:
    before = entries_in(office)
    ran = duji("rules", "--data", office)
    assert ran.status == 0
    assert "手机保留照片原图" in ran.out
    assert "180 天" in ran.out
    assert entries_in(office) == before


def test_options_change_what_they_name_and_nothing_else(duji: Run, office: Path) -> None:
    first = rules_of(office)
    words = ("--late-after-h", 48, "--short-dwell-min", 20)
    more = ("--keep-originals-days", 90, "--hazard-days", 1, "--minor-days", 60)
    ran = duji("rules", *words, *more, "--data", office)
    assert (ran.status, "48 小时" in ran.out, "72 小时" in ran.out) == (0, True, True)
    assert rules_of(office) == DistrictSet(
        district=DISTRICT,
        name="栖云区",
        adcode=first.adcode,
        late_after_h=48,
        short_dwell_min=20,
        keep_originals_days=90,
        rectify_days=RectifyDays(hazard=1, minor=60),
    )
    duji("rules", "--serious-days", 5, "--general-days", 10, "--data", office)
    days = RectifyDays(hazard=1, serious=5, general=10, minor=60)
    assert rules_of(office) == DistrictSet(
        **{**dict(rules_of(office)), "rectify_days": days, "late_after_h": 48}
    )


def test_the_same_rules_again_write_nothing(duji: Run, office: Path) -> None:
    before = entries_in(office)
    assert duji("rules", "--late-after-h", 72, "--data", office).status == 0
    assert entries_in(office) == before
    assert duji("rules", "--late-after-h", 24, "--data", office).status == 0
    assert entries_in(office) == before + 1
    assert rules_of(office).late_after_h == 24


@pytest.mark.parametrize("words", [("--minor-days", 366), ("--late-after-h", 0)])
def test_a_rule_that_cannot_be_is_refused(duji: Run, office: Path, words: tuple[object]) -> None:
    before = entries_in(office)
    ran = duji("rules", *words, "--data", office)
    assert (ran.status, str(words[0]) in ran.err) == (2, True)
    assert entries_in(office) == before


def test_one_district_s_rules_are_no_other_s(duji: Run, office: Path) -> None:
    words = ("--district", "520198", "--name", "乙区", "--account", "admin2")
    duji("init", *words, "--data", office)
    assert duji("rules", "--minor-days", 9, "--data", office).status == 1
    assert duji("rules", "--minor-days", 9, "--district", "520198", "--data", office).status == 0
    assert rules_of(office, "520198").rectify_days.minor == 9
    assert rules_of(office) == rules_of(office).model_copy(update={"rectify_days": RectifyDays()})
    assert duji("rules", "--district", "1", "--data", office).status == 1
