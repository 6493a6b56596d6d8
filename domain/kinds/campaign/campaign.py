"""A campaign (专项督导) as its entries make it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from domain.kinds.author import REVIEWING, Author, Relation
from domain.kinds.campaign.course import CampaignStage, CampaignState, UnitPlea
from domain.kinds.campaign.lots import CampaignDrawn, DrawAnnounced
from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.folding import Folded, Ignored, Stamp, SubjectBuilder
from domain.kinds.kept_file import KeptFile

UNTIMELY = "campaign_untimely"
"""Why an act does not count that is not possible in the state in which it comes."""
OVER = "campaign_over"
"""Why nothing counts any more on a campaign that is closed or withdrawn."""
NOT_OF_PLAN = "campaign_not_of_plan"
"""Why what is said of a unit, person or stage does not count that the plan does not have."""


class CampaignSaid(Folded):
    """An act about a campaign on a local day, and its words."""

    stamp: Stamp
    said_on: str = ""
    text: str = ""


class StageDone(CampaignSaid):
    """That a stage of it is done, or that it was left out for a reason."""

    is_skipped: bool = False


class FieldBegun(CampaignSaid):
    """That the teams may go; ``is_early`` where not all before it was done, for a reason."""

    is_early: bool = False


class CampaignReceipt(CampaignSaid):
    """That somebody has received this edition of the plan; the office may take it down."""

    edition: str


class UnitSaid(CampaignSaid):
    """What a unit said, who of it, and what it put beside it."""

    told_by: str = ""
    files: tuple[KeptFile, ...] = ()


class SelfCheck(UnitSaid):
    """What a unit found on itself (自查), and its report."""

    has_problems: bool


class Opinion(CampaignSaid):
    """What a unit was told first (初步意见), and until when it may answer."""

    plead_by: str


class CampaignPlea(UnitSaid):
    """What a unit said to it (申辩), or that it has nothing to say."""

    outcome: UnitPlea


class CampaignClosing(CampaignSaid):
    """That it is closed, with so many units covered, and why each other one was not."""

    covered: int
    uncovered: Mapping[str, str]


class CampaignDraw(CampaignSaid):
    """That a draw was announced, by the entry of the stamp and for a reason, and what it gave.

    Where another was announced after it and nothing was ever drawn, it was given up.
    """

    announced: DrawAnnounced
    drawn: CampaignDrawn | None = None
    drawn_stamp: Stamp | None = None


class Planned(Protocol):
    """What a campaign's state is told from, in the making and made."""

    @property
    def plan(self) -> CampaignSet:
        """Its plan."""

    @property
    def approved(self) -> CampaignSaid | None:
        """Its approval."""

    @property
    def done(self) -> Mapping[CampaignStage, StageDone]:
        """Which of its stages are done."""

    @property
    def begun(self) -> FieldBegun | None:
        """That the teams may go."""

    @property
    def closing(self) -> CampaignClosing | None:
        """That it is closed."""

    @property
    def withdrawal(self) -> CampaignSaid | None:
        """That it is taken back."""

    @property
    def edition(self) -> str:
        """The entry that a receipt of it names."""

    @property
    def receipts(self) -> Mapping[str, CampaignReceipt]:
        """Who received it."""


def state_of(campaign: Planned) -> CampaignState:
    """Where the campaign stands. One whose plan begins in the field runs once it is approved."""
    for is_so, state in (
        (campaign.withdrawal is not None, CampaignState.WITHDRAWN),
        (campaign.closing is not None, CampaignState.CLOSED),
        (campaign.approved is None, CampaignState.DRAFT),
        (CampaignStage.FIELD in campaign.done, CampaignState.REPORTING),
        (campaign.begun is not None, CampaignState.RUNNING),
        (not preparation(campaign.plan), CampaignState.RUNNING),
    ):
        if is_so:
            return state
    return CampaignState.APPROVED


def preparation(plan: CampaignSet) -> tuple[CampaignStage, ...]:
    """The plan's stages before anybody goes to a unit."""
    return tuple(each for each in plan.stages if each.comes_before_field)


def missing_before(campaign: Planned, stage: CampaignStage) -> tuple[CampaignStage, ...]:
    """The plan's stages before this one that are not done yet."""
    stages = campaign.plan.stages
    before = stages[: stages.index(stage)] if stage in stages else ()
    return tuple(each for each in before if each not in campaign.done)


def without_receipt(campaign: Planned) -> tuple[str, ...]:
    """Who of the teams has not received the plan as it now stands."""
    receipts, edition = campaign.receipts, campaign.edition
    return tuple(
        account
        for account in campaign.plan.people
        if account not in receipts or receipts[account].edition != edition
    )


class Campaign(Folded):
    """A campaign; ``set_by`` is the newest word on its plan, ``edition`` the entry that a receipt
    of it names: empty before it is approved.

    ``added`` and ``dropped`` are the units that came and went after that, and why; ``draws`` are
    all that were announced, the newest last.
    """

    campaign: str
    district: str
    opened: Stamp
    set_by: Stamp
    plan: CampaignSet
    state: CampaignState
    edition: str = ""
    approved: CampaignSaid | None = None
    done: dict[CampaignStage, StageDone]
    begun: FieldBegun | None = None
    receipts: dict[str, CampaignReceipt]
    self_checks: dict[str, SelfCheck]
    urged: dict[str, CampaignSaid]
    opinions: dict[str, Opinion]
    pleas: dict[str, CampaignPlea]
    added: dict[str, CampaignSaid]
    dropped: dict[str, CampaignSaid]
    draws: tuple[CampaignDraw, ...] = ()
    closing: CampaignClosing | None = None
    withdrawal: CampaignSaid | None = None
    ignored: tuple[Ignored, ...] = ()
    tip: str
    version: str


@dataclass
class CampaignBuilder(SubjectBuilder):
    """A campaign in the making, while the fold goes through its entries."""

    opened: Stamp
    set_by: Stamp
    plan: CampaignSet
    edition: str = ""
    approved: CampaignSaid | None = None
    done: dict[CampaignStage, StageDone] = field(default_factory=dict)
    begun: FieldBegun | None = None
    receipts: dict[str, CampaignReceipt] = field(default_factory=dict)
    self_checks: dict[str, SelfCheck] = field(default_factory=dict)
    urged: dict[str, CampaignSaid] = field(default_factory=dict)
    opinions: dict[str, Opinion] = field(default_factory=dict)
    pleas: dict[str, CampaignPlea] = field(default_factory=dict)
    added: dict[str, CampaignSaid] = field(default_factory=dict)
    dropped: dict[str, CampaignSaid] = field(default_factory=dict)
    draws: list[CampaignDraw] = field(default_factory=list)
    closing: CampaignClosing | None = None
    withdrawal: CampaignSaid | None = None

    @property
    def state(self) -> CampaignState:
        """Where it stands so far."""
        return state_of(self)

    def relation(self, author: Author) -> Relation:
        """Who is in a team has a part in it; whoever else writes in its district is its office.

        A supervisor may be in a team: they stay its office.
        """
        if author.district != self.owner.district:
            return Relation.STRANGER
        is_of_team = author.account in self.plan.people and author.role not in REVIEWING
        return Relation.PARTICIPANT if is_of_team else Relation.OFFICE

    def untimely(self, *, after_submission: bool, after_end: bool) -> str | None:
        """Nothing counts on a campaign that is over, but what begins it again."""
        return OVER if self.state.is_over and not after_end else None

    def refusal(self, *states: CampaignState) -> str | None:
        """Why what is possible in these states only does not count now, or None."""
        return None if self.state in states else UNTIMELY
