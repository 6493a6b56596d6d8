"""各督学办理: how each task stands with each person it was given to."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.kinds.task.steps import TaskState
from domain.tasks.rules import TaskLate
from domain.words.values import label, words_of
from sync_server.console.kinds.column import Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.tasks.columns import (
    HOME,
    PEOPLE,
    SECTION,
    person_chips,
    person_path,
    received,
    reported,
    said,
    said_shortly,
    task_path,
    title_of,
)
from sync_server.tasks.desk import ListedPerson

router = APIRouter()


class PeopleFilters(Filters):
    """Which persons of which tasks the list shows."""

    home = PEOPLE

    task: Annotated[Choice, Field(max_length=64, title="任务")] = ""
    state: Annotated[Choice, Field(title="状态")] = ""
    late: Annotated[Choice, Field(title="逾期")] = ""
    account: Annotated[Choice, Field(max_length=64, title="督学")] = ""

    def wants(self, person: ListedPerson) -> bool:
        """Whether the person's task is among them."""
        late = person.late.value if person.late else None
        return (
            self.task in ("", person.row.task_id)
            and self.state in ("", person.row.state)
            and self.late in ("", late)
            and self.account in ("", person.row.account)
        )


COLUMNS: tuple[Column[ListedPerson], ...] = (
    Column("督学", lambda each: each.name, person_path),
    Column(
        "任务",
        lambda each: title_of(each.task),
        lambda each: task_path(each.row.task_id),
        leads_aside=True,
    ),
    Column("签收期限", lambda each: each.row.receive_by, is_on_phones=False),
    Column("办理期限", lambda each: each.row.due_on),
    Column("状态", chips=person_chips),
    Column("签收", received, is_on_phones=False),
    Column("回报", reported, is_on_phones=False),
    Column("办理情况", said_shortly, export=said, is_on_phones=False),
)


def _rows(asking: Asking[PeopleFilters]) -> Listed[ListedPerson]:
    found = asking.services.task_desk.people(asking.viewer)
    options = {
        "task": {each.row.task_id: title_of(each.task) for each in found},
        "state": {each.value: word for each, word in words_of(TaskState).items()},
        "late": {each.value: label(each) for each in TaskLate},
        "account": {each.row.account: each.name for each in found},
    }
    return InOrder(found, asking.wanted.wants, lambda each: each.code).listed(options)


LIST = ListPage(
    name=SECTION,
    title="交办任务各督学办理",
    filters=PeopleFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有交办的任务", "交给督学的任务，手机下次同步就收到，签收和回报会在这里。"),
    links=lambda _: [Link("看全部任务", HOME)],
)
add_list(router, LIST)
