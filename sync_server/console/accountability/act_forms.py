"""The forms on an accountability case's page: what is taken down and decided of it."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.accountability.course import Accountable, Outcome, PleaOutcome
from sync_server.console.forms import OfficeForm, Ticks

Text = Annotated[str, Field(max_length=8000)]
Required = Annotated[str, Field(min_length=1, max_length=8000)]


class CaseForm(OfficeForm):
    """Something said of a case as its reader saw it."""

    changed: ClassVar[str] = "这件问责刚有新内容，请先看过，再提交。您写的内容还在下面。"


class CaseRestateForm(CaseForm):
    """What a case is about, said anew."""

    target: Annotated[Accountable, Field(title="问责对象")]
    person: Annotated[
        str, Field(max_length=60, title="姓名", description="问责个人的要填；问责单位的可填负责人")
    ] = ""
    post: Annotated[str, Field(max_length=60, title="职务")] = ""
    inspected_on: Annotated[
        date,
        Field(title="督导完成日期", description="从这天起 60 天内成立调查认定组"),
    ]
    facts: Annotated[Required, Field(title="事实")]
    basis: Annotated[Required, Field(title="依据")]


class CaseGroupForm(CaseForm):
    """That the 调查认定组 is there."""

    set_on: Annotated[date, Field(title="成立日期")]
    members: Annotated[Required, Field(title="成员", description="会同的部门和人员")]


class CaseNoticeForm(CaseForm):
    """That they were told in writing."""

    notified_on: Annotated[date, Field(title="告知书送达日期")]
    plead_by: Annotated[date, Field(title="陈述申辩截止日期")]
    manners: Annotated[Ticks, Field(title="拟问责方式", description="至少勾一种")] = ()
    facts: Annotated[Required, Field(title="认定的事实")]
    basis: Annotated[Required, Field(title="依据")]
    received_by: Annotated[str, Field(max_length=60, title="签收人")] = ""


class CasePleaForm(CaseForm):
    """What came of the right to be heard."""

    outcome: Annotated[PleaOutcome, Field(title="结果")]
    heard_on: Annotated[date, Field(title="日期", description="收到的日期；期满没有提出的填今天")]
    text: Annotated[Text, Field(title="陈述申辩的内容", description="提出了的要填")] = ""


class CaseDecideForm(CaseForm):
    """What the 委员会 decided."""

    number: Annotated[str, Field(max_length=200, title="文号")] = ""
    decided_on: Annotated[date, Field(title="决定日期")]
    effective_on: Annotated[date, Field(title="生效时间")]
    manners: Annotated[Ticks, Field(title="问责方式", description="至少勾一种")] = ()
    aggravations: Annotated[Ticks, Field(title="从重情形", description="没有就不勾")] = ()
    aggravated: Annotated[Text, Field(title="从重情形的说明", description="勾了“其他”的要填")] = ""
    circumstances: Annotated[Required, Field(title="基本情况")]
    facts: Annotated[Required, Field(title="问责事实")]
    basis: Annotated[Required, Field(title="问责依据")]


class CaseServeForm(CaseForm):
    """That they got the decision."""

    served_on: Annotated[date, Field(title="决定书送达日期")]
    received_by: Annotated[str, Field(max_length=60, title="签收人")] = ""


class CaseReviewAskedForm(CaseForm):
    """That they ask for a 复核."""

    asked_on: Annotated[date, Field(title="收到申请的日期")]
    text: Annotated[Required, Field(title="申请的理由")]


class CaseReviewForm(CaseForm):
    """What the 复核 came to."""

    outcome: Annotated[Outcome, Field(title="结果")]
    decided_on: Annotated[date, Field(title="复核决定日期")]
    known_on: Annotated[date, Field(title="对方收到的日期", description="从这天起 15 天内可以申诉")]
    manners: Annotated[Ticks, Field(title="变更后的问责方式", description="变更的才勾")] = ()
    text: Annotated[Required, Field(title="理由")]


class CaseAppealAskedForm(CaseForm):
    """That they complain one level up."""

    asked_on: Annotated[date, Field(title="提出申诉的日期")]
    text: Annotated[Required, Field(title="申诉的理由", description="向哪里申诉也写上")]


class CaseAppealForm(CaseForm):
    """What the 申诉 came to."""

    outcome: Annotated[Outcome, Field(title="结果")]
    decided_on: Annotated[date, Field(title="申诉处理决定日期")]
    known_on: Annotated[
        date,
        Field(title="收到处理决定书的日期", description="有误的，从这天起 15 天内纠正"),
    ]
    manners: Annotated[Ticks, Field(title="变更后的问责方式", description="变更的才勾")] = ()
    text: Annotated[Required, Field(title="理由")]


class CaseCorrectForm(CaseForm):
    """That the decision was put right."""

    corrected_on: Annotated[date, Field(title="纠正日期")]
    text: Annotated[Required, Field(title="纠正的内容")]


class CaseEndForm(CaseForm):
    """That nothing more is to be done."""

    ended_on: Annotated[date, Field(title="办结日期")]
    is_waived: Annotated[bool, Field(title="对方书面表示不再申请复核、申诉")] = False
    text: Annotated[Text, Field(title="执行和办结情况")] = ""


class CaseWithdrawForm(CaseForm):
    """That nobody is held to account after all."""

    reason: Annotated[Required, Field(title="原因")]
