"""What is done about a campaign before the teams go: planned, approved, prepared, received."""

from collections.abc import Callable
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import (
    COUNTING,
    DESK_WORK,
    OFFICE_WORK,
    VISITING,
    Relation,
    Rights,
    right,
)
from domain.kinds.book_part import BookPart
from domain.kinds.campaign.campaign import (
    NOT_OF_PLAN,
    UNTIMELY,
    CampaignBuilder,
    CampaignReceipt,
    CampaignSaid,
    FieldBegun,
    StageDone,
    missing_before,
    without_receipt,
)
from domain.kinds.campaign.course import CampaignStage, CampaignState
from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.folding import Stamp
from domain.kinds.kind import CAMPAIGN, Kind, Part, Trait, register
from domain.kinds.piece import Code, DateText, OfficeBody, Private, ReasonPrivate, TextPrivate
from domain.trail.line import Sha256Hex

NOT_READY = "campaign_not_ready"
"""Why the teams may not go yet: a stage before is not done, or somebody has not received it."""
BINDING = tuple(each for each in CampaignState if each.is_binding and not each.is_over)
MOST_PEOPLE = 500


class CampaignApproved(OfficeBody):
    """The plan as it stands is to be carried out."""

    kind: ClassVar[str] = "campaign.approved"
    private: ClassVar[type[Private]] = TextPrivate

    approved_on: DateText = Field(title="批准日期")


class CampaignStageDone(OfficeBody):
    """A stage of it is done, or left out for a reason."""

    kind: ClassVar[str] = "campaign.stage_done"
    private: ClassVar[type[Private]] = TextPrivate

    stage: CampaignStage = Field(title="环节")
    done_on: DateText = Field(title="完成日期")
    is_skipped: bool = Field(default=False, title="不再进行")


class CampaignFieldBegun(OfficeBody):
    """The teams may go; ``is_early`` where not all before it is done, for a reason."""

    kind: ClassVar[str] = "campaign.field_begun"
    private: ClassVar[type[Private]] = ReasonPrivate

    begun_on: DateText = Field(title="开始日期")
    is_early: bool = Field(default=False, title="提前开始")


class CampaignReceived(OfficeBody):
    """The writer has received this edition of the plan (签收)."""

    kind: ClassVar[str] = "campaign.received"

    edition: Sha256Hex


class CampaignReceiptsNoted(OfficeBody):
    """These persons have received it, as the office takes down: on paper, or at the briefing."""

    kind: ClassVar[str] = "campaign.receipts_noted"
    private: ClassVar[type[Private]] = TextPrivate

    received_on: DateText = Field(title="签收日期")
    accounts: Annotated[
        tuple[Code, ...], Field(min_length=1, max_length=MOST_PEOPLE, title="签收人员")
    ]


class CampaignWithdrawn(OfficeBody):
    """It does not take place, or no further, for a stated reason."""

    kind: ClassVar[str] = "campaign.withdrawn"
    private: ClassVar[type[Private]] = ReasonPrivate


