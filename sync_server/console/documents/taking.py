"""The documents that are there: a visit's forms and the office's papers, as Word files."""

from fastapi import APIRouter
from fastapi.responses import Response

from domain.errors import NotFound
from domain.kinds.office.template import DocumentKind
from domain.trail.line import Sha256Hex
from sync_server.console.documents.office_paper import office_paper
from sync_server.console.documents.visit_forms import follow_up_form, lesson_form, record_form
from sync_server.console.files import download
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.services import ConsoleServices
from sync_server.documents.contexts.naming import Named
from sync_server.door.codes import grouped
from sync_server.review.record_papers import RecordPaper

router = APIRouter()

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_file(content: bytes, name: str, plain: str) -> Response:
    """A Word file as a download; ``plain`` is for programs that know no Chinese."""
    return download(content, MEDIA_TYPE, name, f"duji-{plain}.docx")


def _taken(
    services: ConsoleServices, user: SignedIn, document: DocumentKind, named: Named, about: str
) -> Response:
    taken = services.documents.take(user.viewer, document, named, about)
    return word_file(taken.content, taken.name, document.value)


def _record(services: ConsoleServices, user: SignedIn, visit_id: str, number: int) -> RecordPaper:
    """The record of the visit's unit of this number; NotFound where there is none."""
    user.viewer.require_export()
    user.viewer.require_visits()
    papers = services.record_papers.of_visit(user.viewer, visit_id)
    if not 1 <= number <= len(papers):
        raise NotFound("The visit has no such unit.", visit=visit_id)
    return papers[number - 1]


def _about(paper: RecordPaper) -> str:
    return f"{paper.school} {paper.row.visit_on}"


@router.get("/visits/{visit_id}/record/{number}/paper.docx")
def record(services: Services, user: CurrentUser, visit_id: str, number: int) -> Response:
    """The 随访督导记录表 of one of the visit's units, counted from 1."""
    paper = _record(services, user, visit_id, number)
    form = record_form(paper, services.server.thumbnails.of)
    return _taken(services, user, DocumentKind.RECORD, form, _about(paper))


@router.get("/visits/{visit_id}/follow-up/{number}/paper.docx")
def follow_up(services: Services, user: CurrentUser, visit_id: str, number: int) -> Response:
    """The 回访复查记录 of one of the visit's units; NotFound where nothing was looked at again."""
    paper = _record(services, user, visit_id, number)
    if not paper.followed_up:
        raise NotFound("The visit looked at no earlier finding there.", visit=visit_id)
    form = follow_up_form(paper, services.server.thumbnails.of)
    return _taken(services, user, DocumentKind.FOLLOW_UP, form, _about(paper))


@router.get("/visits/{visit_id}/lessons/{number}/paper.docx")
def lesson(services: Services, user: CurrentUser, visit_id: str, number: int) -> Response:
    """The 听课记录表 of one of the visit's lessons, counted from 1."""
    user.viewer.require_export()
    paper = services.record_papers.of_lesson(user.viewer, visit_id, number)
    about = f"{_about(paper.record)} 第{paper.number}节"
    return _taken(services, user, DocumentKind.LESSON, lesson_form(paper), about)


@router.get("/papers/{paper_id}/paper.docx")
def paper(services: Services, user: CurrentUser, paper_id: Sha256Hex) -> Response:
    """A paper of the office, be it signed or still a draft."""
    user.viewer.require_export()
    page = services.paper_pages.page(user.viewer, paper_id)
    may_send = user.viewer.may_draft_papers
    code = grouped(services.door.codes.of_paper(paper_id)) if may_send else ""
    document, named = office_paper(page, user.viewer.person.district_name, code)
    about = f"{page.printed.number or '草稿'} {page.printed.sheet.unit}"
    return _taken(services, user, document, named, about)
