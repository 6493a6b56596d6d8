"""督导评价: how the unit's visits of late were."""

from typing import Annotated, Literal

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.errors import Conflict
from domain.trail.line import Sha256Hex
from sync_server.console.door.guard import (
    CurrentGuest,
    DoorForm,
    DoorServices,
    DoorShown,
    DoorTyped,
    FormGuest,
    Guest,
    read_form,
)
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.door.opinions import Opinion

router = APIRouter(prefix="/door/visits")

GIVEN = "这一次已经评价过了，一次只能评价一回。"
YesNo = Literal["yes", "no"]


class OpinionForm(DoorForm):
    """Three questions, and what they say in their own words."""

    was_announced: Annotated[YesNo, Field(title="来之前通知过吗")]
    disturbed: Annotated[YesNo, Field(title="影响上课了吗")]
    was_useful: Annotated[YesNo, Field(title="对工作有帮助吗")]
    text: Annotated[str, Field(max_length=1000, title="意见和建议")] = ""


OPTIONS = {
    "was_announced": {"yes": "通知过", "no": "没有通知"},
    "disturbed": {"yes": "影响了", "no": "没有影响"},
    "was_useful": {"yes": "有帮助", "no": "没有帮助"},
}


@router.get("")
def visits(request: Request, services: DoorServices, guest: CurrentGuest) -> Response:
    """The visits that the unit may say something of."""
    return Page("door/visits.html").response(
        request,
        guest=guest,
        visits=services.door.opinions.visits(guest.unit),
        days=services.door.opinions.within_days(guest.unit),
        notice="谢谢，已收到。只有督导室负责人看得到。" if "done" in request.query_params else "",
    )


@router.get("/{visit}")
def visit(
    request: Request, services: DoorServices, guest: CurrentGuest, visit: Sha256Hex
) -> Response:
    """The form about one visit."""
    return _page(request, services, guest, visit, DoorShown.of(OpinionForm, {}, OPTIONS))


@router.post("/{visit}")
def give(
    request: Request, services: DoorServices, guest: FormGuest, typed: DoorTyped, visit: Sha256Hex
) -> Response:
    """Take what the unit says."""
    form = read_form(OpinionForm, typed)
    if isinstance(form, DoorShown):
        again = DoorShown(OpinionForm, typed, OPTIONS, form.errors, form.problem)
        return _page(request, services, guest, visit, again)
    said = Opinion(
        was_announced=form.was_announced == "yes",
        disturbed=form.disturbed == "yes",
        was_useful=form.was_useful == "yes",
        text=form.text,
    )
    try:
        services.door.opinions.give(guest.unit, visit, said)
    except Conflict:
        again = DoorShown(OpinionForm, typed, OPTIONS, {}, GIVEN)
        return _page(request, services, guest, visit, again)
    return RedirectResponse("/door/visits?done=1", 303)


def _page(
    request: Request, services: ConsoleServices, guest: Guest, visit: str, form: DoorShown
) -> Response:
    found = services.door.opinions.visit(guest.unit, visit)
    page = Page("door/visit.html", status=form.status)
    return page.response(request, guest=guest, visit=found, form=form)
