"""A person's page: who they are, what they do, how they sign in, and what was said of them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.clock import format_instant, local_date, month_of
from domain.kinds.author import INSPECTING, Role
from domain.words.roles import MAY
from domain.words.values import label
from sync_server.access.code_sheets import CodeSheet
from sync_server.access.slips import Slip
from sync_server.access.viewer import Viewer
from sync_server.console.campaigns.related import of_person
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, OfficeForm, Sent, SentForm, Shown, carry_out
from sync_server.console.guard import Services, SignedIn
from sync_server.console.kinds.list_page import Link
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_page import Fact
from sync_server.console.map.address import MapFilters
from sync_server.console.pages import thing_path
from sync_server.console.people.forms import (
    CodeForm,
    CodeRevokeForm,
    FactorOffForm,
    ResumeForm,
    StopForm,
)
from sync_server.console.people.people_list import (
    COLUMNS,
    NOTHING,
    PeopleFilters,
    links,
    rows,
    states,
)
from sync_server.console.people.person_form import FORM
from sync_server.console.records.meanwhile import of_thing
from sync_server.console.services import ConsoleServices
from sync_server.office.people import NewCode, Stop
from sync_server.register.people import ListedPerson

router = APIRouter()

DONE = {
    "opened": "已新增。给登录码以后，本人才能登录。",
    "set": "已保存，原来的内容在修改记录里。",
    "stopped": "已停用：不能再登录和同步，负责的学校到前一天为止；已有的记录都在。",
    "stopping": "已定下停用日期：到那天起不能再登录和同步，负责的学校到前一天为止。",
    "resumed": "已恢复使用。负责的学校要重新分工。",
    "revoked": "登录码已作废。",
    "factor": "已关闭两步登录，本人可以只用密码登录，再自己重新开启。",
}
F = TypeVar("F", bound=OfficeForm)


@router.post("/people/{account}/stop")
def stop(request: Request, services: Services, sent: SentForm, account: str) -> Response:
    """They have no account any more from a day on."""

    def act(form: StopForm) -> None:
        wanted = Stop(account, form.from_on, form.version)
        services.people_commands.stop(sent.account, wanted)

    def done(form: StopForm) -> str:
        is_to_come = form.from_on > local_date(services.server.clock())
        return "stopping" if is_to_come else "stopped"

    return _acted(request, services, sent, (account, StopForm, done), act)


@router.post("/people/{account}/resume")
def resume(request: Request, services: Services, sent: SentForm, account: str) -> Response:
    """They have an account again."""

    def act(form: ResumeForm) -> None:
        services.people_commands.resume(sent.account, account, form.version)

    return _acted(request, services, sent, (account, ResumeForm, lambda _: "resumed"), act)


@router.post("/people/{account}/code/revoke")
def revoke_code(request: Request, services: Services, sent: SentForm, account: str) -> Response:
    """Their one-time code stops working."""

    def act(form: CodeRevokeForm) -> None:
        services.people_commands.revoke_code(sent.account, account, form.version)

    return _acted(request, services, sent, (account, CodeRevokeForm, lambda _: "revoked"), act)


@router.post("/people/{account}/second-factor/off")
def turn_factor_off(request: Request, services: Services, sent: SentForm, account: str) -> Response:
    """They sign in by their password alone again."""

    def act(form: FactorOffForm) -> None:
        people, writer = services.people_commands, sent.account
        people.turn_factor_off(writer, account, form.version, form.reason)

    return _acted(request, services, sent, (account, FactorOffForm, lambda _: "factor"), act)


@router.post("/people/{account}/code")
def issue_code(request: Request, services: Services, sent: SentForm, account: str) -> Response:
    """A new one-time code for them, on a sheet."""
    sheet: list[str] = []

    def act(form: CodeForm) -> None:
        new = services.people_commands.issue_codes(sent.account, {account: form.version})
        sheet.append(kept_sheet(services, sent.user, new))

    answer = _acted(request, services, sent, (account, CodeForm, lambda _: ""), act)
    return RedirectResponse(f"/codes/{sheet[0]}", 303) if sheet else answer


def kept_sheet(services: ConsoleServices, user: SignedIn, new: list[NewCode]) -> str:
    """The name of the sheet that holds these codes for who issued them."""
    slips = [Slip(each.name, each.account, each.code, each.role.value) for each in new]
    until = format_instant(services.people_commands.codes_last_until())
    whose = (user.viewer.account, user.viewer.district)
    return services.code_sheets.keep(CodeSheet(slips, until), whose, user.secret)


def _acted(
    request: Request,
    services: ConsoleServices,
    sent: Sent,
    what: tuple[str, type[F], Callable[[F], str]],
    act: Callable[[F], None],
) -> Response:
    """The person's page after an act, or with the form of it that was refused."""
    account, model, done = what
    user = sent.user
    user.viewer.require_set_register()
    services.people.person(user.viewer, account)
    shown = Shown(model, model.__name__)
    form = carry_out(shown, sent.typed, act, _latest(services, user, account))
    if isinstance(form, Shown):
        opened = NOUN.opened(services, user, account)
        forms = _forms(opened) | {form.name: form}
        return NOUN.response(request, opened, form.status, forms=forms, again=form)
    return RedirectResponse(f"{FORM.path(account)}?done={done(form)}", 303)


