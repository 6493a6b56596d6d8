"""The forms of a draw (双随机): what it is held over, and the number that came out."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field, ValidationError

from domain.campaigns.faults import LEAST_IN_TEAM
from domain.campaigns.pool import DrawClass, shares_of
from domain.campaigns.seed import SeedSource, day_words
from domain.errors import BadInput
from domain.kinds.campaign.lots import DrawAnnounced
from domain.kinds.campaign.plan import MOST_TEAMS
from domain.kinds.register.school import SchoolKind
from domain.register.in_use import is_in_use
from domain.words.values import label
from sync_server.campaigns.desk import CampaignPage
from sync_server.console.campaigns.act_forms import CampaignForm
from sync_server.console.form_fields import Options
from sync_server.console.forms import Shown, Ticks
from sync_server.data.tables import SchoolRow

USUAL_SHARE = "20%"
WEEK = 7
MOST_IN_TEAM = 10
_ALL = "全部单位"


class CampaignAnnounceForm(CampaignForm):
    """Of what a draw is to be held, and by which number it is decided."""

    kinds: Annotated[Ticks, Field(title="单位类型", description="不勾就是全部")] = ()
    zones: Annotated[Ticks, Field(title="责任区", description="不勾就是全部")] = ()
    left_out: Annotated[
        Ticks, Field(title="不参加抽取的单位", description="如停课的；会写在公布的范围里")
    ] = ()
    share_by: Annotated[DrawClass, Field(title="怎么抽单位")]
    shares: Annotated[
        str,
        Field(
            min_length=1,
            max_length=4000,
            title="抽多少",
            description="个数或百分比；分类抽、各类不同的每行写一类，如 小学：20%，不抽的写 0",
            examples=["20%"],
        ),
    ]
    people: Annotated[Ticks, Field(title="参加抽取的督学", description="抽出来的分成小组")]
    teams: Annotated[int, Field(ge=1, le=MOST_TEAMS, title="抽成几个组")]
    team_size: Annotated[int, Field(ge=LEAST_IN_TEAM, le=MOST_IN_TEAM, title="每组几名督学")]
    keeps_apart: Annotated[bool, Field(title="督学不去自己负责的单位")] = False
    source: Annotated[SeedSource, Field(title="用什么号码抽")]
    source_words: Annotated[
        str,
        Field(
            max_length=500,
            title="号码在哪里公布",
            description="选“其他公开的号码”时要写，如 上证指数当天收盘点位",
        ),
    ] = ""
    seed_on: Annotated[date, Field(title="号码公布日期", description="在今天以后，谁也不能先知道")]
    reason: Annotated[
        str, Field(max_length=1000, title="原因", description="方案批准以后，或重新公布时要写")
    ] = ""

    def announced(self, page: CampaignPage) -> DrawAnnounced:
        """The announcement as the form says it; BadInput beside the field that is wrong."""
        classes = self._classes(page)
        try:
            return DrawAnnounced(
                criteria=self._criteria(page),
                shares=shares_of(classes, self.shares),
                people=self.people,
                teams=self.teams,
                team_size=self.team_size,
                keeps_apart=self.keeps_apart,
                source=self.source,
                source_words=self.source_words,
                seed_on=self.seed_on.isoformat(),
            )
        except ValidationError as error:
            field = str(error.errors()[0]["loc"][0])
            raise BadInput("内容太多或没有填，请检查后再公布。", code=field) from error

    def _classes(self, page: CampaignPage) -> dict[str, list[str]]:
        """The codes of the units that are drawn from, by the names of their classes."""
        found: dict[str, list[str]] = {}
        for row in pool_of(page):
            kind, zone = row.school_kind, row.zone
            is_wanted = kind in (self.kinds or (kind,)) and zone in (self.zones or (zone,))
            if is_wanted and row.school_id not in self.left_out:
                found.setdefault(_class_of(page, row, self.share_by), []).append(row.school_id)
        return found

    def _criteria(self, page: CampaignPage) -> str:
        """How the units were chosen, in words."""
        kinds = "、".join(label(SchoolKind(each)) for each in self.kinds) or "全部类型"
        zones = "、".join(map(page.names.zone, self.zones)) or "全部责任区"
        held = "；方案里已有的单位不参加" if page.campaign.plan.all_units else ""
        left = "、".join(map(page.names.school, self.left_out))
        out = f"；不参加抽取：{left}" if left else ""
        return f"{kinds}，{zones}{held}{out}。{label(self.share_by)}。"


class CampaignDrawForm(CampaignForm):
    """The number that came out; ``announcement`` is the entry that told of the draw."""

    announcement: str = ""
    number: Annotated[
        str,
        Field(
            min_length=1,
            max_length=200,
            title="公布的号码",
            description="照公布的顺序，每个球写两位",
            examples=["如 03 08 15 22 27 31 + 09"],
        ),
    ]


def pool_of(page: CampaignPage) -> Sequence[SchoolRow]:
    """The units in use that the plan does not have yet, in the office's order."""
    held, known = set(page.campaign.plan.all_units), page.facts.units
    rows: Mapping[str, SchoolRow] = page.names.schools
    return [rows[each] for each in known if each in rows and each not in held]


def announce_form(page: CampaignPage) -> Shown[CampaignAnnounceForm]:
    """The form of an announcement as it begins: everybody, a fifth of all units, one team."""
    pool = pool_of(page)
    zones = {row.zone for row in pool}
    kinds = {row.school_kind for row in pool}
    today = date.fromisoformat(page.today)
    typed = {
        "version": page.campaign.version,
        "share_by": DrawClass.NONE.value,
        "shares": USUAL_SHARE,
        "people": "\n".join(page.facts.inspectors),
        "teams": "1",
        "team_size": str(LEAST_IN_TEAM),
        "source": SeedSource.DOUBLE_COLOUR.value,
        "seed_on": _first_day(SeedSource.DOUBLE_COLOUR, today),
    }
    teams = min(MOST_TEAMS, max(1, len(page.facts.inspectors) // LEAST_IN_TEAM))
    options: Options = {
        "kinds": {each.value: label(each) for each in SchoolKind if each.value in kinds},
        "zones": {
            row.zone: row.name
            for row in page.names.zones.values()
            if row.zone in zones and is_in_use(row, page.today)
        },
        "left_out": {row.school_id: row.name for row in pool},
        "people": page.facts.inspectors,
        "teams": {str(each): f"{each} 个组" for each in range(1, teams + 1)},
        "team_size": {str(each): f"{each} 人" for each in range(LEAST_IN_TEAM, MOST_IN_TEAM + 1)},
    }
    return Shown(CampaignAnnounceForm, "announce", typed, options)


def draw_form(page: CampaignPage, announcement: str) -> Shown[CampaignDrawForm]:
    """The form by which the announced draw is held."""
    typed = {"version": page.campaign.version, "announcement": announcement}
    return Shown(CampaignDrawForm, "result", typed)


def _first_day(source: SeedSource, today: date) -> str:
    days = (today + timedelta(days=each) for each in range(1, WEEK + 1))
    return next(day.isoformat() for day in days if not day_words(source, day.isoformat()))


def _class_of(page: CampaignPage, row: SchoolRow, by: DrawClass) -> str:
    if by is DrawClass.KIND:
        return label(SchoolKind(row.school_kind))
    return page.names.zone(row.zone) if by is DrawClass.ZONE else _ALL
