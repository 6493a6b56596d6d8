"""One visit's trail: the page, its photos, and the office's word on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from domain.clock import local_date
from domain.errors import BadInput, NotAllowed
from domain.kinds.visit.review import Verdict
from domain.review.overlapping import stay
from domain.trail.line import Sha256Hex
from domain.words.values import CRITERION
from domain.words.visit import said_of
from sync_server.console.form_fields import Typed
from sync_server.console.forms import F, Latest, Sent, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.records.meanwhile import of_visit
from sync_server.console.records.visit_forms import (
    CANCEL,
    POSITION,
    REDATE,
    REVIEW,
    UNMERGE,
    CancelForm,
    ExplainForm,
    ExplainingForm,
    HazardForm,
    MergeForm,
    PositionForm,
    RedateForm,
    ReviewForm,
    UnmergeForm,
    VerdictForm,
    VisitForms,
    blank_forms,
    carried,
    explain_name,
    hazard_name,
    merge_name,
    pair_of,
)
from sync_server.console.services import ConsoleServices
from sync_server.console.site_map import site_map
from sync_server.console.words import answer_words, words
from sync_server.office.commands import Explain, Merge, Redate, SeenHazard
from sync_server.photos.pixels import media_type
from sync_server.review.visit_page import VisitPage

router = APIRouter()

TEMPLATE = "trail.html"
DONE = {
    Verdict.APPROVED.value: "已通过，督学的手机下次同步后会看到。",
    Verdict.RETURNED.value: "已退回，督学的手机下次同步后会看到原因。",
    Verdict.COMMENTED.value: "批注已保存，督学的手机下次同步后会看到。",
    "explained": "说明已记下，这条提示不再算作待看。",
    "unexplained": "说明已撤回，这条提示照旧算作待看。",
    "hazard": "已记下您看到了这条隐患。",
    "merged": "已并入另一次{visit}，两次合起来只算一次。",
    "unmerged": "已撤销并入，这一次重新单独计入统计。",
    "cancelled": "这次{visit}已作废，不再计入统计，内容仍可查看。",
    "redated": "已更正{visit}日期，按新的日期归月。",
    "position": "已采用为学校的位置，以后的到校记录按它判断。",
}
NEEDS_WORDS = {
    Verdict.RETURNED: "退回要写明原因，督学才知道要补什么。",
    Verdict.COMMENTED: "请先写下批注。",
}
SNIFFED_BYTES = 12
PHOTO_HEADERS = {
    "Cache-Control": "private, max-age=86400, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@router.get("/visits/{visit_id}")
def trail(request: Request, services: Services, user: CurrentUser, visit_id: str) -> Response:
    """The visit's page."""
    return trail_page(request, services, user, visit_id)


@router.post("/visits/{visit_id}/review")
def review(request: Request, services: Services, sent: SentForm, visit_id: str) -> Response:
    """Approve, return or comment the visit as it stood on the page.

    When it changed meanwhile, the page comes back with what is new and with the words typed.
    """
    user = sent.user
    require_reviewable(services, user, visit_id)

    def act(form: ReviewForm) -> None:
        give_verdict(services, user, visit_id, form)

    on_page = OnPage(request, services, sent, visit_id)
    return on_page.carry_out(Shown(ReviewForm, REVIEW), act, lambda form: form.verdict.value)


@router.post("/visits/{visit_id}/explain")
def explain(request: Request, services: Services, sent: SentForm, visit_id: str) -> Response:
    """Say why a flag is as it is, or take that back."""

    def act(form: ExplainForm) -> None:
        explain_flag(services, sent.user, visit_id, form)

    blank = Shown(ExplainForm, explain_name(sent.typed.get("facts", "")))
    on_page = OnPage(request, services, sent, visit_id)
    return on_page.carry_out(blank, act, lambda form: f"{explained(form)}#flags")


