"""The sheet 专项: campaigns, one or several rows each, with their units and teams."""

from collections.abc import Sequence

from pydantic import ValidationError

from domain.kinds.campaign.plan import CampaignSet, CampaignTeam
from domain.kinds.visit.plan import VisitType
from domain.spelling import key_of
from domain.words.values import VISITING
from sync_server.register.importing.cell_values import names_in
from sync_server.register.importing.changes import ImportDraft
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.lookups import person_called, schools_in
from sync_server.register.importing.register import nearest
from sync_server.register.importing.sheets import Columns, Row
from sync_server.register.importing.zone_rows import free_code, name_of, new_code

COLUMNS: Columns = {
    "专项名称": ("专项", "名称", "专项督导", "任务名称"),
    "开始日期": ("起始日期", "开始时间", "自"),
    "结束日期": ("截止日期", "结束时间", "至"),
    "学校": ("学校名称", "检查学校", "对象", "单位"),
    "督导小组": ("小组", "组别", "督查组"),
    "督学": ("人员", "检查人员", "督学姓名"),
    "说明": ("任务说明", "内容", "备注"),
    "督导类型": ("类型",),
    "主题": ("督导主题",),
}
MUST = ("专项名称", "开始日期", "结束日期", "学校")
TYPES = {str(word): kind for kind, word in VISITING[VisitType].items()}
MOST_CONTENT = 2000
ONLY_TEAM = "督导小组"
"""What a team is called where the sheet names people and no team."""


def read_campaigns(rows: list[Row], draft: ImportDraft, faults: Faults) -> None:
    """Take the campaigns of these rows into the draft, each as a plan to be approved.

    The rows of one name are one campaign: its units are all that they list, and nothing else;
    the rest is as the first of them has it. Rows of one team are that team: the first person
    named leads it.
    """
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        name = name_of(row, "专项名称", faults)
        if name is not None:
            by_name.setdefault(key_of(name), []).append(row)
    for group in by_name.values():
        draft.at(group[0])
        before = len(faults.found)
        campaign = _campaign(group, draft, faults)
        if campaign is None or len(faults.found) > before:
            continue
        known = draft.register.campaigns.get(campaign.campaign_id)
        if campaign != known and campaign.campaign_id in draft.register.approved_campaigns:
            words = "方案已经批准，不能由表格更改"
            faults.add(group[0].place("专项名称"), words, "请在“专项督导”里更改，写明原因")
        else:
            draft.set_campaign(campaign)


def _campaign(rows: list[Row], draft: ImportDraft, faults: Faults) -> CampaignSet | None:
    first = rows[0]
    written = [written_day(first, column, faults) for column in ("开始日期", "结束日期")]
    title = first.text("专项名称")
    known = _known(title, written, draft)
    days = [
        day or (known and known_day) for day, known_day in zip(written, _days(known), strict=True)
    ]
    for column, day in zip(("开始日期", "结束日期"), days, strict=True):
        if not day:
            faults.add(first.place(column), f"没有填{column}", "请填成 2026-09-01 这样")
    if days[0] and days[1] and days[1] < days[0]:
        faults.add(first.place("结束日期"), "结束日期早于开始日期", "请核对这两个日期")
    teams, units = _teams(rows, known, draft, faults)
    stood = known.model_dump() if known else {}
    facts = {
        "campaign_id": known.campaign_id if known else _new_id(title, written, draft),
        "title": title,
        "content": _content(first, faults) or (known.content if known else ""),
        "visit_type": _type(first, known, faults),
        "from_on": days[0],
        "to_on": days[1],
        "theme_id": _theme(first, draft, faults) or (known.theme_id if known else None),
        "teams": teams,
        "units": units,
    }
    if not (days[0] and days[1]):
        return None
    try:
        return CampaignSet.model_validate({**stood, **facts})
    except ValidationError:
        faults.add(first.place("学校"), "学校或督学太多了", "请把一个专项分成几个")
        return None


def _content(row: Row, faults: Faults) -> str:
    text = row.lines("说明")
    if len(text) > MOST_CONTENT:
        faults.add(
            row.place("说明"), f"说明有 {len(text)} 字，太长了", f"请写在 {MOST_CONTENT} 字以内"
        )
    return text[:MOST_CONTENT]


def _teams(
    rows: list[Row], known: CampaignSet | None, draft: ImportDraft, faults: Faults
) -> tuple[tuple[CampaignTeam, ...], tuple[str, ...]]:
    """The teams that the rows name, and the units of no team.

    Where they name nobody, the teams that there were keep those of their units that are listed.
    """
    people: dict[str, list[str]] = {}
    units: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for row in rows:
        some = [
            found.body.account
            for name in names_in(row.lines("督学"))
            if (found := person_called(row, "督学", name, draft, faults))
        ]
        name = row.text("督导小组") or (ONLY_TEAM if some else "")
        names.setdefault(key_of(name), name)
        people.setdefault(key_of(name), []).extend(some)
        there = [each.school_id for each in schools_in(row, "学校", draft, faults)]
        units.setdefault(key_of(name), []).extend(there)
    if known and not any(people.values()) and not any(names.values()):
        return _as_before(known, units.get("", []))
    teams = []
    for key, name in names.items():
        if not name:
            continue
        if not people[key]:
            row = next(each for each in rows if key_of(each.text("督导小组")) == key)
            faults.add(row.place("督学"), f"“{name}”没有写督学", "请写这个小组的督学，组长写在最前")
            continue
        leader, *members = dict.fromkeys(people[key])
        teams.append(
            CampaignTeam(
                team=_team_code(known, name),
                name=name,
                leader=leader,
                members=tuple(members),
                units=tuple(dict.fromkeys(units[key])),
            )
        )
    return tuple(teams), tuple(dict.fromkeys(units.get("", ())))


def _as_before(
    known: CampaignSet, listed: Sequence[str]
) -> tuple[tuple[CampaignTeam, ...], tuple[str, ...]]:
    teams = tuple(
        each.model_copy(update={"units": tuple(unit for unit in each.units if unit in listed)})
        for each in known.teams
    )
    placed = {unit for each in teams for unit in each.units}
    return teams, tuple(unit for unit in dict.fromkeys(listed) if unit not in placed)


def _team_code(known: CampaignSet | None, name: str) -> str:
    held = (each.team for each in (known.teams if known else ()) if each.name == name)
    return next(held, new_code("team", name))


def _known(title: str, written: Sequence[str | None], draft: ImportDraft) -> CampaignSet | None:
    """The campaign of this title; one of other years, whose days lie apart, is another one."""
    named = [
        each for each in draft.register.campaigns.values() if key_of(each.title) == key_of(title)
    ]
    from_on, to_on = written
    near = [
        each
        for each in named
        if (to_on is None or each.from_on <= to_on) and (from_on is None or from_on <= each.to_on)
    ]
    return max(near, key=lambda each: each.from_on, default=None)


def _days(known: CampaignSet | None) -> tuple[str | None, str | None]:
    return (known.from_on, known.to_on) if known else (None, None)


def _new_id(title: str, written: Sequence[str | None], draft: ImportDraft) -> str:
    campaigns = draft.register.campaigns
    plain = new_code("campaign", title)
    return (
        plain
        if plain not in campaigns
        else free_code("campaign", f"{title}/{written[0]}", campaigns)
    )


def written_day(row: Row, column: str, faults: Faults) -> str | None:
    """The day in a cell; None where it is empty, and with a fault where it is none."""
    try:
        found = row.day(column)
    except ValueError:
        word = row.text(column)
        faults.add(row.place(column), f"“{word}”不是日期", "请填成 2026-09-01 这样")
        return None
    return found.isoformat() if found else None


def _theme(row: Row, draft: ImportDraft, faults: Faults) -> str | None:
    """The theme a cell names by its title or id; None where it is empty."""
    text = row.text("主题")
    if not text:
        return None
    titles = draft.register.themes
    found = [each for each, title in titles.items() if key_of(text) in (key_of(title), each)]
    if not found:
        guess = nearest(text, titles.values())
        faults.add(row.place("主题"), f"没有叫“{text}”的主题", f"{guess}请核对，或留空")
    return found[0] if found else None


def _type(row: Row, known: CampaignSet | None, faults: Faults) -> VisitType:
    text = row.text("督导类型")
    for word, kind in TYPES.items():
        if text and text in (word, word.removesuffix("督导")):
            return VisitType(kind)
    if text:
        faults.add(row.place("督导类型"), f"看不懂“{text}”", f"请填{'、'.join(TYPES)}")
    return known.visit_type if known else VisitType.SPECIAL
