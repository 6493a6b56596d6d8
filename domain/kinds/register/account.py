"""What is done about how a person signs in: told in the person's history, never the secret itself.

Passwords, codes and keys live outside the ledger; that one was given, set or taken away is an
entry. Only the server writes it, in the name of whoever is signed in there.
"""

from typing import ClassVar

from pydantic import Field

from domain.kinds.author import LEADING, PEOPLE, SERVER
from domain.kinds.kind import notes
from domain.kinds.piece import Code, OfficeBody, Private, Text


class AccountNote(OfficeBody, title="人员"):
    """Something about a person's account; how the person stands in the register stays."""

    account: Code = Field(title="账号")


class AccountReason(Private):
    """Why, where somebody else did it."""

    reason: Text = Field(default="", title="原因")


class CodeIssued(AccountNote, title="人员"):
    """The person was given a one-time code; an earlier one stopped working."""

    kind: ClassVar[str] = "account.code_issued"


class CodeRevoked(AccountNote, title="人员"):
    """The person's one-time code stopped working before anybody used it."""

    kind: ClassVar[str] = "account.code_revoked"


class PasswordSet(AccountNote, title="人员"):
    """The person has a new password; browsers that were signed in had to sign in again."""

    kind: ClassVar[str] = "account.password_set"


class SecondFactorSet(AccountNote, title="人员"):
    """Whether the person's sign-in asks for a code of their phone as well, from now on."""

    kind: ClassVar[str] = "account.second_factor_set"
    private: ClassVar[type[Private]] = AccountReason

    is_on: bool = Field(title="登录时再要一个动态码")


class ShutOutSet(AccountNote, title="人员"):
    """Whether the person is kept from signing in at all, as the register has them or not."""

    kind: ClassVar[str] = "account.shut_out_set"

    is_shut_out: bool = Field(title="不许登录")


def _account(body: AccountNote) -> str:
    return body.account


notes("person", CodeIssued, "发登录码", LEADING, _account)
notes("person", CodeRevoked, "作废登录码", LEADING, _account)
notes("person", PasswordSet, "设置密码", PEOPLE | SERVER, _account)
notes("person", SecondFactorSet, "设置两步登录", PEOPLE | SERVER, _account)
notes("person", ShutOutSet, "设置能否登录", LEADING, _account)
