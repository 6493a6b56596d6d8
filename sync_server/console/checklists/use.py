"""Taking a checklist out of use from a day on and back; and the visits that went by it."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.errors import BadInput, NotFound
from domain.kinds.register.checklist_use import ChecklistUseSet
from sync_server.console.checklists.forms import UseForm
from sync_server.console.checklists.pages import SECTION, USED_BY, Found, place, shown, use_of
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, SentForm, Shown, carry_out
from sync_server.console.guard import Services
from sync_server.console.kinds.column import Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed, ListPage, add_list
from sync_server.console.records.meanwhile import of_thing
from sync_server.data.workbook.checklist_uses import VisitBy
from sync_server.register.names import Names, names

router = APIRouter()

SAME = "没有改动。"


class UsingFilters(Filters):
    """Which of the visits that went by checklists the list shows."""

    home = USED_BY
    key = (str,)

    checklist: Annotated[Choice, Field(title="督导清单")] = ""
    version: Annotated[Choice, Field(title="版次")] = ""
    account: Annotated[Choice, Field(title="督学")] = ""

    def wants(self, visit: VisitBy) -> bool:
        """Whether the visit is one of them."""
        is_of_version = self.version in ("", str(visit.version))
        return is_of_version and self.account in ("", visit.account)


Using = tuple[VisitBy, Names]

COLUMNS: tuple[Column[Using], ...] = (
    Column("日期", lambda row: row[0].visit_on, lambda row: f"/visits/{row[0].visit}"),
    Column("学校", lambda row: row[1].school(row[0].school_id)),
    Column("督学", lambda row: row[1].person(row[0].account)),
    Column("版次", lambda row: f"第 {row[0].version} 版"),
)


def _rows(asking: Asking[UsingFilters]) -> Listed[Using]:
    viewer, wanted = asking.viewer, asking.wanted
    viewer.require_all()
    checklists = asking.services.checklists
    titles = {name: each.title for name, each in checklists.newest(viewer).items()}
    visits = checklists.uses(viewer, wanted.checklist).visits if wanted.checklist else []
    known = names(asking.services.server.database, viewer.district)
    rows = [(each, known) for each in visits]
    versions = sorted({each.version for each in visits})
    return InOrder(rows, lambda row: wanted.wants(row[0]), lambda row: row[0].visit).listed(
        {
            "checklist": titles,
            "version": {str(each): f"第 {each} 版" for each in versions},
            "account": {row.account: row.name for row in known.inspectors},
        }
    )


LIST = ListPage(
    name=SECTION,
    title="按清单的督导",
    filters=UsingFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("没有按这份清单的督导", "先在上面选一份督导清单。"),
)
add_list(router, LIST)


@router.post("/checklists/{checklist_id}/use")
def set_use(request: Request, services: Services, sent: SentForm, found: Found) -> Response:
    """Take the checklist out of use from the day that the form says; back where it says none."""
    viewer = sent.user.viewer
    viewer.require_set_register()
    code = found.version.checklist.checklist_id
    stood = use_of(services, viewer, code)

    def act(form: UseForm) -> None:
        on = form.closed_on.isoformat() if form.closed_on else ""
        if (on, form.version) == (stood.get("closed_on", ""), stood["version"]):
            raise BadInput(SAME, code="closed_on")
        use = ChecklistUseSet(checklist_id=code, closed_on=on or None)
        services.checklist_commands.set_use(sent.account, use, form.version)

    def latest(typed: Typed) -> Latest:
        try:
            return of_thing(services.histories.history(viewer, "checklist_use", code), typed)
        except NotFound:
            return Latest({}, ())

    form = carry_out(Shown(UseForm, "use", stood), sent.typed, act, latest)
    if isinstance(form, Shown):
        return shown(request, services, sent.user, found, {"use": form})
    return RedirectResponse(f"{place(code)}?done=use", 303)