def _set(
    campaign: CampaignBuilder, body: CampaignSet, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    if body.campaign_id != campaign.plan.campaign_id:
        return NOT_OF_PLAN
    if campaign.approved is not None:
        before, now = campaign.plan.all_units, body.all_units
        said = CampaignSaid(stamp=stamp, text=private.reason)
        campaign.added.update(dict.fromkeys(set(now) - set(before), said))
        campaign.dropped.update(dict.fromkeys(set(before) - set(now), said))
        for each in now:
            campaign.dropped.pop(each, None)
        if not body.keeps_receipts:
            campaign.edition = stamp.entry
    campaign.plan, campaign.set_by = body, stamp
    return None


def _approved(
    campaign: CampaignBuilder, body: CampaignApproved, private: TextPrivate, stamp: Stamp
) -> str | None:
    if reason := campaign.refusal(CampaignState.DRAFT):
        return reason
    campaign.approved = CampaignSaid(stamp=stamp, said_on=body.approved_on, text=private.text)
    campaign.edition = stamp.entry
    return None


def _stage_done(
    campaign: CampaignBuilder, body: CampaignStageDone, private: TextPrivate, stamp: Stamp
) -> str | None:
    if reason := campaign.refusal(*BINDING):
        return reason
    if body.stage not in campaign.plan.stages:
        return NOT_OF_PLAN
    is_field = body.stage is CampaignStage.FIELD
    if missing_before(campaign, body.stage) and not (is_field and campaign.begun):
        return NOT_READY
    if is_field and campaign.state is CampaignState.APPROVED:
        return UNTIMELY
    campaign.done[body.stage] = StageDone(
        stamp=stamp, said_on=body.done_on, text=private.text, is_skipped=body.is_skipped
    )
    return None


def _field_begun(
    campaign: CampaignBuilder, body: CampaignFieldBegun, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    if reason := campaign.refusal(CampaignState.APPROVED):
        return reason
    is_ready = not (missing_before(campaign, CampaignStage.FIELD) or without_receipt(campaign))
    if not (is_ready or body.is_early):
        return NOT_READY
    campaign.begun = FieldBegun(
        stamp=stamp, said_on=body.begun_on, text=private.reason, is_early=body.is_early
    )
    return None


def _received(
    campaign: CampaignBuilder, body: CampaignReceived, _private: Private, stamp: Stamp
) -> str | None:
    if reason := campaign.refusal(*BINDING):
        return reason
    if stamp.account not in campaign.plan.people:
        return NOT_OF_PLAN
    held = campaign.receipts.get(stamp.account)
    if held is None or held.edition != campaign.edition:
        campaign.receipts[stamp.account] = CampaignReceipt(stamp=stamp, edition=body.edition)
    return None


def _receipts_noted(
    campaign: CampaignBuilder, body: CampaignReceiptsNoted, private: TextPrivate, stamp: Stamp
) -> str | None:
    if reason := campaign.refusal(*BINDING):
        return reason
    waited_for = [
        each for each in dict.fromkeys(body.accounts) if each in without_receipt(campaign)
    ]
    if not waited_for:
        return NOT_OF_PLAN
    receipt = CampaignReceipt(
        stamp=stamp, said_on=body.received_on, text=private.text, edition=campaign.edition
    )
    campaign.receipts.update(dict.fromkeys(waited_for, receipt))
    return None


def _withdrawn(
    campaign: CampaignBuilder, _body: object, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    campaign.withdrawal = CampaignSaid(stamp=stamp, text=private.reason)
    return None


_CHANGES = frozenset({Trait.CHANGES, Trait.IN_OFFICE})
_TOLD = frozenset({BookPart.CAMPAIGNS})


def changes(
    body: type[OfficeBody],
    word: str,
    rights: Rights,
    apply: Callable[..., str | None],
    *traits: Trait,
) -> None:
    """Register what the office says of a campaign; the phones of all who have a part are told."""
    found = _CHANGES.union(traits)
    register(Kind(body, word, CAMPAIGN, rights, traits=found, apply=apply, told=_TOLD))


register(
    Kind(
        CampaignSet,
        "制定方案",
        CAMPAIGN,
        right(COUNTING, Relation.OFFICE),
        part=Part("plan"),
        traits=_CHANGES | {Trait.OPENS},
        apply=_set,
        code=lambda body: body.campaign_id,
        told=_TOLD,
    )
)
changes(CampaignApproved, "批准方案", OFFICE_WORK, _approved)
changes(CampaignStageDone, "登记环节", DESK_WORK, _stage_done)
changes(CampaignFieldBegun, "开始实地督导", DESK_WORK, _field_begun)
changes(CampaignReceiptsNoted, "代为签收", DESK_WORK, _receipts_noted)
changes(CampaignWithdrawn, "撤销专项", OFFICE_WORK, _withdrawn)
register(
    Kind(
        CampaignReceived,
        "签收方案",
        CAMPAIGN,
        right(VISITING, Relation.PARTICIPANT, Relation.OFFICE),
        traits=frozenset({Trait.CHANGES}),
        apply=_received,
        told=_TOLD,
    )
)
