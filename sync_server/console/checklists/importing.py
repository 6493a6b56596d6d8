"""A checklist from a file in the XLSForm convention: what was read of it, then a draft of it."""

from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from domain.errors import BadInput
from domain.register.drafting.draft import Draft
from sync_server.console.checklists.forms import TakeForm
from sync_server.console.checklists.pages import HOME, SECTION
from sync_server.console.forms import SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, FormUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.register.checklists.form_desk import LookedForm, new_checklist_id
from sync_server.register.importing.workbook_file import MAX_FILE_BYTES

router = APIRouter()

NO_FILE = "请先选择 .xlsx 文件。"
WRITING = "您正在改这份清单，草稿还没有发布；请先发布或者放弃那份草稿。"
NOTHING = "没有读到一个检查项，没法建草稿。"
# The addresses of our own pages beside those of checklists.
TAKEN = frozenset({"new", "import", "draft"})


@router.get("/checklists/import")
def begin(request: Request, user: CurrentUser) -> Response:
    """Where a file is chosen."""
    return _begin(request, user)


@router.post("/checklists/import")
def upload(
    request: Request,
    services: Services,
    user: FormUser,
    workbook: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Take the file in and go on to what was read of it; else say why not."""
    user.viewer.require_set_register()
    if workbook is None or not workbook.filename:
        return _begin(request, user, NO_FILE)
    raw = workbook.file.read(MAX_FILE_BYTES + 1)
    try:
        whose = (user.viewer.account, user.viewer.district)
        file = services.form_desk.take(raw, workbook.filename, whose)
    except BadInput as error:
        return _begin(request, user, error.message)
    return RedirectResponse(f"{HOME}/import/{file}", 303)


@router.get("/checklists/import/{file}")
def look(request: Request, services: Services, user: CurrentUser, file: str) -> Response:
    """What was read of the file, and every line of it that cannot be taken."""
    found = _looked_at(services, user, file)
    return _look(request, user, found, _form(services, user, found))


@router.post("/checklists/import/{file}")
def take(request: Request, services: Services, sent: SentForm, file: str) -> Response:
    """Make a draft of it: of a new checklist, or of the next version of one."""
    user = sent.user
    found = _looked_at(services, user, file)
    begun: list[str] = []

    def act(form: TakeForm) -> None:
        begun.append(_begun(services, user, found.read.draft, form.into))
        services.form_desk.done(file)

    form = carry_out(_form(services, user, found), sent.typed, act)
    if isinstance(form, Shown):
        return _look(request, user, found, form)
    return RedirectResponse(f"{HOME}/draft/{begun[0]}", 303)


def _begun(services: ConsoleServices, user: SignedIn, draft: Draft, into: str) -> str:
    """The name of the draft; BadInput where there is nothing in it, or one is being written."""
    viewer = user.viewer
    newest = services.checklists.newest(viewer)
    begun = services.drafts.begun(viewer.district)
    own = {each.checklist_id for each in begun if each.account == viewer.account}
    if not draft.all_items:
        raise BadInput(NOTHING)
    if into in own:
        raise BadInput(WRITING, code="into")
    stood = newest.get(into)
    if stood is not None:
        change = {"theme_id": stood.theme_id, "upon": stood.version}
        draft = draft.model_copy(update={"checklist_id": into, **change})
    elif draft.checklist_id in {*newest, *own, *TAKEN}:
        draft = draft.model_copy(update={"checklist_id": new_checklist_id()})
    return services.drafts.begin(draft, (viewer.account, viewer.district)).name


def _looked_at(services: ConsoleServices, user: SignedIn, file: str) -> LookedForm:
    user.viewer.require_set_register()
    return services.form_desk.look(file, user.viewer.account)


def _form(services: ConsoleServices, user: SignedIn, found: LookedForm) -> Shown[TakeForm]:
    newest = services.checklists.newest(user.viewer)
    titles = {name: f"“{each.title}”的新一版" for name, each in newest.items()}
    code = found.read.draft.checklist_id
    typed = {"into": code} if code in titles else {}
    return Shown(TakeForm, "take", typed, {"into": titles})


def _begin(request: Request, user: SignedIn, problem: str = "") -> Response:
    user.viewer.require_set_register()
    return Page("checklists/import.html", status=400 if problem else 200).response(
        request, user=user, section=SECTION, problem=problem
    )


def _look(request: Request, user: SignedIn, found: LookedForm, form: Shown[TakeForm]) -> Response:
    return Page("checklists/import_look.html", status=form.status).response(
        request, user=user, section=SECTION, looked=found, form=form
    )
