"""One policy paper: its facts, text, files, versions and readers, and the forms that set it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, File, Path, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from domain.errors import BadInput, Conflict
from domain.kinds.kept_file import FileKind
from domain.kinds.piece import Code
from domain.words.values import label
from sync_server.console.files import download, hidden_only
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.closing import closing_typed
from sync_server.console.kinds.column import Column, counted
from sync_server.console.kinds.list_page import Link, drawn_row
from sync_server.console.kinds.thing_page import Fact, ThingPage
from sync_server.console.pages import Page
from sync_server.console.policies.forms import (
    MOST_TYPED,
    PolicyForm,
    Upload,
    blank,
    filled,
    upload_of,
)
from sync_server.console.policies.policies import HOME, LIST, place, state_of
from sync_server.console.policies.readers import RECEIPT_COLUMNS
from sync_server.console.records.meanwhile import of_thing
from sync_server.console.seen import shows
from sync_server.console.services import ConsoleServices
from sync_server.files.attachments import MEDIA_TYPES, MOST_FILE_BYTES
from sync_server.ledger.append import CHANGED, NEW, OfficeEntry
from sync_server.policies.desk import Attaching, ShelvedPaper, Write, code_of
from sync_server.policies.files import text_of_file, word_file
from sync_server.policies.receipts import PaperVersion, Receipt
from sync_server.register.history import History
from sync_server.register.names import names

router = APIRouter(prefix=HOME)

PolicyId = Annotated[Code, Path()]
NO_FILE = "请先选择要上传的文件。"
OVERTAKEN = "刚才有人改过这份文件，还没有上传。请刷新页面看过以后再传。"
UPLOADED = {"policy": 64, "version": 64, "as_text": 4, "form_name": 64}


@router.get("/new")
def new(request: Request, services: Services, user: CurrentUser) -> Response:
    """The form of a new paper."""
    user.viewer.require_set_register()
    return _form(request, user, blank(_names(services, user)))


@router.post("/new")
def open_one(request: Request, services: Services, sent: SentForm) -> Response:
    """Put a paper into the library."""
    viewer = sent.user.viewer
    viewer.require_set_register()
    made = ""

    def act(form: PolicyForm) -> None:
        nonlocal made
        facts = form.facts(None)
        services.policies.put(viewer, _writer(services, sent.user), facts, form.text, NEW)
        made = facts.policy_id

    form = carry_out(blank(_names(services, sent.user)), sent.typed, act)
    if isinstance(form, Shown):
        return _form(request, sent.user, form)
    return RedirectResponse(f"{place(made)}?done=opened", 303)


@router.post("/file")
def upload(
    request: Request,
    services: Services,
    sent: SentForm,
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Put a file beside a paper, or begin a paper with it."""
    user = sent.user
    user.viewer.require_set_register()
    if not hidden_only(sent.typed, UPLOADED):
        raise BadInput("The form is none of ours.")
    policy = sent.typed.get("policy", "")
    try:
        made = _attached(services, user, sent.typed, file)
    except BadInput as error:
        return _refused(request, services, user, upload_of(policy, problem=error.message))
    except Conflict as error:
        if error.specific_code != CHANGED:
            raise
        return _refused(request, services, user, upload_of(policy, problem=OVERTAKEN), 409)
    return RedirectResponse(f"{place(made)}{'?done=set' if policy else '/edit'}", 303)


def _attached(
    services: ConsoleServices, user: SignedIn, typed: Typed, file: UploadFile | None
) -> str:
    if file is None or not file.filename:
        raise BadInput(NO_FILE)
    raw = file.file.read(MOST_FILE_BYTES + 1)
    policy, name = typed.get("policy", ""), file.filename
    has_text = name.lower().endswith(".docx") and (not policy or bool(typed.get("as_text")))
    text = text_of_file(name, raw) if has_text else ""
    to = Attaching(policy, typed.get("version", ""), text if text.strip() else "")
    return services.policies.attach(user.viewer, _writer(services, user), name, raw, to)


