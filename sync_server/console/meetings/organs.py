"""机构: the bodies of education supervision, who sits on them, and when they met (1-01, 4-01)."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.errors import BadInput
from domain.kinds.office.organ import OrganKind, OrganSet
from domain.spelling import key_of, usual
from domain.words.values import label
from sync_server.console.forms import OfficeForm
from sync_server.console.kinds import closing
from sync_server.console.kinds.closing import ClosedOn
from sync_server.console.kinds.column import Column, counted
from sync_server.console.kinds.filters import Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.kinds.thing_page import Fact, related
from sync_server.console.meetings.columns import MEETINGS, MEMBERS
from sync_server.console.pages import thing_path
from sync_server.counted.bodies import ListedOrgan
from sync_server.register.importing.zone_rows import free_code
from sync_server.register.names import names

router = APIRouter()

LATEST = 10
COLUMNS: tuple[Column[ListedOrgan], ...] = (
    Column("机构", lambda each: each.row.name, lambda each: thing_path("organ", each.row.organ)),
    Column("类别", lambda each: label(each.kind)),
    counted("现有成员", lambda each: each.members, lambda each: f"/members?organ={each.row.organ}"),
    counted("会议", lambda each: each.meetings, lambda each: f"/meetings?organ={each.row.organ}"),
    Column("状态", chips=lambda each: closing.state_chips(each.is_active, each.row.closed_on)),
)


class OrganForm(OfficeForm):
    """A body."""

    name: Annotated[str, Field(min_length=1, max_length=60, title="名称")]
    organ_kind: Annotated[OrganKind, Field(title="类别")]
    duties: Annotated[str, Field(max_length=2000, title="职能职责")] = ""
    closed_on: ClosedOn = None


def _rows(asking: Asking[Filters]) -> Listed[ListedOrgan]:
    found = asking.services.bodies.organs(asking.viewer)
    return InOrder(found, lambda _: True, lambda each: each.row.organ).listed()


def _content(writing: Writing, form: OrganForm) -> Content:
    known = names(writing.services.server.database, writing.viewer.district)
    own, name = writing.history.code if writing.history else "", usual(form.name)
    for code, other in known.organs.items():
        if key_of(other) == key_of(name) and code != own:
            raise BadInput(f"已经有“{other}”了。", code="name")
    organ = OrganSet(
        organ=own or free_code("organ", name, known.organs),
        name=name,
        organ_kind=form.organ_kind,
        duties=form.duties,
    )
    return Content(organ)


def _about(opened: Opened) -> About:
    bodies, code = opened.services.bodies, opened.code
    members = [each for each in bodies.members(opened.viewer) if each.body.organ == code]
    held = [each for each in members if each.is_held]
    met = [each for each in bodies.meetings(opened.viewer) if each.body.organ == code]
    met = [each for each in met if each.row.is_standing]
    may_set, may_count = opened.viewer.may_set_register, opened.viewer.may_count
    to_members = [Link("全部成员", f"/members?organ={code}")] if members else []
    to_members += [Link("新增成员", f"/members/new?organ={code}")] if may_set else []
    to_meetings = [Link("全部会议", f"/meetings?organ={code}")] if met else []
    to_meetings += [Link("登记会议", f"/meetings/new?organ={code}")] if may_count else []
    lists = (
        related("现有成员", MEMBERS, held, "还没有登记成员。", to_members),
        related("最近的会议", MEETINGS, met[:LATEST], "还没有登记会议。", to_meetings),
    )
    return About(_facts(opened), related=lists)


def _facts(opened: Opened) -> Iterator[Fact]:
    body = body_of(opened.history, OrganSet)
    yield Fact("类别", label(body.organ_kind))
    if body.duties:
        yield Fact("职能职责", body.duties)


NOUN = Noun(
    form=ThingForm(noun="organ", form=OrganForm, content=_content),
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有登记机构", "先登记教育督导委员会，再登记成员单位和会议。"),
    about=_about,
    done={"opened": "已登记，接着登记成员。", "set": "已保存，原来的内容在修改记录里。"},
)
add_noun(router, NOUN)
