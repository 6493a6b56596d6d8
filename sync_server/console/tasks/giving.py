"""交办任务: the form by which a task is given, and the one by which it is changed."""

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.clock import local_date
from domain.trail.line import Sha256Hex
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.console.tasks.columns import HOME, SECTION, task_path
from sync_server.console.tasks.forms import TaskChangeForm, TaskGiveForm, blank, filled
from sync_server.console.tasks.meanwhile import latest_of
from sync_server.register.names import names
from sync_server.tasks.commands import SeenTask

router = APIRouter()

NEW = f"{HOME}/new"


@router.get(NEW)
def new(request: Request, services: Services, user: CurrentUser) -> Response:
    """The form of a new task."""
    user.viewer.require_give_tasks()
    return _form(request, user, _blank(services, user))


@router.post(NEW)
def give(request: Request, services: Services, sent: SentForm) -> Response:
    """Give the task; what cannot be is said on the form, the words kept."""
    sent.user.viewer.require_give_tasks()
    shown = _blank(services, sent.user)
    leaf = ""

    def act(form: TaskGiveForm) -> None:
        nonlocal leaf
        people = tuple(shown.options["accounts"]) if form.everybody else form.accounts
        leaf = services.task_commands.give(sent.account, form.words(form.schools), people).id

    form = carry_out(shown, sent.typed, act)
    if isinstance(form, Shown):
        return _form(request, sent.user, form)
    return RedirectResponse(f"{task_path(leaf)}?done=given", 303)


@router.get(f"{HOME}/{{task}}/edit")
def change(request: Request, services: Services, user: CurrentUser, task: Sha256Hex) -> Response:
    """The form of a task as it stands."""
    user.viewer.require_give_tasks()
    page = services.task_desk.page(user.viewer, task)
    return _form(request, user, filled(page, _today(services)), task)


@router.post(f"{HOME}/{{task}}/edit")
def set_one(request: Request, services: Services, sent: SentForm, task: Sha256Hex) -> Response:
    """Change the task; whoever received it is to receive it again."""
    user = sent.user
    user.viewer.require_give_tasks()
    page = services.task_desk.page(user.viewer, task)

    def act(form: TaskChangeForm) -> None:
        kept = tuple(each for each in page.task.content.files if each.sha256 in form.files)
        seen = SeenTask(task, form.version)
        services.task_commands.change(sent.account, seen, form.change(kept))

    def latest(typed: Typed) -> Latest:
        return latest_of(services.task_desk.page(user.viewer, task), typed)

    form = carry_out(filled(page, _today(services)), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _form(request, user, form, task)
    return RedirectResponse(f"{task_path(task)}?done=changed", 303)


def _today(services: ConsoleServices) -> date:
    return local_date(services.server.clock())


def _blank(services: ConsoleServices, user: SignedIn) -> Shown[TaskGiveForm]:
    known = names(services.server.database, user.viewer.district)
    return blank(known, _today(services))


def _form(
    request: Request,
    user: SignedIn,
    form: Shown[TaskGiveForm] | Shown[TaskChangeForm],
    task: str = "",
) -> Response:
    place = task_path(task) if task else HOME
    return Page("tasks/form.html", status=form.status).response(
        request,
        user=user,
        section=SECTION,
        form=form,
        title="更改任务" if task else "交办任务",
        button="保存更改" if task else "下达",
        action=f"{place}/edit" if task else NEW,
        back=place,
        is_change=bool(task),
    )
