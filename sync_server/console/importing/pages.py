"""导入: upload a workbook, see what it would do, mend it, and let it be done."""

from collections.abc import Sequence
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, File, Query, Request, UploadFile
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from domain.audit.use import UseKind
from domain.errors import BadInput, NotFound
from sync_server.console.files import download
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, OfficeForm, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, FormUser, Services, SignedIn
from sync_server.console.own.opening import note_use
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.ledger.append import OfficeEntry
from sync_server.register.import_desk.desk import Agreed, Done, Waiting
from sync_server.register.import_desk.marked_workbook import marked_workbook
from sync_server.register.import_desk.preview import counted, lines, named_with
from sync_server.register.importing.changes import Change
from sync_server.register.importing.template import write_template
from sync_server.register.importing.workbook_file import MAX_FILE_BYTES
from sync_server.register.names import names

router = APIRouter(prefix="/import")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ON_A_PAGE = 100
MOST_FAULTS = 200
NO_FILE = "请先选择要导入的 .xlsx 或 .csv 文件。"


class ConfirmForm(OfficeForm):
    """That what was shown is to be done."""

    shown: str = ""
    is_confirmed: Annotated[bool, Field(title="上面要确认的几处都核对过，就是这样")] = False


class Looked(BaseModel):
    """Which of the changes a page shows."""

    sheet: Annotated[str, Field(max_length=8)] = ""
    what: Literal["", "new", "changed"] = ""
    page: Annotated[int, Field(ge=1, le=1000)] = 1

    def address(self, **changes: str | int) -> str:
        """The query of the page with these fields changed; of its first one unless they say."""
        fields = {**self.model_dump(exclude={"page"}), **changes}
        return "?" + "&".join(f"{name}={quote(str(value))}" for name, value in fields.items())

    def takes(self, change: Change) -> bool:
        """Whether the change is one of those asked for."""
        is_of_sheet = self.sheet in ("", change.sheet)
        return is_of_sheet and self.what in ("", "new" if change.is_new else "changed")


@router.get("")
def begin(request: Request, services: Services, user: CurrentUser) -> Response:
    """Where a workbook is uploaded, and the empty one is taken."""
    return _begin(request, services, user)


@router.get("/template.xlsx")
def template(user: CurrentUser) -> Response:
    """The empty workbook, with examples and an explanation."""
    user.viewer.require_import()
    return download(write_template(), XLSX, "督迹导入模板.xlsx", "duji-template.xlsx")


@router.post("")
def upload(
    request: Request,
    services: Services,
    user: FormUser,
    workbook: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Take the workbook in and go on to what it would do; else say why not."""
    user.viewer.require_import()
    if workbook is None or not workbook.filename:
        return _begin(request, services, user, NO_FILE)
    raw = workbook.file.read(MAX_FILE_BYTES + 1)
    try:
        file = services.import_desk.take(raw, workbook.filename, _whose(user))
    except BadInput as error:
        return _begin(request, services, user, error.message)
    return RedirectResponse(f"/import/{file}", 303)


@router.get("/{file}")
def look(
    request: Request,
    services: Services,
    user: CurrentUser,
    file: str,
    looked: Annotated[Looked, Query()],
) -> Response:
    """What the workbook would do, or what was done."""
    found = _looked_at(services, user, file)
    if isinstance(found, Done):
        return _done(request, services, user, found)
    return _look(request, services, user, found, looked)


@router.get("/{file}/marked.xlsx")
def marked(services: Services, user: CurrentUser, file: str) -> Response:
    """The workbook as it was uploaded, with what is wrong written beside the rows."""
    found = _looked_at(services, user, file)
    if isinstance(found, Done):
        raise NotFound("The file has been imported.", code="no_held_file")
    raw = marked_workbook(found.raw, found.plan)
    title = found.title.removesuffix(".xlsx").removesuffix(".csv")
    return download(raw, XLSX, f"标出问题-{title}.xlsx", "duji-marked.xlsx")


@router.post("/{file}")
def confirm(request: Request, services: Services, sent: SentForm, file: str) -> Response:
    """Do what was shown; where it would be something else by now, show that first."""
    user = sent.user
    user.viewer.require_set_register()
    found = _looked_at(services, user, file)
    if isinstance(found, Done):
        return RedirectResponse(f"/import/{file}", 303)
    waiting = found

    def write(_district: str, contents: Sequence[OfficeEntry]) -> object:
        return services.office.bring_in(sent.account, contents)

    def act(form: ConfirmForm) -> None:
        agreed = Agreed(form.shown, form.is_confirmed)
        services.import_desk.carry_out(waiting, agreed, write)
        note_use(services, user.viewer, UseKind.IMPORTED, waiting.title)

    def latest(_: Typed) -> Latest:
        return Latest({"shown": waiting.shown, "is_confirmed": ""}, ())

    form = carry_out(_form(waiting), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _look(request, services, user, waiting, form)
    return RedirectResponse(f"/import/{file}", 303)


def _whose(user: SignedIn) -> tuple[str, str]:
    return user.viewer.account, user.viewer.district


def _looked_at(services: ConsoleServices, user: SignedIn, file: str) -> Waiting | Done:
    user.viewer.require_import()
    return services.import_desk.look(file, _whose(user))


def _form(waiting: Waiting) -> Shown[ConfirmForm]:
    left_out = () if waiting.plan.doubts else ("is_confirmed",)
    return Shown(ConfirmForm, "confirm", {"shown": waiting.shown}, left_out=left_out)


def _begin(
    request: Request, services: ConsoleServices, user: SignedIn, problem: str = ""
) -> Response:
    user.viewer.require_import()
    return Page("import.html", status=400 if problem else 200).response(
        request,
        user=user,
        section="import",
        problem=problem,
        waiting=services.import_desk.waiting(_whose(user)),
    )


def _look(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    waiting: Waiting,
    what: Looked | Shown[ConfirmForm],
) -> Response:
    """What the file would do: the changes looked at, or all of them around a refused form."""
    form, looked = (_form(waiting), what) if isinstance(what, Looked) else (what, Looked())
    plan = waiting.plan
    wanted = [each for each in plan.changes if looked.takes(each)]
    first = (looked.page - 1) * ON_A_PAGE
    known = names(services.server.database, waiting.district)
    return Page("import_look.html", status=form.status).response(
        request,
        user=user,
        section="import",
        waiting=waiting,
        plan=plan,
        counts=counted(plan),
        lines=lines(wanted[first : first + ON_A_PAGE], named_with(known, plan, waiting.district)),
        wanted=len(wanted),
        looked=looked,
        pages=max(1, -(-len(wanted) // ON_A_PAGE)),
        faults=plan.faults[:MOST_FAULTS],
        doubts=plan.doubts[:MOST_FAULTS],
        form=form,
    )


def _done(request: Request, services: ConsoleServices, user: SignedIn, done: Done) -> Response:
    return Page("import_done.html").response(
        request,
        user=user,
        section="import",
        done=done,
        names=names(services.server.database, user.viewer.district),
    )