@router.post("/visits/{visit_id}/merge")
def merge(request: Request, services: Services, sent: SentForm, visit_id: str) -> Response:
    """Let the visit count as part of another to the same school on the same day."""

    def act(form: MergeForm) -> None:
        both = Merge(
            visit=visit_id,
            version=form.version,
            into=form.into,
            into_version=form.into_version,
            reason=form.reason,
            quantities=form.quantities,
            pairs=tuple(map(pair_of, form.pairs)),
        )
        services.office.merge_visit(sent.account, both)

    on_page = OnPage(request, services, sent, visit_id)
    return on_page.carry_out(on_page.merge_form(), act, "merged")


@router.post("/visits/{visit_id}/unmerge")
def unmerge(request: Request, services: Services, sent: SentForm, visit_id: str) -> Response:
    """Let a merged visit count by itself again."""

    def act(form: UnmergeForm) -> None:
        services.office.unmerge_visit(sent.account, visit_id, form.version, form.reason)

    on_page = OnPage(request, services, sent, visit_id)
    return on_page.carry_out(Shown(UnmergeForm, UNMERGE), act, "unmerged")


@router.post("/visits/{visit_id}/cancel")
def cancel(request: Request, services: Services, sent: SentForm, visit_id: str) -> Response:
    """Let the visit not count."""

    def act(form: CancelForm) -> None:
        services.office.cancel_visit(sent.account, visit_id, form.version, form.reason)

    on_page = OnPage(request, services, sent, visit_id)
    return on_page.carry_out(Shown(CancelForm, CANCEL), act, "cancelled")


@router.post("/visits/{visit_id}/date")
def redate(request: Request, services: Services, sent: SentForm, visit_id: str) -> Response:
    """Set right on which day the visit was."""
    today = local_date(services.server.clock())

    def act(form: RedateForm) -> None:
        redating = Redate(visit_id, form.version, form.visit_on, form.reason, today)
        services.office.redate_visit(sent.account, redating)

    on_page = OnPage(request, services, sent, visit_id)
    return on_page.carry_out(Shown(RedateForm, REDATE), act, "redated")


@router.post("/visits/{visit_id}/hazard")
def see_hazard(request: Request, services: Services, sent: SentForm, visit_id: str) -> Response:
    """Record that the office has seen a hazard of the visit."""

    def act(form: HazardForm) -> None:
        seen = SeenHazard(visit_id, form.version, form.finding_id)
        services.office.see_hazard(sent.account, seen)

    blank = Shown(HazardForm, hazard_name(sent.typed.get("finding_id", "")))
    on_page = OnPage(request, services, sent, visit_id)
    return on_page.carry_out(blank, act, "hazard#findings")


@router.post("/visits/{visit_id}/position")
def adopt_position(request: Request, services: Services, sent: SentForm, visit_id: str) -> Response:
    """Make the position the inspector proposed the school's own."""

    def act(form: PositionForm) -> None:
        versions = (form.version, form.school_version)
        services.office.adopt_position(sent.account, visit_id, *versions)

    on_page = OnPage(request, services, sent, visit_id)
    return on_page.carry_out(Shown(PositionForm, POSITION), act, "position")


@router.get("/photos/{sha256}")
def photo(services: Services, user: CurrentUser, sha256: Sha256Hex) -> Response:
    """A photo's file, for those who may see a visit it belongs to."""
    path = services.server.photos.readable(sha256, user.viewer.person)
    with path.open("rb") as file:
        kind = media_type(file.read(SNIFFED_BYTES))
    return FileResponse(path, media_type=kind, headers=PHOTO_HEADERS)


@router.get("/photos/{sha256}/thumbnail")
def thumbnail(services: Services, user: CurrentUser, sha256: Sha256Hex) -> Response:
    """The photo as a small picture, for the same people; whole where it cannot be made small."""
    services.server.photos.readable(sha256, user.viewer.person)
    small = services.server.thumbnails.of(sha256)
    if small is None:
        return photo(services, user, sha256)
    return Response(small, media_type="image/jpeg", headers=PHOTO_HEADERS)


