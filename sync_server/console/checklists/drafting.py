"""Writing a checklist: begun, arranged, titled, given up; every press of a button is kept."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from domain.errors import BadInput, NotFound
from domain.register.drafting.draft import Draft, draft_of, ended, moved, retitled, with_section
from domain.register.drafting.lacks import Lack, lacks
from sync_server.console.checklists.forms import (
    ArrangeForm,
    BeginForm,
    DropForm,
    NewChecklistForm,
    SectionForm,
    TitleForm,
)
from sync_server.console.checklists.pages import (
    HOME,
    SECTION,
    Found,
    PhoneQuery,
    Pictured,
    phone_page,
    shown,
)
from sync_server.console.checklists.writing import AtDesk, Desk
from sync_server.console.forms import SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.office.checklists import newest_of
from sync_server.register.checklists.form_desk import new_checklist_id
from sync_server.register.names import names

router = APIRouter()

ACTS: dict[str, Callable[[Draft, str], Draft]] = {
    "up": lambda draft, name: moved(draft, name, "up"),
    "down": lambda draft, name: moved(draft, name, "down"),
    "end": ended,
    "resume": lambda draft, name: ended(draft, name, is_ended=False),
}


@router.get("/checklists/new")
def new(request: Request, services: Services, user: CurrentUser, copied_from: str = "") -> Response:
    """Where a new checklist begins: from nothing, from another one, or from a file."""
    return _new(request, user, _new_form(services, user, copied_from))


@router.post("/checklists/new")
def begin_new(request: Request, services: Services, sent: SentForm) -> Response:
    """Hold the draft of a new checklist, and go on to it."""
    form, begun = _new_form(services, sent.user, ""), list[str]()
    newest = services.checklists.newest(sent.user.viewer)

    def act(form: NewChecklistForm) -> None:
        code = new_checklist_id()
        draft = Draft(checklist_id=code, title=form.title)
        if form.copied_from:
            copied = draft_of(newest[form.copied_from])
            draft = draft.model_copy(update={"sections": copied.sections})
        begun.append(_begin(services, sent.user, draft))

    again = carry_out(form, sent.typed, act)
    if isinstance(again, Shown):
        return _new(request, sent.user, again)
    return RedirectResponse(begun[0], 303)


@router.post("/checklists/{checklist_id}/draft")
def begin(request: Request, services: Services, sent: SentForm, found: Found) -> Response:
    """Hold the draft of the next version, or go on with the one that was begun."""
    sent.user.viewer.require_set_register()
    begun: list[str] = []

    def act(_form: BeginForm) -> None:
        newest = found.versions[0].checklist
        begun.append(_begin(services, sent.user, draft_of(newest)))

    again = carry_out(Shown(BeginForm, "begin"), sent.typed, act)
    if isinstance(again, Shown):
        return shown(request, services, sent.user, found, {"begin": again})
    return RedirectResponse(begun[0], 303)


@router.get("/checklists/draft/{draft}")
def draft(request: Request, desk: AtDesk) -> Response:
    """The draft: its sections and items, and what may be done with each."""
    return _page(request, desk)


@router.get("/checklists/draft/{draft}/phone")
def phone(request: Request, desk: AtDesk, asked: Annotated[PhoneQuery, Query()]) -> Response:
    """The draft as the phone would show it."""
    sections = [(each.title, each.asked) for each in desk.draft.asked]
    return phone_page(request, desk.user, asked, Pictured(desk.draft.title, sections, desk.home))


@router.post("/checklists/draft/{draft}/arrange")
def arrange(request: Request, sent: SentForm, desk: AtDesk) -> Response:
    """Move a section or an item, leave it out of the next version, or take it back."""

    def change(form: ArrangeForm, draft: Draft) -> Draft:
        act, _, name = form.act.partition(":")
        return ACTS[act](draft, name)

    form = desk.keep(desk.form(ArrangeForm, "arrange"), sent, change)
    if isinstance(form, Shown):
        return _page(request, desk, form)
    return desk.back(form.act.partition(":")[2])


@router.get("/checklists/draft/{draft}/title")
def title(request: Request, desk: AtDesk) -> Response:
    """The form of the checklist's title."""
    form = desk.form(TitleForm, "title", {"title": desk.draft.title})
    return _one_form(request, desk, form, "清单标题")


