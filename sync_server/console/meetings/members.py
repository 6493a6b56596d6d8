"""成员: the seats on the office's bodies, member units and persons, from when to when (1-01)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.errors import BadInput
from domain.ids import uuid7
from domain.kinds.office.organ import MemberPrivate, MemberSet, Seat
from domain.words.values import label
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm, typed_of
from sync_server.console.kinds.column import Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.kinds.thing_page import Fact
from sync_server.console.meetings.columns import MEMBERS
from sync_server.console.office_work.withdrawable import known_to
from sync_server.console.pages import thing_path
from sync_server.counted.bodies import ListedMember
from sync_server.register.history import History

router = APIRouter()

HELD, OVER = "held", "over"
COLUMNS: tuple[Column[ListedMember], ...] = (
    MEMBERS[0],
    Column(
        "机构", lambda each: each.organ, lambda each: thing_path("organ", each.body.organ),
        leads_aside=True,
    ),
    Column("成员单位", lambda each: each.body.unit, is_shown=False),
    *MEMBERS[1:],
)  # fmt: skip


class MemberFilters(Filters):
    """Which seats the list shows."""

    home = "/members"

    organ: Annotated[Choice, Field(title="机构")] = ""
    state: Annotated[Choice, Field(title="状态")] = ""

    def wants(self, row: ListedMember) -> bool:
        """Whether the seat is among them."""
        is_asked = self.state in ("", HELD if row.is_held else OVER)
        return is_asked and self.organ in ("", row.body.organ)


class MemberForm(OfficeForm):
    """A seat."""

    organ: Annotated[str, Field(min_length=1, title="机构")]
    seat: Annotated[Seat, Field(title="职务")]
    unit: Annotated[
        str, Field(max_length=200, title="成员单位", description="如公安局、财政局；个人的不填")
    ] = ""
    account: Annotated[
        str | None, Field(title="督学或账号", description="系统里有账号的人从这里选")
    ] = None
    name: Annotated[
        str,
        Field(
            max_length=60, title="姓名", description="没有账号的人写在这里；选了账号的按名册显示"
        ),
    ] = ""
    from_on: Annotated[date, Field(title="起始日期")]
    to_on: Annotated[date | None, Field(title="结束日期", description="在任的不填")] = None


def _rows(asking: Asking[MemberFilters]) -> Listed[ListedMember]:
    found = asking.services.bodies.members(asking.viewer)
    organs = {each.body.organ: each.organ for each in found}
    rows = InOrder(found, asking.wanted.wants, lambda each: each.body.member_id)
    return rows.listed({"organ": organs, "state": {HELD: "在任", OVER: "不在任"}})


def _content(writing: Writing, form: MemberForm) -> Content:
    if not (form.unit or form.account or form.name):
        raise BadInput("成员单位、账号和姓名至少填一项。", code="unit")
    if form.to_on and form.to_on < form.from_on:
        raise BadInput("结束日期不能早于起始日期。", code="to_on")
    member = MemberSet(
        member_id=writing.history.code if writing.history else uuid7(),
        organ=form.organ,
        seat=form.seat,
        unit=form.unit,
        account=form.account,
        from_on=form.from_on.isoformat(),
        to_on=form.to_on.isoformat() if form.to_on else None,
    )
    return Content(member, MemberPrivate(name=form.name))


def _typed(history: History) -> Typed:
    private = history.private
    name = private.name if isinstance(private, MemberPrivate) else ""
    return typed_of(MemberForm, body_of(history, MemberSet), name=name)


def _begun(writing: Writing, asked: Mapping[str, str]) -> Typed:
    known, today = known_to(writing)
    organ = asked.get("organ", "")
    return {"from_on": today, "organ": organ if organ in known.organs else ""}


def _options(writing: Writing) -> Options:
    known, _ = known_to(writing)
    people = {row.account: row.name for row in known.people.values()}
    return {"organ": known.organs, "account": people}


def _about(opened: Opened) -> About:
    return About(_facts(opened))


def _facts(opened: Opened) -> Iterator[Fact]:
    body, known = body_of(opened.history, MemberSet), opened.history.names
    yield Fact("机构", known.organ(body.organ), thing_path("organ", body.organ))
    yield Fact("职务", label(body.seat))
    if body.unit:
        yield Fact("成员单位", body.unit)
    if body.account:
        yield Fact("姓名", known.person(body.account), thing_path("person", body.account))
    elif isinstance(private := opened.history.private, MemberPrivate) and private.name:
        yield Fact("姓名", private.name)
    yield Fact("任期", f"{body.from_on} 至 {body.to_on or '今'}")


NOUN = Noun(
    form=ThingForm(
        noun="member",
        form=MemberForm,
        content=_content,
        typed=_typed,
        options=_options,
        begun=_begun,
        change="更正或卸任",
    ),
    filters=MemberFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有登记成员", "先登记机构，再登记它的成员单位和人员。"),
    begun_by=lambda asking: f"?organ={asking.wanted.organ}" if asking.wanted.organ else "",
    about=_about,
    done={"opened": "已登记。", "set": "已保存，原来的内容在修改记录里。"},
)
add_noun(router, NOUN)
