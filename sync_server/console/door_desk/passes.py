"""进校凭证: made for a day by the office, and checked at the gate by its QR code."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import Field

from domain.clock import local_date
from domain.door.entry_pass import PassState, state_on
from domain.errors import BadInput
from domain.ids import uuid7
from domain.kinds.office.entry_pass import ENTRY, EntryPassSet
from domain.words.values import label, words_of
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm, Ticks, typed_of
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.kinds.thing_page import facts_of
from sync_server.console.open.app_download import qr_code
from sync_server.console.pages import Page, day, thing_path
from sync_server.console.register.choices import inspectors_to_choose, schools_to_choose
from sync_server.door.passes import ListedPass
from sync_server.register.history import History
from sync_server.register.names import names

router = APIRouter()

LOOKS = {
    PassState.VALID: "chip-approved",
    PassState.TOO_EARLY: "chip-notice",
    PassState.OVER: "",
    PassState.REVOKED: "",
}


OPEN = (PassState.VALID, PassState.TOO_EARLY)


class PassFilters(Filters):
    """Which passes the list shows."""

    home = "/passes"

    state: Annotated[Choice, Field(title="状态")] = ""

    def wants(self, listed: ListedPass) -> bool:
        """Whether the pass is among them."""
        return self.state in ("", listed.state)


class EntryPassForm(OfficeForm):
    """Who comes to which unit, on which day and on what basis."""

    school_id: Annotated[str, Field(min_length=1, title="单位")]
    account: Annotated[str, Field(min_length=1, title="督学")]
    valid_on: Annotated[date, Field(title="到校日期", description="只在当天有效")]
    basis: Annotated[
        str, Field(min_length=1, max_length=200, title="依据", examples=["五月随访督导"])
    ]
    inspectors: Annotated[Ticks, Field(title="同行督学")] = ()
    is_revoked: Annotated[bool, Field(title="作废这张凭证")] = False


COLUMNS: tuple[Column[ListedPass], ...] = (
    Column(
        "到校日期",
        lambda each: day(each.body.valid_on),
        lambda each: thing_path(ENTRY, each.row.pass_id),
        export=lambda each: each.body.valid_on,
    ),
    Column("单位", lambda each: each.school),
    Column("督学", lambda each: each.inspector),
    Column("依据", lambda each: each.body.basis),
    Column("状态", chips=lambda each: [Chip(label(each.state), LOOKS[each.state])]),
)


def _rows(asking: Asking[PassFilters]) -> Listed[ListedPass]:
    found, _ = asking.services.door.passes.listed(asking.viewer)
    states = {each.value: word for each, word in words_of(PassState).items()}
    rows = InOrder(found, asking.wanted.wants, lambda each: each.row.pass_id)
    return rows.listed({"state": states})


def _content(writing: Writing, form: EntryPassForm) -> Content:
    today = local_date(writing.services.server.clock())
    if not writing.history and form.valid_on < today:
        raise BadInput("到校日期不能早于今天。", code="valid_on")
    code = writing.history.code if writing.history else uuid7()
    return Content(
        EntryPassSet(
            pass_id=code,
            school_id=form.school_id,
            account=form.account,
            inspectors=tuple(each for each in form.inspectors if each != form.account),
            valid_on=form.valid_on.isoformat(),
            basis=form.basis,
            is_revoked=form.is_revoked,
        )
    )


def _typed(history: History) -> Typed:
    body = body_of(history, EntryPassSet)
    return typed_of(EntryPassForm, body, inspectors="\n".join(body.inspectors))


def _begun(writing: Writing, asked: Mapping[str, str]) -> Typed:
    today = local_date(writing.services.server.clock()).isoformat()
    return {"valid_on": today, "school_id": asked.get("school_id", "")}


def _options(writing: Writing) -> Options:
    known = names(writing.services.server.database, writing.viewer.district)
    today = local_date(writing.services.server.clock()).isoformat()
    people = inspectors_to_choose(known, today)
    return {
        "school_id": schools_to_choose(known, today),
        "account": people,
        "inspectors": people,
    }


def _state(opened: Opened) -> PassState:
    today = local_date(opened.services.server.clock())
    return state_on(body_of(opened.history, EntryPassSet), today)


def _about(opened: Opened) -> About:
    state = _state(opened)
    may_hand_out = opened.viewer.may_set_register and state in OPEN
    links = [Link("二维码", f"/passes/{opened.code}/code")] if may_hand_out else []
    return About(facts_of(opened.history), [Chip(label(state), LOOKS[state])], links)


@router.get("/passes/{code}/code")
def pass_code(request: Request, services: Services, user: CurrentUser, code: str) -> Response:
    """The QR code of a pass, to be handed to the inspector; nothing of one that is over."""
    user.viewer.require_set_register()
    opened = NOUN.opened(services, user, code)
    body = body_of(opened.history, EntryPassSet)
    base = (services.place.public_url or str(request.base_url)).rstrip("/")
    address = f"{base}/pass/{services.door.passes.token(user.viewer.district, body)}"
    return Page("door_desk/pass.html").response(
        request,
        user=user,
        section="passes",
        history=opened.history,
        body=body,
        names=opened.history.names,
        is_open=_state(opened) in OPEN,
        qr=qr_code(address),
        address=address,
        is_address_set=services.place.public_url is not None,
    )


NOUN = Noun(
    form=ThingForm(
        noun=ENTRY,
        form=EntryPassForm,
        content=_content,
        typed=_typed,
        options=_options,
        begun=_begun,
        left_out_of_new=("is_revoked",),
        new="开一张凭证",
        change="更正或作废",
        says="改了内容，原来的二维码就失效，要用新的。",
    ),
    filters=PassFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有开过进校凭证", "督学到校门口再出示二维码，门卫用手机扫一下就能核对。"),
    about=_about,
)
add_noun(router, NOUN)