@router.post("/checklists/draft/{draft}/title")
def set_title(request: Request, sent: SentForm, desk: AtDesk) -> Response:
    """Call the checklist so."""
    form = desk.keep(
        desk.form(TitleForm, "title"),
        sent,
        lambda form, draft: draft.model_copy(update={"title": form.title}),
    )
    if isinstance(form, Shown):
        return _one_form(request, desk, form, "清单标题")
    return desk.back()


@router.post("/checklists/draft/{draft}/sections/new")
def add_section(request: Request, sent: SentForm, desk: AtDesk) -> Response:
    """One more section."""
    form = desk.keep(
        desk.form(SectionForm, "new-section"),
        sent,
        lambda form, draft: with_section(draft, form.title),
    )
    return _page(request, desk, form) if isinstance(form, Shown) else desk.back("new-section")


@router.get("/checklists/draft/{draft}/sections/{key}")
def section(request: Request, desk: AtDesk, key: str) -> Response:
    """The form of a section's title."""
    found = desk.draft.section(key)
    if found is None:
        raise NotFound("The draft has no such section.", code="no_draft", called=key)
    form = desk.form(SectionForm, "section", {"title": found.title})
    return _one_form(request, desk, form, "分组标题", f"/sections/{key}")


@router.post("/checklists/draft/{draft}/sections/{key}")
def set_section(request: Request, sent: SentForm, desk: AtDesk, key: str) -> Response:
    """Call the section so."""
    form = desk.keep(
        desk.form(SectionForm, "section"),
        sent,
        lambda form, draft: retitled(draft, key, form.title),
    )
    if isinstance(form, Shown):
        return _one_form(request, desk, form, "分组标题", f"/sections/{key}")
    return desk.back(key)


@router.post("/checklists/draft/{draft}/drop")
def drop(request: Request, sent: SentForm, desk: AtDesk) -> Response:
    """Let go of the draft; what is published stays as it is."""

    def act(form: DropForm) -> None:
        if form.revision != desk.held.revision:
            raise BadInput("这份草稿刚才在另一个窗口里改过，没有放弃；请再看一遍。")
        desk.services.drafts.drop(desk.held.name, sent.account)

    form = carry_out(desk.form(DropForm, "drop"), sent.typed, act)
    if isinstance(form, Shown):
        return _page(request, desk, form)
    return RedirectResponse(f"{HOME}?done=dropped", 303)


def _begin(services: ConsoleServices, user: SignedIn, draft: Draft) -> str:
    """Where the draft is that the person now writes of this checklist."""
    viewer = user.viewer
    held = services.drafts.begin(draft, (viewer.account, viewer.district))
    return f"{HOME}/draft/{held.name}"


def _new_form(
    services: ConsoleServices, user: SignedIn, copied_from: str
) -> Shown[NewChecklistForm]:
    user.viewer.require_set_register()
    newest = services.checklists.newest(user.viewer)
    titles = {name: each.title for name, each in newest.items()}
    typed = {"copied_from": copied_from} if copied_from in titles else {}
    return Shown(NewChecklistForm, "new-checklist", typed, {"copied_from": titles})


def _new(request: Request, user: SignedIn, form: Shown[NewChecklistForm]) -> Response:
    return Page("checklists/new.html", status=form.status).response(
        request, user=user, section=SECTION, form=form
    )


def _one_form(
    request: Request, desk: Desk, form: Shown[Any], title: str, path: str = "/title"
) -> Response:
    action = f"{desk.home}{path}"
    return desk.page(request, "one_form.html", form.status, form=form, title=title, action=action)


def _page(request: Request, desk: Desk, again: Shown[Any] | None = None) -> Response:
    forms: dict[str, Shown[Any]] = {
        "arrange": desk.form(ArrangeForm, "arrange"),
        "new-section": desk.form(SectionForm, "new-section"),
        "drop": desk.form(DropForm, "drop"),
    }
    if again is not None:
        forms[again.name] = again
    viewer, services = desk.user.viewer, desk.services
    found: dict[str, list[Lack]] = {}
    for each in lacks(desk.draft):
        found.setdefault(each.name, []).append(each)
    known = names(services.server.database, viewer.district)
    newest = newest_of(services.server.database, viewer.district, desk.draft)
    others = [
        (known.person(each.account), each.changed_at)
        for each in services.drafts.begun(viewer.district)
        if each.checklist_id == desk.draft.checklist_id and each.account != viewer.account
    ]
    status = again.status if again else 200
    more = {"lacks": found, "others": others, "newest": newest, "forms": forms, "again": again}
    return desk.page(request, "draft.html", status, **more)