def require_reviewable(services: ConsoleServices, user: SignedIn, visit_id: str) -> None:
    """NotAllowed where this user reviews the visit not, or not now; NotFound for none of theirs."""
    user.viewer.require_review()
    if not services.visit_pages.page(user.viewer, visit_id).may_review:
        raise NotAllowed("This visit is not to be reviewed by you now.", code="not_reviewable")


def give_verdict(
    services: ConsoleServices, user: SignedIn, visit_id: str, form: VerdictForm
) -> None:
    """Write what the form says of the visit; BadInput where a verdict lacks its words."""
    if not form.text and form.verdict in NEEDS_WORDS:
        raise BadInput(NEEDS_WORDS[form.verdict], code="text")
    office, account = services.office, user.viewer.account
    match form.verdict:
        case Verdict.APPROVED:
            office.approve_visit(account, visit_id, form.version, form.text)
        case Verdict.RETURNED:
            office.return_visit(account, visit_id, form.version, form.text)
        case Verdict.COMMENTED:
            office.comment_visit(account, visit_id, form.version, form.text)


def explain_flag(
    services: ConsoleServices, user: SignedIn, visit_id: str, form: ExplainingForm
) -> None:
    """Write what the form says of a flag of the visit."""
    said = Explain(visit_id, form.version, form.facts, form.reason, form.is_withdrawn)
    services.office.explain_flag(user.viewer.account, said)


def explained(form: ExplainingForm) -> str:
    """What the form did, as an address says what was done."""
    return "unexplained" if form.is_withdrawn else "explained"


@dataclass(frozen=True, slots=True)
class OnPage:
    """A form of a visit's page that came back."""

    request: Request
    services: ConsoleServices
    sent: Sent
    visit_id: str

    def carry_out(
        self, blank: Shown[F], act: Callable[[F], object], done: str | Callable[[F], str]
    ) -> Response:
        """Do the act and go to the page, which says what is ``done``; else the form again."""
        user = self.sent.user
        user.viewer.require_review()

        def latest(typed: Typed) -> Latest:
            page = self.services.visit_pages.page(user.viewer, self.visit_id)
            return Latest(carried(page, blank), of_visit(page, typed.get("version", "")))

        form = carry_out(blank, self.sent.typed, act, latest)
        if isinstance(form, Shown):
            return trail_page(self.request, self.services, user, self.visit_id, form)
        said = done if isinstance(done, str) else done(form)
        return RedirectResponse(f"/visits/{self.visit_id}?done={said}", 303)

    def merge_form(self) -> Shown[MergeForm]:
        """The form that merges the visit into the one that was chosen, as its page drew it."""
        page = self.services.visit_pages.page(self.sent.user.viewer, self.visit_id)
        name = merge_name(self.sent.typed.get("into", ""))
        drawn = next((each for each in blank_forms(page) if each.name == name), None)
        return Shown(MergeForm, name, left_out=drawn.left_out if drawn else ())


def trail_page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    visit_id: str,
    again: Shown[Any] | None = None,
) -> Response:
    """The visit's page; ``again`` is a form of it that came back."""
    page = services.visit_pages.page(user.viewer, visit_id)
    return Page(TEMPLATE, status=again.status if again else 200).response(
        request,
        user=user,
        section="visits",
        map=site_map(page),
        opinions=services.door.opinions.of_visit(user.viewer, page.visit),
        campaign=services.campaign_desk.of_visit(user.viewer, visit_id),
        explain_at=f"/visits/{visit_id}/explain",
        forms=VisitForms.of(page, again),
        again=again,
        done=said_of(page.visit.visit_type, DONE.get(request.query_params.get("done", ""), "")),
        **told_of(page),
    )


def told_of(page: VisitPage) -> dict[str, Any]:
    """What the parts of a visit's page ask for, wherever they are shown."""
    return {
        "page": page,
        "visit": page.visit,
        "names": page.names,
        "criteria": CRITERION,
        "stay": stay,
        "words": lambda reading: words(page, reading),
        "answered": lambda item_id, answer: answer_words(
            page.checklist, item_id, answer.value, answer.text
        ),
    }
