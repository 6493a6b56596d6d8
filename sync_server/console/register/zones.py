"""责任区: the district's zones, with how many schools and which inspectors each has."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.clock import local_date
from domain.errors import BadInput
from domain.kinds.register.zone import ZoneSet
from domain.register.in_use import is_in_use
from domain.register.load import zone_warning
from domain.spelling import key_of, usual
from sync_server.console.forms import OfficeForm
from sync_server.console.guard import SignedIn
from sync_server.console.kinds.closing import ClosedOn, state_chips
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.kinds.thing_page import Fact
from sync_server.console.pages import thing_path
from sync_server.console.services import ConsoleServices
from sync_server.data.tables import ZoneRow
from sync_server.readings.pinyin import sort_as
from sync_server.register.importing.zone_rows import free_code
from sync_server.register.names import names

router = APIRouter()


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
        schools_there = [each for each in own if each.body.school_kind.is_school]
        inspectors = dict.fromkeys(name for each in own for name in each.main)
        found.append(ListedZone(row, is_in_use(row, today), len(schools_there), tuple(inspectors)))
    return found


def _state(zone: ListedZone) -> list[Chip]:
    warning = zone_warning(zone.schools)
    lacking = [Chip(warning, "chip-notice")] if warning else []
    return state_chips(zone.is_active, zone.row.closed_on, *lacking)


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


def _rows(asking: Asking[Filters]) -> Listed[ListedZone]:
    zones = _zones(asking.services, asking.user)
    return InOrder(zones, lambda _: True, lambda each: each.row.zone).listed()


class ZoneForm(OfficeForm):
    """A zone."""

    name: Annotated[str, Field(min_length=1, max_length=60, title="名称")]
    closed_on: ClosedOn = None


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


def _about(opened: Opened) -> About:
    zones = _zones(opened.services, opened.user)
    zone = next(each for each in zones if each.row.zone == opened.code)
    schools = f"/schools?zone={zone.row.zone}&state=active"
    facts = (
        Fact("在用的学校", f"{zone.schools} 所", schools),
        Fact("主责督学", "、".join(zone.inspectors) or "还没有"),
    )
    return About(facts, _state(zone))


NOUN = Noun(
    form=ThingForm(
        noun="zone",
        form=ZoneForm,
        content=_content,
        says="改名以后，过去的督导和报表也显示新的名称。",
    ),
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有责任区", "先建责任区，再登记学校。"),
    about=_about,
)
add_noun(router, NOUN)
