"""What is said of a draw (双随机): what is drawn from and by what, and what was drawn."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.campaigns.draw import Drawing, DrawnTeam, Share
from domain.campaigns.seed import MOST_DIGITS, SeedSource
from domain.kinds.campaign.plan import MOST_MEMBERS, MOST_TEAMS, MOST_UNITS, Units, Words
from domain.kinds.piece import Code, DateText, Label, OfficeBody, Piece, Private, ReasonPrivate
from domain.trail.line import Sha256Hex

LEAST_DRAWN = 2
"""So many people go to a unit together at least (5-09); a campaign's own rule asks for more."""
MOST_SHARES = 50
MOST_PEOPLE = 500
MOST_AVOIDED = 1000

Digits = Annotated[str, StringConstraints(pattern=r"^[0-9]+$", max_length=MOST_DIGITS)]


class DrawShare(Piece):
    """Units of one class, and how many of them are drawn."""

    name: Label = Field(title="类别")
    count: Annotated[int, Field(ge=1, le=MOST_UNITS, title="抽取数")]
    units: Units = Field(min_length=1)


class AvoidedPair(Piece):
    """Somebody, and a unit that they have to avoid (回避)."""

    person: Code
    unit: Code


class DrawAnnounced(OfficeBody):
    """That a draw is to be held: from which units and people, and by which number it is decided.

    ``seed_on`` is the local day on which the number comes out, after the one of this entry;
    ``source_words`` say where it is read, where that is no lottery. ``criteria`` say how the
    units were chosen; what is drawn from are the lists. ``avoided`` are all relations declared
    between these people and units; where it ``keeps_apart``, whom each is responsible for too.
    """

    kind: ClassVar[str] = "campaign.draw_announced"
    private: ClassVar[type[Private]] = ReasonPrivate

    criteria: Words = Field(default="", title="名单范围")
    shares: Annotated[
        tuple[DrawShare, ...], Field(min_length=1, max_length=MOST_SHARES, title="单位名单")
    ]
    people: Annotated[
        tuple[Code, ...], Field(min_length=1, max_length=MOST_PEOPLE, title="人员名单")
    ]
    teams: Annotated[int, Field(ge=1, le=MOST_TEAMS, title="小组数")]
    team_size: Annotated[int, Field(ge=LEAST_DRAWN, le=MOST_MEMBERS, title="每组人数")]
    keeps_apart: bool = Field(default=False, title="督学不去自己负责的单位")
    avoided: Annotated[tuple[AvoidedPair, ...], Field(max_length=MOST_AVOIDED)] = ()
    source: SeedSource = Field(title="号码来源")
    source_words: Words = Field(default="", title="号码在哪里公布")
    seed_on: DateText = Field(title="号码公布日期")

    @property
    def units(self) -> tuple[str, ...]:
        """All units that are drawn from."""
        return tuple(unit for share in self.shares for unit in share.units)

    @property
    def wanted(self) -> int:
        """How many units are drawn."""
        return sum(min(share.count, len(share.units)) for share in self.shares)

    def drawing(self, announcement: str) -> Drawing:
        """What is drawn from; ``announcement`` is the entry that this is the body of."""
        return Drawing(
            announcement=announcement,
            shares=[Share(each.count, each.units) for each in self.shares],
            people=self.people,
            teams=self.teams,
            team_size=self.team_size,
            avoided=frozenset((each.person, each.unit) for each in self.avoided),
        )


class LotTeam(Piece):
    """Who was drawn into a team, its leader first, and the units it goes to."""

    people: Annotated[tuple[Code, ...], Field(min_length=1, max_length=MOST_MEMBERS)]
    units: Units


class CampaignDrawn(OfficeBody):
    """The number has come out, and what it draws from the announcement of this entry's id."""

    kind: ClassVar[str] = "campaign.drawn"

    announcement: Sha256Hex
    digits: Digits = Field(title="公布的号码")
    teams: Annotated[tuple[LotTeam, ...], Field(min_length=1, max_length=MOST_TEAMS)]

    @classmethod
    def of(cls, announcement: str, digits: str, teams: tuple[DrawnTeam, ...]) -> "CampaignDrawn":
        """The entry's body for what was drawn."""
        drawn = tuple(LotTeam(people=each.people, units=each.units) for each in teams)
        return cls(announcement=announcement, digits=digits, teams=drawn)

    @property
    def drawn(self) -> tuple[DrawnTeam, ...]:
        """What it says was drawn."""
        return tuple(DrawnTeam(each.people, each.units) for each in self.teams)
