"""What comes of a campaign at its units, and how it ends."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import DESK_WORK, OFFICE_WORK, SERVER
from domain.kinds.campaign.campaign import (
    NOT_OF_PLAN,
    CampaignBuilder,
    CampaignClosing,
    CampaignPlea,
    CampaignSaid,
    Opinion,
    SelfCheck,
)
from domain.kinds.campaign.course import CampaignState, UnitPlea
from domain.kinds.campaign.plan import MOST_UNITS, Units, Words
from domain.kinds.campaign.preparing import BINDING, changes
from domain.kinds.folding import Stamp
from domain.kinds.kept_file import KeptFile
from domain.kinds.kind import Trait
from domain.kinds.piece import (
    Code,
    DateText,
    OfficeBody,
    Private,
    Quantity,
    ReasonPrivate,
    Text,
    TextPrivate,
)

PLEA_RUNS = "campaign_plea_runs"
"""Why something does not count that has to wait until a unit had its say."""
MOST_FILES = 5


Files = Annotated[tuple[KeptFile, ...], Field(max_length=MOST_FILES, title="附件")]


class UnitSaidPrivate(TextPrivate):
    """What a unit says, and who of it says so."""

    told_by: Text = Field(default="", title="填报人")


class SelfChecked(OfficeBody):
    """What a unit reports of itself (自查), at its door or as the office takes it down."""

    kind: ClassVar[str] = "campaign.self_checked"
    private: ClassVar[type[Private]] = UnitSaidPrivate

    unit: Code = Field(title="单位")
    reported_on: DateText = Field(title="报送日期")
    has_problems: bool = Field(title="自查发现问题")
    files: Files = ()


class SelfCheckUrged(OfficeBody):
    """The office asks these units once more for what they report of themselves (催报)."""

    kind: ClassVar[str] = "campaign.self_check_urged"
    private: ClassVar[type[Private]] = TextPrivate

    units: Annotated[tuple[Code, ...], Field(min_length=1, max_length=MOST_UNITS, title="单位")]
    urged_on: DateText = Field(title="催报日期")


class OpinionTold(OfficeBody):
    """These units were told what was found, and may answer until a day (初步意见)."""

    kind: ClassVar[str] = "campaign.opinion_told"
    private: ClassVar[type[Private]] = TextPrivate

    units: Annotated[tuple[Code, ...], Field(min_length=1, max_length=MOST_UNITS, title="单位")]
    told_on: DateText = Field(title="反馈日期")
    plead_by: DateText = Field(title="申辩截止日期")


class Pleaded(OfficeBody):
    """What a unit said to it, or that it has nothing to say (申辩)."""

    kind: ClassVar[str] = "campaign.pleaded"
    private: ClassVar[type[Private]] = UnitSaidPrivate

    unit: Code = Field(title="单位")
    pleaded_on: DateText = Field(title="日期")
    outcome: UnitPlea = Field(title="情况")
    files: Files = ()


class ClosedPrivate(Private):
    """Why each of the units was not covered, in their order, and a word on the whole."""

    reasons: Annotated[tuple[Words, ...], Field(max_length=MOST_UNITS)] = ()
    text: Words = ""


class CampaignClosed(OfficeBody):
    """Nothing more is to be done: so many units were covered, and each other one is named."""

    kind: ClassVar[str] = "campaign.closed"
    private: ClassVar[type[Private]] = ClosedPrivate

    closed_on: DateText = Field(title="办结日期")
    covered: Quantity = Field(title="已覆盖单位数")
    uncovered: Units = Field(default=(), title="未覆盖单位")


class CampaignReopened(OfficeBody):
    """It was closed too early: it is being reported on again, for a stated reason."""

    kind: ClassVar[str] = "campaign.reopened"
    private: ClassVar[type[Private]] = ReasonPrivate


def _self_checked(
    campaign: CampaignBuilder, body: SelfChecked, private: UnitSaidPrivate, stamp: Stamp
) -> str | None:
    if reason := campaign.refusal(*BINDING):
        return reason
    if body.unit not in campaign.plan.all_units:
        return NOT_OF_PLAN
    campaign.self_checks[body.unit] = SelfCheck(
        stamp=stamp,
        said_on=body.reported_on,
        text=private.text,
        told_by=private.told_by,
        has_problems=body.has_problems,
        files=body.files,
    )
    return None


def _urged(
    campaign: CampaignBuilder, body: SelfCheckUrged, private: TextPrivate, stamp: Stamp
) -> str | None:
    if reason := campaign.refusal(*BINDING):
        return reason
    silent = [
        each
        for each in body.units
        if each in campaign.plan.all_units and each not in campaign.self_checks
    ]
    if not silent:
        return NOT_OF_PLAN
    urged = CampaignSaid(stamp=stamp, said_on=body.urged_on, text=private.text)
    campaign.urged.update(dict.fromkeys(silent, urged))
    return None


def _told(
    campaign: CampaignBuilder, body: OpinionTold, private: TextPrivate, stamp: Stamp
) -> str | None:
    if reason := campaign.refusal(CampaignState.RUNNING, CampaignState.REPORTING):
        return reason
    units = [each for each in body.units if each in campaign.plan.all_units]
    if not units:
        return NOT_OF_PLAN
    opinion = Opinion(stamp=stamp, said_on=body.told_on, text=private.text, plead_by=body.plead_by)
    for each in units:
        campaign.opinions[each] = opinion
        campaign.pleas.pop(each, None)
    return None


def _pleaded(
    campaign: CampaignBuilder, body: Pleaded, private: UnitSaidPrivate, stamp: Stamp
) -> str | None:
    if reason := campaign.refusal(CampaignState.RUNNING, CampaignState.REPORTING):
        return reason
    if body.unit not in campaign.opinions:
        return NOT_OF_PLAN
    campaign.pleas[body.unit] = CampaignPlea(
        stamp=stamp,
        said_on=body.pleaded_on,
        text=private.text,
        told_by=private.told_by,
        outcome=body.outcome,
        files=body.files,
    )
    return None


def _closed(
    campaign: CampaignBuilder, body: CampaignClosed, private: ClosedPrivate, stamp: Stamp
) -> str | None:
    if reason := campaign.refusal(CampaignState.RUNNING, CampaignState.REPORTING):
        return reason
    if not set(body.uncovered) <= set(campaign.plan.all_units):
        return NOT_OF_PLAN
    reasons = (*private.reasons, *[""] * len(body.uncovered))
    campaign.closing = CampaignClosing(
        stamp=stamp,
        said_on=body.closed_on,
        text=private.text,
        covered=body.covered,
        uncovered=dict(zip(body.uncovered, reasons, strict=False)),
    )
    return None


def _reopened(
    campaign: CampaignBuilder, _body: object, _private: ReasonPrivate, _stamp: Stamp
) -> str | None:
    if reason := campaign.refusal(CampaignState.CLOSED):
        return reason
    campaign.closing = None
    return None


_BY_UNIT = (*DESK_WORK, (SERVER, DESK_WORK[0][1]))
changes(SelfChecked, "登记自查报告", _BY_UNIT, _self_checked)
changes(SelfCheckUrged, "催报自查报告", DESK_WORK, _urged)
changes(OpinionTold, "反馈初步意见", DESK_WORK, _told)
changes(Pleaded, "登记申辩", _BY_UNIT, _pleaded)
changes(CampaignClosed, "办结专项", OFFICE_WORK, _closed)
changes(CampaignReopened, "重新打开专项", OFFICE_WORK, _reopened, Trait.AFTER_END)
