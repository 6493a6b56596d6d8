"""The forms of the checklist editor; ``revision`` is that of the draft as its writer saw it."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.register.checklist import ItemKind
from sync_server.console.forms import OfficeForm, Ticks
from sync_server.console.kinds.closing import ClosedOn

PUBLISHED = (
    "刚才有人发布了新的一版，您的还没有发布，草稿都在。"
    "请看下面对方改了什么；可以先把对方的改动并进草稿，再发布。"
)
LONGEST = 200


class BeginForm(OfficeForm):
    """That somebody begins to write the next version of a checklist."""


class UseForm(OfficeForm):
    """From which day a checklist is out of use."""

    closed_on: ClosedOn = None


class NewChecklistForm(OfficeForm):
    """A new checklist: from nothing, or from one that there is."""

    title: Annotated[str, Field(min_length=1, max_length=LONGEST, title="清单标题")]
    copied_from: Annotated[
        str, Field(max_length=64, title="照哪份清单", description="不选就从空白开始")
    ] = ""


class DraftForm(OfficeForm):
    """Something that changes a draft."""

    revision: Annotated[int, Field(ge=1)]


class ArrangeForm(DraftForm):
    """What is done with a section or an item by a button of its own: `up:q1`, `end:s2`."""

    pressed: ClassVar[str] = "act"

    act: Annotated[str, Field(pattern=r"^(up|down|end|resume):[A-Za-z0-9._:@-]{1,64}$")]


class TitleForm(DraftForm):
    """What the checklist is called."""

    title: Annotated[str, Field(min_length=1, max_length=LONGEST, title="清单标题")]


class SectionForm(DraftForm):
    """What a section is called."""

    title: Annotated[str, Field(min_length=1, max_length=LONGEST, title="分组标题")]


class ItemForm(DraftForm):
    """An item: what is asked, and how it is answered."""

    section: Annotated[str, Field(min_length=1, title="分组")]
    text: Annotated[
        str,
        Field(
            min_length=1,
            max_length=LONGEST,
            title="内容",
            description="“是否”要写成“是”就是好的",
        ),
    ]
    kind: Annotated[ItemKind, Field(title="答法")]
    options: Annotated[
        str,
        Field(
            max_length=4000,
            title="选项",
            description="只用于“选择”；一行一个，选了就算有问题的在行末加 *",
        ),
    ] = ""
    unit: Annotated[
        str, Field(max_length=20, title="单位", description="只用于“数字”“打分”，例如 分钟")
    ] = ""
    minimum: Annotated[float | None, Field(title="最小能填", description="更小就是填错了")] = None
    maximum: Annotated[float | None, Field(title="最大能填", description="更大就是填错了")] = None
    at_least: Annotated[float | None, Field(title="合格不少于", description="不到就算有问题")] = (
        None
    )
    at_most: Annotated[
        float | None, Field(title="合格不超过", description="例如 60；超过就算有问题")
    ] = None
    hint: Annotated[
        str,
        Field(
            max_length=LONGEST,
            title="说明",
            description="写在题目下面，例如 小学书面作业不超过 60 分钟",
        ),
    ] = ""
    needs_photo: Annotated[bool, Field(title="要拍照")] = False
    needs_remark_when_negative: Annotated[bool, Field(title="有问题时要备注说明")] = False
    is_key: Annotated[bool, Field(title="重点")] = False
    school_kinds: Annotated[Ticks, Field(title="只问这些单位", description="都不选就是都问")] = ()


class PublishForm(DraftForm):
    """That a draft becomes the next version, over the newest that its writer saw."""

    changed: ClassVar[str] = PUBLISHED

    over: Annotated[int, Field(ge=0)]


class CatchUpForm(DraftForm):
    """That what somebody else has published comes into the draft."""


class DropForm(DraftForm):
    """That a draft is given up."""


class TakeForm(OfficeForm):
    """Of which checklist a file becomes the draft."""

    into: Annotated[str, Field(max_length=64, title="作为", description="不选就是一份新的清单")] = (
        ""
    )
