"""Papers of visits to print and file: 随访督导记录表 and 听课记录表, and an inspector's month."""

from typing import Annotated, ClassVar

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from domain.words.values import CRITERION
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.pages import Page
from sync_server.console.words import answer_words
from sync_server.review.record_papers import MOST_AT_ONCE

router = APIRouter()

MONTH = r"^([0-9]{4}-(0[1-9]|1[0-2]))?$"


class RecordsWanted(BaseModel):
    """Whose records of which month; ``part`` where they are more than are printed at once."""

    home: ClassVar[str] = "/records"

    account: Annotated[str, Field(max_length=64)] = ""
    month: Annotated[str, Field(pattern=MONTH)] = ""
    part: Annotated[int, Field(ge=1, le=999)] = 1


@router.get("/visits/{visit_id}/record")
def record(request: Request, services: Services, user: CurrentUser, visit_id: str) -> Response:
    """The visit's 随访督导记录表, one for each of its units."""
    papers = services.record_papers.of_visit(user.viewer, visit_id)
    return Page("papers/visit.html").response(
        request,
        user=user,
        section="visits",
        papers=papers,
        visit=papers[0].visit,
        answer_words=answer_words,
    )


@router.get("/visits/{visit_id}/lessons/{number}")
def lesson(
    request: Request, services: Services, user: CurrentUser, visit_id: str, number: int
) -> Response:
    """The 听课记录表 of one of the visit's lessons, counted from 1."""
    paper = services.record_papers.of_lesson(user.viewer, visit_id, number)
    return Page("papers/lesson.html").response(
        request, user=user, section="visits", paper=paper, criteria=CRITERION
    )


@router.get("/records")
def records(
    request: Request,
    services: Services,
    user: CurrentUser,
    wanted: Annotated[RecordsWanted, Query()],
) -> Response:
    """The records of an inspector's month, one behind the other."""
    asked = (wanted.account, wanted.month, wanted.part)
    return Page("papers/month.html").response(
        request,
        user=user,
        section="visits",
        found=services.record_papers.of_month(user.viewer, *asked),
        wanted=wanted,
        most=MOST_AT_ONCE,
        answer_words=answer_words,
    )
