"""文书: the list of papers, the units that wait for one, and the last numbers."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.clock import local_date
from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.words.values import words_of
from sync_server.console.findings.findings import HAZARD, NO_PAPER, OPEN, FindingFilters
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, SentForm, Shown, carry_out
from sync_server.console.guard import Services
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.papers.acts import DONE
from sync_server.console.papers.columns import COLUMNS, DUE, OVERDUE, PaperFilters
from sync_server.console.papers.series_form import (
    SeriesForm,
    seen_now,
    series_form,
    series_words,
)
from sync_server.console.records.meanwhile import of_thing
from sync_server.data.papers.listing import PaperFilter
from sync_server.office.papers import series_set
from sync_server.review.paper_listing import ListedPaper, Units

router = APIRouter()

SECTION = "papers"


def _rows(asking: Asking[PaperFilters]) -> Listed[ListedPaper]:
    wanted = asking.wanted
    found = asking.services.papers_listed.found(
        asking.viewer,
        PaperFilter(
            district="",
            paper_kind=wanted.kind,
            state=wanted.state,
            year=wanted.wanted_year,
            campaign=wanted.campaign,
        ),
        Units(wanted.unit, wanted.account),
        is_overdue=wanted.due == OVERDUE,
    )
    return Listed(
        read=found.read,
        key=found.key,
        total=found.total,
        options={
            "kind": {each.value: word for each, word in words_of(PaperKind).items()},
            "state": {each.value: word for each, word in words_of(PaperState).items()},
            "due": DUE,
            "year": {str(each): f"{each}年" for each in found.years},
            "account": {row.account: row.name for row in found.names.inspectors},
            "campaign": {each.subject: each.title for each in found.campaigns.values()},
        },
    )


def _beside(asking: Asking[PaperFilters]) -> Mapping[str, Any]:
    """The units that wait for a paper, and the form about the last numbers."""
    viewer, pages = asking.viewer, asking.services.paper_pages
    series = pages.series(viewer)
    return {
        "waiting": pages.waiting(viewer),
        "pending": pages.pending(viewer),
        "to_pending": PaperFilters(state=PaperState.PENDING).address(),
        "to_waiting": _to_waiting if viewer.may_see_papers else None,
        "series": {series_words(name): each for name, each in series.items()},
        "form": series_form(series, local_date(asking.services.server.clock())),
    }


def _to_waiting(school_id: str = "", *, hazards: bool = False) -> str:
    """Where the findings are that wait for a paper, at a unit or at all of them."""
    hazard = HAZARD if hazards else ""
    return FindingFilters(state=OPEN, noticed=NO_PAPER, unit=school_id, hazard=hazard).address()


LIST = ListPage(
    name=SECTION,
    title="文书",
    filters=PaperFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有文书", "从等下达的单位里选一个起草，或从一次督导的“发现的问题”进入。"),
    done={**DONE, "series": "文号已核定，可以继续签发。"},
    template="findings/papers.html",
    beside=_beside,
    links=lambda _: (Link("期初通知书", "/papers/carried"),),
)
add_list(router, LIST)


@router.post("/papers/series")
def state_series(request: Request, services: Services, sent: SentForm) -> Response:
    """State which number was the last one of a kind and year."""
    user = sent.user
    user.viewer.require_review()

    def act(form: SeriesForm) -> None:
        body = series_set(form.paper_kind, form.year, form.last)
        services.papers.state_last(user.viewer.account, body, form.reason, form.seen_version)

    def latest(typed: Typed) -> Latest:
        form = SeriesForm.model_validate(typed)
        series = services.paper_pages.series(user.viewer)
        if form.series not in series:
            return Latest(seen_now(series), ())
        found = services.histories.history(user.viewer, "series", form.series)
        since = of_thing(found, {"version": form.seen_version}).since
        return Latest(seen_now(series), since)

    form = carry_out(Shown(SeriesForm, "series-form"), sent.typed, act, latest)
    if isinstance(form, Shown):
        return LIST.response(request, services, user, form.status, form=form)
    return RedirectResponse("/papers?done=series", 303)
