"""``duji rules``: the rules a district's visits are held to, shown and changed."""

from collections.abc import Callable
from typing import Annotated

import typer

from domain.kinds.register.district import DistrictSet
from sync_server.cli.data_folder import DATA, Data, District, district_of, opened
from sync_server.cli.listing import show_rows
from sync_server.cli.words import checked
from sync_server.register.districts import Districts

_LINES: tuple[tuple[str, str, Callable[[DistrictSet], int]], ...] = (
    ("到校后超过多久提交算迟", "小时", lambda rules: rules.late_after_h),
    ("在校时间少于多久要说明", "分钟", lambda rules: rules.short_dwell_min),
    ("手机保留照片原图", "天", lambda rules: rules.keep_originals_days),
    ("整改期限：安全隐患", "天", lambda rules: rules.rectify_days.hazard),
    ("整改期限：严重", "天", lambda rules: rules.rectify_days.serious),
    ("整改期限：一般", "天", lambda rules: rules.rectify_days.general),
    ("整改期限：轻微", "天", lambda rules: rules.rectify_days.minor),
)


LateAfter = Annotated[
    int | None, typer.Option("--late-after-h", min=1, max=24 * 60, help="到校后几小时内应提交。")
]
ShortDwell = Annotated[
    int | None, typer.Option("--short-dwell-min", min=0, max=480, help="在校少于几分钟要标出来。")
]
KeepOriginals = Annotated[
    int | None,
    typer.Option("--keep-originals-days", min=0, max=3650, help="手机保留照片原图几天。"),
]
HazardDays = Annotated[
    int | None, typer.Option("--hazard-days", min=0, max=365, help="安全隐患几天内整改。")
]
SeriousDays = Annotated[
    int | None, typer.Option("--serious-days", min=0, max=365, help="严重问题几天内整改。")
]
GeneralDays = Annotated[
    int | None, typer.Option("--general-days", min=0, max=365, help="一般问题几天内整改。")
]
MinorDays = Annotated[
    int | None, typer.Option("--minor-days", min=0, max=365, help="轻微问题几天内整改。")
]


def rules(
    late_after_h: LateAfter = None,
    short_dwell_min: ShortDwell = None,
    keep_originals_days: KeepOriginals = None,
    hazard_days: HazardDays = None,
    serious_days: SeriousDays = None,
    general_days: GeneralDays = None,
    minor_days: MinorDays = None,
    district: District = None,
    data: Data = DATA,
) -> None:
    """查看本区县的督导规则；带选项就改这几项，其余不变。改动本身也会留痕。"""
    changes: dict[str, object] = {
        "late_after_h": late_after_h,
        "short_dwell_min": short_dwell_min,
        "keep_originals_days": keep_originals_days,
        "rectify_days": {
            "hazard": hazard_days,
            "serious": serious_days,
            "general": general_days,
            "minor": minor_days,
        },
    }
    with opened(data) as server:
        districts = Districts(server.database, server.committer)
        code = district_of(server, district)
        before, after = districts.change(
            code, lambda rules: checked(DistrictSet, **_merged(rules.model_dump(), changes))
        )
    _show(before, after)


def _merged(old: dict[str, object], new: dict[str, object]) -> dict[str, object]:
    """The old values, replaced by those new ones that are given."""
    merged = dict(old)
    for name, value in new.items():
        inner = merged[name]
        if isinstance(value, dict) and isinstance(inner, dict):
            merged[name] = _merged(inner, value)
        elif value is not None:
            merged[name] = value
    return merged


def _show(before: DistrictSet, after: DistrictSet) -> None:
    is_changed = after != before
    rows = []
    for words, unit, value in _LINES:
        old, new = value(before), value(after)
        was = [] if not is_changed else ["" if old == new else f"{old} {unit}"]
        rows.append((words, f"{new} {unit}", *was))
    typer.echo(f"{after.name}（{after.district}）")
    show_rows(("规则", "现在", *(["原来"] if is_changed else [])), rows)
    if is_changed:
        typer.echo("已修改，手机下次同步后按新的规则。")
