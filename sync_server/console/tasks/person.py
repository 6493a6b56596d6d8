"""One person of a task: when it was received, what was reported, and what the office may do."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.kinds.kind import TASK
from domain.kinds.piece import Code
from domain.kinds.task.steps import STEPS, TaskStep
from domain.trail.line import Sha256Hex
from sync_server.console.form_fields import Typed
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
from sync_server.console.pages import Page
from sync_server.console.seen import shows
from sync_server.console.services import ConsoleServices
from sync_server.console.tasks.columns import (
    HOME,
    SECTION,
    person_chips,
    person_path,
    received,
    reported,
    title_of,
)
from sync_server.console.tasks.forms import TaskRemoveForm, TaskReturnForm
from sync_server.console.tasks.meanwhile import latest_of
from sync_server.tasks.commands import SeenTask
from sync_server.tasks.desk import ListedPerson, TaskPage

router = APIRouter()

PATH = f"{HOME}/{{task}}/people/{{account}}"
DONE = {
    "returned": "已退回，手机下次同步就会看到原因。",
    "removed": "已移除，手机下次同步就会写明。",
}
FORMS: dict[TaskStep, tuple[type[OfficeForm], str]] = {
    TaskStep.RETURN: (TaskReturnForm, "returned"),
    TaskStep.REMOVE: (TaskRemoveForm, "removed"),
}


@router.get(PATH)
def person(
    request: Request, services: Services, user: CurrentUser, task: Sha256Hex, account: Code
) -> Response:
    """How the task stands with the person."""
    return _page(request, services, user, (task, account))


@router.post(f"{PATH}/return")
def give_back(
    request: Request, services: Services, sent: SentForm, task: Sha256Hex, account: Code
) -> Response:
    """Hand the report back."""

    def act(form: TaskReturnForm) -> None:
        seen = SeenTask(task, form.version)
        services.task_commands.give_back(sent.account, seen, account, form.reason)

    return _acted(request, services, sent, (task, account, TaskStep.RETURN), act)


@router.post(f"{PATH}/remove")
def remove(
    request: Request, services: Services, sent: SentForm, task: Sha256Hex, account: Code
) -> Response:
    """Expect it of the person no more."""

    def act(form: TaskRemoveForm) -> None:
        seen = SeenTask(task, form.version)
        services.task_commands.remove(sent.account, seen, account, form.reason)

    return _acted(request, services, sent, (task, account, TaskStep.REMOVE), act)


def _acted(
    request: Request,
    services: ConsoleServices,
    sent: Sent,
    what: tuple[str, str, TaskStep],
    act: Callable[[Any], None],
) -> Response:
    """The page after an act, or with the form of it that was refused."""
    task, account, step = what
    model, done = FORMS[step]
    viewer = sent.user.viewer
    viewer.require_give_tasks()

    def latest(typed: Typed) -> Latest:
        return latest_of(services.task_desk.page(viewer, task), typed)

    form = carry_out(Shown(model, f"{step.value}-form"), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, sent.user, (task, account), form)
    found = services.task_desk.page(viewer, task).person(account)
    return RedirectResponse(f"{person_path(found)}?done={done}", 303)


def _forms(user: SignedIn, page: TaskPage, found: ListedPerson) -> dict[str, Shown[Any]]:
    """The forms that whoever looks may fill, as they begin."""
    if not user.viewer.may_give_tasks or page.task.withdrawn is not None:
        return {}
    seen = {"version": page.task.version}
    return {
        f"{step.value}-form": Shown(model, f"{step.value}-form", seen)
        for step, (model, _) in FORMS.items()
        if found.state in STEPS[step]
    }


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    key: tuple[str, str],
    again: Shown[Any] | None = None,
) -> Response:
    task, account = key
    page = services.task_desk.page(user.viewer, task)
    shows(request, TASK, task)
    found = page.person(account)
    forms = _forms(user, page, found)
    is_drawn = put_again(forms, again)
    return Page("tasks/person.html", status=again.status if again else 200).response(
        request,
        user=user,
        section=SECTION,
        task=page.task,
        content=page.task.content,
        title=title_of(page.task),
        found=found,
        stood=found.person,
        ending=page.task.ending(found.person),
        received=received(found),
        reported=reported(found),
        chips=person_chips(found),
        forms=forms,
        again=again,
        is_drawn=is_drawn,
        path=person_path(found),
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )
