"""跨区授权: accounts of other districts that have a role in this one, a city's office for one."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.errors import BadInput, NotFound
from domain.kinds.author import Role
from domain.kinds.register.grant import GRANTED, GrantPrivate, GrantSet
from domain.sign_in import typed_account
from domain.words.roles import MAY
from domain.words.values import label
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm, typed_of
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.kinds.thing_page import Fact
from sync_server.console.pages import thing_path
from sync_server.ledger.append import NEW
from sync_server.register.grants import ListedGrant
from sync_server.register.history import History

router = APIRouter()


def _state(each: ListedGrant) -> Sequence[Chip]:
    if each.is_running:
        return [Chip("在用", "chip-approved")]
    return [Chip("还没开始", "chip-notice") if each.is_to_come else Chip("已结束")]


COLUMNS: tuple[Column[ListedGrant], ...] = (
    Column(
        "姓名",
        lambda each: each.row.name or each.row.account,
        lambda each: thing_path("grant", each.row.account),
        note=lambda each: each.row.account,
    ),
    Column("在本区的角色", lambda each: label(Role(each.row.role))),
    Column("起始日期", lambda each: each.row.from_on),
    Column("结束日期", lambda each: each.row.to_on or "没有写明"),
    Column("状态", chips=_state),
)


def _rows(asking: Asking[Filters]) -> Listed[ListedGrant]:
    rows = asking.services.grants.listed(asking.viewer)
    return InOrder(rows, lambda _: True, lambda each: each.row.account).listed()


class GrantForm(OfficeForm):
    """What an account of another district is in this one, and until when."""

    account: Annotated[
        str,
        Field(min_length=1, max_length=64, title="账号", description="对方在自己区县里的账号"),
    ]
    name: Annotated[
        str, Field(min_length=1, max_length=60, title="姓名", description="和对方名册里的一致")
    ]
    role: Annotated[Role, Field(title="在本区的角色")]
    from_on: Annotated[date, Field(title="起始日期")]
    to_on: Annotated[
        date | None, Field(title="结束日期", description="这天是最后一天；一直有效的不填")
    ] = None


def _private(history: History) -> GrantPrivate:
    said = (step.reading.private for step in reversed(history.steps) if step.ignored is None)
    return next((each for each in said if isinstance(each, GrantPrivate)), GrantPrivate())


def _typed(history: History) -> Typed:
    return typed_of(GrantForm, body_of(history, GrantSet), name=_private(history).name)


def _begun(writing: Writing, _asked: object) -> Typed:
    today = writing.services.grants.today().isoformat()
    return {"role": Role.AUDITOR.value, "from_on": today}


def _content(writing: Writing, form: GrantForm) -> Content:
    if form.to_on is not None and form.to_on < form.from_on:
        raise BadInput("结束日期不能早于起始日期。", code="to_on")
    if form.role not in GRANTED:
        raise BadInput("这个角色不能跨区。", code="role")
    from_on, to_on = form.from_on.isoformat(), form.to_on.isoformat() if form.to_on else None
    if writing.history is not None:
        stood = body_of(writing.history, GrantSet)
        body = stood.model_copy(update={"role": form.role, "from_on": from_on, "to_on": to_on})
        return Content(body, _private(writing.history))
    typed = typed_account(form.account)
    account = writing.services.grants.whose(writing.viewer, typed, form.name)
    body = GrantSet(account=account, role=form.role, from_on=from_on, to_on=to_on)
    return Content(body, GrantPrivate(name=form.name), _version(writing, account))


def _version(writing: Writing, account: str) -> str:
    """That of a new one; BadInput where there is one already, which is changed on its own page."""
    try:
        writing.services.histories.history(writing.viewer, "grant", account)
    except NotFound:
        return NEW
    raise BadInput("已经授权过了，请到那一条里更正。", code="account")


def _options(_writing: Writing) -> Options:
    return {"role": {each.value: label(each) for each in GRANTED}}


def _about(opened: Opened) -> About:
    body = body_of(opened.history, GrantSet)
    listed = opened.services.grants.listed(opened.viewer)
    mine = next(each for each in listed if each.row.account == opened.code)
    facts = [
        Fact("账号", body.account),
        Fact("在本区的角色", f"{label(body.role)}\n{MAY[body.role]}"),
        Fact("起始日期", body.from_on),
        Fact("结束日期", body.to_on or "没有写明，一直有效"),
    ]
    return About(facts, _state(mine))


NOUN = Noun(
    form=ThingForm(
        noun="grant",
        form=GrantForm,
        content=_content,
        typed=_typed,
        options=_options,
        begun=_begun,
        left_out_of_change=("account", "name"),
        new="新增授权",
        change="更正或结束",
        says="要结束，就写上结束日期；做过的事都留着。",
    ),
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "还没有给外区的账号授权",
        "市级督导室等外区的人要看本区的情况，由督导员在这里授权，写明角色和起止日期。",
    ),
    about=_about,
)
add_noun(router, NOUN)
