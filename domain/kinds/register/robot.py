"""The robot in the office's chat group (群机器人): that it is on, which, and when it speaks.

Its address and its key are no part of any entry: whoever has them may write into the group.
"""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.clock import Instant
from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Code, OfficeBody


class RobotSort(StrEnum):
    """Whose robot it is."""

    DINGTALK = "dingtalk"
    WECOM = "wecom"
    FEISHU = "feishu"


class RobotSet(OfficeBody, title="群机器人"):
    """The robot as it now stands.

    ``held`` names what the server keeps sealed of it beside the ledger (address, key, keyword);
    another name says that these were changed. Hazards that arrived before ``on_since`` are told
    in the digest only.
    """

    kind: ClassVar[str] = "robot.set"

    district: Code = Field(title="代码")
    sort: RobotSort = Field(title="哪一家")
    is_on: bool = Field(title="启用")
    digest_hour: Annotated[int, Field(ge=0, le=23)] = Field(title="每天几点汇总")
    on_since: Instant = Field(title="启用时间")
    held: Code = Field(title="地址和密钥（只记编号）")


sets("robot", RobotSet, "设置群机器人", LEADING, lambda body: body.district)
