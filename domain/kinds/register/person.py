"""People with an account."""

from enum import StrEnum
from typing import ClassVar

from domain.kinds.author import LEADING, Role
from domain.kinds.kind import sets
from domain.kinds.piece import Body, Code, Label, Private


class Post(StrEnum):
    """专职 or 兼职."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"


class PersonPrivate(Private):
    """The person's name, as shown everywhere."""

    name: Label = "（未填）"


class PersonSet(Body):
    """A person with an account as they now stand: role, zone and kind of appointment."""

    kind: ClassVar[str] = "person.set"
    private: ClassVar[type[Private]] = PersonPrivate

    account: Code
    role: Role
    zone: Code | None = None
    post: Post | None = None
    is_active: bool = True


sets("person", PersonSet, "设置人员", LEADING, lambda body: body.account)
