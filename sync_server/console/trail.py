"""One visit's trail: the page, its photos, and the office's word on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import FileResponse, RedirectResponse, Response
from pydantic import BaseModel, Field, StringConstraints

from domain.errors import Conflict, NotAllowed
from domain.kinds.visit.review import Verdict
from domain.trail.line import Sha256Hex
from domain.visit.visit import Visit
from domain.words.values import CRITERION
from sync_server.console.forms import OfficeForm, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, FormUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.console.site_map import site_map
from sync_server.console.words import answer_words, words
from sync_server.office.commands import Merge
from sync_server.photos.pixels import media_type
from sync_server.review.visit_page import VisitPage

router = APIRouter()

TEMPLATE = "trail.html"
DONE = {
    Verdict.APPROVED.value: "已通过，督学的手机下次同步后会看到。",
    Verdict.RETURNED.value: "已退回，督学的手机下次同步后会看到原因。",
    Verdict.COMMENTED.value: "批注已保存，督学的手机下次同步后会看到。",
    "reply": "学校整改情况已登记，责任督学会去回访复查。",
    "merged": "已并入另一次督导，这一次不再计入统计。",
    "position": "已采用为学校的位置，以后的签到按它判断。",
}
CHANGED = "这次督导刚有新内容，请重新查看。您刚才写的文字还在下面，没有丢。"
NEEDS_WORDS = {
    Verdict.RETURNED: "退回要写明原因，督学才知道要补什么。",
    Verdict.COMMENTED: "请先写下批注。",
}
SNIFFED_BYTES = 12


class Word(BaseModel):
    """What a review form brings: the version of the visit its writer saw, their words, the verb."""

    version: Sha256Hex
    verdict: Verdict
    text: Annotated[str, StringConstraints(max_length=8000, strip_whitespace=True)] = ""


class MergeForm(OfficeForm):
    """That the visit counts as part of another, both in the versions that were seen."""

    into: Sha256Hex
    into_version: Sha256Hex
    reason: Annotated[str, Field(min_length=1, max_length=1000, title="并入原因")]


@dataclass(frozen=True, slots=True)
class Said:
    """What the page has to say about a form: done, or why not, with the words typed."""

    notice: str = ""
    problem: str = ""
    text: str = ""
    status: int = 200
    merge: Shown[MergeForm] | None = None
    reply: Mapping[str, str] = field(default_factory=dict)


@router.get("/visits/{visit_id}")
def trail(request: Request, services: Services, user: CurrentUser, visit_id: str) -> Response:
    """The visit's page."""
    notice = DONE.get(request.query_params.get("done", ""), "")
    return trail_page(request, services, user, visit_id, Said(notice=notice))


@router.post("/visits/{visit_id}/review")
def review(
    request: Request,
    services: Services,
    user: FormUser,
    visit_id: str,
    word: Annotated[Word, Form()],
) -> Response:
    """Approve, return or comment the visit as it stood on the page.

    When it changed meanwhile, the page comes back with what is new and with the words typed.
    """
    user.viewer.require_review()
    if not services.visit_pages.page(user.viewer, visit_id).may_review:
        raise NotAllowed("This visit is not to be reviewed by you now.", code="not_reviewable")
    if not word.text and word.verdict in NEEDS_WORDS:
        said = Said(problem=NEEDS_WORDS[word.verdict], status=400)
        return trail_page(request, services, user, visit_id, said)
    try:
        _say(services, user, visit_id, word)
    except Conflict:
        said = Said(problem=CHANGED, text=word.text, status=409)
        return trail_page(request, services, user, visit_id, said)
    return RedirectResponse(f"/visits/{visit_id}?done={word.verdict}", 303)


@router.post("/visits/{visit_id}/merge")
def merge(request: Request, services: Services, sent: SentForm, visit_id: str) -> Response:
    """Let the visit count as part of another to the same school on the same day."""
    user = sent.user
    user.viewer.require_review()

    def act(form: MergeForm) -> None:
        both = Merge(visit_id, form.version, form.into, form.into_version, form.reason)
        services.office.merge_visit(user.viewer.account, both)

    blank = Shown(MergeForm, f"merge-{sent.typed.get('into', '')}")
    try:
        form = carry_out(blank, sent.typed, act)
    except Conflict:
        said = Said(problem=CHANGED, status=409)
        return trail_page(request, services, user, visit_id, said)
    if isinstance(form, Shown):
        said = Said(status=form.status, merge=form)
        return trail_page(request, services, user, visit_id, said)
    return RedirectResponse(f"/visits/{visit_id}?done=merged", 303)


def _merges(
    page: VisitPage, typed: Shown[MergeForm] | None
) -> list[tuple[Visit, Shown[MergeForm]]]:
    """A form for each visit that this one may be part of, one of them as it was typed."""
    found = []
    for each in page.mergeable:
        carried = {
            "version": page.visit.version,
            "into": each.visit_id,
            "into_version": each.version,
        }
        blank = Shown(MergeForm, f"merge-{each.visit_id}", carried)
        found.append((each, typed if typed and typed.name == blank.name else blank))
    return found


@router.get("/photos/{sha256}")
def photo(services: Services, user: CurrentUser, sha256: Sha256Hex) -> Response:
    """A photo's file, for those who may see a visit it belongs to."""
    path = services.server.photos.readable(sha256, user.viewer.person)
    with path.open("rb") as file:
        kind = media_type(file.read(SNIFFED_BYTES))
    headers = {
        "Cache-Control": "private, max-age=86400, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return FileResponse(path, media_type=kind, headers=headers)


def _say(services: ConsoleServices, user: SignedIn, visit_id: str, word: Word) -> None:
    office, account = services.office, user.viewer.account
    match word.verdict:
        case Verdict.APPROVED:
            office.approve_visit(account, visit_id, word.version, word.text)
        case Verdict.RETURNED:
            office.return_visit(account, visit_id, word.version, word.text)
        case Verdict.COMMENTED:
            office.comment_visit(account, visit_id, word.version, word.text)


def trail_page(
    request: Request, services: ConsoleServices, user: SignedIn, visit_id: str, said: Said
) -> Response:
    """The visit's page with what it has to say about the form that was sent."""
    page = services.visit_pages.page(user.viewer, visit_id)
    return Page(TEMPLATE, status=said.status).response(
        request,
        user=user,
        section="visits",
        page=page,
        visit=page.visit,
        names=page.names,
        map=site_map(page),
        merges=_merges(page, said.merge),
        criteria=CRITERION,
        said=said,
        words=lambda reading: words(page, reading),
        answered=lambda item_id, answer: answer_words(
            page.checklist, item_id, answer.value, answer.text
        ),
    )
