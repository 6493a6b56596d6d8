"""Putting findings right: the school's reply on paper, and where a school is."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.kinds.visit.rectification import RectificationPrivate, RectificationReported
from sync_server.console.forms import SentForm, Shown
from sync_server.console.guard import Services
from sync_server.console.trail import carry_out_on_visit, trail_page
from sync_server.console.visit_forms import POSITION, PositionForm, ReplyForm, reply_name
from sync_server.office.commands import Reply

router = APIRouter()


@router.post("/visits/{visit_id}/reply")
def record_reply(request: Request, services: Services, sent: SentForm, visit_id: str) -> Response:
    """Record what the school answered on paper about one finding."""
    user = sent.user
    user.viewer.require_review()

    def act(form: ReplyForm) -> None:
        body = RectificationReported(
            finding_id=form.finding_id,
            reported_on=form.reported_on.isoformat(),
            is_done=form.is_done,
        )
        private = RectificationPrivate(measures=form.measures, responsible=form.responsible)
        reply = Reply(visit_id, form.version, body, private)
        services.office.record_reply(user.viewer.account, reply)

    blank = Shown(ReplyForm, reply_name(sent.typed.get("finding_id", "")))
    form = carry_out_on_visit(services, sent, visit_id, blank, act)
    if isinstance(form, Shown):
        return trail_page(request, services, user, visit_id, form)
    return RedirectResponse(f"/visits/{visit_id}?done=reply#findings", 303)


@router.post("/visits/{visit_id}/position")
def adopt_position(request: Request, services: Services, sent: SentForm, visit_id: str) -> Response:
    """Make the position the inspector proposed the school's own."""
    user = sent.user
    user.viewer.require_review()

    def act(form: PositionForm) -> None:
        account = user.viewer.account
        services.office.adopt_position(account, visit_id, form.version, form.school_version)

    blank = Shown(PositionForm, POSITION)
    form = carry_out_on_visit(services, sent, visit_id, blank, act)
    if isinstance(form, Shown):
        return trail_page(request, services, user, visit_id, form)
    return RedirectResponse(f"/visits/{visit_id}?done=position", 303)
