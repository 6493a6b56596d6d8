"""接口令牌: giving another system a token, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.clock import Clock, local_date
from domain.errors import BadInput, Conflict, NotFound
from domain.kinds.office.token import TokenGiven, TokenRevoked, TokenScope
from sync_server.access.credentials import new_secret, secret_hash
from sync_server.access.tokens import PREFIX
from sync_server.data.own import tokens as rows
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.office.commands import Office

LONGEST = timedelta(days=3 * 366)
TWICE = "这张表已经提交过，令牌已经发了；要再发一个，请重新打开这一页。"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A token that somebody wants to give; ``token`` is its code, made with the form."""

    token: str
    name: str
    scopes: Sequence[TokenScope]
    valid_until: date


@dataclass(frozen=True, slots=True)
class TokenCommands:
    """The verbs over a district's tokens; each checks the writer's role and district."""

    office: Office
    clock: Clock

    def give(self, writer: str, wanted: Wanted) -> str:
        """The secret of a new token: nobody can learn it again.

        BadInput under a field's name for what cannot be.
        """
        today = local_date(self.clock())
        if wanted.valid_until < today:
            raise BadInput("有效期已经过了，请写今天或以后的日期。", code="valid_until")
        if wanted.valid_until > today + LONGEST:
            raise BadInput("有效期最长三年，到期可以再发一个。", code="valid_until")
        if not wanted.scopes:
            raise BadInput("请至少选一项。", code="scopes")
        secret = PREFIX + new_secret()
        body = TokenGiven(
            token=wanted.token,
            name=wanted.name,
            scopes=tuple(each for each in TokenScope if each in wanted.scopes),
            valid_until=wanted.valid_until.isoformat(),
            secret_hash=secret_hash(secret),
        )
        try:
            self.office.set_register(writer, [OfficeEntry(body, expects=NEW)])
        except Conflict as error:
            raise BadInput(TWICE, code="name") from error
        return secret

    def revoke(self, writer: str, token: str, version: str) -> None:
        """Nobody reads anything by the token from now on.

        Conflict where it has changed since, BadInput for one that is revoked already.
        """
        district = self.office.author(writer).district
        with self.office.database.session() as session:
            row = rows.token(session, district, token)
        if row is None:
            raise NotFound("There is no such token.", token=token)
        if row.is_revoked:
            raise BadInput("这个令牌已经撤销了。", code="token_revoked")
        facts = row.model_dump(include={"token", "name", "valid_until", "secret_hash"})
        scopes = tuple(TokenScope(each) for each in row.scopes.split(","))
        body = TokenRevoked(**facts, scopes=scopes)
        self.office.set_register(writer, [OfficeEntry(body, expects=version)])
