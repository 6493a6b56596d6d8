"""One paper of the unit as it reads, and signing for it."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.errors import BadInput, Conflict, TooMany
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
from sync_server.console.door.proof import Proof, keep_proof, proof_of
from sync_server.console.guard import too_often
from sync_server.console.own.opening import address_of
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.door.papers import NOT_HELD, RECEIVED

router = APIRouter(prefix="/door/papers")

SIGNED = "已签收。请在期限前逐条回复整改情况。"
ANSWERED = "已提交，督导室和责任督学看得到了。还可以修改，以最后一次为准。"
DONE = {"signed": SIGNED, "answered": ANSWERED}
MEANWHILE = {
    RECEIVED: "刚才已经有人签收了，不用再签。",
    NOT_HELD: "这份通知书刚刚撤回，不用再签收。",
}


class ReceiptForm(DoorForm):
    """The code on the paper, and who signs."""

    code: Annotated[
        str,
        Field(min_length=1, max_length=40, title="签收码", description="印在通知书右下角，10 位"),
    ]
    name: Annotated[str, Field(min_length=1, max_length=50, title="签收人姓名")]


@router.get("/{paper}")
def paper(
    request: Request, services: DoorServices, guest: CurrentGuest, paper: Sha256Hex
) -> Response:
    """The paper, and what the unit has said of it so far."""
    return paper_page(request, services, guest, paper)


@router.post("/{paper}/receipt")
def sign_for(
    request: Request, services: DoorServices, guest: FormGuest, typed: DoorTyped, paper: Sha256Hex
) -> Response:
    """Sign for the paper."""
    form = read_form(ReceiptForm, typed)
    if isinstance(form, ReceiptForm):
        again = _signed(request, services, guest, paper, form)
        if again is None:
            response = RedirectResponse(f"/door/papers/{paper}?done=signed", 303)
            keep_proof(request, response, guest, Proof(paper, form.name))
            return response
        form = DoorShown(ReceiptForm, typed, {}, *again)
    return paper_page(request, services, guest, paper, form)


def _signed(
    request: Request, services: ConsoleServices, guest: Guest, paper: str, form: ReceiptForm
) -> tuple[dict[str, str], str] | None:
    """None once it is signed for; else what is wrong beside which field, and on the whole."""
    door = services.door
    try:
        door.papers.paper(guest.unit, paper)
        door.signing.require(guest.unit, paper, form.code, address_of(request))
        door.papers.sign_for(guest.unit, paper, form.name)
    except BadInput as error:
        if error.specific_code not in ReceiptForm.model_fields:
            return {}, error.message
        return {error.specific_code: error.message}, "还没有签收，请按红字改好再试。"
    except TooMany as error:
        return {}, too_often(error)
    except Conflict as error:
        return {}, MEANWHILE.get(error.specific_code, "内容刚刚有变化，请刷新后再看。")
    return None


def paper_page(
    request: Request,
    services: ConsoleServices,
    guest: Guest,
    paper: str,
    form: DoorShown | None = None,
) -> Response:
    """The page of the paper, with the form of its receipt where nobody has signed yet."""
    found = services.door.papers.paper(guest.unit, paper)
    proof = proof_of(request, guest)
    name = proof.name if proof else ""
    return Page("door/paper.html", status=form.status if form else 200).response(
        request,
        guest=guest,
        paper=found,
        form=form or DoorShown.of(ReceiptForm, {"name": name}),
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )
