"""分工: which inspector is responsible for which school, from when to when (1-19)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.clock import local_date
from domain.errors import BadInput
from domain.kinds.register.assignment import AssignmentSet, Responsibility
from domain.month.duty import Assignment
from domain.register.assigning import AVOIDED, ENDS_BEFORE, HELD, Refusal
from domain.register.load import person_warning
from domain.words.values import label, words_of
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.kinds.thing_page import Fact
from sync_server.console.pages import thing_path
from sync_server.console.register.choices import inspectors_to_choose, schools_to_choose
from sync_server.register.assigning import MayStand
from sync_server.register.assignments import AssignmentBook, ListedAssignment
from sync_server.register.names import Names, names

router = APIRouter()

RUNNING, OVER, TO_COME = "running", "over", "to_come"
STATES = {RUNNING: "现任", TO_COME: "未开始", OVER: "已结束"}


class AssignmentFilters(Filters):
    """Which assignments the list shows."""

    home = "/assignments"

    zone: Annotated[Choice, Field(title="责任区")] = ""
    account: Annotated[Choice, Field(title="督学")] = ""
    school: Annotated[Search, Field(title="学校", examples=["名称、简称、乡镇或拼音首字母"])] = ""
    responsibility: Annotated[Choice, Field(title="责任")] = ""
    state: Annotated[Choice, Field(title="状态")] = ""

    def wants(self, each: ListedAssignment) -> bool:
        """Whether the assignment is among them."""
        held = each.assignment
        asked = (
            (self.zone, each.zone),
            (self.account, held.account),
            (self.responsibility, held.responsibility.value),
            (self.state, state_of(each)),
        )
        if any(wanted and wanted != found for wanted, found in asked):
            return False
        return each.findable.matches(self.school)


def state_of(each: ListedAssignment) -> str:
    """Whether it holds today, is over, or is still to come."""
    return RUNNING if each.is_running else TO_COME if each.is_to_come else OVER


def _state(each: ListedAssignment) -> list[Chip]:
    state = state_of(each)
    found = [Chip(STATES[state], "chip-approved" if state == RUNNING else "")]
    if each.is_avoided and state != OVER:
        found.append(Chip("应回避", "chip-grave", "督学对这个单位申报了回避"))
    return found


COLUMNS: tuple[Column[ListedAssignment], ...] = (
    Column(
        "学校",
        lambda each: each.school,
        lambda each: thing_path("school", each.assignment.school_id),
    ),
    Column("督学", lambda each: each.person),
    Column("责任", lambda each: label(each.assignment.responsibility)),
    Column("起始日期", lambda each: each.assignment.from_on.isoformat()),
    Column(
        "结束日期",
        lambda each: each.assignment.to_on.isoformat() if each.assignment.to_on else "至今",
    ),
    Column("状态", chips=_state),
    Column(
        "操作",
        lambda _: "查看和更正",
        lambda each: thing_path("assignment", each.code),
        is_exported=False,
    ),
)


def _rows(asking: Asking[AssignmentFilters]) -> Listed[ListedAssignment]:
    book = asking.services.assignments.book(asking.viewer)
    today = local_date(asking.services.server.clock()).isoformat()
    found = InOrder(book.listed, asking.wanted.wants, lambda each: each.code)
    return found.listed(
        {
            "zone": {code: row.name for code, row in book.names.zones.items()},
            "account": inspectors_to_choose(book.names, today),
            "responsibility": {each.value: word for each, word in words_of(Responsibility).items()},
            "state": STATES,
        }
    )


class AssignmentForm(OfficeForm):
    """Who is responsible for which school; both and the first day are chosen once and for all."""

    school_id: Annotated[str, Field(min_length=1, title="学校")]
    account: Annotated[str, Field(min_length=1, title="督学")]
    responsibility: Annotated[
        Responsibility, Field(title="责任", description="应督导次数由主责督学承担")
    ] = Responsibility.MAIN
    from_on: Annotated[date, Field(title="起始日期")]
    to_on: Annotated[date | None, Field(title="结束日期", description="长期的不填")] = None


def _begun(writing: Writing, asked: Mapping[str, str]) -> Typed:
    named = {name: asked[name] for name in ("school_id", "account") if asked.get(name)}
    today = local_date(writing.services.server.clock()).isoformat()
    return {"from_on": today, "responsibility": Responsibility.MAIN.value, **named}


def _content(writing: Writing, form: AssignmentForm) -> Content:
    known = names(writing.services.server.database, writing.viewer.district)
    facts = form.model_dump(include={"account", "school_id", "from_on", "to_on", "responsibility"})
    wanted = Assignment(**facts)
    body = AssignmentSet(
        school_id=wanted.school_id,
        account=wanted.account,
        from_on=wanted.from_on.isoformat(),
        to_on=wanted.to_on.isoformat() if wanted.to_on else None,
        responsibility=wanted.responsibility,
    )
    may_stand = MayStand(
        wanted, writing.history is None, lambda refusal: _said(refusal, wanted, known)
    )
    return Content(body, requires=may_stand)


def _said(refusal: Refusal, wanted: Assignment, known: Names) -> BadInput:
    """The refusal in words, beside the field that it is about."""
    why, other = refusal
    person, school = known.person(wanted.account), known.school(wanted.school_id)
    if why == ENDS_BEFORE:
        return BadInput("结束日期不能早于起始日期。", code="to_on")
    if why == AVOIDED or other is None:
        text = f"{person}对“{school}”申报了回避，不能分工。请换一位督学，或先到“回避”里核实。"
        return BadInput(text, code="account")
    until = other.to_on.isoformat() if other.to_on else "至今"
    spell = f"{other.from_on.isoformat()} 到 {until}"
    if why == HELD:
        text = f"{person}{spell} 已经负责这所学校，请到那一条里更正。"
        return BadInput(text, code="account")
    text = (
        f"这所学校 {spell} 由{known.person(other.account)}主责，一所学校一天只有一位主责督学。"
        "请先给那一条写上结束日期，或选“协助”。"
    )
    return BadInput(text, code="responsibility")


def _options(writing: Writing) -> Options:
    book = writing.services.assignments.book(writing.viewer)
    today = local_date(writing.services.server.clock()).isoformat()
    return {
        "school_id": schools_to_choose(book.names, today),
        "account": inspectors_to_choose(book.names, today),
    }


def _about(opened: Opened) -> About:
    body = body_of(opened.history, AssignmentSet)
    book = opened.services.assignments.book(opened.viewer)
    return About(_facts(body, opened.history.names), _chips(book, opened.code, body))


def _facts(body: AssignmentSet, known: Names) -> Iterator[Fact]:
    school = thing_path("school", body.school_id)
    yield Fact("学校", known.school(body.school_id), school)
    yield Fact("督学", known.person(body.account), f"/assignments?account={body.account}")
    yield Fact("责任", label(body.responsibility))
    yield Fact("起始日期", body.from_on)
    yield Fact("结束日期", body.to_on or "至今")


def _chips(book: AssignmentBook, code: str, body: AssignmentSet) -> Iterator[Chip]:
    for each in book.listed:
        if each.code == code:
            yield from _state(each)
    if warning := person_warning(book.mainly(body.account)):
        yield Chip(warning, "chip-notice")


NOUN = Noun(
    form=ThingForm(
        noun="assignment",
        form=AssignmentForm,
        content=_content,
        options=_options,
        begun=_begun,
        left_out_of_change=("school_id", "account", "from_on"),
        change="更正或结束",
        says="换人时先给原来的一条写上结束日期，再新增一条；过去的月份不变。",
    ),
    filters=AssignmentFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有分工", "给每所学校定一位主责督学，手机上就有各自的学校。"),
    about=_about,
    has_parts=True,
)
add_noun(router, NOUN)
