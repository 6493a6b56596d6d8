"""扫描件: what was signed by hand, as files beside the paper."""

from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import FileResponse, RedirectResponse, Response

from domain.errors import BadInput, Conflict, NotFound
from domain.kinds.kept_file import FileKind
from domain.kinds.paper.builder import ScanKind
from domain.trail.line import Sha256Hex
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.papers.paper import paper_page
from sync_server.console.papers.scan_forms import ScanUpload, WithdrawScanForm, withdrawal_of
from sync_server.console.policies.forms import hidden_only
from sync_server.console.policies.policy import FILE_HEADERS
from sync_server.console.records.meanwhile import of_paper
from sync_server.console.services import ConsoleServices
from sync_server.documents.scans import MOST_SCAN_BYTES
from sync_server.files.attachments import MEDIA_TYPES
from sync_server.ledger.append import CHANGED
from sync_server.office.papers import SeenPaper

router = APIRouter()

PATH = "/papers/scan"
NO_FILE = "请先选择要上传的文件。"
OVERTAKEN = "这份文书刚有变化，文件还没有存。请看过以后再传一次。"
SENT = {"paper": 64, "version": 64, "scan_kind": 16, "form_name": 64}


@router.post(PATH)
def file_scan(
    request: Request,
    services: Services,
    sent: SentForm,
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Put a file beside the paper."""
    user = sent.user
    user.viewer.require_draft_papers()
    typed = sent.typed
    if not hidden_only(typed, SENT) or typed.get("scan_kind") not in set(ScanKind):
        raise BadInput("The form is none of ours.")
    paper, chosen = typed.get("paper", ""), ScanKind(typed["scan_kind"])
    try:
        _file(services, user, SeenPaper(paper, typed.get("version", "")), chosen, file)
    except BadInput as error:
        upload = ScanUpload(chosen, error.message)
        return paper_page(request, services, user, paper, upload)
    except Conflict as error:
        if error.specific_code != CHANGED:
            raise
        upload = ScanUpload(chosen, OVERTAKEN, 409)
        return paper_page(request, services, user, paper, upload)
    return RedirectResponse(f"/papers/{paper}?done=scanned", 303)


def _file(
    services: ConsoleServices,
    user: SignedIn,
    seen: SeenPaper,
    scan_kind: ScanKind,
    file: UploadFile | None,
) -> None:
    if file is None or not file.filename:
        raise BadInput(NO_FILE)
    raw = file.file.read(MOST_SCAN_BYTES + 1)
    services.scans.file(user.viewer.account, seen, scan_kind, file.filename, raw)


@router.get("/papers/{paper_id}/scans/{sha256}")
def scan(services: Services, user: CurrentUser, paper_id: Sha256Hex, sha256: Sha256Hex) -> Response:
    """The file as it came, to be kept: it is never opened within our pages."""
    page = services.paper_pages.page(user.viewer, paper_id)
    found, path = services.scans.path(page.paper, sha256)
    name = found.name or f"duji-scan.{found.file_kind.value}"
    media = MEDIA_TYPES[found.file_kind]
    return FileResponse(path, media_type=media, filename=name, headers=FILE_HEADERS)


@router.get("/papers/{paper_id}/scans/{sha256}/thumbnail")
def thumbnail(
    services: Services, user: CurrentUser, paper_id: Sha256Hex, sha256: Sha256Hex
) -> Response:
    """A picture among them, small; NotFound for a PDF."""
    page = services.paper_pages.page(user.viewer, paper_id)
    found, _ = services.scans.path(page.paper, sha256)
    small = None if found.file_kind is FileKind.PDF else services.server.thumbnails.of(sha256)
    if small is None:
        raise NotFound("There is no picture of it.", sha256=sha256)
    return Response(small, media_type="image/jpeg", headers={"Cache-Control": "private"})


@router.post("/papers/{paper_id}/scans/{sha256}/withdraw")
def withdraw_scan(
    request: Request, services: Services, sent: SentForm, paper_id: Sha256Hex, sha256: Sha256Hex
) -> Response:
    """Say that a file does not belong to the paper, and why."""
    viewer = sent.user.viewer
    viewer.require_draft_papers()
    paper = services.paper_pages.page(viewer, paper_id).paper

    def act(form: WithdrawScanForm) -> None:
        seen = SeenPaper(paper_id, form.version)
        services.scans.withdraw(viewer.account, seen, sha256, form.reason)

    def latest(typed: Typed) -> Latest:
        return of_paper(services.paper_pages.page(viewer, paper_id), typed)

    form = carry_out(withdrawal_of(paper, sha256), sent.typed, act, latest)
    if isinstance(form, Shown):
        return paper_page(request, services, sent.user, paper_id, form)
    return RedirectResponse(f"/papers/{paper_id}?done=scan_withdrawn", 303)
