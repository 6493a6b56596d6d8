"""The form of a line of the calendar: what it is called, what its days are, from when to when."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from domain.errors import BadInput
from domain.ids import uuid7
from domain.kinds.register.calendar import CalendarSet, CalendarSort
from domain.spelling import usual
from sync_server.console.form_fields import Typed
from sync_server.console.forms import OfficeForm, typed_of
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.register.calendar import calendar_of
from sync_server.register.history import History


class CalendarForm(OfficeForm):
    """A line of the calendar."""

    name: Annotated[
        str,
        Field(
            min_length=1,
            max_length=60,
            title="名称",
            description="例如：2026—2027学年第一学期、寒假、国庆节",
        ),
    ]
    sort: Annotated[CalendarSort, Field(title="类别")]
    from_on: Annotated[date, Field(title="第一天")]
    to_on: Annotated[date | None, Field(title="最后一天", description="只有一天的不填")] = None
    is_stopped: Annotated[bool, Field(title="停用：填错了或者不再有效，以后不按它算")] = False


def _typed(history: History) -> Typed:
    body = body_of(history, CalendarSet)
    return typed_of(CalendarForm, body, is_stopped="" if body.is_active else "true")


def _begun(_writing: Writing, asked: Mapping[str, str]) -> Typed:
    """A new line begins as the sort that the address tells."""
    sorts = {each.value for each in CalendarSort}
    return {"sort": asked["sort"]} if asked.get("sort") in sorts else {}


def _content(writing: Writing, form: CalendarForm) -> Content:
    stood = body_of(writing.history, CalendarSet) if writing.history else None
    line = CalendarSet(
        calendar_id=stood.calendar_id if stood else uuid7(),
        name=usual(form.name),
        sort=form.sort,
        from_on=form.from_on.isoformat(),
        to_on=(form.to_on or form.from_on).isoformat(),
        is_active=not form.is_stopped,
    )
    calendar = calendar_of(writing.services.server.database, writing.viewer.district)
    fault = calendar.fault_of(line) if line.is_active else None
    if fault:
        raise BadInput(fault.words, code=fault.field)
    return Content(line)


FORM = ThingForm(
    noun="calendar",
    form=CalendarForm,
    content=_content,
    typed=_typed,
    begun=_begun,
    left_out_of_new=("is_stopped",),
    new="新增一条",
    change="更正或停用",
    says="保存就算核对过了；原来的日期在修改记录里。",
)
