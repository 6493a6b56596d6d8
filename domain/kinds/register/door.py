"""What is done about how a unit comes in at its door: told in its history, never the secret itself.

Links and passwords of units live outside the ledger; that one was made or taken away is an entry.
"""

from typing import ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.kind import notes
from domain.kinds.piece import Code, DateText, OfficeBody, Private, Text


class DoorNote(OfficeBody, title="学校"):
    """Something about a unit's door; how the unit stands in the register stays."""

    school_id: Code = Field(title="学校")


class DoorPrivate(Private):
    """Whom a link was given to, or why one was taken away."""

    text: Text = Field(default="", title="说明")


class DoorLinkMade(DoorNote, title="学校"):
    """The unit has a link more, through this local day."""

    kind: ClassVar[str] = "door.link_made"
    private: ClassVar[type[Private]] = DoorPrivate

    link: Code = Field(title="链接编号")
    until_on: DateText = Field(title="链接有效到")


class DoorLinkRevoked(DoorNote, title="学校"):
    """A link of the unit opens nothing any more, nor what was opened with it."""

    kind: ClassVar[str] = "door.link_revoked"
    private: ClassVar[type[Private]] = DoorPrivate

    link: Code = Field(title="链接编号")


class DoorAccountSet(DoorNote, title="学校"):
    """The unit has an account with a new password; whoever had come in with the old one is out."""

    kind: ClassVar[str] = "door.account_set"

    account: Code = Field(title="单位账号")


class DoorAccountClosed(DoorNote, title="学校"):
    """The unit's account opens nothing any more."""

    kind: ClassVar[str] = "door.account_closed"

    account: Code = Field(title="单位账号")


def _school(body: DoorNote) -> str:
    return body.school_id


notes("school", DoorLinkMade, "发学校端链接", LEADING, _school)
notes("school", DoorLinkRevoked, "作废学校端链接", LEADING, _school)
notes("school", DoorAccountSet, "发单位账号和密码", LEADING, _school)
notes("school", DoorAccountClosed, "停用单位账号", LEADING, _school)
