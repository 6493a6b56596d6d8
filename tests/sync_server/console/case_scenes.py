"""Districts in which pages draw the forms of accountability cases, and those pages' addresses."""

from collections.abc import Callable

from domain.kinds.accountability.course import CaseAct
from sync_server.console.accountability.acts import ACTS
from sync_server.server import Server
from tests.builders.accountability import BEFORE, case_at, commands_of
from tests.builders.office import Inspection
from tests.builders.pages import Browser

Scene = Callable[[Server, Inspection, Browser], str]


def before(act: CaseAct) -> Scene:
    """A case on which the act is possible."""

    def scene(server: Server, _inspection: Inspection, _browser: Browser) -> str:
        case_id = case_at(commands_of(server.database, server.committer), BEFORE[act])
        return f"/accountability/{case_id}"

    return scene


def a_case_to_open(_server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """Where a case about a unit is opened."""
    return "/accountability/new?unit=school-1"


ACCOUNTABILITY = {act.form.__name__: before(each) for each, act in ACTS.items()} | {
    "CaseOpenForm": a_case_to_open
}
