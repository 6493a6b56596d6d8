"""隐患值班: who is on duty for hazards, from which day to which."""

from datetime import date
from typing import Annotated, NamedTuple

from fastapi import APIRouter
from pydantic import Field

from domain.clock import local_date
from domain.errors import BadInput
from domain.findings.hazard_watch import on_duty
from domain.ids import uuid7
from domain.kinds.author import Role
from domain.kinds.register.hazard_duty import HazardDutySet
from domain.register.in_use import is_in_use
from sync_server.console.form_fields import Options
from sync_server.console.forms import OfficeForm
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.kinds.thing_page import facts_of
from sync_server.console.pages import thing_path
from sync_server.data.watch.rules import hazard_duties
from sync_server.findings.watch import duty_of
from sync_server.register.names import names

router = APIRouter()

NOW, LATER, OVER = Chip("正在值班", "chip-approved"), Chip("以后", "chip-submitted"), Chip("已过")
LONGEST_DAYS = 366


class ListedTurn(NamedTuple):
    """A turn of duty, whose it is by name, and whether it runs today."""

    turn: HazardDutySet
    person: str
    state: Chip


def turn_chip(turn: HazardDutySet, today: str) -> Chip:
    """Whether a turn runs on a local day, is to come, or is over."""
    if turn.from_on > today:
        return LATER
    return NOW if today <= turn.to_on else OVER


def _path(each: ListedTurn) -> str:
    return thing_path("hazard_duty", each.turn.duty_id)


COLUMNS: tuple[Column[ListedTurn], ...] = (
    Column("值班人", lambda each: each.person, _path),
    Column("起", lambda each: each.turn.from_on),
    Column("止", lambda each: each.turn.to_on),
    Column("状态", chips=lambda each: [each.state]),
)


def _rows(asking: Asking[Filters]) -> Listed[ListedTurn]:
    asking.viewer.require_register()
    database, district = asking.services.server.database, asking.viewer.district
    today = local_date(asking.services.server.clock())
    known = names(database, district)
    with database.session() as session:
        turns = [duty_of(row) for row in hazard_duties(session, district)]
    day = today.isoformat()
    rows = [ListedTurn(each, known.person(each.account), turn_chip(each, day)) for each in turns]
    held = "、".join(map(known.person, on_duty(turns, today)))
    note = f"今天值班：{held}" if held else "今天没有人值班"
    found = InOrder(rows, lambda _: True, lambda each: each.turn.duty_id)
    return found.listed(note=note)


class HazardDutyForm(OfficeForm):
    """Whose turn it is, and when."""

    account: Annotated[str, Field(min_length=1, title="值班人")]
    from_on: Annotated[date, Field(title="起")]
    to_on: Annotated[date, Field(title="止", description="这一天也在内")]
    is_withdrawn: Annotated[bool, Field(title="取消这一班")] = False


def _content(writing: Writing, form: HazardDutyForm) -> Content:
    if form.to_on < form.from_on:
        raise BadInput("最后一天早于第一天。", code="to_on")
    if (form.to_on - form.from_on).days >= LONGEST_DAYS:
        raise BadInput("比一年还长，请核对起止日期。", code="to_on")
    body = HazardDutySet(
        duty_id=writing.history.code if writing.history else uuid7(),
        account=form.account,
        from_on=form.from_on.isoformat(),
        to_on=form.to_on.isoformat(),
        is_withdrawn=form.is_withdrawn,
    )
    return Content(body)


def _options(writing: Writing) -> Options:
    """Everybody in use on this day, and who has the turn already."""
    known = names(writing.services.server.database, writing.viewer.district)
    today = local_date(writing.services.server.clock()).isoformat()
    held = body_of(writing.history, HazardDutySet).account if writing.history else ""
    return {
        "account": {
            row.account: row.name
            for row in known.people.values()
            if (is_in_use(row, today) and row.role != Role.DELEGATE) or row.account == held
        }
    }


def _about(opened: Opened) -> About:
    turn = body_of(opened.history, HazardDutySet)
    today = local_date(opened.services.server.clock()).isoformat()
    chip = Chip("已取消") if turn.is_withdrawn else turn_chip(turn, today)
    return About(facts_of(opened.history), [chip])


NOUN = Noun(
    form=ThingForm(
        noun="hazard_duty",
        form=HazardDutyForm,
        content=_content,
        options=_options,
        left_out_of_new=("is_withdrawn",),
        new="排一班",
    ),
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "还没有排隐患值班",
        "排好以后，群机器人报隐患时会写上当天的值班人。",
    ),
    about=_about,
    done={"opened": "已登记。", "set": "已保存，原来的内容在修改记录里。"},
)
add_noun(router, NOUN)
