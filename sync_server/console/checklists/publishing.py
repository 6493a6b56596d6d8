"""Publishing a draft: what it changes, what somebody else changed meanwhile, and then the act."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.errors import BadInput
from domain.register.checklist import Checklist
from domain.register.drafting.catching_up import CaughtUp, caught_up
from domain.register.drafting.difference import difference
from domain.register.drafting.draft import Draft, finished
from domain.register.drafting.lacks import lacks
from sync_server.console.checklists.forms import CatchUpForm, PublishForm
from sync_server.console.checklists.pages import place
from sync_server.console.checklists.writing import AtDesk, Desk
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, SentForm, Shown, carry_out
from sync_server.office.checklists import Publish
from sync_server.register.checklists.versions import Version

router = APIRouter()


@router.get("/checklists/draft/{draft}/publish")
def look(request: Request, desk: AtDesk) -> Response:
    """What the draft would change of the newest version."""
    return _page(request, desk)


@router.post("/checklists/draft/{draft}/publish")
def publish(request: Request, sent: SentForm, desk: AtDesk) -> Response:
    """Make the draft the next version; where another came first, show that instead."""
    made: list[Checklist] = []

    def act(form: PublishForm) -> None:
        wanted = Publish(desk.held.name, form.revision, form.over)
        made.append(desk.services.checklist_commands.publish(sent.account, wanted))

    def latest(typed: Typed) -> Latest:
        carried = desk.latest(typed).carried
        return Latest({**carried, "over": str(_newest(_versions(desk)))}, ())

    form = carry_out(desk.form(PublishForm, "publish"), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, desk, form)
    return RedirectResponse(f"{place(made[0].checklist_id)}?done=published", 303)


@router.post("/checklists/draft/{draft}/catch-up")
def catch_up(request: Request, sent: SentForm, desk: AtDesk) -> Response:
    """Let what somebody else has published come into the draft."""
    versions = _versions(desk)

    def change(_form: CatchUpForm, draft: Draft) -> Draft:
        found = _caught_up(draft, versions)
        if found is None:
            raise BadInput("草稿已经是在最新的一版上写的，没有要并的。")
        return found.draft

    form = desk.keep(desk.form(CatchUpForm, "catch-up"), sent, change)
    if isinstance(form, Shown):
        return _page(request, desk, form)
    return RedirectResponse(f"{desk.home}/publish", 303)


def _versions(desk: Desk) -> list[Version]:
    """The versions of what is being written, the newest first; none before the first."""
    viewer, code = desk.user.viewer, desk.draft.checklist_id
    if code not in desk.services.checklists.newest(viewer):
        return []
    return desk.services.checklists.versions(viewer, code)


def _newest(versions: list[Version]) -> int:
    return versions[0].checklist.version if versions else 0


def _caught_up(draft: Draft, versions: list[Version]) -> CaughtUp | None:
    """The draft upon the newest version; None where it is, or has none to stand upon."""
    by_version = {each.checklist.version: each.checklist for each in versions}
    base = by_version.get(draft.upon)
    if base is None or draft.upon == _newest(versions):
        return None
    return caught_up(draft, base, versions[0].checklist)


def _page(request: Request, desk: Desk, again: Shown[Any] | None = None) -> Response:
    versions = _versions(desk)
    newest = versions[0].checklist if versions else None
    over = newest.version if newest else 0
    forms: dict[str, Shown[Any]] = {
        "publish": desk.form(PublishForm, "publish", {"over": str(over)}),
        "catch-up": desk.form(CatchUpForm, "catch-up"),
    }
    if again is not None:
        forms[again.name] = again
    left = lacks(desk.draft)
    made = finished(desk.draft, over + 1) if not left else None
    told: Mapping[str, Any] = {
        "lacks": left,
        "next": over + 1,
        "newest": newest,
        "changes": difference(newest, made) if made else [],
        "theirs": [each for each in versions if each.checklist.version > desk.draft.upon]
        if desk.draft.upon
        else [],
        "their_changes": _their_changes(desk.draft, versions),
        "caught_up": _caught_up(desk.draft, versions),
        "forms": forms,
        "again": again,
    }
    return desk.page(request, "publish.html", again.status if again else 200, **told)


def _their_changes(draft: Draft, versions: list[Version]) -> list[Any]:
    """What was published since the draft was begun, against the version it was begun upon."""
    by_version = {each.checklist.version: each.checklist for each in versions}
    base = by_version.get(draft.upon)
    if base is None or draft.upon == _newest(versions):
        return []
    return difference(base, versions[0].checklist)
