"""文书模板: which documents there are, what each template may say, and putting one back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from domain.errors import BadInput, Conflict, NotFound
from domain.kinds.office.template import DocumentKind
from sync_server.access.viewer import Viewer
from sync_server.console.documents.taking import word_file
from sync_server.console.files import hidden_only
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, OfficeForm, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.list_page import Link
from sync_server.console.kinds.thing_page import Related, related
from sync_server.console.pages import Page
from sync_server.console.records.meanwhile import of_thing
from sync_server.console.services import ConsoleServices
from sync_server.documents.contexts.naming import Name, all_names
from sync_server.documents.desk import NOUN, Putting, Template, Write, built_in
from sync_server.documents.word.checking import WrongTemplate
from sync_server.documents.word.faults import Fault
from sync_server.documents.word.package import MOST_FILE_BYTES
from sync_server.ledger.append import CHANGED, OfficeEntry
from sync_server.register.history import History

HOME = "/templates"
SECTION = "templates"
router = APIRouter(prefix=HOME)

BUILT_IN, OWN = Chip("内置"), Chip("本单位", "chip-approved")
NO_FILE = "请先选择要上传的文件。"
OVERTAKEN = "刚才有人换过这个模板，还没有换上您的。请刷新页面看过以后再传。"
UPLOADED = {"document": 64, "version": 64, "form_name": 64}
DONE = {
    "set": "模板已换上，以后生成的文书都用它；原来的在修改记录里。",
    "back": "已换回内置模板；本单位原来的在修改记录里。",
}


class BackForm(OfficeForm):
    """That the built-in template is used again."""


@dataclass(frozen=True, slots=True)
class Upload:
    """The form that brings a template, and what is wrong with the file that came."""

    document: DocumentKind
    version: str
    problem: str = ""
    faults: Sequence[Fault] = ()
    status: int = 200


class NamedLine(NamedTuple):
    """A name as a template has it, and what it is."""

    written: str
    name: Name


def place(document: DocumentKind) -> str:
    """Where the template's page is."""
    return f"{HOME}/{document.value}"


_COLUMNS: tuple[Column[Template], ...] = (
    Column("文书", lambda each: each.title, lambda each: place(each.document)),
    Column("现在用的模板", chips=lambda each: [BUILT_IN if each.is_built_in else OWN]),
    Column("文件", lambda each: each.name or "", is_on_phones=False),
)
_NAME_COLUMNS: tuple[Column[NamedLine], ...] = (
    Column("写法", lambda each: each.written),
    Column("是什么", lambda each: each.name.description),
    Column("例子", lambda each: "（图片）" if each.name.is_picture else _example(each.name)),
    Column("要求", chips=lambda each: [Chip("必须有", "chip-notice")] if each.name.is_must else []),
)


def _example(name: Name) -> str:
    return "；".join(each for each in name.examples[:1] if each)


def _lines(names: Sequence[Name]) -> list[NamedLine]:
    """The names as one writes them; must is asked of those outside lists only."""
    found = []
    for written, name in all_names(names):
        is_within = "." in written
        shown = f"{{%p for … in {written} %}}" if name.is_list else f"{{{{ {written} }}}}"
        found.append(NamedLine(shown, replace(name, is_must=name.is_must and not is_within)))
    return found


@router.get("")
def templates(request: Request, services: Services, user: CurrentUser) -> Response:
    """The documents, each with the template it is made by."""
    found = services.templates.templates(user.viewer)
    return Page("documents/list.html").response(
        request,
        user=user,
        section=SECTION,
        listed=related("文书模板", _COLUMNS, found, ""),
    )


