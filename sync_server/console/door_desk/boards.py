"""公示牌 of all schools at once, and as Word files."""

import io
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import segno
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from domain.kinds.office.template import DocumentKind
from domain.kinds.piece import Code
from sync_server.console.documents.taking import word_file
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.open.app_download import qr_code
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices, SiteAddress
from sync_server.documents.contexts.boards import BoardSheet, BoardSheets
from sync_server.documents.contexts.naming import Picture
from sync_server.documents.contexts.papers import organ_of
from sync_server.door.cards import MATTERS, Card
from sync_server.door.codes import grouped

router = APIRouter()

NOBODY = "暂缺，由督导室负责"
_PHOTO_MM, _QR_MM = (36.0, 48.0), (44.0, 44.0)
_SCALE = 8


class BoardPaper(StrEnum):
    """How large a board is printed."""

    A4 = "a4"
    A3 = "a3"


class Board:
    """A card as it is printed: with the address behind its QR code."""

    def __init__(self, card: Card, base: str) -> None:
        self.card = card
        self.code = grouped(card.code)
        self.address = f"{base}/card/{card.code}"

    @property
    def qr(self) -> str:
        """The address to be read by a camera, as a drawing."""
        return qr_code(self.address)


def base_of(request: Request, place: SiteAddress) -> str:
    """Where parents find the server: the address that is set, else the one that was asked for."""
    return (place.public_url or str(request.base_url)).rstrip("/")


def shown(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    boards: Iterable[Board],
    **more: object,
) -> Response:
    """A page of boards, each on a sheet."""
    return Page("door_desk/boards.html").response(
        request,
        user=user,
        section="schools",
        boards=list(boards),
        matters=MATTERS,
        nobody=NOBODY,
        is_address_set=services.place.public_url is not None,
        **more,
    )


@router.get("/boards")
def boards(
    request: Request,
    services: Services,
    user: CurrentUser,
    paper: Annotated[BoardPaper, Query()] = BoardPaper.A4,
) -> Response:
    """The boards of all schools in use, one behind the other."""
    user.viewer.require_set_register()
    base = base_of(request, services.place)
    cards = services.door.cards.all_units(user.viewer.district)
    made = (Board(card, base) for card in cards)
    return shown(request, services, user, made, paper=paper, school_id="", home="/boards")


@router.get("/boards.docx")
def boards_file(request: Request, services: Services, user: CurrentUser) -> Response:
    """The same as one Word file."""
    user.viewer.require_set_register()
    cards = services.door.cards.all_units(user.viewer.district)
    return _taken(request, services, user, cards, "全部学校")


@router.get("/schools/{school_id}/card.docx")
def board_file(
    request: Request, services: Services, user: CurrentUser, school_id: Code
) -> Response:
    """One school's board as a Word file."""
    user.viewer.require_set_register()
    card = services.door.cards.of_unit(user.viewer.district, school_id)
    return _taken(request, services, user, [card], card.school)


def _taken(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    cards: Iterable[Card],
    about: str,
) -> Response:
    base = base_of(request, services.place)
    sheets = tuple(_sheet(services, Board(card, base)) for card in cards)
    named = BoardSheets(boards=sheets)
    taken = services.documents.take(user.viewer, DocumentKind.BOARD, named, about)
    return word_file(taken.content, taken.name, DocumentKind.BOARD.value)


def _sheet(services: ConsoleServices, board: Board) -> BoardSheet:
    card = board.card
    return BoardSheet(
        title=card.title,
        school=card.school,
        inspectors="、".join(card.inspectors) or NOBODY,
        photo=_photo(services, card),
        phone=card.phone or "　",
        matters="\n".join(f"{number}．{each}" for number, each in enumerate(MATTERS, 1)),
        qr=_picture(_png(board.address), _QR_MM),
        code=board.code,
        organ=organ_of(card.district_name),
    )


def _photo(services: ConsoleServices, card: Card) -> Picture | None:
    """The photo of the first inspector who has one."""
    if not card.pictured:
        return None
    content = services.door.portraits.of(card.district, card.pictured[0])
    return _picture(content, _PHOTO_MM) if content else None


def _picture(content: bytes, within: tuple[float, float]) -> Picture:
    return Picture(content=content, width_mm=within[0], height_mm=within[1])


def _png(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=_SCALE, border=2)
    return out.getvalue()