def _refused(
    request: Request, services: ConsoleServices, user: SignedIn, form: Upload, status: int = 400
) -> Response:
    if form.policy:
        return _page(request, services, user, form, status)
    return LIST.response(request, services, user, status, upload=form)


@router.get("/{policy_id}")
def policy(
    request: Request, services: Services, user: CurrentUser, policy_id: PolicyId
) -> Response:
    """The paper as it now stands."""
    return _page(request, services, user, upload_of(policy_id))


@router.get("/{policy_id}/{part:int}")
def of_part(user: CurrentUser, policy_id: PolicyId, part: int) -> Response:
    """What names a part leads to the paper."""
    user.viewer.require_register()
    return RedirectResponse(place(policy_id), 303)


@router.get("/{policy_id}/edit")
def change(
    request: Request, services: Services, user: CurrentUser, policy_id: PolicyId
) -> Response:
    """The form of a paper as it now stands."""
    user.viewer.require_set_register()
    found = services.policies.paper(user.viewer, policy_id)
    return _form(request, user, _filled(services, user, found), _history(services, user, policy_id))


@router.post("/{policy_id}/edit")
def set_one(request: Request, services: Services, sent: SentForm, policy_id: PolicyId) -> Response:
    """Set the paper; the version before stays."""
    user = sent.user
    user.viewer.require_set_register()
    stood = services.policies.paper(user.viewer, policy_id)
    shown = _filled(services, user, stood)

    def act(form: PolicyForm) -> None:
        text = None if "text" in shown.left_out else form.text
        text = text.replace("\r\n", "\n") if text else text
        facts = form.facts(stood.facts)
        services.policies.put(user.viewer, _writer(services, user), facts, text, form.version)

    def latest(typed: Typed) -> Latest:
        return of_thing(_history(services, user, policy_id), typed)

    form = carry_out(shown, sent.typed, act, latest)
    if isinstance(form, Shown):
        return _form(request, user, form, _history(services, user, policy_id))
    return RedirectResponse(f"{place(policy_id)}?done=set", 303)


@router.get("/{policy_id}/versions/{number}")
def version(
    request: Request, services: Services, user: CurrentUser, policy_id: PolicyId, number: int
) -> Response:
    """The paper's text as it was in a version."""
    facts = services.policies.version(user.viewer, policy_id, number)
    known = services.policies.versions(user.viewer, policy_id)
    shows(request, "policy", code_of(policy_id))
    return Page("policies/version.html").response(
        request,
        user=user,
        section=LIST.name,
        facts=facts,
        number_of_version=number,
        of_it=known[-number],
        newest=len(known),
        by_name=_names(services, user).person(known[-number].account),
        place=place(policy_id),
    )


@router.get("/{policy_id}/versions/{number}/paper.docx")
def version_file(
    request: Request, services: Services, user: CurrentUser, policy_id: PolicyId, number: int
) -> Response:
    """The paper's text as it was in a version, as a Word file."""
    facts = services.policies.version(user.viewer, policy_id, number)
    shows(request, "policy", code_of(policy_id))
    name = "".join("_" if each in '\\/:*?"<>|' else each for each in facts.title)
    media_type = MEDIA_TYPES[FileKind.DOCX]
    plain = f"duji-policy-{number}.docx"
    return download(word_file(facts), media_type, f"{name}_第{number}版.docx", plain)


@router.get("/{policy_id}/files/{sha256}")
def file(
    request: Request, services: Services, user: CurrentUser, policy_id: PolicyId, sha256: str
) -> Response:
    """A file of the paper, to be kept: it is never opened within our pages."""
    found, content = services.policies.file(user.viewer, policy_id, sha256)
    shows(request, "policy", code_of(policy_id))
    plain = f"duji-policy.{found.kind.value}"
    return download(content, MEDIA_TYPES[found.kind], found.name, plain)


