"""Scans of a paper: put beside it, and given out to be kept."""

from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from domain.errors import BadInput, Conflict
from domain.kinds.paper.builder import EnclosureSort
from domain.trail.line import Sha256Hex
from sync_server.console.files import download, hidden_only
from sync_server.console.forms import SentForm
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.papers.paper import Enclosing, paper_page
from sync_server.console.seen import shows
from sync_server.files.attachments import MEDIA_TYPES, MOST_FILE_BYTES
from sync_server.ledger.append import CHANGED
from sync_server.office.papers import SeenPaper

router = APIRouter()

ENCLOSING_PATH = "/papers/file"
BROUGHT = {"form_token": 200, "paper": 64, "version": 64, "sort": 20}
"""What comes beside the file, and how long it may be."""
NO_FILE = "请先选择文件。"
OVERTAKEN = "这份文书刚有变化，请看过再附一次。"


@router.post(ENCLOSING_PATH)
def enclose(
    request: Request,
    services: Services,
    sent: SentForm,
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Put a scan to a paper as it was seen."""
    user, typed = sent.user, sent.typed
    user.viewer.require_draft_papers()
    paper, sort = typed.get("paper", ""), typed.get("sort", "")
    if not hidden_only(typed, BROUGHT) or len(paper) != 64 or sort not in set(EnclosureSort):
        raise BadInput("The form is none of ours.")
    form = Enclosing(EnclosureSort(sort))
    try:
        if file is None or not file.filename:
            raise BadInput(NO_FILE)
        raw = file.file.read(MOST_FILE_BYTES + 1)
        seen = SeenPaper(paper, typed.get("version", ""))
        services.enclosures.put(user.viewer, seen, form.sort, file.filename, raw)
    except BadInput as error:
        form = Enclosing(form.sort, error.message, 400)
    except Conflict as error:
        if error.specific_code != CHANGED:
            raise
        form = Enclosing(form.sort, OVERTAKEN, 409)
    if form.problem:
        return paper_page(request, services, user, paper, form)
    return RedirectResponse(f"/papers/{paper}?done=enclose#enclosures", 303)


@router.get("/papers/{paper_id}/files/{sha256}")
def scan(
    request: Request, services: Services, user: CurrentUser, paper_id: Sha256Hex, sha256: Sha256Hex
) -> Response:
    """A scan of the paper, to be kept: it is never opened within our pages."""
    found, content = services.enclosures.file(user.viewer, paper_id, sha256)
    shows(request, "paper", paper_id)
    plain = f"duji-paper.{found.kind.value}"
    return download(content, MEDIA_TYPES[found.kind], found.name, plain)
