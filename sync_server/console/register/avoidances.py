"""回避: who has declared a relation to which unit, and is not given it (条例, article 10)."""

from typing import Annotated, NamedTuple

from fastapi import APIRouter
from pydantic import Field

from domain.clock import local_date
from domain.errors import BadInput, NotFound
from domain.kinds.register.avoidance import AvoidancePrivate, AvoidanceSet
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm, typed_of
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.kinds.thing_page import facts_of
from sync_server.console.pages import thing_path
from sync_server.console.register.choices import inspectors_to_choose, schools_to_choose
from sync_server.ledger.append import NEW
from sync_server.register.history import History

router = APIRouter()


class AvoidanceFilters(Filters):
    """Whose relations the list shows."""

    home = "/avoidances"

    account: Annotated[Choice, Field(title="督学")] = ""


class ListedAvoidance(NamedTuple):
    """A relation that stands; ``is_assigned`` says that its person has the school all the same."""

    account: str
    school_id: str
    person: str
    school: str
    is_assigned: bool

    @property
    def code(self) -> str:
        """What the office calls it."""
        return f"{self.account}/{self.school_id}"


def _assigned(each: ListedAvoidance) -> list[Chip]:
    if not each.is_assigned:
        return []
    return [Chip("现在分工里还有", "chip-grave", "请到“分工”里结束这一条")]


COLUMNS: tuple[Column[ListedAvoidance], ...] = (
    Column("督学", lambda each: each.person, lambda each: thing_path("avoidance", each.code)),
    Column("回避的单位", lambda each: each.school),
    Column("提示", chips=_assigned),
)


def _rows(asking: Asking[AvoidanceFilters]) -> Listed[ListedAvoidance]:
    book = asking.services.assignments.book(asking.viewer)
    known = book.names
    held = {
        (each.assignment.account, each.assignment.school_id)
        for each in book.listed
        if each.is_running or each.is_to_come
    }
    rows = [
        ListedAvoidance(account, school, known.person(account), known.school(school), pair in held)
        for pair in sorted(book.avoided)
        for account, school in (pair,)
    ]
    wanted = asking.wanted.account
    found = InOrder(rows, lambda each: wanted in ("", each.account), lambda each: each.code)
    today = local_date(asking.services.server.clock()).isoformat()
    return found.listed({"account": inspectors_to_choose(known, today)})


class AvoidanceForm(OfficeForm):
    """A relation that somebody declares."""

    account: Annotated[str, Field(min_length=1, title="督学")]
    school_id: Annotated[str, Field(min_length=1, title="回避的单位")]
    text: Annotated[
        str,
        Field(
            min_length=1,
            max_length=1000,
            title="情况说明",
            description="例如：配偶在该校任教。只有督导员和统计员看得到",
        ),
    ]
    is_withdrawn: Annotated[bool, Field(title="情况已经没有了，不再回避")] = False


def _typed(history: History) -> Typed:
    private = next(
        (
            each.reading.private
            for each in reversed(history.steps)
            if each.ignored is None and isinstance(each.reading.private, AvoidancePrivate)
        ),
        AvoidancePrivate(),
    )
    body = body_of(history, AvoidanceSet)
    return typed_of(AvoidanceForm, body, text=private.text)


def _content(writing: Writing, form: AvoidanceForm) -> Content:
    book = writing.services.assignments.book(writing.viewer)
    if not writing.history and (form.account, form.school_id) in book.avoided:
        raise BadInput("已经申报过了，请到那一条里更正。", code="school_id")
    facts = form.model_dump(include={"account", "school_id", "is_withdrawn"})
    content = Content(AvoidanceSet(**facts), AvoidancePrivate(text=form.text))
    if writing.history:
        return content
    return content._replace(expects=_version(writing, f"{form.account}/{form.school_id}"))


def _version(writing: Writing, code: str) -> str:
    """That of a relation which stood once and was withdrawn; of a new one that it is new."""
    try:
        return writing.services.histories.history(writing.viewer, "avoidance", code).version
    except NotFound:
        return NEW


def _options(writing: Writing) -> Options:
    book = writing.services.assignments.book(writing.viewer)
    today = local_date(writing.services.server.clock()).isoformat()
    return {
        "account": inspectors_to_choose(book.names, today),
        "school_id": schools_to_choose(book.names, today),
    }


def _about(opened: Opened) -> About:
    is_over = body_of(opened.history, AvoidanceSet).is_withdrawn
    chip = Chip("不再回避") if is_over else Chip("回避", "chip-notice")
    return About(facts_of(opened.history), [chip])


NOUN = Noun(
    form=ThingForm(
        noun="avoidance",
        form=AvoidanceForm,
        content=_content,
        typed=_typed,
        options=_options,
        left_out_of_new=("is_withdrawn",),
        left_out_of_change=("account", "school_id"),
        new="登记回避",
    ),
    filters=AvoidanceFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "还没有人申报回避",
        "督学同单位负责人有近亲属等关系的，登记在这里，分工时会拦住。",
    ),
    about=_about,
    has_parts=True,
)
add_noun(router, NOUN)
