"""One task: what it asks for, how it stands with each person, and what the office may do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from domain.errors import BadInput, Conflict
from domain.kinds.kind import TASK
from domain.kinds.task.steps import TaskState
from domain.trail.line import Sha256Hex
from sync_server.console.files import download, hidden_only
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import (
    Latest,
    OfficeForm,
    Sent,
    SentForm,
    Shown,
    carry_out,
    put_again,
)
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.list_page import drawn_row
from sync_server.console.pages import Page
from sync_server.console.seen import shows
from sync_server.console.services import ConsoleServices
from sync_server.console.tasks.columns import (
    HOME,
    PERSON_COLUMNS,
    SECTION,
    given_by,
    task_chips,
    task_path,
    title_of,
)
from sync_server.console.tasks.forms import (
    TaskAddForm,
    TaskCloseForm,
    TaskWithdrawForm,
    people_options,
)
from sync_server.console.tasks.meanwhile import latest_of
from sync_server.console.tasks.steps import step_words
from sync_server.files.attachments import MEDIA_TYPES, MOST_FILE_BYTES
from sync_server.ledger.append import CHANGED
from sync_server.tasks.commands import SeenTask
from sync_server.tasks.desk import ListedTask, TaskPage

router = APIRouter()

TASK_FILE_PATH = f"{HOME}/file"
BROUGHT = {"form_token": 200, "task": 64, "version": 64}
"""What comes beside a file, and how long it may be."""
DONE = {
    "given": "已下达，督学的手机下次同步就收到。",
    "changed": "已更改，手机下次同步就收到。",
    "attached": "附件已加上。",
    "added": "已增加，他们的手机下次同步就收到。",
    "closed": "已办结，督学在手机上看得到您写的话。",
    "withdrawn": "已撤回，手机下次同步就会写明。",
}
FORMS: dict[str, tuple[type[OfficeForm], str]] = {
    "add": (TaskAddForm, "added"),
    "close": (TaskCloseForm, "closed"),
    "withdraw": (TaskWithdrawForm, "withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A form of the page that was refused, or a file: what is wrong with it."""

    form: Shown[Any] | None = None
    file: str = ""
    status: int = 200


@router.get(f"{HOME}/{{task}}")
def task(request: Request, services: Services, user: CurrentUser, task: Sha256Hex) -> Response:
    """The task as it stands."""
    return _page(request, services, user, task)


@router.post(f"{HOME}/{{task}}/add")
def add(request: Request, services: Services, sent: SentForm, task: Sha256Hex) -> Response:
    """Give it to further persons."""

    def act(form: TaskAddForm) -> None:
        seen = SeenTask(task, form.version)
        services.task_commands.add(sent.account, seen, form.accounts, form.reason)

    return _acted(request, services, sent, (task, "add"), act)


@router.post(f"{HOME}/{{task}}/close")
def close(request: Request, services: Services, sent: SentForm, task: Sha256Hex) -> Response:
    """Some have done it."""

    def act(form: TaskCloseForm) -> None:
        seen = SeenTask(task, form.version)
        services.task_commands.close(sent.account, seen, form.accounts, form.text)

    return _acted(request, services, sent, (task, "close"), act)


@router.post(f"{HOME}/{{task}}/withdraw")
def withdraw(request: Request, services: Services, sent: SentForm, task: Sha256Hex) -> Response:
    """Take it back from all who have not done it."""

    def act(form: TaskWithdrawForm) -> None:
        services.task_commands.withdraw(sent.account, SeenTask(task, form.version), form.reason)

    return _acted(request, services, sent, (task, "withdraw"), act)


@router.post(TASK_FILE_PATH)
def attach(
    request: Request,
    services: Services,
    sent: SentForm,
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Put a file beside a task as it was seen."""
    sent.user.viewer.require_give_tasks()
    typed = sent.typed
    task = typed.get("task", "")
    if not hidden_only(typed, BROUGHT) or len(task) != BROUGHT["task"]:
        raise BadInput("The form is none of ours.")
    try:
        if file is None or not file.filename:
            raise BadInput("请先选择文件。")
        raw = file.file.read(MOST_FILE_BYTES + 1)
        seen = SeenTask(task, typed.get("version", ""))
        services.task_commands.attach(sent.account, seen, file.filename, raw)
    except BadInput as error:
        refused = Refused(file=error.message, status=400)
        return _page(request, services, sent.user, task, refused)
    except Conflict as error:
        if error.specific_code != CHANGED:
            raise
        refused = Refused(file="这项任务刚有变化，请看过再附一次。", status=409)
        return _page(request, services, sent.user, task, refused)
    return RedirectResponse(f"{task_path(task)}?done=attached#files", 303)


@router.get(f"{HOME}/{{task}}/files/{{sha256}}")
def task_file(
    request: Request, services: Services, user: CurrentUser, task: Sha256Hex, sha256: Sha256Hex
) -> Response:
    """A file of the task, to be kept: it is never opened within our pages."""
    found, content = services.task_desk.file(user.viewer, task, sha256)
    shows(request, TASK, task)
    plain = f"duji-task.{found.kind.value}"
    return download(content, MEDIA_TYPES[found.kind], found.name, plain)


def _acted(
    request: Request,
    services: ConsoleServices,
    sent: Sent,
    what: tuple[str, str],
    act: Callable[[Any], None],
) -> Response:
    """The page after an act, or with the form of it that was refused."""
    task, name = what
    model, done = FORMS[name]
    viewer = sent.user.viewer
    viewer.require_give_tasks()
    page = services.task_desk.page(viewer, task)

    def latest(typed: Typed) -> Latest:
        return latest_of(services.task_desk.page(viewer, task), typed)

    shown = Shown(model, f"{name}-form", options=_options(services, page, name))
    form = carry_out(shown, sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, sent.user, task, Refused(form, status=form.status))
    return RedirectResponse(f"{task_path(task)}?done={done}", 303)


def _reported(page: TaskPage) -> dict[str, str]:
    return {each.row.account: each.name for each in page.people if each.state is TaskState.REPORTED}


def _options(services: ConsoleServices, page: TaskPage, name: str) -> Options:
    if name == "add":
        today = services.task_desk.today
        return {"accounts": people_options(page.names, today, page.task)}
    return {"accounts": _reported(page)} if name == "close" else {}


def _forms(services: ConsoleServices, user: SignedIn, page: TaskPage) -> dict[str, Shown[Any]]:
    """The forms that whoever looks may fill, as they begin."""
    if not user.viewer.may_give_tasks or page.task.withdrawn is not None:
        return {}
    reported, seen = _reported(page), {"version": page.task.version}
    names = [name for name in FORMS if name != "close" or reported]
    found: dict[str, Shown[Any]] = {}
    for name in names:
        typed = {**seen, "accounts": "\n".join(reported)} if name == "close" else seen
        options = _options(services, page, name)
        found[f"{name}-form"] = Shown(FORMS[name][0], f"{name}-form", typed, options)
    return found


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    task: str,
    refused: Refused | None = None,
) -> Response:
    page = services.task_desk.page(user.viewer, task)
    shows(request, TASK, task)
    refused = refused or Refused()
    forms, again = _forms(services, user, page), refused.form
    is_drawn = put_again(forms, again)
    return Page("tasks/task.html", status=refused.status).response(
        request,
        user=user,
        section=SECTION,
        page=page,
        task=page.task,
        content=page.task.content,
        names=page.names,
        title=title_of(page.task),
        by=given_by(page.task),
        chips=task_chips(ListedTask(task=page.task, counts=page.counts, names=page.names)),
        columns=PERSON_COLUMNS,
        rows=[drawn_row(PERSON_COLUMNS, each) for each in page.people],
        steps=[(each, *step_words(page, each)) for each in page.steps],
        forms=forms,
        again=again,
        is_drawn=is_drawn,
        problem=refused.file,
        path=task_path(task),
        upload=TASK_FILE_PATH,
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )
