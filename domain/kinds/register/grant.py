"""跨区授权: what a district lets an account of another one see and do in it, and until when."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from domain.kinds.author import LEADING, Role
from domain.kinds.kind import Trait, sets
from domain.kinds.piece import Code, DateText, OfficeBody, Private, Text

GRANTED = (Role.AUDITOR, Role.CLERK, Role.SUPERVISOR)
"""The roles that an account can have in a further district: what is done in a browser alone."""


def _granted(role: Role) -> Role:
    if role not in GRANTED:
        raise ValueError(f"{role} is no role in a further district")
    return role


class GrantPrivate(Private):
    """Who has the account, as the district that grants it knows them."""

    name: Text = Field(default="", title="姓名")


class GrantSet(OfficeBody, title="跨区授权"):
    """An account of another district has a role in this one, from one day to another."""

    kind: ClassVar[str] = "grant.set"
    private: ClassVar[type[Private]] = GrantPrivate

    account: Code = Field(title="账号")
    role: Annotated[Role, AfterValidator(_granted)] = Field(title="角色")
    from_on: DateText = Field(title="起始日期")
    to_on: DateText | None = Field(default=None, title="结束日期")

    def holds_on(self, day: date) -> bool:
        """Whether the account has the role on this day; the last day is one of them."""
        on = day.isoformat()
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


sets("grant", GrantSet, "设置跨区授权", LEADING, lambda body: body.account, Trait.IN_OFFICE)
