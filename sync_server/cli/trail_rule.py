"""``duji trail-rule``: what is recorded of a visit and why, shown and changed from a day on."""

from datetime import date
from typing import Annotated

import typer

from domain.clock import local_date
from domain.kinds.register.district import DistrictSet
from domain.register.trail_rule import TrailRule, rule_on, rules_after, with_rule
from domain.words.trail import rule_words
from sync_server.cli.data_folder import DATA, Data, District, district_of, opened
from sync_server.cli.words import checked
from sync_server.register.districts import Districts

Place = Annotated[
    bool | None, typer.Option("--place/--no-place", help="到校、离校和拍照时要不要记录位置。")
]
Photos = Annotated[bool | None, typer.Option("--photos/--no-photos", help="要不要拍照。")]
Signatures = Annotated[
    bool | None, typer.Option("--signatures/--no-signatures", help="要不要双方签字。")
]
Basis = Annotated[
    str | None, typer.Option("--basis", help="依据什么文件，督学在手机上看得到。", metavar="TEXT")
]
Purpose = Annotated[
    str | None, typer.Option("--purpose", help="做什么用，督学在手机上看得到。", metavar="TEXT")
]
Since = Annotated[
    str | None,
    typer.Option("--from", help="从哪天起，如 2026-09-01；不写就是今天。", metavar="DATE"),
]


def trail_rule(
    place: Place = None,
    photos: Photos = None,
    signatures: Signatures = None,
    basis: Basis = None,
    purpose: Purpose = None,
    since: Since = None,
    district: District = None,
    data: Data = DATA,
) -> None:
    """查看督导时记录什么、凭什么、做什么用；带选项就从某天起改，以前的督导仍按原来的规定。

    时间和内容总要记录；不要求的，手机不要，系统也不提示缺少。改动本身也会留痕。
    """
    said: dict[str, object] = {
        "wants_place": place,
        "wants_photos": photos,
        "wants_signatures": signatures,
        "basis": basis,
        "purpose": purpose,
    }
    changes = {name: value for name, value in said.items() if value is not None}
    with opened(data) as server:
        districts = Districts(server.database, server.committer)
        code = district_of(server, district)
        today = local_date(server.clock())
        day = checked(TrailRule, from_on=since or today.isoformat()).from_on
        before, after = districts.change(code, lambda rules: _changed(rules, day, changes))
    _show(after, today, is_changed=after != before)


def _changed(rules: DistrictSet, day: str, changes: dict[str, object]) -> DistrictSet:
    """The district's rules with what the options say from that day on."""
    if not changes:
        return rules
    held = rule_on(rules.trail, date.fromisoformat(day))
    rule = checked(TrailRule, **{**held.model_dump(), "from_on": day, **changes})
    return rules.model_copy(update={"trail": with_rule(rules.trail, rule)})


def _show(rules: DistrictSet, today: date, *, is_changed: bool) -> None:
    typer.echo(f"{rules.name}（{rules.district}）现在：")
    _say(rule_on(rules.trail, today))
    later = rules_after(rules.trail, today)
    if later:
        typer.echo("以后：")
        for each in later:
            _say(each)
    if is_changed:
        typer.echo("已修改，手机下次同步后按新的规定。")


def _say(rule: TrailRule) -> None:
    for line in (rule_words(rule), f"依据：{rule.basis}", f"用途：{rule.purpose}"):
        typer.echo(f"  {line}")