@router.post("/file")
def upload(
    request: Request,
    services: Services,
    sent: SentForm,
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Make a document by the file that came from now on; a wrong one is refused with the place."""
    user = sent.user
    user.viewer.require_set_register()
    asked = sent.typed.get("document", "")
    if not hidden_only(sent.typed, UPLOADED) or asked not in set(DocumentKind):
        raise BadInput("The form is none of ours.")
    form = Upload(DocumentKind(asked), sent.typed.get("version", ""))
    try:
        _put(services, user, form, file)
    except WrongTemplate as error:
        form = replace(form, problem=error.message, faults=error.faults, status=400)
    except BadInput as error:
        form = replace(form, problem=error.message, status=400)
    except Conflict as error:
        if error.specific_code != CHANGED:
            raise
        form = replace(form, problem=OVERTAKEN, status=409)
    if form.problem:
        return _page(request, services, user, form)
    return RedirectResponse(f"{place(form.document)}?done=set", 303)


def _put(services: ConsoleServices, user: SignedIn, form: Upload, file: UploadFile | None) -> None:
    if file is None or not file.filename:
        raise BadInput(NO_FILE)
    content = file.file.read(MOST_FILE_BYTES + 1)
    asked = Putting(form.document, file.filename, content, form.version)
    services.templates.put(user.viewer, _writer(services, user), asked)


@router.get("/{document}")
def template(
    request: Request, services: Services, user: CurrentUser, document: DocumentKind
) -> Response:
    """One document's template: what it may say, its file, and how it came about."""
    return _page(request, services, user, _upload(services, user.viewer, document))


@router.get("/{document}/current.docx")
def current(services: Services, user: CurrentUser, document: DocumentKind) -> Response:
    """The file of the template that is used now, to be changed in Word."""
    content = services.templates.file(user.viewer, document)
    found = services.templates.template(user.viewer, document)
    return word_file(content, found.name or f"{found.title}模板.docx", f"{document.value}-template")


@router.get("/{document}/built-in.docx")
def from_the_start(services: Services, user: CurrentUser, document: DocumentKind) -> Response:
    """The built-in template's file."""
    found = services.templates.template(user.viewer, document)
    return word_file(
        built_in(document), f"{found.title}内置模板.docx", f"{document.value}-built-in"
    )


@router.get("/{document}/example.docx")
def example(services: Services, user: CurrentUser, document: DocumentKind) -> Response:
    """The document with example values."""
    content = services.templates.preview(user.viewer, document)
    title = services.templates.template(user.viewer, document).title
    return word_file(content, f"{title}示例.docx", f"{document.value}-example")


@router.post("/{document}/back")
def back(request: Request, services: Services, sent: SentForm, document: DocumentKind) -> Response:
    """Use the built-in template again."""
    user = sent.user
    user.viewer.require_set_register()

    def act(form: BackForm) -> None:
        writer = _writer(services, user)
        services.templates.back(user.viewer, writer, document, form.version)

    def latest(typed: Typed) -> Latest:
        return of_thing(services.histories.history(user.viewer, NOUN, document.value), typed)

    form = carry_out(Shown(BackForm, "back"), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, user, _upload(services, user.viewer, document), form)
    return RedirectResponse(f"{place(document)}?done=back", 303)


def _upload(services: ConsoleServices, viewer: Viewer, document: DocumentKind) -> Upload:
    viewer.require_register()
    return Upload(document, services.templates.version(viewer, document))


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    form: Upload,
    again: Shown[Any] | None = None,
) -> Response:
    document, viewer = form.document, user.viewer
    found = services.templates.template(viewer, document)
    version = services.templates.version(viewer, document)
    return Page("documents/template.html", status=again.status if again else form.status).response(
        request,
        user=user,
        section=SECTION,
        template=found,
        chip=BUILT_IN if found.is_built_in else OWN,
        place=place(document),
        links=_links(found),
        names=_names(services, document),
        upload=replace(form, version=version),
        back=again or Shown(BackForm, "back", {"version": version}),
        history=_history(services, viewer, document),
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )


def _links(found: Template) -> list[Link]:
    at = place(found.document)
    own = [] if found.is_built_in else [Link("下载内置模板", f"{at}/built-in.docx")]
    return [
        Link("下载现在的模板", f"{at}/current.docx", "btn-ink"),
        Link("下载示例", f"{at}/example.docx"),
        *own,
    ]


def _names(services: ConsoleServices, document: DocumentKind) -> Related:
    return related("能用的名字", _NAME_COLUMNS, _lines(services.templates.names(document)), "")


def _history(services: ConsoleServices, viewer: Viewer, document: DocumentKind) -> History | None:
    """Who set the template and when; None where nobody ever did."""
    try:
        return services.histories.history(viewer, NOUN, document.value)
    except NotFound:
        return None


def _writer(services: ConsoleServices, user: SignedIn) -> Write:
    def write(entries: Sequence[OfficeEntry]) -> object:
        return services.office.set_register(user.viewer.account, entries)

    return write
