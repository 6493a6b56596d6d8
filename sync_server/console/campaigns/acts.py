"""What may be done with a campaign that is there: the form of each act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.campaigns.changes import with_unit, without_unit
from domain.errors import BadInput
from domain.kinds.campaign.carrying_out import (
    OpinionTold,
    Pleaded,
    SelfChecked,
    SelfCheckUrged,
)
from domain.kinds.campaign.course import CampaignState
from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.campaign.preparing import (
    CampaignApproved,
    CampaignFieldBegun,
    CampaignReceiptsNoted,
    CampaignStageDone,
)
from sync_server.campaigns.commands import (
    AT_WORK,
    BINDING,
    OPEN,
    CampaignCommands,
    SeenCampaign,
)
from sync_server.campaigns.desk import CampaignPage
from sync_server.console.campaigns.act_forms import (
    CampaignAddUnitForm,
    CampaignApproveForm,
    CampaignBeginForm,
    CampaignCloseForm,
    CampaignDropUnitForm,
    CampaignForm,
    CampaignOpinionForm,
    CampaignPleaForm,
    CampaignReceiptsForm,
    CampaignReopenForm,
    CampaignSelfCheckForm,
    CampaignStageForm,
    CampaignUrgeForm,
    CampaignWithdrawForm,
)

State = CampaignState


class CampaignAct(StrEnum):
    """What is done about a campaign."""

    APPROVE = "approve"
    STAGE = "stage"
    RECEIPTS = "receipts"
    SELF_CHECK = "self-check"
    URGE = "urge"
    BEGIN = "begin"
    ADD_UNIT = "add-unit"
    DROP_UNIT = "drop-unit"
    OPINION = "opinion"
    PLEA = "plea"
    CLOSE = "close"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does an act on which campaign, as they saw it."""

    commands: CampaignCommands
    account: str
    seen: SeenCampaign
    page: CampaignPage


Does = Callable[[Doing, Any], object]


def _approve(doing: Doing, form: CampaignApproveForm) -> None:
    body = CampaignApproved(approved_on=form.approved_on.isoformat())
    doing.commands.approve(doing.account, doing.seen, body, form.text)


def _stage(doing: Doing, form: CampaignStageForm) -> None:
    body = CampaignStageDone(
        stage=form.stage, done_on=form.done_on.isoformat(), is_skipped=form.is_skipped
    )
    doing.commands.note_stage(doing.account, doing.seen, body, form.text)


def _receipts(doing: Doing, form: CampaignReceiptsForm) -> None:
    if not form.accounts:
        raise BadInput("请至少勾一个人。", code="accounts")
    body = CampaignReceiptsNoted(received_on=form.received_on.isoformat(), accounts=form.accounts)
    doing.commands.note_receipts(doing.account, doing.seen, body, form.text)


def _self_check(doing: Doing, form: CampaignSelfCheckForm) -> None:
    body = SelfChecked(
        unit=form.unit, reported_on=form.reported_on.isoformat(), has_problems=form.has_problems
    )
    doing.commands.note_self_check(doing.account, doing.seen, body, form.text)


def _urge(doing: Doing, form: CampaignUrgeForm) -> None:
    if not form.units:
        raise BadInput("请至少勾一个单位。", code="units")
    body = SelfCheckUrged(units=form.units, urged_on=form.urged_on.isoformat())
    doing.commands.urge(doing.account, doing.seen, body, form.text)


def _begin(doing: Doing, form: CampaignBeginForm) -> None:
    body = CampaignFieldBegun(begun_on=form.begun_on.isoformat(), is_early=form.is_early)
    doing.commands.begin(doing.account, doing.seen, body, form.reason)


def _add_unit(doing: Doing, form: CampaignAddUnitForm) -> None:
    _change(doing, with_unit(doing.page.campaign.plan, form.unit, form.team), form)


def _drop_unit(doing: Doing, form: CampaignDropUnitForm) -> None:
    _change(doing, without_unit(doing.page.campaign.plan, form.unit), form)


def _change(
    doing: Doing, plan: CampaignSet, form: CampaignAddUnitForm | CampaignDropUnitForm
) -> None:
    plan = plan.model_copy(update={"keeps_receipts": form.keeps_receipts})
    doing.commands.change(doing.account, doing.seen, plan, form.reason)


def _opinion(doing: Doing, form: CampaignOpinionForm) -> None:
    if not form.units:
        raise BadInput("请至少勾一个单位。", code="units")
    body = OpinionTold(
        units=form.units, told_on=form.told_on.isoformat(), plead_by=form.plead_by.isoformat()
    )
    doing.commands.tell_opinion(doing.account, doing.seen, body, form.text)


def _plea(doing: Doing, form: CampaignPleaForm) -> None:
    body = Pleaded(unit=form.unit, pleaded_on=form.pleaded_on.isoformat(), outcome=form.outcome)
    doing.commands.note_plea(doing.account, doing.seen, body, form.text)


