"""责任区: the district's zones, with how many schools and which inspectors each has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import Field

from domain.clock import local_date
from domain.errors import BadInput
from domain.kinds.register.zone import ZoneSet
from domain.register.in_use import is_in_use
from domain.register.load import zone_warning
from domain.spelling import key_of, usual
from sync_server.console.form_fields import Typed
from sync_server.console.forms import OfficeForm, typed_of
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, add_form, body_of
from sync_server.console.kinds.thing_page import Fact, ThingPage, last_set_on
from sync_server.console.pages import thing_path
from sync_server.console.services import ConsoleServices
from sync_server.data.tables import ZoneRow
from sync_server.readings.pinyin import sort_as
from sync_server.register.history import History
from sync_server.register.importing.zone_rows import free_code
from sync_server.register.names import names

router = APIRouter()


class ZoneFilters(Filters):
    """The list of zones is short: it has no filters."""

    home = "/zones"
    key = (str,)


@dataclass(frozen=True, slots=True)
class ListedZone:
    """A zone, its schools in use, and who is mainly responsible for any of them."""

    row: ZoneRow
    is_active: bool
    schools: int
    inspectors: tuple[str, ...]


def _zones(services: ConsoleServices, user: SignedIn) -> list[ListedZone]:
    schools, known = services.schools.listed(user.viewer)
    today = local_date(services.server.clock()).isoformat()
    found = []
    for row in known.zones.values():
        own = [each for each in schools if each.row.zone == row.zone and each.is_active]
        inspectors = dict.fromkeys(name for each in own for name in each.main)
        found.append(ListedZone(row, is_in_use(row, today), len(own), tuple(inspectors)))
    return found


def _state(zone: ListedZone) -> list[Chip]:
    if not zone.is_active:
        return [Chip("停用")]
    warning = zone_warning(zone.schools)
    return [Chip("在用", "chip-approved"), *([Chip(warning, "chip-notice")] if warning else [])]


COLUMNS: tuple[Column[ListedZone], ...] = (
    Column("责任区", lambda each: each.row.name, lambda each: thing_path("zone", each.row.zone)),
    counted(
        "在用的学校",
        lambda each: each.schools,
        lambda each: f"/schools?zone={each.row.zone}&state=active",
    ),
    counted("主责督学人数", lambda each: len(each.inspectors)),
    Column("主责督学", lambda each: "、".join(each.inspectors)),
    Column("状态", chips=_state),
)


def _rows(asking: Asking[ZoneFilters]) -> Listed[ListedZone]:
    zones = _zones(asking.services, asking.user)
    found = InOrder(zones, lambda _: True, lambda each: each.row.zone)
    return Listed(found.read, found.key, found.total)


class ZoneForm(OfficeForm):
    """A zone."""

    name: Annotated[str, Field(min_length=1, max_length=60, title="名称")]
    closed_on: Annotated[date | None, Field(title="停用自", description="在用的不填")] = None


def _typed(history: History) -> Typed:
    body = body_of(history, ZoneSet)
    typed = typed_of(ZoneForm, body)
    if not body.is_active and body.closed_on is None:
        typed["closed_on"] = last_set_on(history)
    return typed


def _content(writing: Writing, form: ZoneForm) -> Content:
    known = names(writing.services.server.database, writing.viewer.district)
    stood = body_of(writing.history, ZoneSet) if writing.history else None
    name = usual(form.name)
    for row in known.zones.values():
        if key_of(row.name) == key_of(name) and not (stood and stood.zone == row.zone):
            raise BadInput(f"已经有“{row.name}”了。", code="name")
    if stood and form.closed_on:
        _require_empty(writing, stood.zone)
    zone = ZoneSet(
        zone=stood.zone if stood else free_code("zone", name, known.zones),
        name=name,
        closed_on=form.closed_on.isoformat() if form.closed_on else None,
        order_no=stood.order_no if stood else None,
        sort_as=sort_as(name),
    )
    return Content(zone)


def _require_empty(writing: Writing, zone: str) -> None:
    """BadInput where schools in use are still in the zone."""
    found = next(each for each in _zones(writing.services, writing.user) if each.row.zone == zone)
    if found.schools:
        text = f"还有 {found.schools} 所在用的学校属于这个责任区，请先把它们改到别的责任区。"
        raise BadInput(text, code="closed_on")


FORM = ThingForm(
    noun="zone",
    section="zones",
    home="/zones",
    form=ZoneForm,
    content=_content,
    typed=_typed,
    left_out_of_new=("closed_on",),
    says="改名以后，过去的督导和报表也显示新的名称。",
)


LIST = ListPage(
    name="zones",
    title="责任区",
    filters=ZoneFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "还没有责任区",
        "先建责任区，再登记学校。",
        Link("新增责任区", f"{FORM.home}/new"),
    ),
    links=lambda asking: FORM.to_new(asking.viewer, "新增责任区"),
)
add_list(router, LIST)
add_form(router, FORM)


@router.get("/zones/{code}")
def zone(request: Request, services: Services, user: CurrentUser, code: str) -> Response:
    """One zone, and where its schools are."""
    history = services.histories.history(user.viewer, "zone", code)
    listed = next(each for each in _zones(services, user) if each.row.zone == code)
    page = ThingPage(
        section=LIST.name,
        home=FORM.home,
        history=history,
        facts=list(_facts(listed)),
        chips=_state(listed),
        links=FORM.to_change(user.viewer, code, "更正或停用"),
    )
    return page.response(request, user)


def _facts(zone: ListedZone) -> Iterator[Fact]:
    schools = f"/schools?zone={zone.row.zone}&state=active"
    yield Fact("在用的学校", f"{zone.schools} 所", schools)
    yield Fact("主责督学", "、".join(zone.inspectors) or "还没有")
    if zone.row.closed_on:
        yield Fact("停用自", zone.row.closed_on)
