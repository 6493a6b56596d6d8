"""A person's page: who they are, what they do, how they sign in, and what was said of them."""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.clock import format_instant, local_date
from domain.kinds.register.person import PersonSet
from sync_server.access.code_sheets import CodeSheet
from sync_server.access.slips import Slip
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, OfficeForm, Sent, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.meanwhile import of_thing
from sync_server.console.pages import Page
from sync_server.console.people.forms import (
    STAGES,
    CodeForm,
    CodeRevokeForm,
    FactorOffForm,
    PersonForm,
    ResumeForm,
    StopForm,
    person_form,
)
from sync_server.console.people.people_list import person_path
from sync_server.console.people.roles import MAY
from sync_server.console.services import ConsoleServices
from sync_server.office.people import NewCode, Stop
from sync_server.register.importing.which_person import new_account

router = APIRouter()

STEPS_SHOWN = 8
DONE = {
    "added": "已新增。给登录码以后，本人才能登录。",
    "changed": "已保存，原来的内容在修改记录里。",
    "stopped": "已停用：不能再登录和同步，负责的学校到前一天为止；已有的记录都在。",
    "resumed": "已恢复使用。负责的学校要重新分工。",
    "revoked": "登录码已作废。",
    "factor": "已关闭两步登录，本人可以只用密码登录，再自己重新开启。",
}
F = TypeVar("F", bound=OfficeForm)


@router.get("/people-new")
def blank(request: Request, services: Services, user: CurrentUser) -> Response:
    """The form for somebody new."""
    user.viewer.require_set_register()
    _, known = services.people.listed(user.viewer)
    return _form_page(request, user, person_form(known))


@router.post("/people-new")
def add(request: Request, services: Services, sent: SentForm) -> Response:
    """Somebody new."""
    user = sent.user
    user.viewer.require_set_register()
    _, known = services.people.listed(user.viewer)
    made: list[str] = []

    def act(form: PersonForm) -> None:
        taken = services.people.taken_accounts()
        account = form.typed_account() if form.account else new_account(form.name, taken)
        body = form.body(PersonSet(account=account, role=form.role))
        services.people_commands.add(sent.account, body, form.private())
        made.append(account)

    form = carry_out(person_form(known), sent.typed, act)
    if isinstance(form, Shown):
        return _form_page(request, user, form)
    return RedirectResponse(f"{person_path(made[0])}?done=added", 303)


@router.get("/people/{account}")
def person(request: Request, services: Services, user: CurrentUser, account: str) -> Response:
    """The page."""
    return _page(request, services, user, account)


@router.get("/people/{account}/edit")
def edit(request: Request, services: Services, user: CurrentUser, account: str) -> Response:
    """The form about them."""
    user.viewer.require_set_register()
    return _form_page(request, user, _filled(services, user, account), account)


@router.post("/people/{account}/edit")
def change(request: Request, services: Services, sent: SentForm, account: str) -> Response:
    """They stand so from now on."""
    user = sent.user
    user.viewer.require_set_register()
    found = services.people.person(user.viewer, account)

    def act(form: PersonForm) -> None:
        body, private = form.body(found.body), form.private(found.private)
        services.people_commands.change(sent.account, body, private, form.version)

    shown = _filled(services, user, account)
    form = carry_out(shown, sent.typed, act, _latest(services, user, account))
    if isinstance(form, Shown):
        return _form_page(request, user, form, account)
    return RedirectResponse(f"{person_path(account)}?done=changed", 303)


@router.post("/people/{account}/stop")
def stop(request: Request, services: Services, sent: SentForm, account: str) -> Response:
    """They have no account any more from a day on."""

    def act(form: StopForm) -> None:
        wanted = Stop(account, form.from_on, form.version)
        services.people_commands.stop(sent.account, wanted)

    return _acted(request, services, sent, (account, StopForm, "stopped"), act)


@router.post("/people/{account}/resume")
def resume(request: Request, services: Services, sent: SentForm, account: str) -> Response:
    """They have an account again."""

    def act(form: ResumeForm) -> None:
        services.people_commands.resume(sent.account, account, form.version)

    return _acted(request, services, sent, (account, ResumeForm, "resumed"), act)


@router.post("/people/{account}/code/revoke")
def revoke_code(request: Request, services: Services, sent: SentForm, account: str) -> Response:
    """Their one-time code stops working."""

    def act(form: CodeRevokeForm) -> None:
        services.people_commands.revoke_code(sent.account, account, form.version)

    return _acted(request, services, sent, (account, CodeRevokeForm, "revoked"), act)


@router.post("/people/{account}/second-factor/off")
def turn_factor_off(request: Request, services: Services, sent: SentForm, account: str) -> Response:
    """They sign in by their password alone again."""

    def act(form: FactorOffForm) -> None:
        people, writer = services.people_commands, sent.account
        people.turn_factor_off(writer, account, form.version, form.reason)

    return _acted(request, services, sent, (account, FactorOffForm, "factor"), act)


@router.post("/people/{account}/code")
def issue_code(request: Request, services: Services, sent: SentForm, account: str) -> Response:
    """A new one-time code for them, on a sheet."""
    sheet: list[str] = []

    def act(form: CodeForm) -> None:
        new = services.people_commands.issue_codes(sent.account, {account: form.version})
        sheet.append(kept_sheet(services, sent.user, new))

    answer = _acted(request, services, sent, (account, CodeForm, ""), act)
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
    what: tuple[str, type[F], str],
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
        return _page(request, services, user, account, form)
    return RedirectResponse(f"{person_path(account)}?done={done}", 303)


def _latest(services: ConsoleServices, user: SignedIn, account: str) -> Callable[[Typed], Latest]:
    def latest(typed: Typed) -> Latest:
        return of_thing(services.histories.history(user.viewer, "person", account), typed)

    return latest


def _filled(services: ConsoleServices, user: SignedIn, account: str) -> Shown[PersonForm]:
    _, known = services.people.listed(user.viewer)
    found = services.people.person(user.viewer, account)
    history = services.histories.history(user.viewer, "person", account)
    return person_form(known, found, history.version)


def _form_page(
    request: Request, user: SignedIn, form: Shown[PersonForm], account: str = ""
) -> Response:
    return Page("people/form.html", status=form.status).response(
        request, user=user, section="people", form=form, account=account, may=MAY, stages=STAGES
    )


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    account: str,
    again: Shown[F] | None = None,
) -> Response:
    viewer = user.viewer
    found = services.people.person(viewer, account)
    history = services.histories.history(viewer, "person", account)
    today = local_date(services.server.clock()).isoformat()
    typed = {"version": history.version, "from_on": today}
    forms: dict[str, Shown[Any]] = {
        each.__name__: Shown(each, each.__name__, typed)
        for each in (StopForm, ResumeForm, CodeForm, CodeRevokeForm, FactorOffForm)
    }
    if again is not None:
        forms[again.name] = again
    devices = services.devices.listed(viewer) if viewer.may_review else []
    return Page("people/person.html", status=again.status if again else 200).response(
        request,
        user=user,
        section="people",
        person=found,
        history=history,
        steps=history.steps[::-1][:STEPS_SHOWN],
        devices=[each for each in devices if each.account == account],
        forms=forms,
        again=again,
        may=MAY,
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )
