"""交办任务: the tasks that the district's office gave."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.kinds.task.builder import TaskSource
from domain.words.values import words_of
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.tasks.columns import HOME, PEOPLE, SECTION, TASK_COLUMNS, title_of
from sync_server.tasks.desk import ListedTask

router = APIRouter()

LATE, REPORTED, OPEN, SETTLED, WITHDRAWN = "late", "reported", "open", "settled", "withdrawn"
STATES = {
    LATE: "有人逾期",
    REPORTED: "有回报待办结",
    OPEN: "办理中",
    SETTLED: "都已办结",
    WITHDRAWN: "已撤回",
}
NEW = Link("交办任务", f"{HOME}/new", "btn-ink")
ALL_PEOPLE = Link("看各督学办理", PEOPLE)


class TaskFilters(Filters):
    """Which tasks the list shows."""

    home = HOME

    state: Annotated[Choice, Field(title="状态")] = ""
    source: Annotated[Choice, Field(title="来源")] = ""
    words: Annotated[Search, Field(title="任务", examples=["如 护导"])] = ""

    def wants(self, task: ListedTask) -> bool:
        """Whether the task is among them."""
        counts, is_withdrawn = task.counts, task.task.withdrawn is not None
        is_in = {
            LATE: counts.late_receipts + counts.late_reports > 0,
            REPORTED: counts.reported > 0,
            OPEN: not counts.is_settled and not is_withdrawn,
            SETTLED: counts.is_settled and not is_withdrawn,
            WITHDRAWN: is_withdrawn,
        }
        return (
            is_in.get(self.state, True)
            and self.source in ("", task.task.content.source.value)
            and self.words in f"{title_of(task.task)} {task.task.content.giver}"
        )


def _rows(asking: Asking[TaskFilters]) -> Listed[ListedTask]:
    found = asking.services.task_desk.listed(asking.viewer)
    sources = {each.value: word for each, word in words_of(TaskSource).items()}
    return InOrder(found, asking.wanted.wants, lambda each: each.task.task_id).listed(
        {"state": STATES, "source": sources}
    )


def _links(asking: Asking[TaskFilters]) -> Sequence[Link]:
    return [NEW, ALL_PEOPLE] if asking.viewer.may_give_tasks else [ALL_PEOPLE]


LIST = ListPage(
    name=SECTION,
    title="交办任务",
    filters=TaskFilters,
    columns=TASK_COLUMNS,
    rows=_rows,
    nothing=Empty("还没有交办的任务", "交给督学的任务，手机下次同步就收到，签收和回报会在这里。"),
    links=_links,
)
add_list(router, LIST)
