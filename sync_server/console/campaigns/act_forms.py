"""The forms on a campaign's page: what is approved, taken down and decided of it."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.campaign.course import CampaignStage, UnitPlea
from sync_server.console.forms import OfficeForm, Ticks

Text = Annotated[str, Field(max_length=2000)]
Reason = Annotated[str, Field(min_length=1, max_length=1000)]


class CampaignForm(OfficeForm):
    """Something said of a campaign as its reader saw it."""

    changed: ClassVar[str] = "这个专项刚有新内容，请先看过，再提交。您写的内容还在下面。"


class CampaignApproveForm(CampaignForm):
    """That the plan is to be carried out."""

    approved_on: Annotated[date, Field(title="批准日期")]
    text: Annotated[Text, Field(title="批示")] = ""


class CampaignStageForm(CampaignForm):
    """That a stage is done."""

    stage: Annotated[CampaignStage, Field(title="环节")]
    done_on: Annotated[date, Field(title="完成日期")]
    is_skipped: Annotated[bool, Field(title="这次不进行这个环节")] = False
    text: Annotated[Text, Field(title="情况", description="不进行的要写原因")] = ""


class CampaignBeginForm(CampaignForm):
    """That the teams may go."""

    begun_on: Annotated[date, Field(title="开始日期")]
    is_early: Annotated[bool, Field(title="前面的还没有办完，提前开始")] = False
    reason: Annotated[str, Field(max_length=1000, title="提前的原因")] = ""


class CampaignReceiptsForm(CampaignForm):
    """Who has received the plan, as the office takes it down."""

    received_on: Annotated[date, Field(title="签收日期")]
    accounts: Annotated[Ticks, Field(title="谁签收了", description="动员会上或在纸上签收的")] = ()
    text: Annotated[Text, Field(title="说明")] = ""


class CampaignSelfCheckForm(CampaignForm):
    """What a unit reported of itself."""

    unit: Annotated[str, Field(title="单位")]
    reported_on: Annotated[date, Field(title="报送日期")]
    has_problems: Annotated[bool, Field(title="自查发现了问题")] = False
    text: Annotated[str, Field(min_length=1, max_length=4000, title="自查情况")]


class CampaignUrgeForm(CampaignForm):
    """Which units are asked once more for their self-checks."""

    units: Annotated[
        Ticks, Field(title="催哪些单位", description="单位自己的页面上会看到催报")
    ] = ()
    urged_on: Annotated[date, Field(title="催报日期")]
    text: Annotated[str, Field(max_length=500, title="催报的话")] = ""


class CampaignAddUnitForm(CampaignForm):
    """One unit more, by which team, and why."""

    unit: Annotated[str, Field(title="单位")]
    team: Annotated[str, Field(title="督导小组", description="没有分组的不选")] = ""
    keeps_receipts: Annotated[bool, Field(title="签收过的不用重新签收")] = False
    reason: Annotated[Reason, Field(title="增加的原因")]


class CampaignDropUnitForm(CampaignForm):
    """One unit less, and why."""

    unit: Annotated[str, Field(title="单位")]
    keeps_receipts: Annotated[bool, Field(title="签收过的不用重新签收")] = False
    reason: Annotated[Reason, Field(title="减去的原因")]


class CampaignOpinionForm(CampaignForm):
    """That units were told what was found."""

    units: Annotated[Ticks, Field(title="单位")] = ()
    told_on: Annotated[date, Field(title="反馈日期")]
    plead_by: Annotated[date, Field(title="申辩截止日期")]
    text: Annotated[str, Field(max_length=4000, title="初步意见")] = ""


class CampaignPleaForm(CampaignForm):
    """What a unit said to it."""

    unit: Annotated[str, Field(title="单位")]
    pleaded_on: Annotated[date, Field(title="日期")]
    outcome: Annotated[UnitPlea, Field(title="情况")]
    text: Annotated[str, Field(min_length=1, max_length=4000, title="内容")]


class CampaignCloseForm(CampaignForm):
    """That nothing more is to be done, and why each uncovered unit was not covered."""

    closed_on: Annotated[date, Field(title="办结日期")]
    reasons: Annotated[
        str,
        Field(
            max_length=20_000,
            title="未督导单位的原因",
            description="每行一个单位：名称、冒号、原因；原因都一样的只写原因",
        ),
    ] = ""
    text: Annotated[Text, Field(title="总结")] = ""


class CampaignReopenForm(CampaignForm):
    """Why it is not done after all."""

    reason: Annotated[Reason, Field(title="重新打开的原因")]


class CampaignWithdrawForm(CampaignForm):
    """Why it does not take place."""

    reason: Annotated[Reason, Field(title="撤销原因")]
