"""接口令牌: what another system may read of a district, until when, and that it may not any more.

The secret itself is shown once to whoever makes the token; entries know its hash alone.
"""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.kinds.author import LEADING
from domain.kinds.kind import Trait, sets
from domain.kinds.piece import Code, DateText, OfficeBody
from domain.trail.line import Sha256Hex

LONGEST_NAME = 60
TokenName = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NAME)]


class TokenScope(StrEnum):
    """What of the district a token opens."""

    VISITS = "visits"
    FINDINGS = "findings"
    MONTH = "month"
    REGISTER = "register"


class Token(OfficeBody, title="接口令牌"):
    """A token as it now stands; ``valid_until`` is its last day, ``secret_hash`` of its secret."""

    token: Code = Field(title="编号")
    name: TokenName = Field(title="名称")
    scopes: Annotated[tuple[TokenScope, ...], Field(min_length=1, max_length=4, title="可读")]
    valid_until: DateText = Field(title="有效期至")
    secret_hash: Sha256Hex = Field(title="密钥的摘要")


class TokenGiven(Token, title="接口令牌"):
    """Whoever shows the secret may read this much."""

    kind: ClassVar[str] = "token.given"


class TokenRevoked(Token, title="接口令牌"):
    """Nobody reads anything by the secret any more."""

    kind: ClassVar[str] = "token.revoked"


def _token(body: Token) -> str:
    return body.token


sets("token", TokenGiven, "发放接口令牌", LEADING, _token, Trait.IN_OFFICE)
sets("token", TokenRevoked, "撤销接口令牌", LEADING, _token, Trait.IN_OFFICE)