def _page(
    request: Request, services: ConsoleServices, user: SignedIn, form: Upload, status: int = 200
) -> Response:
    viewer, policy_id = user.viewer, form.policy
    found = services.policies.paper(viewer, policy_id)
    history = _history(services, user, policy_id)
    versions = services.policies.versions(viewer, policy_id)
    newest = len(versions)
    shows(request, "policy", code_of(policy_id))
    columns = _version_columns(history, place(policy_id))
    change = Link("更正或停用", f"{place(policy_id)}/edit", "btn-ink")
    receipts = services.policies.receipts(viewer, policy_id)
    page = ThingPage(
        section=LIST.name,
        home=HOME,
        history=history,
        facts=list(_facts(found, history)),
        chips=list(state_of(found)),
        links=[change] if viewer.may_set_register else [],
        template="policies/policy.html",
        status=status,
    )
    return page.response(
        request,
        user,
        paper=found,
        sections=services.policies.version(viewer, policy_id, newest).sections,
        versions=newest,
        version_columns=columns,
        version_rows=[drawn_row(columns, each) for each in versions],
        reader_columns=READERS,
        readers=[drawn_row(READERS, each) for each in receipts],
        to_readers=f"/policy-readers?policy={policy_id}",
        place=place(policy_id),
        upload=replace(form, version=history.version),
        size_words=_size,
    )


def _version_columns(history: History, at: str) -> tuple[Column[PaperVersion], ...]:
    return (
        Column(
            "版本",
            lambda each: f"第 {each.number} 版",
            lambda each: f"{at}/versions/{each.number}",
        ),
        Column("日期", lambda each: each.set_on),
        Column("修改人", lambda each: history.names.person(each.account)),
        Column("正文", lambda each: "新的正文" if each.is_new_text else "没有变"),
        counted("读过这版正文", lambda each: each.readers),
        Column(
            "下载",
            lambda each: "Word",
            lambda each: f"{at}/versions/{each.number}/paper.docx",
            leads_aside=True,
        ),
    )


READERS: tuple[Column[Receipt], ...] = (
    Column("姓名", lambda each: each.name, lambda each: f"/people/{quote(each.account)}"),
    *RECEIPT_COLUMNS,
)


def _facts(paper: ShelvedPaper, history: History) -> Iterable[Fact]:
    facts = paper.facts
    yield Fact("类别", label(facts.category))
    for title, text in (
        ("文号", facts.number),
        ("发文机关", facts.organ),
        ("成文日期", facts.issued_on or ""),
        ("对应的主题", "、".join(map(history.names.theme, facts.theme_ids))),
    ):
        if text:
            yield Fact(title, text)
    again = "，正文改了要重新读" if facts.asks_again else "，读过旧版的不用重新读"
    yield Fact("要求读完", f"是{again}" if facts.must_be_read else "不要求")
    yield Fact("已读", f"{len(paper.readers)} / {paper.wanted} 人", "#readers")
    if facts.closed_on:
        yield Fact("停用自", facts.closed_on)


def _filled(services: ConsoleServices, user: SignedIn, found: ShelvedPaper) -> Shown[PolicyForm]:
    history = _history(services, user, found.policy_id)
    text = services.policies.text(user.viewer, found.policy_id)
    return filled(found.facts, text, history, closing_typed(history))


def _form(
    request: Request, user: SignedIn, form: Shown[PolicyForm], history: History | None = None
) -> Response:
    policy_id = history.code.partition("/")[0] if history else ""
    return Page("policies/form.html", status=form.status).response(
        request,
        user=user,
        section=LIST.name,
        form=form,
        history=history,
        action=f"{place(policy_id)}/edit" if history else f"{HOME}/new",
        back=place(policy_id) if history else HOME,
        most_typed=MOST_TYPED,
    )


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{-(-size // 1024)} KB"


def _history(services: ConsoleServices, user: SignedIn, policy_id: str) -> History:
    return services.histories.history(user.viewer, "policy", code_of(policy_id))


def _names(services: ConsoleServices, user: SignedIn) -> Any:
    return names(services.server.database, user.viewer.district)


def _writer(services: ConsoleServices, user: SignedIn) -> Write:
    def write(entries: Sequence[OfficeEntry]) -> object:
        return services.office.set_register(user.viewer.account, entries)

    return write
