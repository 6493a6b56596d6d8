"""整改通知书: the list, one notice, and the form of a new one to a unit."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.clock import local_date
from domain.kinds.office.notice import NoticePrivate, NoticeState
from domain.kinds.piece import Code
from domain.trail.line import Sha256Hex
from domain.trail.receipt import Leaf
from domain.words.values import words_of
from sync_server.console.findings.findings import HAZARD, NO_NOTICE, OPEN, FindingFilters
from sync_server.console.findings.notice_columns import COLUMNS, DUE, OVERDUE, NoticeFilters
from sync_server.console.findings.notice_forms import (
    NoticeForm,
    SeriesForm,
    WithdrawForm,
    begun,
    draft_of,
    seen_now,
    ticks_now,
    ticks_of,
)
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.list_page import Asking, Empty, Listed, ListPage, add_list
from sync_server.console.pages import Page
from sync_server.console.records.meanwhile import of_notice, of_thing, of_visit
from sync_server.console.services import ConsoleServices
from sync_server.data.papers.listing import NoticeFilter
from sync_server.door.codes import grouped
from sync_server.review.notice_listing import ListedNotice, Units

router = APIRouter()

SECTION = "notices"

DONE = {
    "issued": "整改通知书已下达，责任督学的手机下次同步后会看到。",
    "withdrawn": "整改通知书已撤回，文号不再使用。",
    "series": "文号已核定，可以继续下达通知书。",
}


def _rows(asking: Asking[NoticeFilters]) -> Listed[ListedNotice]:
    wanted = asking.wanted
    found = asking.services.notices_listed.found(
        asking.viewer,
        NoticeFilter(district="", state=wanted.state, year=wanted.wanted_year),
        Units(wanted.unit, wanted.account),
        is_overdue=wanted.due == OVERDUE,
    )
    return Listed(
        read=found.read,
        key=found.key,
        total=found.total,
        options={
            "state": {each.value: word for each, word in words_of(NoticeState).items()},
            "due": DUE,
            "year": {str(each): f"{each}年" for each in found.years},
            "account": {row.account: row.name for row in found.names.inspectors},
        },
    )


def _beside(asking: Asking[NoticeFilters]) -> Mapping[str, Any]:
    """The units that wait for a notice, and the form about the year's last number."""
    viewer, pages = asking.viewer, asking.services.notice_pages
    series = pages.series(viewer)
    year = local_date(asking.services.server.clock()).year
    return {
        "waiting": pages.waiting(viewer),
        "to_waiting": _to_waiting,
        "series": series,
        "form": Shown(SeriesForm, "series-form", {"year": str(year), **seen_now(series)}),
    }


def _to_waiting(school_id: str = "", *, hazards: bool = False) -> str:
    """Where the findings are that wait for a notice, at a unit or at all of them."""
    hazard = HAZARD if hazards else ""
    return FindingFilters(state=OPEN, noticed=NO_NOTICE, unit=school_id, hazard=hazard).address()


LIST = ListPage(
    name=SECTION,
    title="整改通知书",
    filters=NoticeFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "还没有下达过整改通知书", "从待下达的单位里选一个，或从一次督导的“发现的问题”进入。"
    ),
    done=DONE,
    template="notices.html",
    beside=_beside,
)
add_list(router, LIST)


@router.post("/notices/series")
def state_series(request: Request, services: Services, sent: SentForm) -> Response:
    """State which number was the year's last one."""
    user = sent.user
    user.viewer.require_review()

    def act(form: SeriesForm) -> None:
        services.notices.state_last(user.viewer.account, form.year, form.last, form.seen_version)

    def latest(typed: Typed) -> Latest:
        form = SeriesForm.model_validate(typed)
        series = services.notice_pages.series(user.viewer)
        if form.series not in series:
            return Latest(seen_now(series), ())
        found = services.histories.history(user.viewer, "series", form.series)
        since = of_thing(found, {"version": form.seen_version}).since
        return Latest(seen_now(series), since)

    form = carry_out(Shown(SeriesForm, "series-form"), sent.typed, act, latest)
    if isinstance(form, Shown):
        return LIST.response(request, services, user, form.status, form=form)
    return RedirectResponse("/notices?done=series", 303)


@router.get("/schools/{school_id}/notice")
def notice_form(
    request: Request, services: Services, user: CurrentUser, school_id: Code
) -> Response:
    """The form of a new notice, with the unit's open findings of all visits."""
    return _form_page(request, services, user, school_id)


@router.post("/schools/{school_id}/notice")
def issue_notice(request: Request, services: Services, sent: SentForm, school_id: Code) -> Response:
    """Issue the notice; what is missing or has changed is said on the page, the words kept."""
    user = sent.user
    user.viewer.require_review()
    issued: list[Leaf] = []

    def act(form: NoticeForm) -> None:
        private = NoticePrivate(requirement=form.requirement, issuer=user.viewer.person.name)
        draft = draft_of(school_id, form)
        issued.append(services.notices.issue(user.viewer.account, draft, private))

    def latest(typed: Typed) -> Latest:
        seen = {tick.visit: tick.version for tick in ticks_of(typed)}
        pages = ((services.visit_pages.page(user.viewer, visit), seen[visit]) for visit in seen)
        since = [each for page, version in pages for each in of_visit(page, version)]
        return Latest({}, since)

    form = carry_out(Shown(NoticeForm, "notice-form"), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _form_page(request, services, user, school_id, form)
    return RedirectResponse(f"/notices/{issued[0].id}?done=issued", 303)


@router.get("/notices/{notice_id}")
def notice(
    request: Request, services: Services, user: CurrentUser, notice_id: Sha256Hex
) -> Response:
    """One notice: the paper, what it is about, and how it came about."""
    return _notice_page(request, services, user, notice_id)


@router.post("/notices/{notice_id}/withdraw")
def withdraw_notice(
    request: Request, services: Services, sent: SentForm, notice_id: Sha256Hex
) -> Response:
    """Take the notice back as it stood on the page."""
    user = sent.user
    user.viewer.require_review()

    def act(form: WithdrawForm) -> None:
        services.notices.withdraw(user.viewer.account, notice_id, form.version, form.reason)

    def latest(typed: Typed) -> Latest:
        return of_notice(services.notice_pages.page(user.viewer, notice_id), typed)

    form = carry_out(Shown(WithdrawForm, "withdraw-form"), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _notice_page(request, services, user, notice_id, form)
    return RedirectResponse(f"/notices/{notice_id}?done=withdrawn", 303)


def _form_page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    school_id: str,
    again: Shown[NoticeForm] | None = None,
) -> Response:
    """The form with what was written; ticks are kept where the finding is still open."""
    unit = services.notice_pages.unit(user.viewer, school_id)
    return Page("notice_form.html", status=again.status if again else 200).response(
        request,
        user=user,
        section=SECTION,
        unit=unit,
        form=ticks_now(unit, again) if again else begun(unit),
        again=again,
    )


def _notice_page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    notice_id: str,
    again: Shown[Any] | None = None,
) -> Response:
    page = services.notice_pages.page(user.viewer, notice_id)
    seen = {"version": page.notice.version}
    return Page("notice.html", status=again.status if again else 200).response(
        request,
        user=user,
        section=SECTION,
        page=page,
        notice=page.notice,
        names=page.names,
        form=again or Shown(WithdrawForm, "withdraw-form", seen),
        again=again,
        code=grouped(services.door.codes.of_paper(notice_id)),
        done=_done(request),
    )


def _done(request: Request) -> str:
    return DONE.get(request.query_params.get("done", ""), "")
