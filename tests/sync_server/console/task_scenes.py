"""Pages with the forms by which the office gives tasks and says what becomes of them."""

from sync_server.server import Server
from tests.builders.office import Inspection
from tests.builders.pages import Browser
from tests.builders.tasks import commands_of, give, report


def a_task_to_give(_server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """Where a task is given."""
    return "/tasks/new"


def a_task(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """A task that two persons have not received yet."""
    return f"/tasks/{give(commands_of(server.database, server.committer))}"


def a_task_to_change(server: Server, inspection: Inspection, browser: Browser) -> str:
    """The form by which it is changed."""
    return f"{a_task(server, inspection, browser)}/edit"


def a_reported_task(server: Server, inspection: Inspection, browser: Browser) -> str:
    """A task that one of them has reported."""
    place = a_task(server, inspection, browser)
    report(inspection, place.rpartition("/")[2])
    return place


def who_reported(server: Server, inspection: Inspection, browser: Browser) -> str:
    """The one who has reported."""
    return f"{a_reported_task(server, inspection, browser)}/people/chen.jing"


def who_was_asked(server: Server, inspection: Inspection, browser: Browser) -> str:
    """One who has not."""
    return f"{a_task(server, inspection, browser)}/people/wang.fang"


TASKS = {
    "TaskGiveForm": a_task_to_give,
    "TaskChangeForm": a_task_to_change,
    "TaskAddForm": a_task,
    "TaskCloseForm": a_reported_task,
    "TaskWithdrawForm": a_task,
    "TaskReturnForm": who_reported,
    "TaskRemoveForm": who_was_asked,
}
