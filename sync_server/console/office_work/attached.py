"""The files of trainings, activities, meetings and news: put beside one, listed and given out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, File, Path, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from domain.errors import BadInput, Conflict, NotFound
from domain.kinds.kept_file import KeptFile
from domain.kinds.office.withdrawal import MOST_FILES
from domain.kinds.piece import Body, Code
from sync_server.console.files import download, hidden_only
from sync_server.console.forms import SentForm
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.noun import Noun, Opened
from sync_server.console.seen import shows
from sync_server.console.services import ConsoleServices
from sync_server.data.own.kept_files import file_content, keep_file
from sync_server.files.attachments import MEDIA_TYPES, MOST_FILE_BYTES, attachment
from sync_server.ledger.append import CHANGED, OfficeEntry
from sync_server.register.history import History

ThingCode = Annotated[Code, Path()]
NO_FILE = "请先选择要上传的文件。"
OVERTAKEN = "刚才有人改过，或者有人签到，还没有上传。请刷新页面看过以后再传。"
FULL = f"最多 {MOST_FILES} 个文件，请先去掉不用的。"
SENT = {"code": 64, "version": 64, "form_name": 64}
WITH_FILES = ("/trainings", "/activities", "/meetings", "/news")
"""The lists beside whose things files are put; what brings one may be larger than other forms."""
_KB, _MB = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attached:
    """The files of the thing at ``home``, put there by a form that goes ``to`` one address.

    ``problem`` is that of the last one that was sent.
    """

    home: str
    to: str
    code: str
    files: Sequence[KeptFile]
    version: str
    may_attach: bool
    problem: str = ""
    title: str = "材料"

    @staticmethod
    def size(file: KeptFile) -> str:
        """How large the file is."""
        size = file.size_bytes
        return f"{size / _MB:.1f} MB" if size >= _MB else f"{-(-size // _KB)} KB"


def files_of(body: Body) -> Sequence[KeptFile]:
    """The files that a body names."""
    found: Sequence[KeptFile] = getattr(body, "files", ())
    return found


def attached(opened: Opened, home: str, problem: str = "") -> Attached:
    """The thing's files as its page shows them."""
    history = opened.history
    return Attached(
        home=f"{home}/{quote(history.code)}",
        to=f"{home}/file",
        code=history.code,
        files=files_of(history.body),
        version=history.version,
        may_attach=opened.viewer.may_count,
        problem=problem,
    )


def beside_of(home: str) -> Callable[[Opened], Mapping[str, Any]]:
    """What the page of a thing shows beside its kind: its files."""
    return lambda opened: {"attached": attached(opened, home)}


def add_attached(router: APIRouter, noun: Noun[Any, Any, Any]) -> None:
    """Serve what puts a file beside a thing of the noun, and the files themselves."""
    home = noun.form.home

    def put(
        request: Request,
        services: Services,
        sent: SentForm,
        file: Annotated[UploadFile | None, File()] = None,
    ) -> Response:
        sent.user.viewer.require_count()
        if not hidden_only(sent.typed, SENT):
            raise BadInput("The form is none of ours.")
        code = sent.typed.get("code", "")
        opened = noun.opened(services, sent.user, code)
        try:
            _put(opened, sent.typed.get("version", ""), file)
        except BadInput as error:
            again = attached(opened, home, error.message)
            return noun.response(request, opened, 400, attached=again)
        except Conflict as error:
            if error.specific_code != CHANGED:
                raise
            again = attached(noun.opened(services, sent.user, code), home, OVERTAKEN)
            return noun.response(request, opened, 409, attached=again)
        return RedirectResponse(f"{home}/{quote(code)}?done=set", 303)

    def give(
        request: Request, services: Services, user: CurrentUser, code: ThingCode, sha256: str
    ) -> Response:
        history = noun.opened(services, user, code).history
        shows(request, history.noun, history.code)
        return _given(services, user, history, sha256)

    router.add_api_route(f"{home}/file", put, methods=["POST"])
    router.add_api_route(f"{home}/{{code}}/files/{{sha256}}", give, methods=["GET"])


def _put(opened: Opened, seen: str, sent: UploadFile | None) -> None:
    if sent is None or not sent.filename:
        raise BadInput(NO_FILE)
    raw = sent.file.read(MOST_FILE_BYTES + 1)
    file, history = attachment(sent.filename, raw), opened.history
    others = [each for each in files_of(history.body) if each.name != file.name]
    if len(others) >= MOST_FILES:
        raise BadInput(FULL)
    body = history.body.model_copy(update={"files": (*others, file)})
    database, office = opened.services.server.database, opened.services.office
    database.write(lambda found: keep_file(found.ledger, file.sha256, raw))
    entry = OfficeEntry(body, history.private, expects=seen)
    office.set_register(opened.viewer.account, [entry])


def _given(services: ConsoleServices, user: SignedIn, history: History, sha256: str) -> Response:
    """A file that any version of the thing names; NotFound for any other."""
    user.viewer.require_register()
    bodies = [each.reading.body for each in history.steps if each.ignored is None]
    named = (file for body in bodies if body for file in files_of(body))
    found = next((each for each in named if each.sha256 == sha256), None)
    with services.server.database.session() as session:
        content = file_content(session.connection(), sha256) if found else None
    if found is None or content is None:
        raise NotFound("There is no such file.", code="file_unknown", sha256=sha256)
    plain = f"duji-{history.noun}.{found.kind.value}"
    return download(content, MEDIA_TYPES[found.kind], found.name, plain)
