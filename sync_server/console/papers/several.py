"""Several papers signed in one act, each as it stood where it was ticked, each with its number."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.clock import format_instant, local_date
from domain.errors import BadInput, Conflict
from domain.words.values import label
from sync_server.console.form_fields import Typed
from sync_server.console.forms import (
    Latest,
    Meanwhile,
    OfficeForm,
    SentForm,
    Shown,
    Ticks,
    carry_out,
)
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.list_page import drawn_row
from sync_server.console.pages import Page
from sync_server.console.papers.papers import SECTION
from sync_server.console.refusals import in_form
from sync_server.console.services import ConsoleServices
from sync_server.ledger.append import CHANGED
from sync_server.office.papers import SeenPaper, Signature
from sync_server.review.signing_list import MOST_AT_ONCE, PaperToSign, ToSign

router = APIRouter()

HOME = "/papers/signing/several"
TEMPLATE = "findings/sign_several.html"
NAME = "sign-several-form"
ALL = "all"
CHANGED_SINCE = "这份文书刚有变化，请打开重新看过"


class SignSeveralForm(OfficeForm):
    """That these papers are signed, each as it stood: ``seen`` are the versions."""

    changed: ClassVar[str] = "勾选的里面有的没有签发，原因列在下面；其余勾选的都已签发。"

    seen: Annotated[Ticks, Field(max_length=MOST_AT_ONCE)]
    papers: Annotated[Ticks, Field(min_length=1, max_length=MOST_AT_ONCE, title="要签发的文书")]
    issued_on: Annotated[date, Field(title="签发日期")]


@router.get(HOME)
def several(request: Request, services: Services, user: CurrentUser) -> Response:
    """The papers that wait, to be ticked."""
    return _page(request, services, user)


@router.post(HOME)
def sign_several(request: Request, services: Services, sent: SentForm) -> Response:
    """Sign what is ticked, each in the version that was seen; say of the others why not."""
    user = sent.user
    user.viewer.require_review()
    left: dict[str, str] = {}

    def act(form: SignSeveralForm) -> None:
        seen = dict(each.partition(":")[::2] for each in form.seen)
        if not set(form.papers) <= seen.keys():
            raise BadInput("The form is none of ours.")
        ticked = [SeenPaper(each, seen[each]) for each in form.papers]
        left.update(_signed(services, user, ticked, form.issued_on))
        if left:
            raise Conflict("Some of the papers were not signed.", code=CHANGED)

    def latest(_typed: Typed) -> Latest:
        since = [_since(services, user, paper, why) for paper, why in left.items()]
        return Latest({"seen": _seen(services.signing_list.waiting(user.viewer))}, since)

    form = carry_out(Shown(SignSeveralForm, NAME), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, user, form)
    return RedirectResponse(f"{HOME}?done={len(form.papers)}", 303)


def _signed(
    services: ConsoleServices, user: SignedIn, ticked: Sequence[SeenPaper], on: date
) -> dict[str, str]:
    """Sign them in this order; those that were not, with the reason in words."""
    left = {}
    signature = Signature(issued_on=on.isoformat(), signer=user.viewer.person.name)
    for each in ticked:
        try:
            services.papers.issue(user.viewer.account, each, signature)
        except BadInput as error:
            left[each.paper] = error.message
        except Conflict as error:
            left[each.paper] = in_form(error, CHANGED_SINCE)
    return left


def _since(services: ConsoleServices, user: SignedIn, paper: str, why: str) -> Meanwhile:
    page = services.paper_pages.page(user.viewer, paper)
    name = f"{label(page.paper.paper_kind)} {page.names.school(page.paper.school_id)}"
    return Meanwhile("", format_instant(services.server.clock()), f"{name}：没有签发", why)


def _seen(waiting: ToSign) -> str:
    return "\n".join(each.ticked for each in waiting.papers if not each.refusal)


def _refusal(each: PaperToSign) -> Sequence[Chip]:
    return [Chip(each.refusal, "chip-notice")] if each.refusal else ()


COLUMNS: tuple[Column[PaperToSign], ...] = (
    Column(
        "文书",
        lambda each: label(each.paper.paper_kind),
        lambda each: f"/papers/{each.paper.paper_id}",
        chips=_refusal,
    ),
    Column("单位", lambda each: each.listed.school),
    counted("问题", lambda each: each.listed.figures.findings),
    Column("期限", lambda each: each.listed.row.due_on or ""),
    Column("起草人", lambda each: each.listed.drafter),
    Column("要求", lambda each: each.listed.row.requirement),
)


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    again: Shown[SignSeveralForm] | None = None,
) -> Response:
    waiting = services.signing_list.waiting(user.viewer)
    offered = [each.paper.paper_id for each in waiting.papers if not each.refusal]
    # Whoever has looked through them need not tick each by hand.
    ticked = offered if ALL in request.query_params else []
    today = local_date(services.server.clock()).isoformat()
    begun = {"seen": _seen(waiting), "papers": "\n".join(ticked), "issued_on": today}
    form = again or Shown(SignSeveralForm, NAME, begun)
    done = request.query_params.get("done", "")
    return Page(TEMPLATE, status=form.status).response(
        request,
        user=user,
        section=SECTION,
        home=HOME,
        waiting=waiting,
        offered=offered,
        columns=COLUMNS,
        rows=[drawn_row(COLUMNS, each) for each in waiting.papers],
        form=form,
        ticked=form.typed.get("papers", "").splitlines(),
        done=int(done) if done.isdecimal() else 0,
    )
