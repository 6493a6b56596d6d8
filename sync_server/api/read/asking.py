"""What the addresses of the read API ask for, and who asks."""

from datetime import date, datetime
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from domain.clock import format_instant
from domain.errors import NotSignedIn
from sync_server.access.tokens import Reader
from sync_server.api.deps import ServerDep
from sync_server.data.feeds.ask import Condition, Op

READ = "/read/v1"
MOST, USUAL = 1000, 200
NO_TOKEN = "请带上督导室发的接口令牌：Authorization: Bearer 令牌。"  # noqa: S105 -- says so
TOKEN = HTTPBearer(
    auto_error=False, scheme_name="ReadToken", description="督导室发放的接口令牌（只读）。"
)

Month = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:@-]{1,64}$")]


# In a thread of its own: whose a token is stands in the database.
def reader_of(
    server: ServerDep,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(TOKEN)],
) -> Reader:
    """Who shows the token; NotSignedIn without a good one."""
    if credentials is None:
        raise NotSignedIn(NO_TOKEN, code="no_token")
    return server.tokens.reader(credentials.credentials)


ReaderDep = Annotated[Reader, Depends(reader_of)]


class Asking(BaseModel):
    """Which page: what the last one gave as ``next`` tells where it begins."""

    model_config = ConfigDict(extra="forbid")

    after: Annotated[str, Field(max_length=400, title="接着哪里", description="上一页给的")] = ""
    limit: Annotated[int, Field(ge=1, le=MOST, title="一页几行")] = USUAL

    def conditions(self) -> list[Condition]:
        """What the rows must fit."""
        names = {"from_on": Op.GE, "to_on": Op.LE, "from_month": Op.GE, "to_month": Op.LE}
        found = []
        for name in type(self).model_fields:
            value = getattr(self, name)
            if value is None or name in _NO_CONDITION:
                continue
            column = _COLUMNS.get((type(self).__name__, name), name)
            told = value.isoformat() if isinstance(value, date) else value
            found.append(Condition(column, names.get(name, Op.EQ), told))
        return found

    def since(self) -> str:
        """The instant since which anything was changed; empty for all."""
        changed: datetime | None = getattr(self, "changed_since", None)
        return format_instant(changed) if changed else ""


class VisitsAsked(Asking):
    """Which visits."""

    from_on: Annotated[date | None, Field(title="督导日期从")] = None
    to_on: Annotated[date | None, Field(title="督导日期到")] = None
    changed_since: Annotated[
        AwareDatetime | None, Field(title="此后有变动的", description="如 2026-05-01T00:00:00Z")
    ] = None
    state: Annotated[Code | None, Field(title="状态代码")] = None
    zone: Annotated[Code | None, Field(title="责任区编号")] = None
    school_id: Annotated[Code | None, Field(title="单位编号")] = None
    is_counted: Annotated[bool | None, Field(title="计入统计")] = None


class FindingsAsked(Asking):
    """Which findings."""

    from_on: Annotated[date | None, Field(title="提出日期从")] = None
    to_on: Annotated[date | None, Field(title="提出日期到")] = None
    changed_since: Annotated[
        AwareDatetime | None, Field(title="此后有变动的", description="如 2026-05-01T00:00:00Z")
    ] = None
    state: Annotated[Code | None, Field(title="状态代码")] = None
    zone: Annotated[Code | None, Field(title="责任区编号")] = None
    school_id: Annotated[Code | None, Field(title="单位编号")] = None
    is_open: Annotated[bool | None, Field(title="没有了结")] = None
    is_standing: Annotated[
        bool, Field(title="作数的", description="false：撤回的、所在督导作废了的，供对方删去")
    ] = True


class MonthsAsked(Asking):
    """Which rows of which months."""

    from_month: Annotated[Month | None, Field(title="从哪月")] = None
    to_month: Annotated[Month | None, Field(title="到哪月")] = None
    grouping: Annotated[Code | None, Field(title="分行", description="zone、inspector、school")] = (
        None
    )


class RegisterAsked(Asking):
    """Which units or people."""

    zone: Annotated[Code | None, Field(title="责任区编号")] = None
    is_active: Annotated[bool | None, Field(title="在用")] = None


_NO_CONDITION = {"after", "limit", "changed_since"}
_COLUMNS = {
    **{(VisitsAsked.__name__, name): "visit_on" for name in ("from_on", "to_on")},
    **{(FindingsAsked.__name__, name): "raised_on" for name in ("from_on", "to_on")},
    **{(MonthsAsked.__name__, name): "month" for name in ("from_month", "to_month")},
}
