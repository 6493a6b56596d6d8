"""代签: who signs for an approver who is away, from one day to another."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, NamedTuple

from fastapi import APIRouter
from pydantic import Field

from domain.clock import local_date
from domain.errors import BadInput
from domain.ids import uuid7
from domain.kinds.register.signing import DelegateSet
from sync_server.console.form_fields import Options
from sync_server.console.forms import OfficeForm
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.kinds.thing_page import Fact
from sync_server.console.pages import thing_path
from sync_server.console.papers.signing import signers_to_choose
from sync_server.data.papers.rows import signatories
from sync_server.register.names import Names, names

router = APIRouter()


class ListedDelegate(NamedTuple):
    """Who signs for whom, in words, and today."""

    body: DelegateSet
    approver: str
    deputy: str
    today: str


def _state(each: ListedDelegate) -> Sequence[Chip]:
    if each.body.is_withdrawn:
        return [Chip("已撤销")]
    if each.body.holds_on(each.today):
        return [Chip("代签中", "chip-approved")]
    is_to_come = each.body.from_on > each.today
    return [Chip("还没开始", "chip-notice") if is_to_come else Chip("已结束")]


COLUMNS: tuple[Column[ListedDelegate], ...] = (
    Column(
        "代签人",
        lambda each: each.deputy,
        lambda each: thing_path("delegate", each.body.delegate_id),
    ),
    Column("代谁签", lambda each: each.approver),
    Column("起始日期", lambda each: each.body.from_on),
    Column("结束日期", lambda each: each.body.to_on),
    Column("状态", chips=_state),
)


def _listed(body: DelegateSet, known: Names, today: str) -> ListedDelegate:
    return ListedDelegate(body, known.person(body.approver), known.person(body.deputy), today)


def _rows(asking: Asking[Filters]) -> Listed[ListedDelegate]:
    asking.viewer.require_register()
    server, district = asking.services.server, asking.viewer.district
    known, today = names(server.database, district), local_date(server.clock()).isoformat()
    with server.database.reading() as transaction:
        found = signatories(transaction.tables, district).delegates
    rows = [_listed(each, known, today) for each in found]
    rows.sort(key=lambda each: each.body.from_on, reverse=True)
    return InOrder(rows, lambda _: True, lambda each: each.body.delegate_id).listed()


class DelegateForm(OfficeForm):
    """Who signs for whom, from which day to which."""

    approver: Annotated[str, Field(min_length=1, title="代谁签")]
    deputy: Annotated[str, Field(min_length=1, title="代签人")]
    from_on: Annotated[date, Field(title="起始日期")]
    to_on: Annotated[date, Field(title="结束日期", description="这天是最后一天")]
    is_withdrawn: Annotated[bool, Field(title="撤销，不再代签")] = False


def _content(writing: Writing, form: DelegateForm) -> Content:
    if form.to_on < form.from_on:
        raise BadInput("结束日期不能早于起始日期。", code="to_on")
    code = writing.history.code if writing.history else uuid7()
    body = DelegateSet(
        delegate_id=code,
        approver=form.approver,
        deputy=form.deputy,
        from_on=form.from_on.isoformat(),
        to_on=form.to_on.isoformat(),
        is_withdrawn=form.is_withdrawn,
    )
    return Content(body)


def _options(writing: Writing) -> Options:
    found = signers_to_choose(writing.services, writing.viewer.district)
    return {"approver": found, "deputy": found}


def _about(opened: Opened) -> About:
    server = opened.services.server
    known, today = names(server.database, opened.viewer.district), local_date(server.clock())
    listed = _listed(body_of(opened.history, DelegateSet), known, today.isoformat())
    facts = [
        Fact("代谁签", listed.approver),
        Fact("代签人", listed.deputy),
        Fact("起始日期", listed.body.from_on),
        Fact("结束日期", listed.body.to_on),
    ]
    return About(facts, _state(listed))


NOUN = Noun(
    form=ThingForm(
        noun="delegate",
        form=DelegateForm,
        content=_content,
        options=_options,
        left_out_of_new=("is_withdrawn",),
        new="新增代签",
        change="更正或撤销",
        says="签发规则里写明了签发人的，签发人不在时由代签人签发。",
    ),
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有代签", "签发人外出时，在这里写明由谁代签、从哪天到哪天。"),
    about=_about,
)
add_noun(router, NOUN)
