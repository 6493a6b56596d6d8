"""督导清单: all of them, in their newest versions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.clock import local_date
from domain.register.checklist import Checklist
from domain.register.in_use import is_in_use
from sync_server.console.checklists.pages import HOME, SECTION, place
from sync_server.console.kinds.closing import STATES, state_chips, state_of
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.register.checklists.drafts import Begun
from sync_server.register.names import names

router = APIRouter()


class ChecklistFilters(Filters):
    """Which checklists the list shows."""

    home = HOME
    key = (str,)

    title: Annotated[Search, Field(title="标题")] = ""
    state: Annotated[Choice, Field(title="状态")] = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A checklist in its newest version, what goes by it, and who is writing it."""

    checklist: Checklist
    purposes: Sequence[str] = ()
    writing: Sequence[str] = field(default_factory=list)
    is_active: bool = True
    closed_on: str | None = None

    def is_wanted(self, wanted: ChecklistFilters) -> bool:
        """Whether the list shows it."""
        is_of_state = wanted.state in ("", state_of(self.is_active))
        return is_of_state and wanted.title in self.checklist.title


def _state(row: Row) -> Sequence[Chip]:
    return state_chips(row.is_active, row.closed_on)


def _chips(row: Row) -> Sequence[Chip]:
    return [Chip(f"{each}在改", "chip-notice") for each in row.writing]


COLUMNS: tuple[Column[Row], ...] = (
    Column(
        "清单",
        lambda row: row.checklist.title,
        lambda row: place(row.checklist.checklist_id),
    ),
    Column("用于", lambda row: "、".join(dict.fromkeys(row.purposes)) or "还没有主题或专项用它"),
    counted("版次", lambda row: row.checklist.version),
    counted("分组", lambda row: len(row.checklist.sections)),
    counted("检查项", lambda row: len(row.checklist.all_items)),
    Column("状态", chips=_state),
    Column("草稿", chips=_chips, is_exported=False),
)


def _rows(asking: Asking[ChecklistFilters]) -> Listed[Row]:
    services, viewer = asking.services, asking.viewer
    newest = services.checklists.newest(viewer)
    known = names(services.server.database, viewer.district)
    begun, purposes = services.drafts.begun(viewer.district), services.checklists.purposes(viewer)
    uses, today = services.checklists.uses_said(viewer), local_date(services.server.clock())
    rows = [
        Row(
            each,
            purposes.get(name, ()),
            [known.person(one.account) for one in begun if one.checklist_id == name],
            is_active=name not in uses or is_in_use(uses[name], today.isoformat()),
            closed_on=uses[name].closed_on if name in uses else None,
        )
        for name, each in newest.items()
    ]
    found = InOrder(
        rows, lambda row: row.is_wanted(asking.wanted), lambda row: row.checklist.checklist_id
    )
    return found.listed({"state": STATES})


def _links(asking: Asking[ChecklistFilters]) -> Sequence[Link]:
    if not asking.viewer.may_set_register:
        return ()
    return [Link("新建清单", f"{HOME}/new", "btn-ink"), Link("从文件导入", f"{HOME}/import")]


def _drafts(asking: Asking[ChecklistFilters]) -> dict[str, Sequence[Begun]]:
    """The viewer's own drafts of checklists that are not published yet."""
    services, viewer = asking.services, asking.viewer
    known = services.checklists.newest(viewer)
    begun = services.drafts.begun(viewer.district) if viewer.may_set_register else []
    own = [each for each in begun if each.account == viewer.account]
    return {"unpublished": [each for each in own if each.checklist_id not in known]}


LIST = ListPage(
    name=SECTION,
    title="督导清单",
    filters=ChecklistFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有督导清单", "从空白新建，或者从文件导入。"),
    links=_links,
    done={"dropped": "草稿已放弃，已发布的版本没有变。"},
    template="checklists/list.html",
    beside=_drafts,
)
add_list(router, LIST)