def _latest(services: ConsoleServices, user: SignedIn, account: str) -> Callable[[Typed], Latest]:
    def latest(typed: Typed) -> Latest:
        return of_thing(services.histories.history(user.viewer, "person", account), typed)

    return latest


def _forms(opened: Opened) -> dict[str, Shown[Any]]:
    today = local_date(opened.services.server.clock()).isoformat()
    typed = {"version": opened.history.version, "from_on": today}
    return {
        each.__name__: Shown(each, each.__name__, typed)
        for each in (StopForm, ResumeForm, CodeForm, CodeRevokeForm, FactorOffForm)
    }


def _beside(opened: Opened) -> Mapping[str, Any]:
    devices = opened.services.devices.listed(opened.viewer) if opened.viewer.may_see_all else ()
    return {
        "person": opened.services.people.person(opened.viewer, opened.code),
        "has_photo": opened.code in opened.services.door.portraits.known(opened.viewer.district),
        "devices": [each for each in devices if each.account == opened.code],
        "forms": _forms(opened),
        "again": None,
    }


def _about(opened: Opened) -> About:
    person = opened.services.people.person(opened.viewer, opened.code)
    today = local_date(opened.services.server.clock())
    links = _links(opened.viewer, person, today)
    is_inspecting = person.body.role in INSPECTING and opened.viewer.may_see_campaigns
    related = [of_person(opened)] if is_inspecting else []
    return About(_facts(person), states(person), links, related, may_change=person.is_active)


def _links(viewer: Viewer, person: ListedPerson, today: date) -> Iterator[Link]:
    account = person.account
    if person.body.role in INSPECTING:
        yield Link("照片", f"/portraits/{quote(account)}")
    if person.body.role is Role.INSPECTOR:
        yield Link("本月月报", f"/month/{month_of(today)}/inspectors/{quote(account)}")
    if viewer.may_see_visits and person.body.role in INSPECTING:
        yield Link("今天到校的先后", MapFilters(account=account, from_on=today).address())


def _facts(person: ListedPerson) -> Iterator[Fact]:
    body = person.body
    yield Fact("账号", body.account)
    yield Fact("角色", f"{label(body.role)}\n{MAY[body.role]}")
    if body.zone:
        yield Fact("责任区", person.zone, thing_path("zone", body.zone))
    for title, text in (
        ("所在部门", body.department or ""),
        ("联系电话", person.row.phone),
        ("专兼职", label(body.post) if body.post else ""),
        ("学段", "、".join(map(label, body.stages))),
        ("督学证号", person.row.certificate_no),
        ("主责学校", "、".join(person.schools)),
        ("协助学校", "、".join(person.assisting)),
    ):
        if text:
            yield Fact(title, text)


NOUN = Noun(
    form=FORM,
    filters=PeopleFilters,
    columns=COLUMNS,
    rows=rows,
    nothing=NOTHING,
    links=links,
    about=_about,
    done=DONE,
    template="people/person.html",
    beside_one=_beside,
)
add_noun(router, NOUN)