def _close(doing: Doing, form: CampaignCloseForm) -> None:
    reasons = reasons_in(doing.page, form.reasons)
    said = (reasons, form.text)
    doing.commands.close(doing.account, doing.seen, form.closed_on.isoformat(), said)


def _reopen(doing: Doing, form: CampaignReopenForm) -> None:
    doing.commands.reopen(doing.account, doing.seen, form.reason)


def _withdraw(doing: Doing, form: CampaignWithdrawForm) -> None:
    doing.commands.withdraw(doing.account, doing.seen, form.reason)


def reasons_in(page: CampaignPage, text: str) -> dict[str, str]:
    """Why units were not covered, by their codes, from lines of a name, a colon and the reason.

    A line without a colon is why all others were not. BadInput (``reasons``) for a line that
    names no uncovered unit.
    """
    uncovered = page.listed.coverage.uncovered
    names = {page.names.school(each): each for each in uncovered}
    found: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        name, colon, reason = line.replace(":", "：").partition("：")
        if not colon:
            found = dict.fromkeys(uncovered, line.strip()) | found
            continue
        unit = names.get(name.strip())
        if unit is None:
            raise BadInput(f"“{name.strip()}”不是未督导的单位，请核对名称。", code="reasons")
        found[unit] = reason.strip()
    return found


@dataclass(frozen=True, slots=True)
class Act:
    """An act: its word, in which states it is possible, its form, and what is said once done.

    ``is_decision`` for what is a supervisor's alone.
    """

    word: str
    states: tuple[CampaignState, ...]
    form: type[CampaignForm]
    does: Does
    done: str
    is_decision: bool = False
    look: str = "btn-ink"
    says: str = ""


ACTS: Mapping[CampaignAct, Act] = {
    CampaignAct.APPROVE: Act(
        "批准方案",
        (State.DRAFT,),
        CampaignApproveForm,
        _approve,
        "方案已批准，督学的手机下次同步就收到。",
        is_decision=True,
    ),
    CampaignAct.STAGE: Act(
        "登记环节", BINDING, CampaignStageForm, _stage, "环节已登记。", says="按方案的顺序办理。"
    ),
    CampaignAct.RECEIPTS: Act(
        "代为签收",
        BINDING,
        CampaignReceiptsForm,
        _receipts,
        "签收已登记。",
        look="btn-quiet",
        says="督学在手机上自己签收；没有手机的联合部门人员，照纸上的签名在这里登记。",
    ),
    CampaignAct.SELF_CHECK: Act(
        "登记自查报告",
        BINDING,
        CampaignSelfCheckForm,
        _self_check,
        "自查报告已登记。",
        look="btn-quiet",
        says="单位在自己的页面上报送；纸上或邮件报来的，在这里登记。",
    ),
    CampaignAct.URGE: Act(
        "催报自查报告",
        BINDING,
        CampaignUrgeForm,
        _urge,
        "已催报，单位打开自己的页面就看到。",
        look="btn-quiet",
    ),
    CampaignAct.BEGIN: Act(
        "开始实地督导",
        (State.APPROVED,),
        CampaignBeginForm,
        _begin,
        "实地督导已开始，督学可以进校了。",
    ),
    CampaignAct.ADD_UNIT: Act(
        "增加一个单位",
        BINDING,
        CampaignAddUnitForm,
        _add_unit,
        "单位已加入方案，原因记在“批准以后的增减”里。",
        look="btn-quiet",
    ),
    CampaignAct.DROP_UNIT: Act(
        "减去一个单位",
        BINDING,
        CampaignDropUnitForm,
        _drop_unit,
        "单位已从方案减去，原因记在“批准以后的增减”里。",
        look="btn-quiet",
        says="已经有的督导记录还在，计作方案以外的单位。",
    ),
    CampaignAct.OPINION: Act(
        "登记初步意见",
        AT_WORK,
        CampaignOpinionForm,
        _opinion,
        "初步意见已登记，等单位申辩。",
        look="btn-quiet",
    ),
    CampaignAct.PLEA: Act(
        "登记申辩", AT_WORK, CampaignPleaForm, _plea, "申辩已登记。", look="btn-quiet"
    ),
    CampaignAct.CLOSE: Act(
        "办结专项",
        AT_WORK,
        CampaignCloseForm,
        _close,
        "专项已办结。",
        is_decision=True,
        says="每个单位都要有督导记录；没有督导的逐个写明原因。",
    ),
    CampaignAct.REOPEN: Act(
        "重新打开",
        (State.CLOSED,),
        CampaignReopenForm,
        _reopen,
        "专项已重新打开。",
        is_decision=True,
        look="btn-return",
    ),
    CampaignAct.WITHDRAW: Act(
        "撤销专项",
        OPEN,
        CampaignWithdrawForm,
        _withdraw,
        "专项已撤销，记录保留。",
        is_decision=True,
        look="btn-return",
    ),
}
"""In the order in which they are offered."""
